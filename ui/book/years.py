"""The same fair over the years: the forecast beside what happened."""

from __future__ import annotations

from typing import Final

import streamlit as st

from sim.play.answer import Answer
from store import Fair
from ui.book import read as fairs_found
from ui.book.read import Found
from ui.frame import blocks
from ui.frame.choices import choose, distinct
from ui.visit import state
from words.catalogue import Words
from words.markdown import plain

STAGES: Final = ("contacts", "orders")
COMPARED: Final = {"plan", "frozen", "record"}  # the parts that a year is compared by


def show(fairs: list[Fair]) -> None:
    """A choice of fairs that there are several years of, and their years. Raises `StoreError`."""
    w = state.language()
    several = _several(fairs)
    if not several:
        return
    st.header(w("fairs.years.title"), anchor=False)
    names = distinct({key: found[0].timeless for key, found in several.items()})
    key = choose(st.selectbox, w("fairs.years.choose"), names, key="fairs_series")
    found = [fairs_found.whole(fair) for fair in reversed(several[key])]
    heads = [w(f"fairs.years.{column}") for column in ("year", "forecast", "now")]
    heads += [w(f"stages.{stage}") for stage in STAGES]
    heads += [w(f"fairs.years.{column}") for column in ("profit", "agreed")]
    named = len({one.fair.year for one in found}) < len(found)
    blocks.table([heads, *(_row(one, w, named=named) for one in found)], "years", even=True)
    st.caption(w("fairs.years.caption"))


def _several(fairs: list[Fair]) -> dict[str, list[Fair]]:
    """The fairs of each series of several, of which there is anything to compare."""
    found: dict[str, list[Fair]] = {}
    for fair in fairs:
        found.setdefault(fair.series, []).append(fair)
    return {
        series: years
        for series, years in found.items()
        if len(years) > 1 and any(COMPARED & fair.parts.keys() for fair in years)
    }


def _row(found: Found, w: Words, *, named: bool) -> list[str]:
    """One year, with the name where years come twice; what is not known is a dash."""
    now, fair = found.now, found.fair
    made = found.forecast or fairs_found.planned(fair)
    before = None if made is None else made.answer
    currency = "EUR" if made is None else made.plan.currency
    profit = [w.signed(one.profit(0.5), currency) for one in (before, now) if one is not None]
    return [
        f"{fair.year} \u00b7 {plain(fair.name)}" if named else str(fair.year),
        _chance(before, w, loose=found.forecast is None),
        _now(found, w),
        *(_stage(stage, before, found, w) for stage in STAGES),
        " \u2192 ".join(profit) or "\u2013",
        w(f"fairs.years.{found.agreed}") if found.agreed else "\u2013",
    ]


def _chance(answer: Answer | None, w: Words, *, loose: bool = False) -> str:
    """A chance, with a word where it may still change: nobody froze it."""
    if answer is None:
        return "\u2013"
    return w(f"fairs.years.{'loose' if loose else 'of'}", n=w.of_hundred(answer.chance.value))


def _now(found: Found, w: Words) -> str:
    """How it stands; where nothing can change any more, how it ended."""
    known = found.known
    ended = known is not None and known.reached and not known.waiting
    if found.now is not None and ended and found.now.chance.value in (0.0, 1.0):
        return w("fairs.years.covered" if found.now.chance.value else "fairs.years.not_covered")
    return _chance(found.now, w)


def _stage(stage: str, before: Answer | None, found: Found, w: Words) -> str:
    """The band that was forecast, and the number that came."""
    known = found.known
    told = []
    if before is not None:
        _, low, _, high = before.bands[stage]
        told.append(w("fairs.years.band", low=w.short(low), high=w.short(high)))
    if known is not None and known.tells_of(stage):
        told.append(f"**{w.number(known.total(stage))}**")
    return " \u2192 ".join(told) or "\u2013"
