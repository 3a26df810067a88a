"""What one step more and the best team rest on, under each choice that nobody has measured.

Both go by averages (`sim.why.unmeasured`), which such a choice moves more than the chance. They are
differences between fairs that are paired, so that few trials are enough.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np

from sim.decide.levers import POINT, steps_of
from sim.plan.beliefs import Exact
from sim.plan.parameters import exactly
from sim.plan.scenario import Scenario
from sim.play.beforehand import beforehand
from sim.play.engine import SEED
from sim.play.result import Measured, Result
from sim.why.luck import expected_profit
from sim.why.unmeasured import SPREAD, Span, span, variants

TRIALS: Final = 2048


def step_span(
    scenario: Scenario, step: str, *, cost_of_person: float = 0.0, seed: int = SEED
) -> Span:
    """What one of the steps of `sim.decide.levers.step_worth` brings on average, money."""
    return step_spans(scenario, [step], cost_of_person=cost_of_person, seed=seed)[step]


def step_spans(
    scenario: Scenario, steps: Iterable[str], *, cost_of_person: float = 0.0, seed: int = SEED
) -> dict[str, Span]:
    """The same of several steps."""
    asked = tuple(steps)

    def brings(plan: Scenario) -> dict[str, Measured]:
        now, plans = beforehand(plan, trials=TRIALS, seed=seed), dict(steps_of(plan))

        def more(step: str) -> Measured:
            changed = plans.get(step, plan)
            then = (
                _dearer(now) if step == "margin" else beforehand(changed, trials=TRIALS, seed=seed)
            )
            cost = cost_of_person if step == "staff" else 0.0
            gain = expected_profit(then) - expected_profit(now) - cost
            return now.average(gain)

        return {step: more(step) for step in asked}

    planned = brings(scenario)
    under = {
        choice: planned if choice in SPREAD else brings(plan) for choice, plan in variants(scenario)
    }
    return {
        step: Span(planned[step], {choice: each[step] for choice, each in under.items()})
        for step in asked
    }


def _dearer(now: Result) -> Result:
    """The same fairs with one point more margin."""
    plan = now.scenario
    if "inputs.margin" not in now.columns:
        margin = exactly("margin", min(plan.inputs["margin"].likely + POINT, 1.0))
        dearer = plan.with_(inputs={"margin": margin})
        return Result(dearer, now.trials, now.seed, now.columns)
    margins = np.minimum(now.columns["inputs.margin"] + POINT, 1.0)
    return Result(plan, now.trials, now.seed, {**now.columns, "inputs.margin": margins})


def best_team(
    scenario: Scenario, staff: Iterable[float], *, cost_of_person: float = 0.0, seed: int = SEED
) -> Span:
    """Of these numbers of people the fewest with the highest average profit, each more than planned
    at a cost, money; as planned and under each choice."""
    planned, numbers = scenario.inputs["staff"].likely, sorted(staff)

    def best(plan: Scenario) -> Measured:
        earned = {}
        for people in numbers:
            changed = plan.with_(inputs={"staff": Exact(people)})
            result = beforehand(changed, trials=TRIALS, seed=seed)
            earned[people] = float(expected_profit(result).mean())
            earned[people] -= cost_of_person * (people - planned)
        return Measured(max(numbers, key=lambda people: (earned[people], -people)), 0.0)

    return span(scenario, best)
