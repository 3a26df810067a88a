"""What was counted of the shares of a plan, one by one."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sim.actuals.actuals import LEADS, MIX, RATES, Actuals, rate_path
from sim.capacity.follow_up import most
from sim.plan.funnel import PHASES
from sim.plan.scenario import Scenario


@dataclass(frozen=True)
class Tally:
    """So many went on, so many never will, and of so many that is open."""

    hits: int = 0
    lost: int = 0
    open: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.hits + other.hits, self.lost + other.lost, self.open + other.open)

    @property
    def of(self) -> int:
        """Of whom it is decided."""
        return self.hits + self.lost


def tallies(scenario: Scenario, actuals: Actuals) -> dict[str, Tally]:
    """By path of a share; only where something was counted of it alone. A total of all phases tells
    of one share alone where that is the same in every phase. Where the hours of sales ran out, of
    those who were not followed up nobody knows whether they would have been."""
    found: dict[str, Tally] = {}
    cut = RATES[LEADS[1]] if hours_ran_out(scenario, actuals) else None
    for path, tally in (*_audience(scenario, actuals), *_leads(scenario, actuals)):
        if path == cut:
            tally = Tally(tally.hits, 0, tally.lost + tally.open)
        found[path] = found.get(path, Tally()) + tally
    return found


def hours_ran_out(scenario: Scenario, actuals: Actuals) -> bool:
    """Whether at least so many were followed up as sales most likely has hours for."""
    if not scenario.sales_limited:
        return False
    hours = scenario.inputs["follow_up_hours"].likely
    one = scenario.inputs["hours_per_follow_up"].likely
    return actuals.total(LEADS[1]) >= float(most(hours, np.float64(one)))


def _leads(scenario: Scenario, actuals: Actuals) -> Iterator[tuple[str, Tally]]:
    for before, after in itertools.pairwise(LEADS):
        if actuals.told_in_total(before) or actuals.told_in_total(after):
            path = rate_path(scenario, after, "")
            came, gone = actuals.count(before), actuals.count(after)
            if path in scenario.inputs and came is not None and gone is not None:
                yield path, _tally(came, gone, actuals.open.get(before))
            continue
        for phase in PHASES:
            came, gone = actuals.at(before, phase), actuals.at(after, phase)
            if came is not None and gone is not None:
                still = actuals.open.get(f"{before}.{phase}")
                yield rate_path(scenario, after, phase), _tally(came, gone, still)


def _tally(came: int, gone: int, still: int | None) -> Tally:
    """Where nobody said who is open, all who did not go on are."""
    still = came - gone if still is None else still
    return Tally(gone, came - gone - still, still)


def _audience(scenario: Scenario, actuals: Actuals) -> Iterator[tuple[str, Tally]]:
    visitors, target = actuals.visitors, actuals.target_visitors
    if target is not None and visitors is not None:
        yield "target_share", Tally(target, visitors - target)
    if target is not None and actuals.stand_visitors is not None:
        came = actuals.stand_visitors
        yield "reach_share", Tally(came, target - came)
    each = actuals.each(LEADS[0])
    if each is not None and not scenario.chosen:
        for path, count in zip(MIX, each, strict=True):
            yield path, Tally(count, sum(each) - count)
    if actuals.extra_orders is not None:
        yield (
            "extra_share",
            Tally(actuals.extra_orders, actuals.total("orders") - actuals.extra_orders),
        )
