"""Up to four plans side by side, trial by trial, and each of them beside not going at all.

With the same seed and as many trials the k-th trial of every plan is the same market and the same
luck, so what differs in a trial is what differs between the plans, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.plan.beliefs import Belief
from sim.plan.budget import Line
from sim.plan.parameters import PATHS
from sim.plan.problems import ScenarioError
from sim.plan.round_numbers import ROUNDING
from sim.plan.scenario import SETTINGS, Goal, Scenario
from sim.play.answer import LEVELS, Answer, levels_of, middle, summarised
from sim.play.engine import SEED, simulate
from sim.play.result import Measured, Result
from sim.play.trials import TRIALS

MOST: Final = 4
HOME: Final = -1  # stands for "do not go": a profit of exactly 0 in every trial
COARSE: Final = 20  # the noise of a chance of loss is kept at every so many levels

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Pair:
    """How plan A does against plan B in the same trials; the difference is profit A - profit B.

    beats, loses, equal  chances that A ends higher, lower, and with the same profit. A trial in
                         which both end the same counts for neither, so the three add up to 1.
    mean                 of the difference
    gain, loss           median difference where A ends higher, and where it ends lower; None
                         where that never happens
    levels               quantiles of the difference at k / LEVELS, shape (LEVELS + 1,)
    """

    beats: Measured
    loses: Measured
    equal: Measured
    mean: Measured
    gain: float | None
    loss: float | None
    levels: Array

    def difference(self, share: float) -> float:
        """The difference below which `share` of the trials end."""
        return float(self.levels[round(share * LEVELS)])

    @property
    def mirrored(self) -> Pair:
        """B against A."""
        return Pair(
            beats=self.loses,
            loses=self.beats,
            equal=self.equal,
            mean=Measured(-self.mean.value, self.mean.error),
            gain=None if self.loss is None else -self.loss,
            loss=None if self.gain is None else -self.gain,
            levels=0.0 - self.levels[::-1],
        )


@dataclass(frozen=True, eq=False)
class Comparison:
    """What is kept of the comparison: no trials.

    answers    one for each plan, in their order
    pairs      (i, j) -> plan i against plan j, i != j; either may be `HOME`. Against staying home
               the difference is the profit itself: `beats` is the chance of a profit above 0. A
               fair that breaks even exactly is `equal` there, though it covers its costs.
    committed  for each plan (1 in 10 below, median, 1 in 10 above) of the costs per fair, which
               are paid whatever comes of it
    noise      for each plan the standard error of the share below every `COARSE`-th level
    """

    answers: tuple[Answer, ...]
    pairs: dict[tuple[int, int], Pair]
    committed: tuple[tuple[float, float, float], ...]
    noise: tuple[Array, ...]

    def money_tied_up(self, plan: int) -> tuple[float, float, float]:
        """All costs, those per call, visit or order too: 1 in 10 below, median, 1 in 10 above."""
        return self.answers[plan].bands["costs"][1:]

    def loss_above(self, plan: int, amount: float) -> Measured:
        """The chance of losing more than `amount`.

        Known to 1 / LEVELS, because only the levels are kept; the error holds that too.
        """
        levels = self.answers[plan].levels
        below = int(np.searchsorted(levels, -amount, side="left"))
        if below in (0, levels.size):
            return Measured(float(below > 0), 0.0)
        # levels[k] lies below -amount exactly where at least k / LEVELS of the trials do.
        at = int(np.searchsorted(levels[::COARSE], -amount, side="left"))
        rounding = 1 / (LEVELS * np.sqrt(12))
        return Measured((below - 0.5) / LEVELS, float(np.hypot(self.noise[plan][at], rounding)))


def compare(scenarios: Sequence[Scenario], *, trials: int = TRIALS, seed: int = SEED) -> Comparison:
    """Simulates every plan with the same seed and compares each with each and with not going.

    Raises `ScenarioError` for more than `MOST` plans, and where trials or seed are not allowed.
    """
    if len(scenarios) > MOST:
        raise ScenarioError("too_many", got=len(scenarios), most=MOST)
    results = [
        simulate(plan, trials=trials, seed=seed, detail=True, chances=True) for plan in scenarios
    ]
    pairs: dict[tuple[int, int], Pair] = {}
    for i, result in enumerate(results):
        pairs[i, HOME] = _beside_home(result)
        for j in range(i + 1, len(results)):
            pairs[i, j] = _pair(result, _difference(result, results[j]))
    pairs |= {(j, i): pair.mirrored for (i, j), pair in pairs.items()}
    answers = tuple(summarised(result) for result in results)
    return Comparison(
        answers=answers,
        pairs=pairs,
        committed=tuple(_committed(result) for result in results),
        noise=tuple(_noise(*both) for both in zip(results, answers, strict=True)),
    )


def _difference(a: Result, b: Result) -> Array:
    """Profit of `a` - profit of `b` in every trial, shape (trials,); nothing where the two differ
    by rounding only. Contributions, costs and income are subtracted first: what is equal in both
    plans leaves no rounding behind."""
    earned = a["contribution"] - b["contribution"]
    earned += a["income"] - b["income"]
    spent = a["costs"] - b["costs"]
    difference = np.asarray(earned - spent, dtype=float)
    size = sum(np.maximum(a[key], b[key]) for key in ("costs", "contribution", "income"))
    difference[np.abs(difference) <= ROUNDING * size] = 0.0
    return difference


def _beside_home(result: Result) -> Pair:
    """Beside not going, which earns 0: how often it does not lose is the chance of the answer."""
    pair, chance = _pair(result, result["profit"]), result.chance_covering_costs
    equal = min(pair.equal.value, chance.value)
    return replace(
        pair,
        beats=Measured(chance.value - equal, chance.error),
        loses=Measured(1 - chance.value, chance.error),
        equal=Measured(equal, pair.equal.error),
    )


def _pair(result: Result, difference: Array) -> Pair:
    ordered = np.sort(difference)
    lower, higher = np.searchsorted(ordered, 0.0), np.searchsorted(ordered, 0.0, side="right")
    return Pair(
        beats=result.chance(difference > 0),
        loses=result.chance(difference < 0),
        equal=result.chance(difference == 0),
        mean=result.average(difference),
        gain=middle(ordered[higher:]),
        loss=middle(ordered[:lower]),
        levels=levels_of(ordered),
    )


def _committed(result: Result) -> tuple[float, float, float]:
    lines = enumerate(result.scenario.costs)
    total = np.zeros(result.trials)
    for at, line in lines:
        if line.stage is None:
            total += result[f"costs.{at}"]
    low, median, high = np.quantile(total, (0.1, 0.5, 0.9), method="inverted_cdf").tolist()
    return low, median, high


def _noise(result: Result, answer: Answer) -> Array:
    profit = result["profit"]
    return np.array([result.chance(profit < x).error for x in answer.levels[::COARSE]])


# What the plans disagree on


@dataclass(frozen=True)
class Differing:
    """One belief that is not the same in every plan.

    place   path of an input, ``costs.NAME.N`` (the N-th line of a name), ``income.NAME.N``,
            ``dependence``, ``cost_dependence``, ``triage``, ``horizon``, ``hurdle`` or ``goal``
    values  what each plan has there; None for nothing
    """

    place: str
    values: tuple[Belief | Line | Goal | float | None, ...]


def differing(scenarios: Sequence[Scenario]) -> list[Differing]:
    """Everything that moves the answer, or is asked about the fair, and differs between any two
    plans: inputs in the funnel's order, dependence, cost lines, the goal."""
    return [found for found in _beliefs(scenarios) if len({*map(_bare, found.values)}) > 1]


def _beliefs(scenarios: Sequence[Scenario]) -> Iterator[Differing]:
    for path in PATHS:
        yield Differing(path, tuple(plan.inputs.get(path) for plan in scenarios))
    for field in (*SETTINGS, "hurdle"):
        yield Differing(field, tuple(getattr(plan, field) for plan in scenarios))
    for of in ("costs", "income"):
        lines: list[dict[str, Line]] = [getattr(plan, f"named_{of}") for plan in scenarios]
        for place in dict.fromkeys(place for found in lines for place in found):
            yield Differing(f"{of}.{place}", tuple(found.get(place) for found in lines))
    yield Differing("goal", tuple(plan.goal for plan in scenarios))


def _bare(value: Belief | Line | Goal | float | None) -> object:
    """A line of the budget without its words and its month, which change no profit."""
    if isinstance(value, Line):
        return value.amount, value.per, getattr(value, "over", 1)
    return value
