"""After the fair: what came of it, beside what was planned, again and again until it is decided."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import streamlit as st

from pictures import evaluation as evaluate_charts
from sim.plan.round_numbers import of_hundred
from ui.actuals import day as telling
from ui.actuals import held, unsaved
from ui.actuals.held import Held
from ui.book import at_hand, files, today
from ui.book import blocks as book_blocks
from ui.book.today import Today
from ui.evaluate import choose, difference, guesses, next_year, save, team
from ui.frame import blocks
from ui.visit import state, worked_out
from ui.visit.keys import Key
from words.catalogue import Words
from words.markdown import dollars_escaped, plain

SECTION: Final = Key[str]("evaluate.section", "told")
SECTIONS: Final[Mapping[str, Callable[[], None]]] = {
    "told": telling.show,
    "difference": difference.show,
    "team": team.show,
    "guesses": guesses.show,
    "learned": next_year.show,
}


def show() -> None:
    """The whole page."""
    w = state.language()
    title = st.container()
    fair = choose.arrive()
    if fair is None:
        title.title(w("evaluate.title"), anchor=False)
    else:
        _show(fair, title, w)
        unsaved.follow(fair)
    at_hand.follow()


def _show(fair: Held, title: st.delta_generator.DeltaGenerator, w: Words) -> None:
    title.title(plain(book_blocks.name(fair.fair)), anchor=False)
    save.bar(fair)
    if fair.record is None:
        _when(fair, w)
        return
    headline = st.container(key="headline", gap="small")
    chosen = _section_chosen(w)
    section, course = st.container(), st.container()
    if chosen == "told":  # the boxes first, for whoever types on meanwhile
        with section:
            telling.show()
    save.foot(fair)
    with headline:
        days = _headline(fair, w)
    if chosen != "told":
        with section:
            if chosen == "difference" and days:
                _course(fair, days, w)
            SECTIONS[chosen]()
    elif days:
        with course:
            _course(fair, days, w)
    files.buttons(fair.fair, fair.forecast, fair.record, fair.bases.get("record"))


def _headline(fair: Held, w: Words) -> list[Today]:
    """How it stands: the only thing above the boxes that changes while one types, so it has a
    height of its own."""
    days = _days(fair)
    first, *more = today.headline(
        fair.forecast, days[-1] if days else None, held.record().fair_day, w
    )
    st.header(dollars_escaped(first), anchor=False)
    st.markdown(dollars_escaped(" ".join(more)))
    return days


def _section_chosen(w: Words) -> str:
    state.put(SECTION.name, state.kept(SECTION))
    chosen = st.segmented_control(
        w("evaluate.sections.label"),
        list(SECTIONS),
        key=SECTION.name,
        required=True,
        format_func=lambda one: w(f"evaluate.sections.{one}"),
        on_change=_section,
        label_visibility="collapsed",
    )
    return str(chosen)


@state.whole
def _section() -> None:
    state.keep(SECTION, state.widget(SECTION.name))


def _when(fair: Held, w: Words) -> None:
    """The first question: when was the fair?"""
    planned = w.of_hundred(fair.forecast.answer.chance.value)
    st.markdown(w("evaluate.now.planned", n=planned))
    st.markdown(w("evaluate.figures.when"))
    telling.first_day(None, w)


def _days(fair: Held) -> list[Today]:
    with worked_out.working(1, 1), worked_out.in_turn():
        return list(today.course(fair.forecast, held.record()))


# How the chance moved


def _course(fair: Held, days: Sequence[Today], w: Words) -> None:
    made = fair.forecast
    planned = made.answer.chance.value
    points = [(w("evaluate.course.plan"), planned, w.of_hundred(planned))]
    points += [
        (w.date(one.day, short=True), one.chance.value, w.of_hundred(one.chance.value))
        for one in days
    ]
    hurdle = None
    if made.plan.hurdle is not None:
        hurdle = made.plan.hurdle, w("evaluate.course.hurdle", n=of_hundred(made.plan.hurdle))
    st.subheader(w("evaluate.course.title"), anchor=False)
    st.vega_lite_chart(
        evaluate_charts.course_frame(points, hurdle),
        evaluate_charts.course_spec(w.code),
        key="chart.course",
        alt=w("evaluate.course.alt"),
        width="stretch",
    )
    st.caption(w("evaluate.course.caption"))
    rows = today.rows(days, made.plan, w)
    blocks.on_request(
        w("evaluate.course.open"), "evaluate.course", lambda: blocks.table(rows, "course")
    )
