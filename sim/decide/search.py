"""The setting of a lever at which a given chance of the fairs cover their costs.

With the same seed the same fairs are met, and in no trial does more of a share or of staff lower
the contribution, so that bisection finds the setting; few trials find about where, all trials
exactly where. Where the budget pays per contact, call, visit, quote or order, more of a share
costs more too, and the chance may fall again: then a setting found on the way is given. Where it
pays per person on the stand, more people may be too many, and fewer enough: the nearest number is
given.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from sim.decide.dials import MOST_SHARE, Dial
from sim.draws.streams import REPLICATES
from sim.plan.beliefs import Belief, Exact
from sim.plan.problems import ScenarioError
from sim.plan.scenario import Scenario
from sim.play.abreast import Variant, chances_abreast
from sim.play.engine import chances, simulate
from sim.play.ranks import Values
from sim.play.result import Measured, Result

MOST_STAFF: Final = 100_000
TOLERANCE: Final = 0.005  # of a half-width, or of an exact input: near enough
NEAR: Final = 0.5  # standard errors of the chance between both ends: near enough too
HOPE: Final = 1_024  # trials that tell whether there is any
COARSE: Final = 8  # the search starts with one trial in so many
SCAN: Final = 5  # settings tried where more may be worse
SHARE_OF_STEP: Final = 10  # far from today's number of people a step is a tenth of the way
SURE: Final = 4.0  # standard errors of a chance in few fairs, beyond which all fairs agree with it
FAR: Final = 8.0  # half-widths from today, beyond which few trials tell nothing
FARTHEST: Final = 64.0  # half-widths from today: nothing is left of a share there


def _earned(result: Result) -> Values:
    return np.asarray(result["contribution"] + result["income"])


def hopes(searches: Sequence[Search]) -> list[bool]:
    """Whether the limit of each share would be enough if nobody who comes cost anything: no setting
    between can do better than that. All of one plan, side by side in few fairs."""
    first = searches[0]
    plan = first.planned.scenario
    free = plan.with_(costs=tuple(line for line in plan.costs if line.stage is None))
    few = REPLICATES * max(min(first.coarse, HOPE) // REPLICATES, 2)
    limits = [Variant({one.dial.lever: one.limit}) for one in searches]
    found = chances_abreast(free, limits, trials=few, seed=first.planned.seed)
    doubt = Measured(0.5, 0.5 / math.sqrt(few)).doubt  # the chance with the largest error
    return [value >= first.goal - doubt for value in found.value.tolist()]


class Search:
    """The setting of a share, or the number of staff, that is just enough."""

    def __init__(self, planned: Result, chance: float, dial: Dial) -> None:
        self.planned = planned
        self.goal = chance
        self.known: dict[tuple[float, bool], Measured] = {}
        self.dial = dial
        self.coarse = max(2 * REPLICATES, planned.trials // COARSE)
        half = Measured(0.5, 0.5 / math.sqrt(self.coarse))  # the chance with the largest error
        self.doubt = half.doubt
        self.reached = planned.chance_covering_costs.value >= chance
        exact = isinstance(dial.shape, Exact)
        now = dial.shape.likely
        self.now = now if exact else 0.0  # on the dial, see `Dial.likely`
        self.unit = (now or 0.1) if exact else 1.0
        self.top = max(MOST_SHARE if exact else dial.distance(MOST_SHARE), self.now)
        self.hope: bool | None = None  # see `hopes`

    @property
    def limit(self) -> Belief:
        """What is believed of a share at its limit."""
        return self.dial.belief(self.dial.likely(self.top))

    def found(self) -> Measured | None:
        """The least likely value that is enough; None where not even the limit is."""
        if self.reached and self._idle():
            return Measured(0.0, 0.0)
        if self.dial.lever == "staff":
            return self._staff()
        ends = self._worse() if self.reached else self._better()
        return None if ends is None else self._between(*self._near(*ends))

    def _idle(self) -> bool:
        """Even a value of 0 is enough."""
        nothing = self.dial.turned(Exact(0.0, self.dial.scale))
        coarse = self._chance(nothing, self.coarse).value
        return coarse >= self.goal - self.doubt and self._chance(nothing).value >= self.goal

    def _chance(self, scenario: Scenario, trials: int | None = None) -> Measured:
        run: dict[str, Any] = {"trials": trials or self.planned.trials, "seed": self.planned.seed}
        return chances(scenario, **run, only=("covering_costs",)).chance_covering_costs

    def _at(self, setting: float, coarse: bool = False) -> Measured:
        """The chance at a setting; so far out that no range is left, at the end of the scale."""
        if (setting, coarse) not in self.known:
            try:
                belief = self.dial.belief(self.dial.likely(setting))
            except ScenarioError:
                belief = Exact(float(setting > self.now), self.dial.scale)
            trials = self.coarse if coarse else None
            self.known[setting, coarse] = self._chance(self.dial.turned(belief), trials)
        return self.known[setting, coarse]

    def _better(self) -> tuple[float, float] | None:
        """Settings that are too little and enough, upwards from today."""
        if self.hope is None:
            (self.hope,) = hopes([self])
        if not self.hope:
            return None
        if self._enough(self.top):
            return self.now, self.top
        if all(line.stage is None for line in self.planned.scenario.costs):
            return None
        step = (self.top - self.now) / SCAN
        between = [self.now + step * k for k in range(1, SCAN)]
        best = max(between, key=lambda setting: self._at(setting, coarse=True).value)
        return (self.now, best) if self._enough(best) else None

    def _enough(self, setting: float) -> bool:
        few = self._at(setting, coarse=True)
        if abs(few.value - self.goal) > SURE * few.error:
            return few.value > self.goal
        return self._at(setting).value >= self.goal

    def _worse(self) -> tuple[float, float]:
        """Settings that are too little and enough, downwards from today."""
        if isinstance(self.dial.shape, Exact):
            return 0.0, self.now
        step = 1.0
        while self._at(-step, coarse=step < FAR).value >= self.goal and step < FARTHEST:
            step *= 2
        return -step, self.now

    def _near(self, low: float, high: float) -> tuple[float, float]:
        """A narrow part of the way between too little and enough that holds the crossing; the
        whole way where coarse trials do not see a crossing at all."""
        if not self._at(low, coarse=True).value < self.goal <= self._at(high, coarse=True).value:
            return low, high
        least, most = (0.0 if isinstance(self.dial.shape, Exact) else -FARTHEST), high
        while high - low > 0.1 * self.unit:
            middle = (low + high) / 2
            enough = self._at(middle, coarse=True).value >= self.goal
            low, high = (low, middle) if enough else (middle, high)
        step = 0.1 * self.unit
        low, high = max(low - step, least), min(high + step, most)
        while low > least and self._at(low).value >= self.goal:
            low, step = max(low - step, least), 3 * step
        while high < most and self._at(high).value < self.goal:
            high, step = min(high + step, most), 3 * step
        return low, high

    def _between(self, low: float, high: float) -> Measured:
        """The crossing: false position a little to this and that side, halved now and then; the
        end that is enough. It is anywhere between both ends, which adds their distance / sqrt(3) to
        the error, the root mean square from one of them."""
        below, above = self._at(low), self._at(high)
        slope = (above.value - below.value) / (high - low)
        turn = 0
        while high - low > TOLERANCE * self.unit:
            rise = above.value - below.value
            if rise <= above.error * NEAR:
                break
            way = (self.goal - below.value) / rise
            side = above.error * NEAR / rise * (0.3 if turn % 2 else -0.3)
            way = min(max(way + side, 0.05), 0.95) if turn % 3 < 2 else 0.5
            middle = low + way * (high - low)
            chance = self._at(middle)
            if chance.value >= self.goal:
                high, above = middle, chance
            else:
                low, below = middle, chance
            turn += 1
        noise = above.error / slope if slope > 0 else math.nan
        return self._measured(high, math.hypot(noise, (high - low) / math.sqrt(3)))

    def _measured(self, setting: float, error: float) -> Measured:
        if math.isnan(error):
            return Measured(self.dial.likely(setting), error)
        ends = (self.dial.likely(setting + side * error) for side in (1, -1))
        return Measured(self.dial.likely(setting), abs(next(ends) - next(ends)) / 2)

    def _staff(self) -> Measured | None:
        """Whole people more or fewer than today."""
        scenario, today = self.planned.scenario, self.dial.shape.likely
        if self.reached:
            return self._crossing(-math.ceil(today), 0)
        if self.dial.people.cost or any("staff" in line.needs for line in scenario.costs):
            return self._nearest()
        served = scenario.without_staff_limit()
        hope = self._chance(served, self.coarse).value >= self.goal - 2 * self.doubt
        if not hope or self._chance(served).value < self.goal:
            return None
        low, high = 0, 1
        while self._people(high).value < self.goal:
            low, high = high, 2 * high
            if high > MOST_STAFF:
                return None
        return self._crossing(low, high)

    def _crossing(self, low: int, high: int) -> Measured:
        """Between so many people more that are not enough, and so many that are; these may be
        the fewer ones."""
        while abs(high - low) > 1:
            middle = (low + high) // 2
            enough = self._people(middle).value >= self.goal
            low, high = (low, middle) if enough else (middle, high)
        last = self._people(high)
        slope = last.value - self._people(low).value
        error = last.error / slope if slope > 0 else math.nan
        return Measured(self.dial.shape.likely + high, error)

    def _nearest(self) -> Measured | None:
        """Where people cost money, more of them may be too many and fewer enough: the number
        nearest to today's that is enough, of as many the fewer."""
        ends = [self._on_the_way(side) for side in (-1, 1)]
        found = [self._crossing(*end) for end in ends if end is not None]
        today = self.dial.shape.likely
        return min(found, key=lambda people: abs(people.value - today), default=None)

    def _on_the_way(self, side: int) -> tuple[int, int] | None:
        """So many people more that are not enough, and so many, one step on, that are; None where
        none on that side are. More are looked at as long as somebody leaves unserved and what all
        visitors of the stand would bring covers what so many people cost."""
        all_served = self.planned.scenario.without_staff_limit()
        most = _earned(simulate(all_served, trials=self.coarse, seed=self.planned.seed))
        before, fewest = 0, -math.ceil(self.dial.shape.likely)
        while before > fewest and before < MOST_STAFF:
            step = max(abs(before) // SHARE_OF_STEP, 1)
            people = max(before + side * step, fewest)
            fair = simulate(self._with(people), trials=self.coarse, seed=self.planned.seed)
            chance = fair.chance_covering_costs.value
            if chance >= self.goal - self.doubt and self._people(people).value >= self.goal:
                return before, people
            hope = float((most >= fair["costs"]).mean()) >= self.goal - self.doubt
            if side > 0 and not (hope and fair["unserved"].any()):
                return None
            before = people
        return None

    def _with(self, more: int) -> Scenario:
        return self.dial.turned(Exact(max(self.dial.shape.likely + more, 0.0)))

    def _people(self, more: int) -> Measured:
        return self._chance(self._with(more))
