"""The year on paper: the sentence, the picture, the fairs, other choices, how firm."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import streamlit as st

import reports
from pictures import year as year_charts
from reports import Paper, Section
from sim.play.answer import levels_of
from sim.year.answer import Told, Weighed
from sim.year.choices import Firmness
from sim.year.settings import Settings
from ui.share.downloads import ICONS, TYPES
from ui.visit import clock, state
from ui.year import listed, others, said
from words.catalogue import Words


@dataclass(frozen=True, eq=False)
class OnPaper:
    """All that the page tells, held so that the paper can be made outside of the visit.

    reasons  the other sets for the same money, and what each is the best at
    shape    the answer of any plan of the year, for the picture
    """

    found: Weighed
    told: Told
    firm: Firmness
    reasons: dict[int, list[str]]
    names: Sequence[str]
    settings: Settings
    currency: str
    words: Words
    made: date


def button(found: Weighed, told: Told, firm: Firmness) -> None:
    """The year as a PDF, made when it is asked for."""
    w = state.language()
    held = OnPaper(
        found,
        told,
        firm,
        others.reasons(found, others.budget_of(found), told.chosen),
        listed.names(),
        listed.settings(),
        listed.currency(),
        w,
        clock.today(),
    )
    st.download_button(
        w("year.pdf"),
        lambda: reports.paper_pdf(paper(held)),
        on_click="ignore",
        file_name=f"{w('menu.year')}.pdf",
        mime=TYPES["pdf"],
        icon=ICONS["pdf"],
        key="year.pdf",
    )


def paper(held: OnPaper) -> Paper:
    """Everything that the page tells, as sections."""
    w, told, years = held.words, held.told, held.found.years
    then = []
    if told.fairs:
        result = years.told(years.profit(told.chosen))
        middle = result.quantile("profit", 0.5)
        then.append(said.second(told, middle, held.settings.goal, held.currency, w))
        ticked = said.ticked(held.found, told, held.names, held.settings.budget, w)
        then += [ticked] if ticked else []
    error = w.number(100 * told.chance.error, 1)
    foot = w("year.foot", trials=w.number(years.trials), seed=str(years.seed), error=error)
    return Paper(
        language=w.code,
        title=w("year.title"),
        made=w("reports.made", date=w.date(held.made)),
        first=said.first(told, held.currency, w),
        then=tuple(then),
        sections=tuple(_sections(held)),
        foot=foot,
        page=w("evaluate.report.page", n="{n}", of="{of}"),
        date=held.made,
        one_page=True,
    )


def _sections(held: OnPaper) -> Iterator[Section]:
    w, found, currency = held.words, held.found, held.currency
    yield _fairs(held)
    lines = []
    for chosen, why in held.reasons.items():
        reason = w("year.others.both") if len(why) > 1 else w(f"year.others.{why[0]}")
        each = found.told(chosen)
        figures = said.other(each, currency, w) if each.fairs else w("year.others.stay")
        lines.append(f"{reason}: {said.fairs(each, held.names, w)}. {figures}")
    lines.append(said.nowhere(found.told(0).mean.value, currency, w))
    yield Section(w("year.others.title"), tuple(lines))
    first, then, *turns = said.firm(held.firm, held.names, currency, w)
    yield Section(w("year.firm.title"), (f"{first} {then}", *turns))


def _fairs(held: OnPaper) -> Section:
    """The picture, and a row a fair that is taken or not."""
    w, found, told, currency = held.words, held.found, held.told, held.currency
    heads = ["reports.year.fair", "reports.year.ticked", "reports.year.cost"]
    heads += ["reports.year.alone", "reports.year.adds"]
    rows = [tuple(w(head) for head in heads)]
    for at, more in enumerate(found.adds(told.chosen)):
        taken = "\u2713" if told.chosen >> at & 1 else ""
        cost = w.costs(found.year.planned[at], currency)
        alone = w.of_hundred(found.alone[at].value)
        rows.append((held.names[at], taken, cost, alone, said.adds(more, currency, w)))
    picture = ""
    if told.fairs:
        levels = levels_of(np.sort(found.years.profit(told.chosen)))
        drawn = year_charts.rows(levels, told.chance.value, w)
        picture = reports.dots_svg(year_charts.spec(w.code), drawn).decode()
    budget = held.settings.budget
    spent = said.money(told.cost, budget, currency, w).replace("**", "")
    return Section(
        w("reports.year.fairs"),
        (spent, w("year.fairs.caption")),
        tuple(rows),
        picture=picture,
        alt=w("year.picture.alt"),
    )
