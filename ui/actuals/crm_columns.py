"""What the columns and words of a CRM file are: guessed, and as the visitor says."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import streamlit as st

from sim.actuals.actuals import LEADS
from sim.crm.files.table import Table
from sim.crm.leads import leads
from sim.crm.meaning import LOST, MEANINGS, ROLES, guess_words, spelled, words_in
from sim.crm.sheet import Sheet
from sim.plan.funnel import PHASES
from ui.frame import blocks
from ui.frame.choices import choose, chosen
from ui.visit import state
from ui.visit.keys import Key
from words.catalogue import Words
from words.markdown import plain, quoted

NEEDED: Final = ("phase", "stage", "open", "value")  # always shown, the others on request
MOST_NAMED: Final = 8  # words without a meaning that are named
MOST_WORDS: Final = 40  # of a column; with more it is no column of phases or stages


@dataclass
class Opened:
    """A file that was opened for a fair, and what the visitor says of it."""

    name: str
    table: Table
    columns: dict[str, str]
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    fair: str = ""
    counted: tuple[object, Sheet] | None = None

    def sheet(self) -> Sheet:
        """What the file counts; worked out anew only where something was said of it. Raises
        `ScenarioError`."""
        said = (dict(self.columns), {role: dict(of) for role, of in self.words.items()})
        if self.counted is None or self.counted[0] != said:
            self.counted = (said, leads(self.table, self.columns, self.words))
        return self.counted[1]


OPENED: Final = Key[Opened | None]("crm", None)


def columns(opened: Opened, w: Words) -> None:
    st.subheader(w("evaluate.file.columns"), anchor=False)
    _roles(opened, NEEDED, w)
    blocks.on_request(w("evaluate.file.dates"), f"{OPENED.name}.dates", lambda: _dates(opened, w))


def _dates(opened: Opened, w: Words) -> None:
    st.caption(w("evaluate.file.dates_hint"))
    _roles(opened, tuple(role for role in ROLES if role not in NEEDED), w)


def _roles(opened: Opened, roles: tuple[str, ...], w: Words) -> None:
    with st.container(horizontal=True, gap="small", key=f"crm-roles-{len(roles)}"):
        for role in roles:
            state.put(f"{OPENED.name}.column.{role}", opened.columns.get(role))
            st.selectbox(
                role_name(role, w),
                opened.table.columns,
                index=None,
                placeholder=w("evaluate.file.no_column"),
                key=f"{OPENED.name}.column.{role}",
                on_change=_column,
                args=(role,),
                width=210,
            )


def role_name(role: str, w: Words) -> str:
    """What a column can be."""
    _, _, stage = role.partition(".")
    if not stage or stage == "closed":
        return w(f"evaluate.roles.{role.replace('.', '_')}")
    return w("evaluate.roles.date", stage=w(f"stages.{stage}"))


@state.whole
def _column(role: str) -> None:
    opened = state.kept(OPENED)
    if opened is None:  # the file was put away meanwhile
        return
    column = state.widget(f"{OPENED.name}.column.{role}")
    if column is None:
        opened.columns.pop(role, None)
    else:
        opened.columns[role] = str(column)
    opened.words = guess_words(opened.table, opened.columns) | {
        one: said for one, said in opened.words.items() if one in opened.columns and one != role
    }


def words(opened: Opened, role: str, w: Words) -> None:
    """What each word of a column means; those that nobody has guessed stand outside."""
    column = opened.columns[role]
    found, spelling = words_in(opened.table, column), spelled(opened.table, column)
    if len(found) > MOST_WORDS:
        st.warning(w("evaluate.file.too_many_words", column=plain(column)))
        return
    said = opened.words.get(role, {})
    unknown = [word for word in found if word not in said]
    if known := [word for word in found if word in said]:
        st.caption(understood(role, {spelling[word]: said[word] for word in known}, w))
    if unknown:
        named = ", ".join(f"'{quoted(spelling[word])}'" for word in unknown[:MOST_NAMED])
        st.info(w("evaluate.file.unknown", words=named))
    label = w("evaluate.file.words", role=role_name(role, w), n=len(found))

    def choices() -> None:
        for word in (*unknown, *(one for one in found if one not in unknown)):
            _meaning(role, word, f"{spelling[word]} ({w.number(found[word])}\u00d7)", said, w)

    blocks.on_request(label, f"{OPENED.name}.words.{role}", choices)


def understood(role: str, said: dict[str, str], w: Words) -> str:
    """Which words were taken to mean what, the words of one meaning together."""
    each: dict[str, list[str]] = {}
    for word, meaning in said.items():
        each.setdefault(meaning_name(role, meaning, w), []).append(f"'{quoted(word)}'")
    told = "; ".join(f"{', '.join(words)} = {meaning}" for meaning, words in each.items())
    return w("evaluate.file.understood", role=role_name(role, w), words=told)


def _meaning(role: str, word: str, label: str, said: dict[str, str], w: Words) -> None:
    state.put(f"{OPENED.name}.word.{role}.{word}", said.get(word))
    choose(
        st.selectbox,
        plain(label),
        {meaning: meaning_name(role, meaning, w) for meaning in MEANINGS[role]},
        index=None,
        placeholder=w("evaluate.file.no_meaning"),
        key=f"{OPENED.name}.word.{role}.{word}",
        on_change=_word,
        args=(role, word),
    )


def meaning_name(role: str, meaning: str, w: Words) -> str:
    """What a word can mean."""
    if meaning in PHASES:
        return w(f"phases.{meaning}")
    if meaning in LEADS:
        return w(f"stages.{meaning}")
    if meaning in LOST:
        stage = w(f"stages.{meaning.removeprefix('lost.')}")
        return w("evaluate.meanings.lost", stage=stage)
    return w(f"evaluate.meanings.{meaning}")


@state.whole
def _word(role: str, word: str) -> None:
    opened = state.kept(OPENED)
    if opened is None:
        return
    meaning = chosen(f"{OPENED.name}.word.{role}.{word}")
    said: dict[str, str] = opened.words.setdefault(role, {})
    if meaning is None:
        said.pop(word, None)
    else:
        said[word] = str(meaning)
