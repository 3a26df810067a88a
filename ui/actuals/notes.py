"""What is said of the figures of all days together: what waits, what fell, what was not taken."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import streamlit as st

from sim.actuals.falls import falls
from sim.plan.scenario import Scenario
from ui.actuals import boxes, held
from ui.visit import state
from words.catalogue import Words
from words.markdown import plain, quoted

MOST: Final = 3  # figures that are named


def show() -> None:
    """Above the boxes."""
    w, plan = state.language(), held.forecast().plan
    fell = [*fallen(plan, w)]
    if fell:
        st.warning("\n\n".join(fell), icon=":material/trending_down:")
    for line in gaps(plan, w):
        st.info(line, icon=":material/hourglass_empty:")


def unread(plan: Scenario, w: Words) -> Iterator[str]:
    """What was typed and could not be taken, by its day."""
    for day, drafts in sorted(held.all_drafts().items()):
        if drafts:
            names = _named([boxes.name(key, plan, w) for key in drafts], w)
            yield w("evaluate.figures.unread", day=w.date(day), names=names)


def fallen(plan: Scenario, w: Words) -> Iterator[str]:
    """Counts that are fewer on a later day."""
    found = [*falls(held.record())]
    for one in found[:MOST]:
        yield w(
            "evaluate.figures.fell",
            name=quoted(boxes.name(one.key, plan, w)),
            before=w.number(one.before),
            since=w.date(one.since),
            now=w.number(one.now),
            day=w.date(one.day),
        )
    more = len(found) - MOST
    if more > 0:
        yield w.counted("evaluate.figures.fell_more", more, n=w.number(more))
    if found:
        yield w("evaluate.figures.fell_why")


def gaps(plan: Scenario, w: Words) -> Iterator[str]:
    """Figures that wait for another one."""
    found = held.record().gaps(held.day())
    for first in dict.fromkeys(found.values()):
        waiting = [boxes.name(one, plan, w) for one, key in found.items() if key == first]
        name = plain(boxes.name(first, plan, w))
        yield w("evaluate.figures.gap", first=name, names=_named(waiting, w))


def _named(names: list[str], w: Words) -> str:
    """The first few names, and how many more there are."""
    told = ", ".join(f"'{quoted(name)}'" for name in names[:MOST])
    more = len(names) - MOST
    return told if more <= 0 else w("evaluate.figures.and_more", names=told, n=w.number(more))
