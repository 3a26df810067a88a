"""What is said of the figures of all days together: what waits, what fell, what was not taken."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import streamlit as st

from sim.actuals.actuals import unplanned as missing
from sim.actuals.falls import falls
from sim.actuals.record import OPEN_TOTALS
from sim.plan.scenario import Scenario
from ui.actuals import boxes, held
from ui.visit import state
from words.catalogue import Words
from words.markdown import plain, quoted


def show(keys: Iterable[str]) -> None:
    """Of some figures, where it moves no box while one is typed into."""
    w, plan, about = state.language(), held.forecast().plan, frozenset(keys)
    fell = [*fallen(plan, w, about)]
    if fell:
        st.warning("\n\n".join(fell), icon=":material/trending_down:")
    for line in gaps(plan, w, about):
        st.info(line, icon=":material/hourglass_empty:")


def unplanned(plan: Scenario, w: Words) -> Iterator[str]:
    """Money that was told of lines that the plan of the forecast does not have, as a book that was
    brought in can have it."""
    lines = missing(plan, held.record().known(held.day()))
    if lines:
        names = boxes.listed([boxes.name(key, plan, w) for key in lines], w)
        yield w("evaluate.figures.unplanned", names=names)


def unread(plan: Scenario, w: Words) -> Iterator[str]:
    """What was typed and could not be taken, by its day."""
    for day, drafts in sorted(held.all_drafts().items()):
        if drafts:
            names = boxes.listed([boxes.name(key, plan, w) for key in drafts], w)
            yield w("evaluate.figures.unread", day=w.date(day), names=names)


def fallen(plan: Scenario, w: Words, about: Collection[str]) -> Iterator[str]:
    """Counts that are fewer on a later day."""
    found = [one for one in falls(held.record()) if one.key in about]
    for one in found[: boxes.MOST]:
        yield w(
            "evaluate.figures.fell",
            name=quoted(boxes.name(one.key, plan, w)),
            before=w.number(one.before),
            since=w.date(one.since),
            now=w.number(one.now),
            day=w.date(one.day),
        )
    more = len(found) - boxes.MOST
    if more > 0:
        yield w.counted("evaluate.figures.fell_more", more, n=w.number(more))
    if found:
        yield w("evaluate.figures.fell_why")


def gaps(plan: Scenario, w: Words, about: Collection[str]) -> Iterator[str]:
    """Figures that wait for another one; that nobody is open of a stage waits for nothing."""
    every, told = held.record().gaps(held.day()), held.record().said(held.day())
    found = {
        key: first
        for key, first in every.items()
        if key in about and not (key in OPEN_TOTALS and told[key][0] == 0)
    }
    for first in dict.fromkeys(found.values()):
        waiting = [boxes.name(one, plan, w) for one, key in found.items() if key == first]
        name = plain(boxes.name(first, plan, w))
        yield w("evaluate.figures.gap", first=name, names=boxes.listed(waiting, w))
