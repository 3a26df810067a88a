"""What can be done, in words: names and values of levers, how far they are, what steps bring."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Final

from sim.decide.actions import Levers
from sim.decide.dials import budget_line
from sim.decide.levers import Needed, Worth
from sim.plan.beliefs import Exact
from sim.plan.parameters import PATHS, Unit
from sim.plan.round_numbers import of_hundred
from sim.plan.scenario import Scenario
from sim.play.result import Measured
from sim.why.unmeasured import Span
from words.catalogue import Words
from words.markdown import quoted
from words.measured import fine, signed_amount
from words.research import of_budget

JUST: Final = 2.0  # half-widths of today's range: at most as far again as its ends
SCARCE: Final = 0.05  # of the fairs: fewer are not worth a sentence
Rows = list[list[str]]


def foot(w: Words, seed: int, trials: int) -> str:
    """How to get the same numbers again."""
    return w("levers.foot", trials=w.number(trials), seed=str(seed))


# Levers


def name(lever: str, plan: Scenario, w: Words) -> str:
    """What a lever is called, as it is; a line of the budget by its own words."""
    line = budget_line(plan, lever)
    return w.input(lever) if line is None else of_budget(line, w)


def value(lever: str, x: float, plan: Scenario, w: Words) -> str:
    """A value of a lever as somebody gave it."""
    unit = PATHS[lever].unit if lever in PATHS else Unit.MONEY
    return w.value(x, unit, plan.currency)


def simulated(lever: str, x: Measured, plan: Scenario, w: Words) -> str:
    """A needed value of a lever, no finer than its error."""
    return value(lever, x.value if lever == "staff" else fine(x), plan, w)


def now(found: Needed, plan: Scenario, w: Words) -> str:
    """The belief as planned."""
    belief = found.now
    low, likely, high = (
        value(found.lever, x, plan, w) for x in (belief.low, belief.likely, belief.high)
    )
    if isinstance(belief, Exact):
        return likely
    return w("levers.number.now", likely=likely, low=low, high=high)


def far(found: Needed, w: Words) -> str:
    """How far the needed value is from today's."""
    assert found.likely is not None
    if not isinstance(found.now, Exact):
        if found.inside:
            return w("levers.far.inside")
        return w(f"levers.far.{'just' if abs(found.distance) <= JUST else 'beyond'}")
    if found.now.likely == 0:
        return w("levers.far.zero")
    change = found.likely.value / found.now.likely - 1
    which = "more" if change > 0 else "less"
    return w(f"levers.far.{which}", share=w.percent(abs(change), 2))


def nearest_first(found: Levers) -> list[Needed]:
    """The levers whose needed value is a number that says something, the nearest first; income
    last, which somebody else decides on."""
    able = [one for one in _finite(found) if not _no_room(one) and one.within(found.bounds)]
    return sorted(able, key=lambda one: one.lever.startswith("income."))


def beyond(found: Levers) -> list[Needed]:
    """Those that could do it only by going where nobody would go."""
    return [one for one in _finite(found) if not one.within(found.bounds)]


def needed_names(several: Sequence[Needed], plan: Scenario, w: Words) -> str:
    """By name, each with what it would have to be."""
    told = []
    for one in several:
        assert one.likely is not None
        needed = simulated(one.lever, one.likely, plan, w)
        called = quoted(name(one.lever, plan, w))
        told.append(w("levers.number.beyond_each", name=called, needed=needed))
    return "; ".join(told)


def _finite(found: Levers) -> list[Needed]:
    return [one for one in found.needed if one.belief is not None and math.isfinite(one.distance)]


def tight(found: Levers) -> list[Needed]:
    """Those that may not get worse by more than the simulation's own noise."""
    return [one for one in _finite(found) if _no_room(one)]


def _no_room(found: Needed) -> bool:
    assert found.likely is not None
    return found.reached and found.likely.minus(Measured(found.now.likely, 0.0)).hardly


def idle(found: Levers) -> list[Needed]:
    """Those that may be anything."""
    return [one for one in found.needed if one.likely is not None and one not in _finite(found)]


def unable(found: Levers) -> list[Needed]:
    """Those that cannot do it alone."""
    return [one for one in found.needed if one.likely is None]


def names(several: Sequence[Needed], plan: Scenario, w: Words) -> str:
    return "; ".join(quoted(name(one.lever, plan, w)) for one in several)


def row(found: Needed, plan: Scenario, w: Words) -> str:
    """One lever in the list, as Markdown."""
    assert found.likely is not None
    told = {
        "now": now(found, plan, w),
        "needed": simulated(found.lever, found.likely, plan, w),
        "far": far(found, w),
    }
    which = "row_reached" if found.reached else "row"
    return f"**{quoted(name(found.lever, plan, w))}**  \n{w(f'levers.number.{which}', **told)}"


def headline(found: Levers, wanted: int, plan: Scenario, w: Words) -> list[str]:
    """Which lever is nearest, or why none is enough, or how much room there is."""
    today = w.of_hundred(found.today.value)
    told: dict[str, object] = {"today": today, "wanted": wanted}
    if found.costs == 0:
        page, group = w("menu.plan"), w("groups.costs")
        return [w("levers.number.free"), w("levers.number.free_more", plan=page, group=group)]
    best = nearest_first(found)
    if best:
        first = best[0]
        assert first.likely is not None
        told["name"] = quoted(name(first.lever, plan, w))
        told["needed"] = simulated(first.lever, first.likely, plan, w)
        told["likely"] = value(first.lever, first.now.likely, plan, w)
    if found.today.value >= wanted / 100:
        which = "reached_more" if best else "reached_any"
        if full := tight(found):
            which = "reached_tight" if len(full) > 1 else "reached_tight_only"
            told |= {"n": len(full), "name": names(full[:1], plan, w)}
        return [w("levers.number.reached", **told), w(f"levers.number.{which}", **told)]
    which = "nearest" if best else "none"
    more = "none_beyond" if not best and beyond(found) else f"{which}_more"
    lines = [w(f"levers.number.{which}", **told), w(f"levers.number.{more}", **told)]
    if found.no_orders.value >= SCARCE:
        lines.append(w("levers.number.no_orders", n=w.of_hundred(found.no_orders.value)))
    return lines


# Small steps


def best_step(found: Sequence[Worth]) -> Worth | None:
    """The step that brings most; None where none brings anything that can be told from chance."""
    gains = [one for one in found if one.profit.value > 0 and not one.profit.hardly]
    return max(gains, key=lambda one: one.profit.value, default=None)


def step_range(best: Worth, under: Span, plan: Scenario, w: Words) -> str:
    """From where to where what it brings goes, and where it would cost."""
    low, high = (signed_amount(x, plan.currency, w) for x in (under.low, under.high))
    step = w(f"levers.step.names.{best.step}")
    told = w("levers.step.range", step=step, low=low, high=high)
    if not under.turns:
        return told
    choices = w("advice.or").join(w(f"advice.choices.{choice}") for choice in under.turns)
    return f"{told} {w('levers.step.turns', choices=choices)}"


def team_range(under: Span, w: Words) -> str:
    """From where to where the best number of people goes."""
    low, high = (w.short(x.value) for x in (under.low, under.high))
    return w("levers.team.range_same" if low == high else "levers.team.range", low=low, high=high)


def step_headline(found: Sequence[Worth], plan: Scenario, w: Words) -> str:
    """The step that brings most, or the two that cannot be told apart."""
    gains = [one for one in found if one.profit.value > 0 and not one.profit.hardly]
    best = sorted(gains, key=lambda one: -one.profit.value)
    if not best:
        return w("levers.step.none")
    step, profit = w(f"levers.step.names.{best[0].step}"), money_difference(best[0].profit, plan, w)
    if len(best) > 1 and best[0].profit.minus(best[1].profit).hardly:
        other = w(f"levers.step.names.{best[1].step}")
        return w("levers.step.tie", step=step, other=other, profit=profit)
    return w("levers.step.first", step=step, profit=profit)


def money_difference(profit: Measured, plan: Scenario, w: Words) -> str:
    """A difference of money, with its sign."""
    if profit.value == 0 and not profit.error > 0:
        return w("levers.step.nothing")
    return w("levers.step.hardly") if profit.hardly else signed_amount(profit, plan.currency, w)


def more_of_hundred(chance: Measured, w: Words) -> str:
    """A difference of chances, in whole fairs."""
    if chance.value == 0 and not chance.error > 0:
        return w("levers.step.nothing")
    if chance.hardly:
        return w("levers.step.hardly")
    n, which = of_hundred(abs(chance.value)), "more" if chance.value > 0 else "fewer"
    return w(f"levers.step.{which}", n=n) if n else w(f"levers.step.little_{which}")


def step_rows(found: Sequence[Worth], plan: Scenario, w: Words) -> Rows:
    """Every step with what it brings; the heads first."""
    rows = [[w(f"levers.step.{head}") for head in ("what", "profit", "chance")]]
    for one in found:
        step = w(f"levers.step.names.{one.step}")
        cells = [money_difference(one.profit, plan, w), more_of_hundred(one.chance, w)]
        rows.append([w.capital(step), *cells])
    return rows


def step_notes(
    found: Sequence[Worth], plan: Scenario, w: Words, cost: float | None = None
) -> Iterator[str]:
    """What a reader has to know about the steps; one more person at a cost, money."""
    person = next((one.profit for one in found if one.step == "staff"), None)
    if person is None:
        yield w("levers.step.no_limit")
    elif cost:
        yield w("levers.step.priced", cost=w.costs(cost, plan.currency))
    elif person.value > 0 and not person.hardly:
        yield w("levers.step.wages")
    if plan.inputs["follow_up_share"] == Exact(1.0, plan.inputs["follow_up_share"].scale):
        yield w("levers.step.all_followed")
    yield w("levers.step.paired")
