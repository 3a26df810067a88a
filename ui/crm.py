"""Leads from a file of the CRM: what its columns and words are, and what it counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import streamlit as st

from sim.actuals import LEADS
from sim.funnel import PHASES
from sim.leads_example import example_csv
from sim.leads_sheet import Sheet, Wrong, entry
from sim.leads_table import read_table
from sim.leads_words import MEANINGS, guess_columns, guess_words
from sim.problems import ScenarioError
from ui import book, book_blocks, crm_words, figures, hand, state
from ui.crm_words import OPENED, Opened
from ui.text import Words, plain

MOST_WRONG: Final = 20  # rows that are listed; the file has them all


def show() -> None:
    """The whole part."""
    w = state.language()
    st.markdown(w("evaluate.file.text"))
    _example(w)
    turn = state.kept(f"{OPENED}.turn", 0)
    st.file_uploader(
        w("evaluate.file.open"),
        type=["csv", "txt", "tsv"],
        key=f"{OPENED}.{turn}",
        on_change=_chosen,
        args=(f"{OPENED}.{turn}",),
    )
    problem: ScenarioError | None = state.kept(f"{OPENED}.problem")
    if problem is not None:
        st.error(w.problem(problem), icon=":material/error:")
    opened: Opened | None = state.kept(OPENED)
    if opened is None or opened.fair != book.here():
        return
    st.markdown(
        w("evaluate.file.opened", name=plain(opened.name), n=w.number(len(opened.table.rows)))
    )
    crm_words.columns(opened, w)
    for role in MEANINGS:
        if role in opened.columns:
            crm_words.words(opened, role, w)
    try:
        sheet = opened.sheet()
    except ScenarioError as found:
        st.warning(w.problem(found), icon=":material/warning:")
        return
    _counted(sheet, w)


def _example(w: Words) -> None:
    fair = hand.held()
    assert fair is not None
    made, day = fair.forecast, hand.record().fair_day
    st.download_button(
        w("evaluate.file.example"),
        lambda: example_csv(made.plan, made.seed, language=w.code, fair_day=day),
        on_click="ignore",
        file_name="leads.csv",
        mime="text/csv",
        icon=":material/download:",
        key="crm.example",
    )


@state.whole
def _chosen(key: str) -> None:
    file = state.widget(key)
    if file is None:
        return
    try:
        table = read_table(file.getvalue())
    except ScenarioError as problem:
        state.keep(f"{OPENED}.problem", problem)
        state.keep(OPENED, None)
        return
    state.keep(f"{OPENED}.problem", None)
    state.keep("crm.refused", None)
    columns = guess_columns(table)
    state.keep(OPENED, Opened(file.name, table, columns, guess_words(table, columns), book.here()))


# What it counts


def _counted(sheet: Sheet, w: Words) -> None:
    day = hand.day()
    told = entry(sheet, day)
    st.subheader(w("evaluate.file.counts"), anchor=False)
    book_blocks.table([*_rows(told.figures, w)], "crm")
    for note in _notes(sheet, w):
        st.caption(note)
    if sheet.wrong:
        _wrong(sheet.wrong, w)
    st.button(
        w("evaluate.file.take", day=w.date(day)),
        key="crm.take",
        type="primary",
        on_click=_take,
        args=(sheet,),
        icon=":material/check:",
    )
    on, refused = state.kept("crm.refused") or (None, None)
    if refused is not None and on == day:
        st.error(w.problem(refused), icon=":material/error:")


def _rows(told: Mapping[str, Any], w: Words) -> Iterator[list[str]]:
    """How many came so far in each phase, and who of them is still open; the heads first."""
    yield [w("evaluate.beside.what"), *(w(f"phases.{phase}").capitalize() for phase in PHASES)]
    for stage in LEADS:
        row = [w(f"stages.{stage}")]
        for phase in PHASES:
            came, still = told[f"{stage}.{phase}"], told.get(f"open.{stage}.{phase}")
            more = f" ({w('evaluate.file.open_too', n=w.number(still))})" if still else ""
            row.append(w.number(came) + more)
        yield row


def _notes(sheet: Sheet, w: Words) -> list[str]:
    """How the file was read, where that could have been otherwise."""
    notes = [w(f"evaluate.file.{'dated' if sheet.dated else 'undated'}")]
    if sheet.empty:
        notes.append(w("evaluate.file.empty", n=w.number(sheet.empty)))
    if sheet.unsaid:
        notes.append(w("evaluate.file.unsaid", n=w.number(sheet.unsaid)))
    return notes


def _wrong(wrong: tuple[Wrong, ...], w: Words) -> None:
    st.warning(w("evaluate.file.wrong", n=w.number(len(wrong))), icon=":material/warning:")
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
    try:
        figures.tell(dict(entry(sheet, hand.day()).figures), hand.day())
    except ScenarioError as problem:
        state.keep("crm.refused", (hand.day(), problem))
        return
    state.keep("crm.refused", None)
