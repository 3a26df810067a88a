"""Tables of a comparison: where the plans disagree, and the money that is tied up."""

from __future__ import annotations

from typing import Final

import streamlit as st

from sim.decide.comparison import Comparison, Differing, differing
from sim.plan.beliefs import Belief
from sim.plan.budget import Income, Line
from sim.plan.parameters import PATHS, Unit
from sim.plan.round_numbers import of_hundred
from sim.plan.scenario import SETTINGS, Goal, Scenario
from ui.compare import chosen
from ui.frame.blocks import on_request, table
from ui.visit import state
from words.beliefs import belief_told
from words.catalogue import Words
from words.costs import how_paid
from words.markdown import plain
from words.measured import band

FEW: Final = 12  # so many differences are shown at once; more wait in a closed box


def differences() -> None:
    """What is not the same in every plan, in the funnel's order."""
    w = state.language()
    plans = [one.scenario for one in chosen.entries()]
    found = differing(plans)
    st.header(w("compare.differ.title"), anchor=False)
    if not found:
        st.markdown(w("compare.differ.none"))
        return
    rows = difference_table(found, plans, chosen.names(), w)
    if len(found) <= FEW:
        _table(rows, "differ")
        return
    label = w("compare.differ.many", n=len(found))
    on_request(label, "compare.differ", lambda: _table(rows, "differ"))


def _table(rows: list[list[str]], key: str) -> None:
    table(rows, f"compare.{key}", even=True)
    st.caption(state.language()(f"compare.{key}.caption"))


def difference_table(
    found: list[Differing], plans: list[Scenario], names: list[str], w: Words
) -> list[list[str]]:
    """What each plan has at every place where they differ, in words; the heads first."""
    rows = [[w("compare.differ.what"), *map(plain, names)]]
    for one in found:
        unit = PATHS[one.place].unit if one.place in PATHS else Unit.SHARE
        cells = [
            _cell(value, unit, plan.currency, w, place=one.place)
            for value, plan in zip(one.values, plans, strict=True)
        ]
        rows.append([_place(one, w), *cells])
    return rows


def _place(one: Differing, w: Words) -> str:
    if one.place in PATHS:
        return w.input(one.place)
    if one.place in ("goal", "hurdle"):
        return w(f"compare.differ.of_{one.place}")
    if one.place in SETTINGS:
        return str(w.parameters[one.place]["label"])
    line = next(value for value in one.values if isinstance(value, Line))
    which = "income" if isinstance(line, Income) else "cost"
    return w(f"compare.differ.{which}", name=plain(line.label))


def _cell(
    value: Belief | Line | Goal | float | None,
    unit: Unit,
    currency: str,
    w: Words,
    *,
    place: str,
) -> str:
    if value is None:
        return w("compare.differ.nothing")
    if isinstance(value, Line):
        told_amount = belief_told(value.amount, Unit.MONEY, currency, w)
        return " ".join(filter(None, (told_amount, how_paid(value, w))))
    if isinstance(value, Goal):
        revenue, margin = w.costs(value.revenue, currency), w.percent(value.margin)
        return w("compare.differ.goal", revenue=revenue, margin=margin)
    if isinstance(value, float | int):
        if place == "hurdle":
            return w("compare.differ.hurdle", n=of_hundred(value))
        return w.percent(value) if place == "triage" else w.short(value)
    return belief_told(value, unit, currency, w)


def money(found: Comparison) -> None:
    """What is paid whatever comes of it, and all costs."""
    w = state.language()
    st.header(w("compare.money.title"), anchor=False)
    rows = [[w(f"compare.money.{head}") for head in ("plan", "committed", "all")]]
    for at, (one, name) in enumerate(zip(chosen.entries(), chosen.names(), strict=True)):
        cells = []
        for low, median, high in (found.committed[at], found.money_tied_up(at)):
            ends = [w.money(x, one.scenario.currency) for x in (median, low, high)]
            cells.append(band(ends[0], ends[1], ends[2], w).replace("  ", " "))
        rows.append([plain(name), *cells])
    rows.append([w("compare.home"), *[w.money(0.0, chosen.entries()[0].scenario.currency)] * 2])
    _table(rows, "money")
