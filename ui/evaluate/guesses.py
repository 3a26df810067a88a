"""What each of the team guesses before the fair, kept apart, and how well that did."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd
import streamlit as st

from sim.actuals import guesses
from sim.actuals.guess_scores import Guess, Leaning, Missing, Ranges, leanings, ranges
from sim.actuals.guesses import Said, guessable, held_against
from sim.plan.parameters import PATHS
from sim.plan.problems import ScenarioError
from store import StoreError
from ui.actuals import held
from ui.book import at_hand, blocks
from ui.book import read as fairs_found
from ui.frame.grids import edited_rows
from ui.frame.shell import on_phone
from ui.visit import state
from ui.visit.keys import Key
from words.catalogue import Words, words
from words.markdown import quoted
from words.translation import retyped

COLUMNS: Final = ("who", "path", "low", "likely", "high")
NUMBERS: Final = ("low", "likely", "high")
NARROW: Final = {"who": 52, "path": 92, "low": 58, "likely": 58, "high": 58}  # all on a phone


@dataclass(frozen=True)
class Draft:
    """All rows as they were typed where some cannot be read yet, what is wrong with each of those
    by its place (0, 1, ...), and the language they were typed in."""

    rows: list[dict[str, Any]]
    problems: dict[int, ScenarioError]
    language: str

    def told(self, w: Words) -> list[dict[str, Any]]:
        """The rows with the marks of a language."""
        return [row | self._numbers(row, w) for row in self.rows]

    def _numbers(self, row: dict[str, Any], w: Words) -> dict[str, Any]:
        if row.get("path") not in PATHS or self.language == w.code:
            return {}
        typed = {name: str(row.get(name) or "") for name in NUMBERS}
        return retyped(typed, PATHS[row["path"]].unit, words(self.language), w)


DRAFTS: Final = Key[Mapping[str, Draft | None]]("guesses.drafts", {})  # by fair
TURN: Final = Key[int]("guesses.turn", 0)  # rises when the table has to be filled anew
BASES: Final = Key[Mapping[str, pd.DataFrame]]("guesses.bases", {})  # table -> its rows, unedited


def _draft() -> Draft | None:
    """That of the fair at hand."""
    return state.kept(DRAFTS).get(at_hand.here())


def _keep_draft(draft: Draft | None) -> None:
    state.change(DRAFTS, lambda others: {**others, at_hand.here(): draft})


def show() -> None:
    """The whole part."""
    w = state.language()
    st.header(w("evaluate.guesses.title"), anchor=False)
    st.markdown(w("evaluate.guesses.text"))
    _table(w)
    _scores(w)


# The table


def _table(w: Words) -> None:
    paths = guessable(held.forecast().plan)
    key = f"guesses.{at_hand.here()}.{w.code}.{state.kept(TURN)}"
    if state.widget(key) is None or key not in state.kept(BASES):
        draft = _draft()
        rows = draft.told(w) if draft else [shown(one, w) for one in held.guessed()]
        base = pd.DataFrame(rows, columns=list(COLUMNS)).astype(object)
        state.change(BASES, lambda others: {**others, key: base})
    wide = NARROW if on_phone() else dict.fromkeys(COLUMNS)
    text = {
        name: st.column_config.TextColumn(w(f"inputs.{name}"), width=wide[name]) for name in NUMBERS
    }
    st.data_editor(
        state.kept(BASES)[key],
        key=key,
        hide_index=True,
        num_rows="dynamic",
        on_change=_edited,
        args=(key, w.code),
        width="stretch",
        alt=w("evaluate.guesses.title"),
        placeholder="",
        column_config=text | {
            "who": st.column_config.TextColumn(
                w("evaluate.guesses.who"), max_chars=120, width=wide["who"]
            ),
            "path": st.column_config.SelectboxColumn(
                w("evaluate.guesses.number"),
                options=list(paths),
                format_func=lambda path: w.input(str(path)),
                width=wide["path"],
            ),
        },
    )  # fmt: skip
    draft = _draft()
    if draft is not None:
        st.warning("\n\n".join(wrong(draft, w)), icon=":material/edit:")
    st.caption(w("evaluate.guesses.hint"))


def wrong(draft: Draft, w: Words) -> Iterator[str]:
    """A sentence for each row that cannot be read: which one, and what is wrong with it."""
    for at, problem in draft.problems.items():
        row, column = draft.rows[at], problem.place
        path = str(row.get("path") or "")
        about = [quoted(str(row.get("who") or "").strip()), w.input(path) if path in PATHS else ""]
        which = ", ".join(filter(None, about))
        if problem.code == "missing":
            told = w(f"evaluate.guesses.no_{column if column in ('who', 'path') else 'number'}",
                     name=w(f"inputs.{column}") if column in NUMBERS else "")  # fmt: skip
        else:
            bare = ScenarioError(problem.code, "", **problem.values)
            told = w.problem(bare, PATHS[path].unit if path in PATHS else None)
        number = w("evaluate.guesses.row_of", n=at + 1, which=which) if which else ""
        yield f"{number or w('evaluate.guesses.row', n=at + 1)}: {told}."


def shown(one: Said, w: Words) -> dict[str, str]:
    """A guess as a row of the table."""
    unit = PATHS[one.path].unit
    numbers = {"low": one.low, "likely": one.likely, "high": one.high}
    told = {name: "" if x is None else w.typed(x, unit) for name, x in numbers.items()}
    return {"who": one.who, "path": one.path, **told}


def read(row: Mapping[str, Any], w: Words) -> Said:
    """A row of the table as a guess. Raises `ScenarioError`."""
    typed = {name: str(row.get(name) or "").strip() for name in COLUMNS}
    for name in ("who", "path"):
        if not typed[name]:
            raise ScenarioError("missing", name, form="a text")
    unit = PATHS[typed["path"]].unit
    numbers: dict[str, float | None] = {}
    for name in NUMBERS:
        if not typed[name] and name != "likely":
            raise ScenarioError("missing", name, form=unit.form)
        numbers[name] = w.parse(typed[name], unit) if typed[name] else None
        unit.check(numbers[name] or 0.0)
    low, high = numbers["low"], numbers["high"]
    assert low is not None
    assert high is not None
    return Said(typed["who"], typed["path"], low, high, numbers["likely"])


@state.whole
def _edited(key: str, code: str) -> None:
    """Reads the table, drawn in the language `code`."""
    w, said = words(code), []
    problems: dict[int, ScenarioError] = {}
    rows = edited_rows(state.kept(BASES)[key], state.widget(key))
    for at, row in enumerate(rows):
        try:
            said.append(read(row, w))
        except ScenarioError as problem:
            problems[at] = problem
    _keep_draft(Draft(rows, problems, w.code) if problems else None)
    held.guess(tuple(said))


def unread() -> bool:
    """Whether a row of the table cannot be read yet."""
    return _draft() is not None


def redraw() -> None:
    """The table is filled anew."""
    _keep_draft(None)
    state.change(TURN, lambda turn: turn + 1)


# How they did


def _scores(w: Words) -> None:
    try:
        found = [*_book()]
    except StoreError as problem:
        blocks.tell(problem)
        return
    st.subheader(w("evaluate.guesses.scores"), anchor=False)
    if not found:
        st.markdown(w("evaluate.guesses.no_scores"))
        return
    lines = [ranged(who, one, w) for who, one in ranges(found).items()]
    lines += [leaned(one, w) for one in leanings(found).values() if isinstance(one, Leaning)
              if one.says != "neither"]  # fmt: skip
    st.markdown("\n".join(f"- {line}" for line in lines))
    st.caption(w("evaluate.guesses.scores_hint"))


def _book() -> Iterator[Guess]:
    """All guesses of the book that can be held against something. Raises `StoreError`."""
    names = blocks.names()
    for fair in at_hand.fairs().listed(archived=None):
        one, kept = fairs_found.glance(fair), at_hand.fairs().latest(fair.id, "guesses")
        if kept is None or one.known is None or one.forecast is None:
            continue
        try:
            said = guesses.loads(kept.content)
        except ScenarioError:  # of a newer version
            continue
        yield from held_against(said, names[fair.id], one.forecast.plan, one.known)


def ranged(who: str, found: Ranges | Missing, w: Words) -> str:
    """How often the real number lay in somebody's ranges."""
    if isinstance(found, Missing):
        missing = found.needed - found.got
        return w("evaluate.guesses.missing", who=quoted(who), got=found.got, n=missing)
    says = found.says.replace(" ", "_")
    inside = w.number(found.inside)
    first = w("evaluate.guesses.inside", who=quoted(who), inside=inside, of=found.guesses)
    return f"{first} {w(f'evaluate.guesses.{says}')}"


def leaned(found: Leaning, w: Words) -> str:
    """What somebody always guesses too high or too low."""
    name, who = quoted(w.input(found.figure)), quoted(found.who)
    return w(f"evaluate.guesses.{found.says}", who=who, name=name, n=found.fairs)
