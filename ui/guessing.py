"""What each of the team guesses before the fair, kept apart, and how well that did."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import pandas as pd
import streamlit as st

from sim import guesses
from sim.guesses import Said, guessable, held_against
from sim.parameters import PATHS
from sim.problems import ScenarioError
from sim.scoring import Guess, Leaning, Missing, Ranges, leanings, ranges
from store import StoreError
from ui import book, book_blocks, fairs_found, hand, state
from ui.budget import edited_rows
from ui.text import Words, quoted

COLUMNS: Final = ("who", "path", "low", "likely", "high")
DRAFT: Final = "guesses.draft"


def show() -> None:
    """The whole part."""
    w = state.language()
    st.header(w("evaluate.guesses.title"), anchor=False)
    st.markdown(w("evaluate.guesses.text"))
    _table(w)
    _scores(w)


# The table


def _table(w: Words) -> None:
    paths = guessable(hand.forecast().plan)
    key = f"guesses.{book.here()}.{w.code}.{state.kept('guesses.turn', 0)}"
    if state.widget(key) is None or state.kept(f"base.{key}") is None:
        typed, _ = state.kept(DRAFT) or (None, None)
        rows = typed or [shown(one, w) for one in hand.guessed()]
        state.keep(f"base.{key}", pd.DataFrame(rows, columns=list(COLUMNS)).astype(object))
    text = {name: st.column_config.TextColumn(w(f"inputs.{name}")) for name in COLUMNS[2:]}
    st.data_editor(
        state.kept(f"base.{key}"),
        key=key,
        hide_index=True,
        num_rows="dynamic",
        on_change=_edited,
        args=(key,),
        width="stretch",
        alt=w("evaluate.guesses.title"),
        column_config=text | {
            "who": st.column_config.TextColumn(w("evaluate.guesses.who"), max_chars=120),
            "path": st.column_config.SelectboxColumn(
                w("evaluate.guesses.number"), options=list(paths), format_func=w.input
            ),
        },
    )  # fmt: skip
    problem = (state.kept(DRAFT) or (None, None))[1]
    if problem is not None:
        st.error(w.problem(problem), icon=":material/error:")
    st.caption(w("evaluate.guesses.hint"))


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
    for name in ("low", "likely", "high"):
        if not typed[name] and name != "likely":
            raise ScenarioError("missing", name, form=unit.form)
        numbers[name] = w.parse(typed[name], unit) if typed[name] else None
    low, high = numbers["low"], numbers["high"]
    assert low is not None
    assert high is not None
    return Said(typed["who"], typed["path"], low, high, numbers["likely"])


@state.whole
def _edited(key: str) -> None:
    w, said = state.language(), []
    rows = edited_rows(state.kept(f"base.{key}"), state.widget(key))
    for number, row in enumerate(rows, start=1):
        try:
            said.append(read(row, w))
        except ScenarioError as problem:
            state.keep(DRAFT, (rows, problem.at(f"guesses[{number}]")))
            return
    state.keep(DRAFT, None)
    hand.guess(tuple(said))


def redraw() -> None:
    """The table is filled anew."""
    state.keep("guesses.turn", state.kept("guesses.turn", 0) + 1)


# How they did


def _scores(w: Words) -> None:
    try:
        found = [*_book()]
    except StoreError as problem:
        book_blocks.tell(problem)
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
    for fair in book.fairs().listed(archived=None):
        one, kept = fairs_found.glance(fair), book.fairs().latest(fair.id, "guesses")
        if kept is None or one.known is None or one.forecast is None:
            continue
        try:
            said = guesses.loads(kept.content)
        except ScenarioError:  # of a newer version
            continue
        yield from held_against(said, f"{fair.name} {fair.year}", one.forecast.plan, one.known)


def ranged(who: str, found: Ranges | Missing, w: Words) -> str:
    """How often the real number lay in somebody's ranges."""
    if isinstance(found, Missing):
        missing = found.needed - found.got
        return w("evaluate.guesses.missing", who=quoted(who), got=found.got, n=missing)
    says = found.says.replace(" ", "_")
    inside = w.number(found.inside, 1)
    first = w("evaluate.guesses.inside", who=quoted(who), inside=inside, of=found.guesses)
    return f"{first} {w(f'evaluate.guesses.{says}')}"


def leaned(found: Leaning, w: Words) -> str:
    """What somebody always guesses too high or too low."""
    name, who = quoted(w.input(found.figure)), quoted(found.who)
    return w(f"evaluate.guesses.{found.says}", who=who, name=name, n=found.fairs)
