"""What deciding later is worth, and what to do on which date."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from sim.later.dates import Later, Limit, Moment
from sim.plan.parameters import PATHS
from sim.plan.scenario import Scenario
from ui.frame.blocks import on_request
from ui.later import boxes
from ui.visit import clock, state, worked_out
from ui.visit.answers import deciding
from words.answer import again, moment_told
from words.catalogue import Words
from words.markdown import dollars_escaped
from words.measured import amount


def show() -> None:
    """The part of the page."""
    w, plan = state.language(), state.plan()
    st.subheader(w("when.later.title"), anchor=False)
    if any(not one.today for one in plan.decide):
        with worked_out.working(1, 1):
            found = deciding(plan, state.seed(), clock.today())
        st.markdown(dollars_escaped("\n".join(sentences(found, plan, w))))
    else:
        st.markdown(w("when.later.none"))
    on_request(w("when.later.box"), "when.later", boxes.show)


def sentences(found: Later, plan: Scenario, w: Words) -> Iterator[str]:
    """What keeping the choice open is worth, and a line for each date."""
    if not found.dates:
        yield w("when.later.over")
        return
    worth = amount(found.worth, plan.currency, w)
    known = any(moment.known for moment in found.dates)
    gist = found.advice if known else "no_news"
    yield w(f"when.later.{gist}", worth=worth)
    if found.again is not None and found.advice == "wait":
        yield again(found.again.date, found.again.fee, plan.currency, w)
    yield ""
    for moment in found.dates:
        yield f"- {_line(moment, plan, w)}"


def _line(moment: Moment, plan: Scenario, w: Words) -> str:
    """A date: what cancelling costs, and when that is done."""
    when = w.capital(moment_told(moment.date, w))
    fee = w.money(moment.fee, plan.currency)
    told = w("when.later.date", when=when, fee=fee, rule=_rule(moment, plan, w))
    if 0 < moment.cancelled.value < moment.reached.value:
        n = w.of_hundred(moment.cancelled.value)
        told += " " + w("when.later.cancelled", n=n)
    return told


def _rule(moment: Moment, plan: Scenario, w: Words) -> str:
    if not moment.cancelled.value or not moment.reached.value:
        return w("when.later.never")
    if moment.cancelled.value == moment.reached.value:
        return w("when.later.always")
    if moment.limit is not None:
        return _limited(moment.limit, plan, w)
    return w("when.later.where", loss=w.signed(0.0 - moment.fee, plan.currency))


def _limited(limit: Limit, plan: Scenario, w: Words) -> str:
    unit = PATHS[limit.path].unit
    value = w.value(_fine(limit.value), unit, plan.currency)
    side = "below" if limit.below else "above"
    return w(f"when.later.where_{side}", name=w.within(w.input(limit.path)), value=value)


def _fine(value: float) -> float:
    """A limit in two figures: finer it is not known."""
    return float(f"{value:.2g}")
