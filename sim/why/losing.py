"""Why a fair loses: what its profit hangs on, the counts along the way, thirds, and what is only
noise."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from sim.plan.beliefs import Belief
from sim.plan.funnel import STAGES
from sim.plan.johnson import TENTH
from sim.plan.parameters import PATHS
from sim.plan.scenario import Scenario
from sim.play.answer import dot_columns
from sim.play.ranks import Values
from sim.play.result import Measured, Result
from sim.why.drivers import Driver, drawn_values, drivers, good_fair, stages
from sim.why.luck import drawn_amounts
from sim.why.unknowns import at_own_part

FEWEST: Final = 100  # trials of which it can be said what they have in common


@dataclass(frozen=True)
class Hangs:
    """What the profit hangs on.

    mean     average profit of all trials, money
    same     whether the profit is the same in every trial
    drivers  the uncertain inputs by their own part and the lines of the budget (``costs.NAME.N``,
             ``income.NAME.N``), the strongest first
    stages   the counts along the way, the strongest first
    usual    path -> the middle value of its lowest and of its highest fifth
    fair     the good or bad fair; None where nothing moves with it
    """

    mean: Measured
    same: bool
    drivers: tuple[Driver, ...]
    stages: tuple[Driver, ...]
    usual: dict[str, tuple[float, float]]
    fair: Driver | None = None


@dataclass(frozen=True)
class Dot:
    """An equal share of the trials: column and place in it, and a third of an input, 0 to 2."""

    x: float
    place: int
    third: int


@dataclass(frozen=True)
class Thirds:
    """The trials by the third in which an input ends, lowest to highest.

    edges   of the input, between the thirds
    chance  of covering costs in each third
    bad     the third in which the average profit is the lower of the two ends, 0 or 2
    losing  share of the bad third in the trials that lose; None for too few of them
    paying  share of the other end in the trials that cover their costs; None for too few
    dots    from the lowest profit to the highest
    """

    edges: tuple[float, float]
    chance: tuple[Measured, Measured, Measured]
    bad: int
    losing: Measured | None
    paying: Measured | None
    loses: Measured
    dots: tuple[Dot, ...]


def hangs(result: Result) -> Hangs:
    """What the profit hangs on, of a result with detail."""
    profit, found = result["profit"], drivers(result)
    plan, lines = result.scenario, drawn_amounts(result)
    amounts = (line.amount for line in (*plan.costs, *plan.income))
    beliefs = {**plan.inputs, **dict(zip(lines, amounts, strict=True))}
    counts = {stage: result.quantiles(stage, np.array([0.1, 0.9])) for stage in STAGES}
    return Hangs(
        mean=result.mean("profit"),
        same=bool(profit.min() == profit.max()),
        drivers=found,
        stages=stages(result),
        usual={one.path: _ends(plan, one.path, beliefs[one.path]) for one in found}
        | {stage: (float(low), float(high)) for stage, (low, high) in counts.items()},
        fair=good_fair(result),
    )


def _ends(plan: Scenario, path: str, belief: Belief) -> tuple[float, float]:
    """Values in the middle of the lowest and of the highest fifth of its own part."""
    if path not in PATHS or not PATHS[path].dependent or not plan.dependence:
        return belief.low, belief.high
    low, high = (at_own_part(plan, belief, side * TENTH) for side in (-1, 1))
    return low, high


# Told apart from chance


def told_apart(driver: Driver) -> bool:
    """Whether its two ends differ by more than the simulation's own noise."""
    return not _swing(driver).hardly


def as_heavy(found: Sequence[Driver]) -> list[Driver]:
    """Those whose swing cannot be told apart from that of the first."""
    first, *others = found
    return [other for other in others if _swing(first).minus(_swing(other)).hardly]


def noise(found: Sequence[Driver]) -> float:
    """The usual error of an end, money."""
    errors = [end.error**2 for driver in found for end in (driver.low, driver.high)]
    return math.sqrt(sum(errors) / len(errors)) if errors else 0.0


def _swing(driver: Driver) -> Measured:
    return driver.between


def earliest(found: Hangs) -> Driver | None:
    """The first count along the way that tells at least half as much as the one that tells most;
    None where that is the same one."""
    apart = {driver.path: driver for driver in found.stages if told_apart(driver)}
    way = [apart[stage] for stage in STAGES if stage in apart and stage != "unserved"]
    if not way:
        return None
    most = max(way, key=lambda driver: driver.swing)
    first = next(driver for driver in way if driver.swing >= most.swing / 2)
    return None if first is most else first


# Thirds


def thirds(result: Result, path: str, dots: int) -> Thirds:
    """The trials, with detail, by the thirds of the input at `path`, one of `Hangs.drivers`; `dots`
    of them stand for all."""
    profit, values = result["profit"], drawn_values(result)[path]
    edges = np.quantile(values, [1 / 3, 2 / 3])
    third = np.searchsorted(edges, values, side="left")
    loses = profit < 0
    bad = 0 if profit[third == 0].mean() < profit[third == 2].mean() else 2
    return Thirds(
        edges=(float(edges[0]), float(edges[1])),
        chance=(
            _share(result, ~loses, third == 0),
            _share(result, ~loses, third == 1),
            _share(result, ~loses, third == 2),
        ),
        bad=bad,
        losing=_share(result, third == bad, loses) if _enough(loses) else None,
        paying=_share(result, third == 2 - bad, ~loses) if _enough(~loses) else None,
        loses=result.chance(loses),
        dots=_dots(profit, third, dots),
    )


def _enough(kept: Values) -> bool:
    return int(np.count_nonzero(kept)) >= FEWEST


def _share(result: Result, happens: Values, among: Values) -> Measured:
    """How often something happens among some of the trials; NaN where there are none."""

    def ratio(both: Values) -> float:
        above, below = both.sum(axis=0)
        return float(above / below) if below else math.nan

    return result.measured(np.stack([happens & among, among], axis=1), ratio)


def _dots(profit: Values, third: Values, dots: int) -> tuple[Dot, ...]:
    """A quantile dotplot as in `pictures.answer`; in each column as many dots of each third as it
    has trials of it, what is left of a dot going along to the next column."""
    order = np.argsort(profit, kind="stable")
    groups = np.array_split(order, dots)
    values = profit[[group[len(group) // 2] for group in groups]]
    columns = dot_columns(values)
    found, owed = [], np.zeros(3)
    for column, size in sorted(Counter(columns.tolist()).items()):
        trials = np.concatenate([groups[at] for at in np.flatnonzero(columns == column)])
        owed += size * np.bincount(third[trials], minlength=3) / trials.size
        given = []
        for _ in range(size):
            given.append(int(np.argmax(owed)))
            owed[given[-1]] -= 1
        found += [Dot(column, place, state) for place, state in enumerate(sorted(given))]
    return tuple(found)
