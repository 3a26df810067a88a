"""The choices that nobody has measured, and what rests on averages under each of them.

What is assumed about dependence, about how wide the ranges are, about how much single orders differ
and about how busy the busiest hour is nobody has measured. Untrained people's ranges of 9 in 10
hold 55 of 100 (Hubbard 2014, How to Measure Anything): ranges twice as wide are no exception.

The average of a product of rates that move together is convex: the less is known of them, the
higher it is. So a choice that hardly moves the chance of covering costs may turn the average, and
with it every advice that goes by it: go or stay, what knowing is worth, one step more, the best
team. Each such figure carries its range over these choices, and the choices in which it turns.

Averages come from the fairs as they are beforehand (`sim.play.beforehand`), which are not played,
in the same trials under every choice.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from sim.plan.beliefs import Belief, Exact, Range
from sim.plan.parameters import PATHS, exactly
from sim.plan.problems import ScenarioError
from sim.plan.scenario import Scenario
from sim.play.beforehand import beforehand
from sim.play.engine import SEED
from sim.play.result import Measured, Result
from sim.play.trials import TRIALS
from sim.why.information import groups_of, partial_value
from sim.why.luck import expected_profit
from sim.why.unknowns import own_parts

LEAST: Final = 2048  # trials of a difference between paired fairs
STRONG: Final = 0.6  # dependence
WIDER: Final = {"ranges_wider": 1.5, "ranges_widest": 2.0}
SPREAD: Final = {"spread_less": 0.5, "spread_more": 1.5}
RUSH: Final = {"rush_none": 1.0, "rush_strong": 2.0}  # of an average hour, in the busiest
CHOICES: Final = ("dependence_none", "dependence_strong", *WIDER, *SPREAD, *RUSH)


def variants(scenario: Scenario) -> Iterator[tuple[str, Scenario]]:
    """The plan under each of `CHOICES` that it has: the rush only where the people on the stand
    limit it."""
    yield "dependence_none", scenario.with_(dependence=0.0)
    yield "dependence_strong", scenario.with_(dependence=STRONG)
    for choice, factor in WIDER.items():
        yield choice, scenario.with_(inputs=_widened(scenario, factor))
    spread = scenario.inputs["order_value_spread"].likely
    for choice, factor in SPREAD.items():
        yield choice, scenario.with_(inputs={"order_value_spread": Exact(spread * factor)})
    if scenario.limited:
        for choice, rush in RUSH.items():
            yield choice, scenario.with_(inputs={"rush": exactly("rush", rush)})


def _widened(scenario: Scenario, factor: float) -> dict[str, Belief]:
    """Its ranges so many times as wide, on their own scale; what was counted stays as it is."""
    wider: dict[str, Belief] = {}
    for path in scenario.uncertain_paths:
        belief = scenario.inputs[path]
        with suppress(ScenarioError):  # at the edge of what is allowed a range stays as it is
            if isinstance(belief, Range):
                wide = belief.widened(factor)
                PATHS[path].unit.check_belief(wide)
                wider[path] = wide
    return wider


def setting(scenario: Scenario, choice: str) -> tuple[str, float]:
    """What one of `CHOICES` sets, and to what: ``dependence``, ``ranges`` (times as wide),
    ``order_value_spread`` or ``rush``."""
    if choice in WIDER:
        return "ranges", WIDER[choice]
    if choice in RUSH:
        return "rush", RUSH[choice]
    if choice in SPREAD:
        return "order_value_spread", scenario.inputs["order_value_spread"].likely * SPREAD[choice]
    return "dependence", 0.0 if choice == "dependence_none" else STRONG


@dataclass(frozen=True)
class Span:
    """A figure as planned, and under each choice; money, or a number of people."""

    planned: Measured
    under: dict[str, Measured]

    @property
    def low(self) -> Measured:
        return min(self.planned, *self.under.values(), key=float)

    @property
    def high(self) -> Measured:
        return max(self.planned, *self.under.values(), key=float)

    def from_(self, planned: float) -> Span:
        """The same where the figure as planned is told otherwise, as a simulation has it, by no
        more than noise: what each choice changes stays."""
        away = planned - self.planned.value
        moved = {key: Measured(x.value + away, x.error) for key, x in self.under.items()}
        return Span(Measured(planned, self.planned.error), moved)

    @property
    def turns(self) -> tuple[str, ...]:
        """The choices under which what is above 0 as planned is not, or the other way round, by
        more than the simulation's own noise."""
        above = self.planned.value > 0
        under = self.under.items()
        return tuple(key for key, x in under if (x.value > 0) != above and not x.hardly)


def span(scenario: Scenario, figure: Callable[[Scenario], Measured]) -> Span:
    """A figure that goes by averages, of the plan and under each choice; how much single orders
    differ changes no average, so that it is not worked out again."""
    planned = figure(scenario)
    return Span(
        planned,
        {
            choice: planned if choice in SPREAD else figure(plan)
            for choice, plan in variants(scenario)
        },
    )


def mean_profits(
    scenario: Scenario,
    *,
    trials: int = TRIALS,
    seed: int = SEED,
    planned: Result | None = None,
) -> Span:
    """The average profit of going, money; staying home is 0. `planned`: these trials of the plan,
    with detail, where the caller has them.

    What a choice changes is a difference between paired fairs, for which a quarter of the trials is
    enough; its error and that of the average as planned are counted together.
    """
    every = planned or beforehand(scenario, trials=trials, seed=seed)
    going = every.average(expected_profit(every))
    few = _few(trials)
    now = every.first(expected_profit(every), few)

    def changed(plan: Scenario) -> Measured:
        if plan is scenario:
            return going
        then = beforehand(plan, trials=few, seed=seed)
        away = then.average(expected_profit(then) - now)
        return Measured(going.value + away.value, math.hypot(going.error, away.error))

    return span(scenario, changed)


def _few(trials: int) -> int:
    """Enough for a difference between paired fairs, of so many for an answer."""
    return max(trials // 4, min(trials, LEAST))


def worth_of(scenario: Scenario, path: str, *, trials: int = TRIALS, seed: int = SEED) -> Span:
    """What knowing the own part of one input is worth, money (`sim.why.information`)."""

    def worth(plan: Scenario) -> Measured:
        result = beforehand(plan, trials=trials, seed=seed)
        return partial_value(expected_profit(result), own_parts(result)[path], groups_of(result))

    return span(scenario, worth)
