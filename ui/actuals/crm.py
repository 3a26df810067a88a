"""Leads from a file of the CRM: what its columns and words are, and what it counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

import streamlit as st

from sim.actuals.actuals import LEADS
from sim.crm.example import example_csv
from sim.crm.files.table import read_table
from sim.crm.files.vocabulary import exports
from sim.crm.meaning import MEANINGS, guess_columns, guess_words
from sim.crm.sheet import Sheet, Wrong, entry
from sim.plan.funnel import PHASES
from sim.plan.problems import ScenarioError
from ui.actuals import boxes, crm_columns, held
from ui.actuals.crm_columns import OPENED, Opened
from ui.book import at_hand
from ui.frame import blocks
from ui.visit import state
from ui.visit.keys import Key
from words.catalogue import Words
from words.languages import FALLBACK
from words.markdown import plain

MOST_WRONG: Final = 20  # rows that are listed; the file has them all
FILE: Final = "crm.file"
DATED: Final = frozenset({f"date.{stage}" for stage in LEADS[1:]} | {"date.closed"})
# The name of a file that could not be opened, and why.
REFUSED: Final = Key[tuple[str, ScenarioError] | None]("crm.refused", None)
# The day of which the figures of a file could not be taken, and why.
UNFIT: Final = Key[tuple[date, ScenarioError] | None]("crm.unfit", None)


def show() -> None:
    """The whole part."""
    w = state.language()
    st.markdown(w("evaluate.file.text"))
    _example(w)
    st.file_uploader(
        w("evaluate.file.open"),
        type=["csv", "txt", "tsv", "xlsx", "xls"],  # what a workbook has to become is told here
        key=FILE,
        on_change=_chosen,
    )
    refused = state.kept(REFUSED)
    if refused is not None:
        name, problem = refused
        told = w("evaluate.file.not_opened", name=plain(name), problem=w.problem(problem))
        st.error(told, icon=":material/error:")
    opened = state.kept(OPENED)
    if opened is None or opened.fair != at_hand.here():
        return
    n = len(opened.table.rows)
    opened_as = w.counted("evaluate.file.opened", n, name=plain(opened.name), n=w.number(n))
    st.markdown(opened_as)
    crm_columns.columns(opened, w)
    for role in MEANINGS:
        if role in opened.columns:
            crm_columns.words(opened, role, w)
    try:
        sheet = opened.sheet()
    except ScenarioError as found:
        st.warning(w.problem(found), icon=":material/warning:")
        return
    _counted(sheet, opened.columns, w)


def _example(w: Words) -> None:
    fair = held.held()
    assert fair is not None
    made, day = fair.forecast, held.record().fair_day
    written = w.code if w.code in exports() else FALLBACK
    st.download_button(
        w("evaluate.file.example"),
        lambda: example_csv(made.plan, made.seed, language=written, fair_day=day),
        on_click="ignore",
        file_name="leads.csv",
        mime="text/csv",
        icon=":material/download:",
        key="crm.example",
    )


@state.whole
def _chosen() -> None:
    """Reads the file that was opened, in place of the one before; none where it was put away."""
    file = state.widget(FILE)
    state.keep(OPENED, None)
    state.keep(REFUSED, None)
    state.keep(UNFIT, None)
    if file is None:
        return
    try:
        table = read_table(file.getvalue())
    except ScenarioError as problem:
        state.keep(REFUSED, (file.name, problem))
        return
    columns = guess_columns(table)
    state.keep(
        OPENED, Opened(file.name, table, columns, guess_words(table, columns), at_hand.here())
    )


# What it counts


def _counted(sheet: Sheet, columns: Mapping[str, str], w: Words) -> None:
    day = held.day()
    told = entry(sheet, day)
    st.subheader(w("evaluate.file.counts"), anchor=False)
    blocks.table([*_rows(told.figures, w)], "crm", even=True)
    for note in _notes(sheet, columns, w):
        st.caption(note)
    if sheet.wrong:
        _wrong(sheet.wrong, w)
    if taken(told.figures, held.record().on(day)):
        st.success(w("evaluate.file.taken", day=w.date(day)), icon=":material/check:")
        return
    st.button(
        w("evaluate.file.take", day=w.date(day)),
        key="crm.take",
        type="primary",
        on_click=_take,
        args=(sheet,),
        icon=":material/check:",
    )
    on, refused = state.kept(UNFIT) or (None, None)
    if refused is not None and on == day:
        st.error(w.problem(refused), icon=":material/error:")


def taken(counted: Mapping[str, Any], told: Mapping[str, Any]) -> bool:
    """Whether everything that a file counts has been told of its day."""
    return all(key in told and told[key] == figure for key, figure in counted.items())


def _rows(told: Mapping[str, Any], w: Words) -> Iterator[list[str]]:
    """How many came so far in each phase, and who of them is still open; the heads first."""
    yield [w("evaluate.beside.what"), *(w.capital(w(f"phases.{phase}")) for phase in PHASES)]
    for stage in LEADS:
        row = [w(f"stages.{stage}")]
        for phase in PHASES:
            came, still = told[f"{stage}.{phase}"], told.get(f"open.{stage}.{phase}")
            more = f" ({w('evaluate.file.open_too', n=w.number(still))})" if still else ""
            row.append(w.number(came) + more)
        yield row


def _notes(sheet: Sheet, columns: Mapping[str, str], w: Words) -> Iterator[str]:
    """How the file was read, where that could have been otherwise."""
    dated = set(columns) & DATED
    which = "undated" if not sheet.dated else "dated" if dated else "arrived"
    yield w(f"evaluate.file.{which}")
    if sheet.dates in ("either", "both"):
        yield w("evaluate.file.day_first")
    if sheet.empty:
        yield w("evaluate.file.empty", n=w.number(sheet.empty))
    if sheet.unsaid:
        yield w.counted("evaluate.file.unsaid", sheet.unsaid, n=w.number(sheet.unsaid))


def _wrong(wrong: tuple[Wrong, ...], w: Words) -> None:
    n = len(wrong)
    st.warning(w.counted("evaluate.file.wrong", n, n=w.number(n)), icon=":material/warning:")
    st.markdown("\n".join(f"- {wrong_line(one, w)}" for one in wrong[:MOST_WRONG]))
    if len(wrong) > MOST_WRONG:
        st.download_button(
            w("evaluate.file.all_wrong"),
            lambda: "\n".join(wrong_line(one, w) for one in wrong).encode("utf-8-sig"),
            on_click="ignore",
            file_name="leads.txt",
            mime="text/plain",
            key="crm.wrong",
        )


def wrong_line(one: Wrong, w: Words) -> str:
    """A row that cannot be counted: its line, its column and why."""
    problem = w.problem(one.problem)
    if not one.column:
        return w("evaluate.file.wrong_row", line=one.line, problem=problem)
    column = plain(one.column)
    return w("evaluate.file.wrong_cell", line=one.line, column=column, problem=problem)


@state.whole
def _take(sheet: Sheet) -> None:
    counted = dict(entry(sheet, held.day()).figures)
    try:
        boxes.tell(counted, held.day())
    except ScenarioError as problem:
        state.keep(UNFIT, (held.day(), problem))
        return
    for key in counted:
        held.drafts().pop(key, None)
    state.keep(UNFIT, None)
