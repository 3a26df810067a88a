"""The four chances of a plan, worked out in each trial as far as they can be.

Drawn are the inputs, and whole people up to the last stage that a line of costs or income counts
(`stage_of`). Worked out, given these, are the people after it, the values of single orders, and
what is believed of the average value, the repeat factor and the margin, which depend on nothing
else (`sim.condition`).

Every chance is one given the market and the luck that a trial has met, so two plans are still
compared trial by trial. Monotony holds for it too, as far as the tables are exact (2 in 8,000 at a
point, `sim.condition.takings`): in no trial does a chance fall when a share of the funnel, the
order value, the repeat factor or the margin rises, nor when there are more visitors or staff, as
long as no line of costs counts the people that this adds; in no trial does it rise with a cost. It
is not kept from one way of working it out to another, on average only: where a fair has so many
orders that their number is drawn (`sim.condition.chances`), and where a belief becomes so skew that
it is drawn (`sim.condition.takings.smooth`).

No plan is left out: a cost per quote or per order, a horizon, triage and hours to follow up only
move the stage, or are one more share. What is lost by a later stage is accuracy for the same
trials, and the error says so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final, Protocol

import numpy as np

from sim.condition.chances import Want, Work, chances
from sim.condition.orders import none_of
from sim.condition.takings import smooth, takings_of
from sim.draws.streams import Draws
from sim.plan.beliefs import Belief, Counted, Exact
from sim.plan.funnel import LUCK, PHASES, STEPS
from sim.plan.johnson import Array
from sim.plan.round_numbers import ROUNDING
from sim.plan.scenario import Scenario
from sim.play.result import CHANCES, PHASED

SALES: Final = ("order_value", "repeat_factor")  # what an order brings in
WORTH: Final = (*SALES, "margin")  # and what is left of it


class Drawn(Protocol):
    """A block of trials whose inputs are drawn, as `sim.play.engine` has it."""

    scenario: Scenario
    draws: Draws
    given: Mapping[str, Array]
    drawn: dict[str, float | Array]

    def rate(self, share: str) -> float | Array:
        """A share of the funnel: one for all phases, or one a phase, shape (3, block.size)."""


def stage_of(scenario: Scenario) -> str:
    """The stage up to which people are drawn: the last that a line of costs or income counts, or
    that a limit cuts off; one of `PHASED`."""
    counted = {line.stage for line in (*scenario.costs, *scenario.income)}
    if scenario.sales_limited:
        counted.add("followed_up")
    return next((stage for stage in reversed(PHASED) if stage in counted), PHASED[0])


def unused(scenario: Scenario) -> frozenset[str]:
    """The inputs that need not be drawn where nothing but the chances is asked for."""
    return frozenset(path for path in WORTH if smooth(scenario.inputs[path]))


class Conditioned:
    """The chances of one block of trials, from its people at `stage_of`."""

    def __init__(self, fair: Drawn, counts: Mapping[str, Array]) -> None:
        self.fair = fair
        self.plan = fair.scenario
        stage = stage_of(self.plan)
        self.people = np.stack([counts[f"{stage}.{phase}"] for phase in PHASES])
        self.every, self.extra = self._shares(PHASED.index(stage))

    def columns(
        self, costs: Array, income: Array, only: Collection[str] = CHANCES
    ) -> dict[str, Array]:
        """These chances, under the names of their columns, shape (block.size,); costs and income
        likewise."""
        wanted = self._want(costs * (1 - ROUNDING) - income, WORTH)
        wants = {"covering_costs": wanted}
        if self.plan.goal is not None:
            revenue = np.full(costs.shape, self.plan.goal.revenue * (1 - ROUNDING))
            wants["goal"] = self._want(revenue, SALES)
        wants = {key: want for key, want in wants.items() if key in only}
        found = dict(zip(wants, self._chances("extra", self.extra, [*wants.values()]), strict=True))
        if "goal" in found and self.plan.goal is not None:
            found["goal"] = found["goal"] * self._margin(self.plan.goal.margin * (1 - ROUNDING))
        if "crediting_all_orders" in only:
            (found["crediting_all_orders"],) = self._chances("every", self.every, [wanted])
        if "no_orders" in only:
            found["no_orders"] = none_of(self.people, self.extra)
        return {f"chance.{key}": chance for key, chance in found.items()}

    def _chances(self, orders: str, share: Array, wants: Sequence[Want]) -> Array:
        """The chance of each want, shape (wants, block.size), of people of whom this share orders;
        in trials in which a plan that was asked about before met the same, as it was."""
        if not wants:
            return np.empty((0, share.shape[1]))
        under = tuple(want.takings for want in wants)

        def again(given: tuple[Array, ...], work: Work) -> Array:
            return self.fair.draws.again_by_trial(("chances", orders), given, work, under)

        return chances(self.people, share, wants, self._luck, again)

    def _shares(self, at: int) -> tuple[Array, Array]:
        """Of the people at a stage who order up to the horizon, and who do so because of the fair;
        shape (3, block.size)."""
        times = [self.fair.rate(share) for _, share in STEPS[at:-1]]
        every = np.ones(self.people.shape)
        for rate in times:
            every = every * rate
        every = every * np.array([[self.plan.in_time(phase)] for phase in PHASES])
        return every, every * self.fair.rate(STEPS[-1][1])

    def _want(self, money: Array, factors: Iterable[str]) -> Want:
        """So much money of orders whose worth is the product of these `factors`."""
        known: Array = np.ones(money.shape)
        open_: list[Belief] = []
        for path in factors:
            belief = self.plan.inputs[path]
            if path not in self.fair.given and smooth(belief):
                open_.append(belief)
            else:
                known = known * self.fair.drawn[path]
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            need = np.where(money > 0, money / known, -1.0)
        spread = self.plan.inputs["order_value_spread"].likely
        return Want(need, takings_of(spread, tuple(open_)))

    def _luck(self) -> tuple[Array, Array | None]:
        return self.fair.draws.luck(LUCK["extra_orders"])

    def _margin(self, least: float) -> Array | float:
        """The chance of such a margin; the goal asks for no profit, so it depends on nothing."""
        belief = self.plan.inputs["margin"]
        if "margin" in self.fair.given or isinstance(belief, Exact):
            return np.asarray(np.asarray(self.fair.drawn["margin"]) >= least, dtype=float)
        if least <= 0:
            return 1.0
        from scipy.special import ndtr

        shape = belief.range if isinstance(belief, Counted) else belief
        return float(ndtr(-shape.z(np.asarray(least))))
