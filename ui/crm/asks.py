"""What only the visitor knows of a file, asked in one place, each answered right there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import streamlit as st

from sim.crm.columns import equal_money
from sim.crm.meaning import UNSAID
from sim.crm.reading import Ask
from sim.plan.problems import ScenarioError
from ui.crm import opened
from ui.crm.names import meanings
from ui.crm.opened import Door, Opened
from ui.crm.said import AGAINST, COLUMN, SUMMARY, Said, role_of, settles, stage_holds
from ui.frame.choices import choose, chosen
from ui.visit import state
from words.catalogue import Words
from words.markdown import quoted

NOTHING: Final = "-"  # no column
ONE, MANY_LEADS = "one_lead", "many_leads"  # what a row is
MANY: Final = 4  # words that can be answered at once
WIDTH: Final = 300


def show(door: Door, file: Opened, w: Words) -> bool:
    """Asks what is not known; whether there was anything. Raises `ScenarioError`."""
    words, others = file.asked(door.day, door.code)
    n = len(words) + len(others)
    if not n:
        return False
    with st.container(border=True, key=f"{door.name}-asks"):
        st.subheader(w.counted("leads.page.asked", n, n=w.number(n)), anchor=False)
        st.caption(w("leads.page.asked_hint"))
        for ask in (one for one in others if one.what == COLUMN):  # before the words in it
            _column(door, file, ask, w)
        for role in dict.fromkeys(ask.role for ask in words):
            _words(door, file, [ask for ask in words if ask.role == role], w)
        for ask in (one for one in others if one.what != COLUMN):
            _ASKED.get(ask.what, _told)(door, file, ask, w)
    return True


def sentence(ask: Ask, w: Words) -> str:
    """An ask as it is told."""
    values = {key: quoted(str(value)) for key, value in ask.values.items()}
    n = w.number(ask.rows)
    if ask.what == AGAINST:
        return w.counted(f"leads.asks.{ask.what}", ask.rows, n=n, **values)
    return w(f"leads.asks.{ask.what}", n=n, **values)


def _told(door: Door, file: Opened, ask: Ask, w: Words) -> None:
    st.markdown(sentence(ask, w))


# Words


def _words(door: Door, file: Opened, asked: Sequence[Ask], w: Words) -> None:
    """The words of one column that nobody knows."""
    role = asked[0].role
    st.markdown(w("leads.page.words", column=quoted(str(asked[0].values["column"]))))
    if role != "phase":
        st.caption(w("leads.page.words_hint"))
    with st.container(horizontal=True, gap="small", key=f"{door.name}-words-{role}"):
        for ask in asked:
            word = quoted(str(ask.values["word"]))
            label = w.counted("leads.page.word", ask.rows, word=word, n=w.number(ask.rows))
            key = f"{door.name}.ask.{role}.{ask.word}"
            state.put(key, None)
            choose(
                st.selectbox,
                label,
                meanings(role, w),
                index=None,
                placeholder=w("leads.page.choose"),
                key=key,
                on_change=_word,
                args=(door.name, role, ask.word, key),
                width=WIDTH,
            )
    if len(asked) >= MANY and role != "phase":
        st.button(
            w("leads.page.none_of_them"),
            key=f"{door.name}.none.{role}",
            type="tertiary",
            on_click=_none,
            args=(door.name, role),
        )


@state.whole
def _word(door: str, role: str, word: str, key: str) -> None:
    meaning = chosen(key)
    if meaning is not None:
        opened.say(door, lambda file: file.said.of_word(role, word, str(meaning)))


@state.whole
def _none(door: str, role: str) -> None:
    """All words that are asked say nothing."""

    def said(file: Opened) -> Said:
        told = file.said
        for unknown in file.reading.sheet.unknown:
            if unknown.role == role:
                told = told.of_word(role, unknown.word, UNSAID)
        return told

    opened.say(door, said)


def _more(door: Door, file: Opened, ask: Ask, w: Words) -> None:
    others = w.number(int(str(ask.values["others"])))
    st.caption(w.counted("leads.page.more_words", ask.rows, others=others, n=w.number(ask.rows)))


# Everything else


def _choice(
    door: Door,
    ask: Ask,
    offered: Mapping[str, str],
    w: Words,
    behind: str = "",
) -> None:
    """A question with a few answers, none of them chosen yet."""
    behind = f".{behind}" if behind else ""
    key = f"{door.name}.ask.{ask.what}{behind}"
    state.put(key, None)
    choose(
        st.selectbox,
        sentence(ask, w),
        offered,
        index=None,
        placeholder=w("leads.page.choose"),
        key=key,
        on_change=_answered,
        args=(door.name, ask, key),
        width=2 * WIDTH,
    )


@state.whole
def _answered(door: str, ask: Ask, key: str) -> None:
    told = chosen(key)
    if told is not None:
        _ANSWERS[ask.what](door, ask, str(told))


def _column(door: Door, file: Opened, ask: Ask, w: Words) -> None:
    """Whether a column says how far a lead is: the one of stages, or one of a single step."""
    there, role = str(ask.values["column"]), role_of(ask, file.reading)
    offered = {there: w("leads.page.yes", column=there)}
    for column in file.reading.table.columns if role == "stage" else ():
        offered.setdefault(column, w("leads.page.rather", column=column))
    offered[NOTHING] = w("leads.page.no_stages" if role == "stage" else "leads.page.not_so")
    _choice(door, ask, offered, w, "" if role == "stage" else role)


def _answer_column(door: str, ask: Ask, told: str) -> None:
    def said(file: Opened) -> Said:
        if told == ask.values["column"]:
            return file.said.of_settled(settles(ask, file.reading))
        role = role_of(ask, file.reading)
        return file.said.of_chosen(role, None if told == NOTHING else told)

    opened.say(door, said)


def _money(door: Door, file: Opened, ask: Ask, w: Words) -> None:
    columns = equal_money(file.reading.table, file.reading.columns)
    _choice(door, ask, {one: one for one in columns}, w)


def _answer_money(door: str, ask: Ask, told: str) -> None:
    opened.say(door, lambda file: file.said.of_chosen("value", told))


def _against(door: Door, file: Opened, ask: Ask, w: Words) -> None:
    columns = [str(ask.values[role]) for role in ("state", "stage")]
    _choice(door, ask, {one: one for one in columns}, w)


def _answer_against(door: str, ask: Ask, told: str) -> None:
    def said(file: Opened) -> Said:
        settled = file.said.of_settled(settles(ask, file.reading))
        return stage_holds(file.reading, settled) if told == ask.values["stage"] else settled

    opened.say(door, said)


def _summary(door: Door, file: Opened, ask: Ask, w: Words) -> None:
    _choice(door, ask, {one: w(f"leads.page.{one}") for one in (ONE, MANY_LEADS)}, w)


def _answer_summary(door: str, ask: Ask, told: str) -> None:
    if told == ONE:
        opened.say(door, lambda file: file.said.of_settled(settles(ask, file.reading)))
    else:
        opened.put_away(door, ScenarioError("no_leads"))


def _days(door: Door, file: Opened, ask: Ask, w: Words) -> None:
    offered = {one: w(f"leads.page.{one}") for one in ("day_first", "month_first")}
    _choice(door, ask, offered, w)


def _answer_days(door: str, ask: Ask, told: str) -> None:
    opened.change(door, lambda file: file.with_reading(day_first=told == "day_first"))


def _sheet(door: Door, file: Opened, ask: Ask, w: Words) -> None:
    _choice(door, ask, {one: one for one in file.reading.table.sheets}, w)


def _answer_sheet(door: str, ask: Ask, told: str) -> None:
    opened.turn_to(door, told)


_ASKED: Final[Mapping[str, Callable[[Door, Opened, Ask, Words], None]]] = {
    "words": _more,
    "money": _money,
    AGAINST: _against,
    SUMMARY: _summary,
    "days": _days,
    "sheet": _sheet,
}
_ANSWERS: Final[Mapping[str, Callable[[str, Ask, str], None]]] = {
    COLUMN: _answer_column,
    "money": _answer_money,
    AGAINST: _answer_against,
    SUMMARY: _answer_summary,
    "days": _answer_days,
    "sheet": _answer_sheet,
}
