"""A few steps to begin with, priced out of the plan's own lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sim.decide.variants import odds_of
from sim.plan.beliefs import Exact, Range
from sim.plan.problems import ScenarioError
from sim.plan.round_numbers import half_up
from sim.plan.scenario import Scenario
from sim.plan.steps.changes import Change, Plus, Times
from sim.plan.steps.step import Step
from sim.play.expected import best_guess
from words import costs
from words.catalogue import Words

HALF_AN_HOUR: Final = 0.5  # for a first follow-up
ALL: Final = (0.85, 0.93, 0.98)  # of the contacts, where everything is followed up
INVITED: Final = 1.25  # times the odds that somebody comes
SMALLER: Final = 0.75  # of the stand
INVITATIONS: Final = ("invit", "uitnod", "promot")  # what lines for getting people to come say
TENS: Final = -1  # a price that is guessed, in tens

Found = tuple[float, dict[str, Change]]


def suggested(plan: Scenario, w: Words) -> tuple[Step, ...]:
    """A few steps to begin with, as far as the plan has what they change. The prices are of its own
    lines or of an hour's work; what they do is a guess, and says so where it is shown."""
    found = []
    for key, make in _SUGGESTED.items():
        told = make(plan)
        if told is None:
            continue
        price, change = told
        try:
            label, cost = w(f"together.suggested.{key}"), Exact(half_up(price))
            step = Step(label, cost, tuple(change.items()))
            plan.taking([step])
        except ScenarioError:  # at the edge of what may be believed
            continue
        found.append(step)
    return tuple(found)


def _person(plan: Scenario) -> Found | None:
    """One person more, at what one costs by the budget, otherwise at their hours."""
    if not plan.limited or plan.inputs["staff"].likely <= 0:
        return None
    return costs.person_reckoned(plan), {"staff": Plus(1.0)}


def _invite(plan: Scenario) -> Found:
    """As much again as is spent on getting people to come; otherwise twenty hours of calling."""
    spent = sum(
        line.amount.likely
        for line in plan.costs
        if line.per == "fair" and any(word in line.name.lower() for word in INVITATIONS)
    )
    return spent or 20 * costs.HOUR, {"reach_share": Times(INVITED)}


def _follow_up(plan: Scenario) -> Found | None:
    """Everything followed up: half an hour for each contact that is left today. Where the hours of
    sales are what is short, two days more of them."""
    if plan.sales_limited:
        return 16 * costs.HOUR, {"follow_up_hours": Plus(16.0)}
    now = plan.inputs["follow_up_share"]
    if now.high >= ALL[1]:
        return None if now.likely >= ALL[1] else _rest(plan, max(now.high, ALL[2]))
    return _rest(plan, ALL[2])


def _rest(plan: Scenario, high: float) -> Found:
    now = plan.inputs["follow_up_share"]
    left = max(ALL[1] - now.likely, 0.0) * best_guess(plan).stages["contacts"]
    belief = Range(max(ALL[0], min(now.low, ALL[1] - 0.01)), high, ALL[1], now.scale)
    return half_up(left * HALF_AN_HOUR * costs.HOUR, TENS), {"follow_up_share": belief}


def _smaller(plan: Scenario) -> Found | None:
    """A quarter less stand, which the lines per m2 pay for; somewhat fewer see it."""
    if not any("area" in line.needs for line in plan.costs):
        return None
    less = half_up(plan.inputs["area"].likely * (1 - SMALLER))
    if less <= 0:
        return None
    return 0.0, {"area": Plus(-less), "reach_share": Times(odds_of(SMALLER))}


_SUGGESTED: Final[dict[str, Callable[[Scenario], Found | None]]] = {
    "person": _person,
    "invite": _invite,
    "follow_up": _follow_up,
    "smaller": _smaller,
}
