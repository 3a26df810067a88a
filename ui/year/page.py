"""The page of the year: a sentence, a picture, the fairs; everything else below them."""

from __future__ import annotations

from typing import Final

import numpy as np
import streamlit as st

import reports
from pictures import year as year_charts
from sim.play.answer import levels_of
from sim.year.answer import Told, Weighed
from ui.frame import browser
from ui.frame.blocks import picture
from ui.frame.shell import on_phone
from ui.share.downloads import ICONS, TYPES
from ui.visit import state, worked_out
from ui.year import adding, board, book, listed, others, paper, said, wrong
from ui.year.refine import boxes, closed
from words.catalogue import Words
from words.markdown import dollars_escaped, plain, quoted

TOGETHER: Final = (0.0, 0.5, 1.0)  # not, half, fully


def show() -> None:
    """The whole page."""
    listed.begin()
    w = state.language()
    st.title(w("year.title"), anchor=False)
    problem = wrong.problem("address")
    if problem is not None:
        st.error(w("year.address_problem", problem=w.problem(problem)), icon=":material/error:")
    adding.first()
    with worked_out.working(1, 2):
        found = listed.found()
        told = found.told(listed.chosen())
    with st.container(key="headline", gap="small"):
        _sentences(found, told)
    left, right = st.columns([1, 1.3], gap="large")
    with left:
        _picture(found, told)
    with right:
        _budget(told)
        _fairs(found)
        _together()
    others.show(found)
    firm = st.container(key="year-firm")
    adding.show()
    closed.show()
    book.show()
    board.asked()
    _foot(found, told)
    token = listed.token()
    link = browser.absolute(f"year?y={token}", here="year")
    done, failed = w("share.copied"), w("share.not_copied")
    away = st.container(horizontal=True, vertical_alignment="center", key="year.away")
    browser.sync("y", token)
    with firm:  # last, because it takes longest: what stands above can be read meanwhile
        firmness = others.firm(found)
    with away:
        board.opened()
        browser.copy(w("year.copy"), link, done=done, failed=failed, key="year")
        _workbook(found, told, link)
        paper.button(found, told, firmness)


def _sentences(found: Weighed, told: Told) -> None:
    w, currency = state.language(), listed.currency()
    st.header(dollars_escaped(said.first(told, currency, w)), anchor=False)
    if told.fairs:
        result = found.years.told(found.years.profit(told.chosen))
        middle, goal = result.quantile("profit", 0.5), listed.settings().goal
        st.markdown(dollars_escaped(said.second(told, middle, goal, currency, w)))


def _picture(found: Weighed, told: Told) -> None:
    """The dots of the year; nothing to draw where nobody goes anywhere."""
    w = state.language()
    if not told.fairs:
        st.markdown(w("year.picture.nowhere"))
        return
    dots = 20 if on_phone() else 50
    levels = levels_of(np.sort(found.years.profit(told.chosen)))
    picture(
        year_charts.rows(levels, told.chance.value, w, dots=dots),
        year_charts.spec(w.code),
        key="chart.year",
        alt=w("year.picture.alt"),
    )
    st.caption(w("year.picture.caption", n=100 // dots))


def _budget(told: Told) -> None:
    """The money for all fairs together, and what the chosen ones take of it."""
    w, currency = state.language(), listed.currency()
    with st.container(horizontal=True, vertical_alignment="bottom", key="year.money"):
        state.put("year.budget", boxes.typed("budget"))
        st.text_input(
            w("year.budget.label"),
            key="year.budget",
            placeholder=w("year.budget.no_limit"),
            on_change=boxes.enter,
            args=("budget",),
            width=190,
        )
        st.markdown(
            dollars_escaped(said.money(told.cost, listed.settings().budget, currency, w)),
            width="content",
        )
    boxes.problem("budget")


def _fairs(found: Weighed) -> None:
    """A row a fair: whether it is taken, its cost, of 100 alone, and what it adds to the others."""
    w, currency = state.language(), listed.currency()
    added = found.adds(listed.chosen())
    with st.container(key="year-fairs", gap="xsmall"):
        if not on_phone():
            _cells("head", "", [w(f"year.fairs.{key}") for key in ("cost", "alone", "adds")])
        rows = zip(listed.entries(), listed.names(), listed.alone(), added, strict=True)
        for at, (one, name, alone, more) in enumerate(rows):
            cells = [
                w.costs(found.year.planned[at], currency),
                w.of_hundred(alone.value),
                said.adds(more, currency, w),
            ]
            _cells(str(one.key), name, cells, one.key, taken=one.taken)
    leaving = said.leaving(found.year, [*map(quoted, listed.names())], currency, w)
    st.caption(dollars_escaped(f"{w('year.fairs.caption')} {leaving}".rstrip()))


def _cells(
    row: str, name: str, cells: list[str], key: int | None = None, *, taken: bool = False
) -> None:
    """One row; on a phone its figures stand below the name, each with what it is."""
    w = state.language()
    with st.container(horizontal=True, vertical_alignment="center", key=f"year-row-{row}"):
        if key is None:
            st.markdown("&nbsp;")
        else:
            state.put(f"year.take.{key}", taken)
            st.checkbox(plain(name), key=f"year.take.{key}", on_change=listed.tick, args=(key,))
        if on_phone():
            cost, alone, adds = cells
            st.caption(dollars_escaped(w("year.fairs.row", cost=cost, alone=alone, adds=adds)))
            return
        for cell in cells:
            st.markdown(dollars_escaped(cell))


def _together() -> None:
    """Whether a good year is good everywhere: not, half, fully; or another share that was learned
    or came by a link. Nothing where one fair is all there is."""
    if len(listed.entries()) < 2:
        return
    w, now = state.language(), listed.settings().together
    state.put("year.together", now)
    st.segmented_control(
        w("year.together.label"),
        sorted({*TOGETHER, now}),
        key="year.together",
        format_func=lambda share: _share(share, w),
        required=True,
        on_change=_together_chosen,
        help=w("year.together.help"),
    )


def _share(share: float, w: Words) -> str:
    if share in TOGETHER:
        return w(f"year.together.at_{round(100 * share)}")
    return w.number(share, 2 if round(share, 1) != share else 1)


@state.whole
def _together_chosen() -> None:
    share = state.widget("year.together")
    if isinstance(share, float):
        listed.change(together=share)


def _workbook(found: Weighed, told: Told, link: str) -> None:
    w = state.language()
    names, budget = listed.names(), listed.settings().budget
    first = said.first(told, listed.currency(), w)

    def made() -> bytes:
        sentence = f"{first} {said.ticked(found, told, names, budget, w)}".rstrip()
        return reports.year_workbook(
            reports.YearReport(found, names, told.chosen, sentence, budget, link, w)
        )

    st.download_button(
        w("year.workbook"),
        made,
        on_click="ignore",
        file_name=f"{w('menu.year')}.xlsx",
        mime=TYPES["xlsx"],
        icon=ICONS["xlsx"],
        key="year.workbook",
    )


def _foot(found: Weighed, told: Told) -> None:
    w = state.language()
    error = w.number(100 * told.chance.error, 1)
    trials = w.number(found.years.trials)
    st.caption(w("year.foot", trials=trials, seed=str(state.seed()), error=error))
