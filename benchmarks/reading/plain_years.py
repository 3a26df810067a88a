"""What a year of fairs truly brings, with every set of them: drawn plainly, inputs first and luck
after, as `benchmarks.plain_fairs` draws one fair. It shares no code with Quitte.

The firm has one margin, one order value and so on at all fairs of a year. Who would have ordered at
a fair and was met at an earlier one is lost to it, each order by a draw of its own.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from benchmarks.plain_fairs import Drawn, Ended, Floats, beliefs, drawn, ended, spent
from benchmarks.plain_numpy import PHASES, STEPS

TRIALS: Final = 32_768  # of a batch
BATCHES: Final = 8
OF_FIRM: Final = (
    "follow_up_share", "quote_share", "order_share", "extra_share", "order_value", "margin",
)  # fmt: skip

Document = dict[str, Any]
Places = tuple[int, ...]


@dataclass(frozen=True)
class PlainYear:
    """Fairs of a year, as `tomllib` reads them, under their names, in the order of the list.

    months       of each fair, 0 to 11
    ticked       the places of what somebody has chosen before
    budget       money; None: what is ticked may be spent
    together     how far a good year is good everywhere; `overlap`: the share of the smaller target
                 group that comes to another fair too
    same_people  fairs of one month cannot both be taken
    stand        money of one stand for all
    """

    kind: str
    names: tuple[str, ...]
    fairs: tuple[Document, ...]
    months: Places
    ticked: Places
    budget: float | None = None
    together: float = 0.5
    overlap: float = 0.0
    same_people: bool = False
    stand: float = 0.0

    @property
    def planned(self) -> tuple[float, ...]:
        """The costs of each fair by hand: every number at its likely value, money."""
        return tuple(map(likely_costs, self.fairs))

    @property
    def money(self) -> float:
        """What may be spent."""
        return self.cost(self.ticked) if self.budget is None else self.budget

    def cost(self, members: Sequence[int]) -> float:
        own = self.planned
        return sum(own[at] for at in members) + (self.stand if members else 0.0)

    @property
    def sets(self) -> list[Places]:
        """Every set that may be taken for the money, not going anywhere first."""
        own, places = self.planned, range(len(self.fairs))
        every = itertools.chain.from_iterable(
            itertools.combinations(places, size) for size in range(len(places) + 1)
        )
        return [
            one
            for one in every
            if self.together_possible(one)
            and sum(own[at] for at in one) + (self.stand if one else 0) <= self.money * (1 + 1e-9)
        ]

    def together_possible(self, members: Sequence[int]) -> bool:
        months = [self.months[at] for at in members]
        return not self.same_people or len({*months}) == len(months)


@dataclass(frozen=True, eq=False)
class Truth:
    """Of every set for the money, in independent batches, arrays of shape (batches, sets): the mean
    of the year's profit, the share of years above zero, and what 1 year in 10 ends below."""

    sets: list[Places]
    means: Floats
    above: Floats
    low: Floats

    @property
    def best(self) -> float:
        return float(self.means.mean(axis=0).max())


def likely_costs(of: Document) -> float:
    """Costs by hand, every number at its likely value."""
    x = {path: middle(belief) for path, belief in beliefs(of)}
    people = x["visitors"] * x["target_share"] * x["reach_share"]
    if "staff" in x:
        room = x["staff"] * x["days"] * x["hours_per_day"] * x["contacts_per_hour"]
        people = min(people, room)
    all_phases = sum(x[f"mix.{phase}"] for phase in PHASES)
    counts = dict.fromkeys(STEPS, 0.0) | {"contact": people}
    for phase in PHASES:
        there = people * x[f"mix.{phase}"] / all_phases * x["follow_up_share"]
        for step in STEPS:
            there *= x[f"{step}_share.{phase}"]
            counts[step] += there
    total, once = 0.0, {"fair": 1.0, "m2": x.get("area", 0.0)}
    for at, line in enumerate(of["costs"]):
        per = line.get("per", "fair")
        times = counts[per] if per in counts else once[per] * x["cost_overrun"]
        total += x[f"costs.{at}"] * times
    return total


def middle(belief: Any) -> float:
    return float(belief[1] if isinstance(belief, list) else belief)


def truth(of: PlainYear, rng: np.random.Generator, batches: int = BATCHES) -> Truth:
    means, above, low = [], [], []
    for _ in range(batches):
        every = np.stack([*profits(of, TRIALS, rng)])
        means.append(every.mean(axis=1))
        above.append((every > 1e-6).mean(axis=1))
        tenth = TRIALS // 10
        low.append(np.partition(every, tenth, axis=1)[:, tenth])
    return Truth(of.sets, np.stack(means), np.stack(above), np.stack(low))


def profits(of: PlainYear, trials: int, rng: np.random.Generator) -> Iterator[Floats]:
    """The profit of so many years with each set, shape (trials,), money."""
    played = [*_fairs(of, trials, rng)]
    brought: dict[tuple[int, Places], Floats] = {}
    for members in of.sets:
        total = np.full(trials, -of.stand if members else 0.0)
        in_time = sorted(members, key=lambda at: of.months[at])
        for rank, at in enumerate(in_time):
            before = tuple(in_time[:rank]) if of.overlap else ()
            if (at, before) not in brought:
                stay = np.ones(trials)
                for earlier in before:
                    stay *= 1 - _lost(played[earlier].ended, played[at].ended, of.overlap)
                brought[at, before] = played[at].brought(stay)
            total += brought[at, before] - played[at].costs
        yield total


@dataclass(frozen=True, eq=False)
class _Fair:
    """A fair in every year; of each of its extra orders the year, its margin in money, and a
    number from 0 to 1."""

    ended: Ended
    costs: Floats
    year: Any
    margin: Floats
    chance: Floats

    def brought(self, stay: Floats) -> Floats:
        """The margin of all orders in every year, where each one stays with this chance."""
        kept = self.chance < stay[self.year]
        return np.bincount(self.year, self.margin * kept, minlength=stay.size).astype(float)


def _fairs(of: PlainYear, trials: int, rng: np.random.Generator) -> Iterator[_Fair]:
    good_year = rng.standard_normal(trials)
    paths = [path for path, _ in beliefs(of.fairs[0]) if path.partition(".")[0] in OF_FIRM]
    firm = {path: rng.standard_normal(trials) for path in paths}
    for fair in of.fairs:
        own = rng.standard_normal(trials)
        good = np.sqrt(of.together) * good_year + np.sqrt(1 - of.together) * own
        x = drawn(fair, trials, rng, good, firm)
        yield _ordered(fair, x, ended(x, rng), rng)


def _ordered(fair: Document, x: Drawn, found: Ended, rng: np.random.Generator) -> _Fair:
    spread = float(fair["inputs"]["order_value_spread"])
    sigma = np.sqrt(np.log1p(spread**2))
    year = np.repeat(np.arange(found.extra.size), found.extra)
    one = np.exp(sigma * rng.standard_normal(year.size) - sigma**2 / 2)
    values = x.values
    each = values["order_value"] * values["repeat_factor"] * values["margin"]
    return _Fair(found, spent(fair, x, found), year, one * each[year], rng.random(year.size))


def _lost(earlier: Ended, later: Ended, overlap: float) -> Floats:
    """The chance that somebody of the later fair's target group was met at the earlier one."""
    there = overlap * np.minimum(earlier.target, later.target) / np.maximum(later.target, 1)
    return np.asarray(there * earlier.contacts / np.maximum(earlier.target, 1))
