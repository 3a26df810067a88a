"""The money of the chosen fairs, month by month."""

from __future__ import annotations

from typing import Final

import streamlit as st

from sim.plan.problems import ScenarioError
from sim.year.months import Months, months
from sim.year.year import Year
from ui.frame.blocks import table
from ui.visit import state, worked_out
from ui.year import listed
from words.markdown import dollars_escaped, quoted
from words.measured import amount

TOLD: Final = (0, 3, 6, 9, 12, 18, 24, 36, 48)  # months in the table


def show() -> None:
    """The money of the chosen fairs; what is missing where a plan has no months."""
    w, year, chosen = state.language(), listed.year(), listed.chosen()
    if not chosen:
        fees = year.cancelled(())
        of = "cancelling" if fees else "nowhere"
        told = w(f"year.months.{of}", fee=w.costs(fees, listed.currency()))
        st.markdown(dollars_escaped(told))
        return
    try:
        with worked_out.working(1, 1):
            found = _by_month(listed.key_of(year), year, chosen, state.seed())
    except ScenarioError as wrong:
        at = int(wrong.place.partition("[")[2].partition("]")[0]) - 1
        st.info(w("year.months.missing", name=quoted(listed.names()[at])))
        return
    currency = listed.currency()
    low, middle, high = (amount(x, currency, w) for x in found.deepest)
    told = w("year.months.deepest", low=low, middle=middle, high=high)
    st.markdown(dollars_escaped(told))
    heads = [w(f"year.months.{key}") for key in ("month", "low", "half", "high")]
    rows = [heads, *_rows(found, currency)]
    table(rows, "year.months", numbers=(1, 2, 3))
    st.caption(w("year.months.caption"))


def _rows(found: Months, currency: str) -> list[list[str]]:
    w, last = state.language(), int(found.months[-1])
    rows: list[list[str]] = []
    first = int(found.months[0])
    for month in sorted({first, last, *(month for month in TOLD if month < last)}):
        cash = found.bands[month - first]
        money = [w.signed(float(cash[which]), currency) for which in (0, 2, 4)]
        rows.append([_named(month), *money])
    return rows


def _named(month: int) -> str:
    """A month of the year by its number, 1 for the first; those before it by how far off they
    are."""
    w = state.language()
    if month < 0:
        return w.counted("year.months.before", -month, n=-month)
    return w("year.refine.month", n=month + 1)


@st.cache_data(max_entries=32, show_spinner=False)
def _by_month(key: tuple[str, ...], _year: Year, chosen: int, seed: int) -> Months:
    return months(_year, chosen, seed=seed)
