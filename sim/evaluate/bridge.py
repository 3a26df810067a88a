"""From the profit that was expected to the one that is expected now, or was made, step by step.

What is known now is laid over the plan piece by piece, in the order in which a fair happens:
audience, stand, follow-up, closing, then the value of the orders, the margin, the costs and the
income of a plan that has any. Each time the forecast as of then is made anew
(`sim.evaluate.updated`) in the same trials, and a step is by how much its average profit moved. So
the steps add up to the whole difference, and a step that nothing is known of moves nothing.

The order matters, because profit is a product: a step is worth what it changed with everything
before it as it was and everything after it as planned. Any order adds up; this one has each step
answer the question of whoever is responsible for it, given what the others handed over. A step
holds all that follows from its numbers: fewer visits also cost less, and what a count teaches of a
rate (`sim.learning.learning`) is in the step of that count.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from sim.actuals.actuals import LEADS, Actuals
from sim.evaluate.updated import updated
from sim.plan.scenario import Scenario
from sim.play.engine import SEED
from sim.play.result import Measured, Result
from sim.play.trials import TRIALS

AUDIENCE: Final = ("visitors", "target_visitors", "stand_visitors")
GROUPS: Final = (
    ("audience", AUDIENCE),
    ("stand", ("contacts",)),
    ("follow_up", ("followed_up",)),
    ("closing", ("calls", "visits", "quotes", "orders", "extra_orders")),
    ("order_values", ("values",)),
    ("margin", ("margin",)),
    ("costs", ("costs",)),
    ("income", ("income",)),
)


@dataclass(frozen=True)
class Part:
    """What one number moved the expected profit by, money: a stage, `values`, `margin`,
    `costs`, `income`.

    known  whether anything was known of it; else it moved nothing
    """

    name: str
    moved: Measured
    known: bool


@dataclass(frozen=True)
class Step:
    """One of `GROUPS`: its parts in their order, and what they moved together."""

    name: str
    moved: Measured
    parts: tuple[Part, ...]

    @property
    def known(self) -> bool:
        return any(part.known for part in self.parts)


@dataclass(frozen=True)
class Bridge:
    """`planned` plus what the steps moved is `now`: the expected profit, money, of the plan and
    as of today; both are averages over the trials. `moved` is their difference."""

    planned: Measured
    now: Measured
    moved: Measured
    steps: tuple[Step, ...]


def bridge(plan: Scenario, actuals: Actuals, *, trials: int = TRIALS, seed: int = SEED) -> Bridge:
    """The bridge of a plan, as it was frozen, to what is known of the fair.

    Standard errors are those of paired differences in the same trials. Raises `ScenarioError`.
    """
    laid = Actuals(months=actuals.months)
    first = last = updated(plan, laid, trials=trials, seed=seed)
    steps = []
    for group, names in GROUPS if plan.income else GROUPS[:-1]:
        before, parts = last, []
        for name in names:
            then = _laid(laid, actuals, name)
            if then == laid:
                parts.append(Part(name, Measured(0.0, 0.0), False))
                continue
            now = updated(plan, then, trials=trials, seed=seed)
            parts.append(Part(name, _moved(last, now), True))
            laid, last = then, now
        steps.append(Step(group, _moved(before, last), tuple(parts)))
    planned, ended = first.mean("profit"), last.mean("profit")
    return Bridge(planned, ended, _moved(first, last), tuple(steps))


def _laid(laid: Actuals, actuals: Actuals, name: str) -> Actuals:
    """What is known up to here, and `name`."""
    if name not in LEADS:
        return replace(laid, **{name: getattr(actuals, name)})
    upto = LEADS[: LEADS.index(name) + 1]
    reached = {place: n for place, n in actuals.reached.items() if place.split(".")[0] in upto}
    waiting = {place: n for place, n in actuals.open.items() if _shows(actuals, place) in upto}
    return replace(laid, reached=reached, open=waiting)


def _shows(actuals: Actuals, place: str) -> str:
    """The stage that shows who waits at a place: the next one that was told, for in total stages
    may be passed over; without one the next."""
    told = {one.split(".")[0] for one in actuals.reached}
    after = LEADS[LEADS.index(place.split(".")[0]) + 1 :]
    return next((stage for stage in after if stage in told), after[0])


def _moved(before: Result, after: Result) -> Measured:
    if before is after:
        return Measured(0.0, 0.0)
    difference = after["profit"] - before["profit"]
    return after.measured(difference, lambda x: float(x.mean(dtype=float)))
