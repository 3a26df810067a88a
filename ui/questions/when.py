"""When the money comes: the fair month by month, and when it has paid itself back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import numpy as np
import streamlit as st

from pictures import months as when_charts
from sim.decide.stories import Story
from sim.decide.timeline import Timeline, timeline
from sim.plan.beliefs import Belief, Exact
from sim.plan.checks import LAST_MONTH
from sim.plan.funnel import PHASES
from sim.plan.round_numbers import ROUNDING, places
from sim.plan.scenario import Scenario
from sim.play.result import Measured
from ui.frame.blocks import table
from ui.frame.shell import on_phone
from ui.later import shown as later
from ui.questions import when_inputs
from ui.visit import state, worked_out
from ui.visit.answers import answer
from words.catalogue import Words
from words.markdown import dollars_escaped
from words.measured import amount, between

TOLD: Final = (0, 3, 6, 12, 24, 36, 60, 90)  # months in the table, and the last one
TOLD_ON_PHONE: Final = (0, 6, 12, 36)
COMMON: Final = 0.05  # of the fairs: fewer are not told apart


def show() -> None:
    """The whole page."""
    w, plan = state.language(), state.plan()
    st.title(w("when.title"), anchor=False)
    if f"months_to_order.{PHASES[0]}" not in plan.inputs:
        when_inputs.missing_months()
        return
    with worked_out.working(1, 1):
        found = worked_out.asked(course, plan, state.seed())
        free = answer(plan, state.seed()).bands["costs"][0] == 0
    with st.container(key="headline", gap="small"):
        first, *more = payback(found, plan, w, free=free)
        st.header(first, anchor=False)
        st.markdown("  \n".join(more))
    _picture(found, w)
    _stories(found, plan, w)
    _table(found, plan, w)
    if found.others:
        others = w.money(found.others, plan.currency, 2)
        st.markdown(dollars_escaped(w("when.table.others", others=others)))
    st.subheader(w("when.deepest.title"), anchor=False)
    st.markdown(dollars_escaped(deepest(found, plan, w)))
    later.show()
    when_inputs.due()
    when_inputs.horizon(found)
    when_inputs.months()


def course(plan: Scenario, seed: int) -> Timeline:
    """The plan month by month; what rounding leaves of amounts that cancel is nothing."""
    planned = worked_out.detailed(plan, seed)
    found = timeline(plan, trials=planned.trials, seed=seed, planned=planned)
    least = ROUNDING * float(np.abs(found.bands).max())
    bands, courses = (np.where(np.abs(x) <= least, 0.0, x) for x in (found.bands, found.courses))
    low, middle, high = (x if x.value > least else Measured(0.0, 0.0) for x in found.deepest)
    return replace(found, bands=bands, courses=courses, deepest=(low, middle, high))


# The answer


def payback(found: Timeline, plan: Scenario, w: Words, *, free: bool) -> Iterator[str]:
    """When half of the fairs have paid themselves back, and from when that can be judged."""
    end = w("when.answer.end")
    if plan.horizon is not None:
        end = w("when.answer.end_limited", month=plan.horizon)
    if free:
        yield w("when.answer.free")
    else:
        yield _paid_back(found, end, w)
        final = found.paid_back[-1].value
        if final >= COMMON and half_of_them(found, 0.5)[1] is None:
            month, _ = half_of_them(found, final / 2)
            yield w("when.answer.of_those", month=max(month or 0, 0))
    judged, which = found.judged_after, "judged" if plan.horizon is None else "judged_limited"
    if judged is None:
        yield w("when.answer.no_orders")
    elif judged <= 0:
        yield w("when.answer.judged_at_once")
    else:
        yield w(f"when.answer.{which}", month=judged)


def _paid_back(found: Timeline, end: str, w: Words) -> str:
    final = found.paid_back[-1]
    n = w.of_hundred(final.value)
    first, surely = half_of_them(found, 0.5)
    if final.value == 0:
        return w("when.answer.none", end=end)
    if final.value < COMMON:
        return w("when.answer.few", n=n, end=end)
    if first is None or (n.isdigit() and int(n) < 50):
        return w("when.answer.never", n=n, end=end)
    if surely is None:
        return w("when.answer.about", n=n, end=end)
    if surely <= 0:
        return w("when.answer.at_once", n=n, end=end)
    if first < surely:
        return w("when.answer.half_between", month=max(first, 0), later=surely, n=n, end=end)
    return w("when.answer.half", month=surely, n=n, end=end)


def half_of_them(found: Timeline, share: float) -> tuple[int | None, int | None]:
    """The first month in which `share` of the fairs may have paid themselves back, and the first
    in which they surely have, as far as the simulation can tell them apart."""
    months = found.months.tolist()

    def first(side: int) -> int | None:
        pairs = zip(months, found.paid_back, strict=True)
        return next((m for m, x in pairs if x.value + side * x.doubt >= share), None)

    return first(1), first(-1)


# The picture, and the same in words


def _picture(found: Timeline, w: Words) -> None:
    st.subheader(w("when.picture.title"), anchor=False)
    st.vega_lite_chart(
        when_charts.frame(found, w),
        when_charts.spec(found, w.code, narrow=on_phone()),
        key="chart.when",
        alt=w("when.alt"),
        width="stretch",
    )
    last = when_charts.shown_until(found)
    caption = w("when.picture.caption")
    if last < found.months[-1]:
        caption += " " + w("when.picture.stops", month=last)
    if found.months[-1] == LAST_MONTH and state.plan().horizon is None:
        caption += " " + w("when.picture.beyond", month=LAST_MONTH)
    st.caption(caption)


def _stories(found: Timeline, plan: Scenario, w: Words) -> None:
    st.subheader(w("when.story.title"), anchor=False)
    if when_charts.same_course(found):
        end = w.signed(float(found.courses[0, -1]), plan.currency)
        every = float(found.profit.max()) == float(found.profit.min())
        key = "when.story.same" if every else "when.story.same_most"
        st.markdown(dollars_escaped(w(key, end=end)))
        return
    st.markdown(intro(found, w))
    lines = []
    for story, profits in zip(found.stories, found.courses.tolist(), strict=True):
        name = w.capital(w(f"when.story.{story.name}"))
        end = course_told(found.months.tolist(), profits, plan, w)
        lines.append(f"- **{name}**: {made_so(story, plan, w)}. {end}")
    st.markdown(dollars_escaped("\n".join(lines)))


def intro(found: Timeline, w: Words) -> str:
    """How many fairs end beyond the weak and the strong one, where there are any: in many plans
    nothing is worse than no order."""
    beyond = {
        "worst": float((found.profit < found.courses[0, -1]).mean()),
        "best": float((found.profit > found.courses[-1, -1]).mean()),
    }
    ends = [end for end in beyond if beyond[end] < COMMON]
    return w(f"when.story.intro{''.join(f'_{end}' for end in ends)}")


def made_so(story: Story, plan: Scenario, w: Words) -> str:
    """The stage that made a story weak, middling or strong, or the money, and its extra orders."""
    orders, usual_orders = map(w.number, (story.orders, story.usual_orders))
    ends = w(
        f"when.story.orders{'_usual' if story.orders == story.usual_orders else ''}",
        count=orders,
        usual=usual_orders,
    )
    if story.stage is None or story.count is None or story.usual is None:
        return f"{_by_money(story, plan, w)}; {ends}"
    which = "fewer" if story.count < story.usual else "more"
    what, count, usual = w(f"when.what.{story.stage}"), *map(w.number, (story.count, story.usual))
    begins = w(f"when.story.{which}", what=what, count=count, usual=usual)
    return begins if story.stage == "extra_orders" else f"{begins}; {ends}"


def _by_money(story: Story, plan: Scenario, w: Words) -> str:
    """What of the money can have made a story so: orders and their margin where there were any,
    and nothing that is the same in every fair."""

    def exact(belief: Belief) -> bool:
        return isinstance(belief, Exact)

    inputs, sure = plan.inputs, exact(plan.inputs["cost_overrun"])
    one_value = exact(inputs["order_value"]) and inputs["order_value_spread"].likely == 0
    varies = {
        "orders": story.orders > 0 and not one_value,
        "margin": story.orders > 0 and not exact(inputs["margin"]),
        "costs": any(line.stage or not (sure and exact(line.amount)) for line in plan.costs),
    }
    those = [key for key in varies if varies[key]]
    if story.name == "middle" or not those:
        return w("when.story.as_usual")
    what = [w(f"when.story.{story.name}_{key}") for key in those]
    if len(what) > 1:
        what = [w("when.story.or", these=", ".join(what[:-1]), last=what[-1])]
    return w("when.story.money", what=what[0])


def course_told(months: list[int], profits: list[float], plan: Scenario, w: Words) -> str:
    """Where a fair ends, and from when it stays above zero."""
    end = w.signed(profits[-1], plan.currency)
    if profits[-1] < 0:
        return w("when.story.below", end=end)
    under = [month for month, profit in zip(months, profits, strict=True) if profit < 0]
    if not under:
        return w("when.story.above_at_once", end=end)
    return w("when.story.above", month=under[-1] + 1, end=end)


def _table(found: Timeline, plan: Scenario, w: Words) -> None:
    st.subheader(w("when.table.title"), anchor=False)
    table(month_rows(found, plan, w), "when")
    st.caption(w("when.table.caption"))


def month_rows(found: Timeline, plan: Scenario, w: Words) -> list[list[str]]:
    """The picture as a table: some months and the end, the heads first."""
    first, last = int(found.months[0]), when_charts.shown_until(found)
    rows = [[w(f"when.table.{head}") for head in ("month", "paid", "middle", "band")]]
    told_months = TOLD_ON_PHONE if on_phone() else TOLD
    most = float(np.abs(found.bands).max())
    for month in (*([first] if first < 0 else []), *(m for m in told_months if m < last), None):
        at = -1 if month is None else month - first
        low, _, middle, _, high = (
            w.signed(x, plan.currency, figures(x, most)) for x in found.bands[at].tolist()
        )
        n = w.of_hundred(found.paid_back[at].value)
        named = _end(plan, w) if month is None else _named(month, w)
        ends = between(low, high, "when.table.between", w)
        rows.append([named, w("when.table.of_hundred", n=n), middle, ends])
    return rows


def figures(value: float, most: float) -> int:
    """As many as leave out what 3 figures of the largest amount leave out too, but at least 2."""
    if not value or not most:
        return 2
    return min(max(places(most, 3) - places(value, 0), 2), 3)


def _end(plan: Scenario, w: Words) -> str:
    if plan.horizon is None:
        return w("when.table.end")
    return w("when.table.at", month=plan.horizon)


def _named(month: int, w: Words) -> str:
    if month < 0:
        return w.capital(when_inputs.month_told(month, w))
    return w("when.table.at", month=month) if month else w("when.table.at_fair")


def deepest(found: Timeline, plan: Scenario, w: Words) -> str:
    """The most money that is out, in the middle fair and in 8 of 10."""
    low, median, high = (amount(x, plan.currency, w) for x in found.deepest)
    if found.deepest[2].value <= 0:
        return w("when.deepest.nothing")
    if found.deepest[1].value <= 0:
        return w("when.deepest.some", high=high)
    if low == high:
        return w("when.deepest.same", median=median)
    return w("when.deepest.band", median=median, low=low, high=high)
