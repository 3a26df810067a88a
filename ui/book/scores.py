"""How good the forecasts of the book were: the chances that fairs were told, and what came."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import Final

import streamlit as st

from sim.actuals.chance_scores import Chance, Group, Scored, scored
from sim.actuals.guess_scores import Missing
from store import Fair
from ui.book import read as fairs_found
from ui.frame import blocks
from ui.visit import state
from words.catalogue import Words

SAYS: Final = {"too low": "gloomy", "right": "right", "too high": "rosy"}
DIGITS: Final = 3  # of a Brier score
WHILE: Final = 0.4  # seconds until it says that it is at work


def show(fairs: list[Fair]) -> None:
    """A closed box; what stands in it is worked out when it is opened. Raises `StoreError`."""
    if not fairs:
        return
    w = state.language()
    blocks.on_request(w("fairs.scores.title"), "fairs_scores", lambda: _scores(fairs, w))


def _scores(fairs: list[Fair], w: Words) -> None:
    told = [*chances(_looked_at(fairs, w))]
    _say(scored(told), w)
    st.caption(w("fairs.scores.which"))
    late = sum(not one.ahead for one in told)
    if late:
        st.caption(w("fairs.scores.late", n=late))


def _looked_at(fairs: list[Fair], w: Words) -> Iterator[Fair]:
    """Every fair that something was forecast and told of; where that takes a while, how far it
    is with them."""
    counting = [fair for fair in fairs if {"frozen", "record"} <= fair.parts.keys()]
    bar, begun = st.empty(), time.monotonic()
    for n, fair in enumerate(counting, start=1):
        if time.monotonic() - begun > WHILE:
            text = w("fairs.scores.working", n=n, of=len(counting))
            bar.progress(n / len(counting), text)
        yield fair
    bar.empty()


def chances(fairs: Iterable[Fair]) -> Iterator[Chance]:
    """The chance that each fair was told whose own time is over, beside what came."""
    for fair in fairs:
        covered, found = fairs_found.covered(fair), fairs_found.glance(fair)
        if covered is not None and found.forecast is not None and found.record is not None:
            made = found.forecast
            chance = made.answer.chance.value
            yield Chance(fair.id, chance, covered, made.day, found.record.fair_day)


# In words


def _say(score: Scored | Missing, w: Words) -> None:
    if isinstance(score, Missing):
        left = score.needed - score.got
        st.markdown(w("fairs.scores.missing", got=score.got, needed=score.needed, left=left))
        return
    st.markdown(f"**{_sum(score, w)}** {w(f'fairs.scores.{SAYS[score.says]}')}")
    between = w.number(score.few)
    if score.few != score.many:
        between = w("fairs.years.band", low=between, high=w.number(score.many))
    st.markdown(w("fairs.scores.usual", between=between))
    brier, average = round(score.brier, DIGITS), round(score.average, DIGITS)
    numbers = {"brier": w.number(brier, DIGITS), "average": w.number(average, DIGITS)}
    better = "better" if brier < average else "no_better"
    st.caption(f"{w('fairs.scores.brier', **numbers)} {w(f'fairs.scores.{better}')}")
    if isinstance(score.reliability, Missing):
        st.caption(w("fairs.scores.later", needed=score.reliability.needed))
        return
    heads = [w(f"fairs.scores.{head}") for head in ("group", "fairs", "expected", "covered")]
    rows = [_row(group, w) for group in score.reliability.groups]
    blocks.table([heads, *rows], "scores", even=True)
    st.caption(w("fairs.scores.caption"))


def _sum(score: Scored, w: Words) -> str:
    """How many were to cover their costs, and how many did."""
    values = {"fairs": score.fairs, "covered": score.covered, "told": w.number(score.told)}
    return w.counted("fairs.scores.sum", score.covered, **values)


def _row(group: Group, w: Words) -> list[str]:
    """Of so many fairs with chances alike so many covered their costs."""
    low, high = (w.number(100 * end) for end in (group.low, group.high))
    told = w("fairs.years.of", n=w("fairs.years.band", low=low, high=high))
    counts = [w.number(group.fairs), w.number(group.fairs * group.told, 1)]
    return [told, *counts, w.number(group.covered)]
