"""What the fair asks of sales afterwards, and whether the first follow-up fits in their hours."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from sim.decide.sales import Sales, sales, told
from sim.plan.scenario import Scenario
from ui.frame.blocks import on_request, table
from ui.visit import state, worked_out
from words.actions import Rows
from words.catalogue import Words
from words.markdown import dollars_escaped
from words.measured import count, signed_amount


def show() -> None:
    """Nothing where the plan says nothing of the hours of sales but one line: where to say it."""
    w, plan, seed = state.language(), state.plan(), state.seed()
    if not told(plan):
        named = w.parameters["follow_up_hours"]["label"]
        st.caption(
            w("levers.sales.how", name=named, plan=w("menu.plan"), group=w("groups.follow_up"))
        )
        return
    st.header(w("levers.sales.title"), anchor=False)
    found: Sales = worked_out.of_trials(sales, plan, seed)
    st.markdown(dollars_escaped(" ".join(lines(found, plan, w))))
    if found.months:
        on_request(
            w("levers.sales.by_month"),
            "levers.sales.months",
            lambda: _months(found, w),
        )


def lines(found: Sales, plan: Scenario, w: Words) -> Iterator[str]:
    """What it asks, whether it fits, who waits, and what a day more brings."""
    if found.limit is not None:
        limit = found.limit
        low, middle, high = (w.short(x, 2) for x in limit.wanted)
        hours = w.short(limit.hours)
        which = "first_same" if low == high else "first"
        yield w(f"levers.sales.{which}", low=low, middle=middle, high=high, hours=hours)
        if limit.waiting.value == 0:
            yield w("levers.sales.fits")
        else:
            fits, waiting = w.of_hundred(limit.fits.value), count(limit.waiting, w)
            yield w("levers.sales.waiting", n=fits, waiting=waiting)
            yield _more(found, plan, w)
    if set(found.hours) - {"followed_up"}:
        low, middle, high = (w.short(x, 2) for x in found.total)
        which = "total_same" if low == high else "total"
        yield w(f"levers.sales.{which}", low=low, middle=middle, high=high)


def _more(found: Sales, plan: Scenario, w: Words) -> str:
    assert found.limit is not None
    if found.limit.more.hardly:
        return w("levers.sales.day_hardly")
    return w("levers.sales.day", amount=signed_amount(found.limit.more, plan.currency, w))


def _months(found: Sales, w: Words) -> None:
    table(month_rows(found, w), "sales")
    st.caption(w("levers.sales.assumed"))


def month_rows(found: Sales, w: Words) -> Rows:
    """Average hours of each month after the fair; the heads first."""
    heads = [w("levers.sales.month"), w("levers.sales.hours")]
    return [heads, *([str(month), w.short(x, 2)] for month, x in found.months.items())]
