"""Who may still go on, of leads that are told in total: what was said of them all at once."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from datetime import date
from typing import Final

from sim.actuals.actuals import LEADS, Actuals
from sim.actuals.record import OPEN_TOTALS, TOTALS, Entry, Figure, Record

NOBODY, ALL, STEPS = "nobody", "all", "steps"
WAYS: Final = (NOBODY, ALL, STEPS)
Figures = Mapping[str, Figure | None]


def said(known: Actuals) -> str | None:
    """One of `WAYS`; None where nobody said."""
    rest = _rest(known)
    told = {stage: known.open[stage] for stage in LEADS[:-1] if stage in known.open}
    if not told:
        return None
    if set(told.values()) == {0} and rest.keys() <= told.keys():
        return NOBODY
    return ALL if rest and told == rest else STEPS


def all_at_once(way: str, known: Actuals) -> dict[str, Figure | None]:
    """The figures that say `NOBODY` or `ALL`."""
    if way == NOBODY:
        return dict.fromkeys(OPEN_TOTALS, 0)
    return {f"open.{stage}": many for stage, many in _rest(known).items()}


def following(record: Record, day: date, figures: Figures) -> Figures:
    """The figures, and where all were said to be open, who is by these. Raises `ScenarioError`."""
    if not set(TOTALS) & figures.keys() or said(record.known(day)) != ALL:
        return figures
    without = Entry(day, {**figures, **dict.fromkeys(OPEN_TOTALS, 0)})
    known = record.with_entry(without).known(day)
    return {**figures, **dict.fromkeys(OPEN_TOTALS), **all_at_once(ALL, known)}


def _rest(known: Actuals) -> dict[str, int]:
    """Of each stage that was told in total, how many went no further."""
    counts = {stage: known.count(stage) for stage in LEADS}
    told = [(stage, many) for stage, many in counts.items() if many is not None]
    further = {stage: many for (stage, _), (_, many) in itertools.pairwise(told)}
    return {
        stage: many - further.get(stage, 0)
        for stage, many in told
        if stage != LEADS[-1] and known.told_in_total(stage)
    }
