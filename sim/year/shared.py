"""Each fair of a year played once, sharing with the others what the firm shares, and nothing else.

Trials of one seed must never be added: two plans of one seed meet the same market and the same
luck, which is right for holding them against each other and makes copies of two fairs. Two seeds
make strangers of them, though the firm's own numbers are one unknown. So here a trial is a year:

    z of an input of the firm (`Parameter.of_firm`)   the same at every fair
    W of a fair = sqrt(s) W_year + sqrt(1 - s) W_fair,  s how far a good year is good everywhere
    z of any other input, all luck, all costs           each fair's own

Every fair by itself is exactly as it is alone: its W and its inputs have the distribution they had.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from sim.draws.streams import Block, Draws, Whole, blocks, draws, seed_of, shuffled
from sim.plan.beliefs import Belief, Exact
from sim.plan.funnel import GOOD_FAIR
from sim.plan.johnson import Array
from sim.plan.parameters import PARAMETERS, PATHS
from sim.plan.problems import ScenarioError
from sim.plan.scenario import Scenario
from sim.play.engine import SEED, simulate
from sim.play.result import Result
from sim.play.trials import check_run
from sim.year.year import Year

TRIALS: Final = 16_384  # years that choose, and as many others that tell of what was chosen
COLUMNS: Final = ("contribution", "income", "costs", "contacts", "target_visitors")
_OF_FIRM: Final = tuple(
    dimension
    for parameter in PARAMETERS
    if parameter.of_firm
    for path in parameter.paths
    if (dimension := parameter.stream(path)) is not None
)


@dataclass(frozen=True, eq=False)
class Played:
    """One fair in every year, arrays of shape (trials,).

    luck          the seed of all that is its own: fairs of one seed are never added
    contribution  money
    rest          income less costs, money
    costs         money
    target        visitors in its target group
    met           the share of these with whom there was a conversation
    """

    luck: int
    contribution: Array
    rest: Array
    costs: Array
    target: Array
    met: Array

    @property
    def profit(self) -> Array:
        return self.contribution + self.rest


@dataclass(frozen=True, eq=False)
class Years:
    """So many years, each fair of the list played in each of them.

    always  income less costs that belong to no fair, shape (trials,), money
    stand   what the stand of all fairs costs, shape (trials,), money; 0 where each has its own
    """

    year: Year
    trials: int
    seed: int
    fairs: tuple[Played, ...]
    always: Array
    stand: Array

    def thinned(self, earlier: int, later: int) -> Array | None:
        """The share of the later fair's extra orders that it owes to people whom the earlier one
        had already met, shape (trials,); None where nobody is in both target groups.

        The overlap is a share of the smaller target group, so of the later one it is the share
        overlap x min(earlier, later) / later; those whom the earlier fair met are lost to it.
        """
        share = self.year.shared_by(earlier, later)
        if not share:
            return None
        before, after = self.fairs[earlier], self.fairs[later]
        common = share * np.minimum(before.target, after.target)
        of_later = np.divide(common, after.target, out=np.zeros(self.trials), where=common > 0)
        return np.asarray(np.minimum(of_later * before.met, 1.0))

    def profit(self, chosen: int) -> Array:
        """The profit of the year with a set of fairs, the others left out, shape (trials,), money.

        Raises ValueError where two of its fairs have one luck: they cannot both be taken.
        """
        members = [place for place in self.year.in_time if chosen >> place & 1]
        if len({self.fairs[place].luck for place in members}) < len(members):
            raise ValueError("two fairs of one seed are no year")
        total = self.always - self.year.cancelled(members)
        for at, later in enumerate(members):
            kept = self.fairs[later].contribution
            for earlier in members[:at]:
                lost = self.thinned(earlier, later)
                kept = kept if lost is None else kept * (1 - lost)
            total += kept
            total += self.fairs[later].rest
        return total - self.stand if members else total

    def told(self, profit: Array) -> Result:
        """The years as a result whose only column is their profit, for figures with errors: the
        replicates of all fairs are independent of one another."""
        plan = self.year.fairs[0].plan
        return Result(plan, self.trials, self.seed, {"profit": profit})


def played(year: Year, *, trials: int = TRIALS, seed: int = SEED) -> Years:
    """Plays every fair of a year `trials` times. Raises `ScenarioError` for a year without fairs,
    and where trials or seed are not allowed."""
    if not year.fairs:
        raise ScenarioError("no_fairs", "plans", form="at least one plan")
    check_run(trials, seed)
    common = shared_normals(trials, seed)
    fairs = tuple(_fair(year, place, common, trials, seed) for place in range(len(year.fairs)))
    always = np.zeros(trials)
    for of, lines, sign in (("costs", year.costs, -1.0), ("income", year.income, 1.0)):
        for at, line in enumerate(lines):
            always += sign * amount_of(line.amount, f"year.{of}.{at}", trials, seed)
    stand = amount_of(year.stand or Exact(0.0), "year.stand", trials, seed)
    return Years(year, trials, seed, fairs, always, stand)


def _fair(year: Year, place: int, common: Mapping[int, Array], trials: int, seed: int) -> Played:
    result, order = alone(year, place, common, trials, seed)
    columns = {key: np.empty(trials) for key in COLUMNS}
    for key, column in columns.items():
        column[order] = result[key]
    target = columns["target_visitors"]
    return Played(
        luck=result.seed,
        contribution=columns["contribution"],
        rest=columns["income"] - columns["costs"],
        costs=columns["costs"],
        target=target,
        met=np.divide(columns["contacts"], target, out=np.zeros(trials), where=target > 0),
    )


def alone(
    year: Year,
    place: int,
    common: Mapping[int, Array],
    trials: int,
    seed: int,
    *,
    detail: bool = False,
) -> tuple[Result, Whole]:
    """A fair of the year in an order of its own, and the year of each of its trials: the k-th
    trial of the result belongs to the year ``order[k]``."""
    name = f"year.{year.luck(place)}"
    order = shuffled(seed, name, trials)
    given = sharing(year.fairs[place].plan, year.together, common, order)
    columns = None if detail else COLUMNS
    own = seed_of(seed, name)
    return simulate(
        year.fairs[place].plan,
        trials=trials,
        seed=own,
        drawn=given,
        detail=detail,
        columns=columns,
    ), order


def shared_normals(trials: int, seed: int) -> dict[int, Array]:
    """Standard normals of every year, by their dimension, shape (trials,): of the inputs of the
    firm, and of how good the year is."""
    todo = [draws(seed, trials, block) for block in blocks(trials)]
    return {
        dimension: np.concatenate([each.normal(dimension) for each in todo])
        for dimension in (GOOD_FAIR, *_OF_FIRM)
    }


def sharing(
    plan: Scenario, together: float, common: Mapping[int, Array], order: Whole
) -> Callable[[Draws], dict[str, Array]]:
    """What `simulate` takes as `drawn`: the uncertain inputs of a fair that the firm shares, or
    that move with the good or bad fair.

    common  as of `shared_normals`; `order`: the year of each trial, shape (trials,)
    """
    starts = _starts(order.size)

    def given(own: Draws) -> dict[str, Array]:
        years = order[starts[own.block] : starts[own.block] + own.block.size]
        year = math.sqrt(together) * common[GOOD_FAIR][years]
        good_fair = year + math.sqrt(1 - together) * own.normal(GOOD_FAIR)
        found: dict[str, Array] = {}
        for path, belief in plan.inputs.items():
            parameter = PATHS[path]
            dimension = parameter.stream(path)
            if isinstance(belief, Exact) or dimension is None:
                continue
            if not parameter.of_firm and not parameter.dependent:
                continue
            z = common[dimension][years] if parameter.of_firm else own.normal(dimension)
            if parameter.dependent:
                z = math.sqrt(plan.dependence) * good_fair + math.sqrt(1 - plan.dependence) * z
            found[path] = belief.quantile(z)
        return found

    return given


def _starts(trials: int) -> dict[Block, int]:
    """Where each block begins."""
    found, start = {}, 0
    for block in blocks(trials):
        found[block] = start
        start += block.size
    return found


def amount_of(amount: Belief, name: str, trials: int, seed: int) -> Array:
    """An amount in every year, shape (trials,)."""
    each = (draws(seed, trials, block).named_normal(name) for block in blocks(trials))
    return amount.quantile(np.concatenate(list(each)))
