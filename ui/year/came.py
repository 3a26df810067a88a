"""What came of a year of the book, and whether good years were good everywhere: closed until
somebody asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

import streamlit as st

import reports
from reports import Paper, Section
from sim.actuals import year_forecast
from sim.actuals.actuals import Actuals
from sim.actuals.record import Record
from sim.actuals.year_forecast import YearForecast
from sim.evaluate.as_of import over
from sim.evaluate.year_as_of import YearSoFar, rates_told, year_so_far
from sim.plan.problems import ScenarioError
from sim.year.good_years import ENOUGH, GoodYears, RatesTold, good_years
from store import Fair, KeptYear, StoreError
from ui.book import at_hand
from ui.book.read import glance
from ui.frame.blocks import on_request, table
from ui.frame.choices import distinct
from ui.share.downloads import ICONS, TYPES
from ui.visit import clock, state, worked_out
from ui.year import listed, said
from words.catalogue import Words
from words.markdown import dollars_escaped, file_name, plain
from words.measured import between
from words.translation import spoken

FEW: Final = 10  # years that are little to go by, as is a wide 8 of 10
WIDE: Final = 0.5
Told = tuple[tuple[int, str], ...]  # places of fairs and their records, by which they are known


def show(year: KeptYear, made: YearForecast) -> None:
    """Two closed boxes under a year that was frozen."""
    w = state.language()
    icon = ":material/fact_check:"
    on_request(w("year.came.title"), "year.came", lambda: _came(year, made, w), icon=icon)
    on_request(w("year.good.title"), "year.good", lambda: _good(w), icon=":material/query_stats:")


# What came


def frozen_of(year: KeptYear) -> YearForecast | None:
    """What a year was frozen with; None where it was not, or cannot be read. Raises
    `StoreError`."""
    head = year.parts.get("frozen")
    return None if head is None else _frozen(year.id, head.version)


@st.cache_resource(max_entries=1024, show_spinner=False)
def _frozen(id: str, version: int) -> YearForecast | None:
    document = at_hand.years().document(id, "frozen", version)
    try:
        return None if document is None else year_forecast.loads(document.content)
    except ScenarioError:
        return None


def names(made: YearForecast, w: Words) -> list[str]:
    """The names of the fairs that stood in the list, no two the same."""
    plans = [spoken(fair.link.scenario, w) for fair in made.link.fairs]
    return [*distinct({at: plan.name for at, plan in enumerate(plans)}).values()]


def _came(year: KeptYear, made: YearForecast, w: Words) -> None:
    records = dict(_records(year, made))
    told = {place: record.known() for place, (_, record) in records.items() if record.days}
    if not told:
        st.markdown(w("year.came.nothing"))
        return
    key = tuple((place, records[place][0]) for place in sorted(told))
    with worked_out.working(1, 1):
        try:
            now = _so_far(year.id, key, made, told)
        except ScenarioError as problem:
            st.error(w.problem(problem), icon=":material/error:")
            return
    lines = [*said.came(made, now, w)]
    st.markdown(f"**{dollars_escaped(lines[0])}**")
    st.markdown(dollars_escaped("  \n".join(lines[1:])))
    table([*_rows(made, now, [*map(plain, names(made, w))], w)], "year-came", even=True)
    if not _ended(now):
        st.caption(w("year.came.caption"))
    today = clock.today()
    st.download_button(
        w("evaluate.report.button"),
        lambda: reports.paper_pdf(paper(year, made, now, w, today)),
        on_click="ignore",
        file_name=f"{file_name(year.name)}.pdf",
        mime=TYPES["pdf"],
        icon=ICONS["pdf"],
        key="year.came.pdf",
    )


def paper(year: KeptYear, made: YearForecast, now: YearSoFar, w: Words, today: date) -> Paper:
    """The same on paper; made outside of the visit."""
    first, *then = said.came(made, now, w)
    rows = tuple(tuple(row) for row in _rows(made, now, names(made, w), w))
    told = () if _ended(now) else (w("year.came.caption"),)
    return Paper(
        language=w.code,
        title=year.name,
        made=w("evaluate.report.made", date=w.date(today)),
        first=first,
        then=tuple(then),
        sections=(Section(w("reports.year.fairs"), told, rows),),
        foot=f"Quitte \u00b7 {w('reports.mark', mark=made.fingerprint)}",
        page=w("evaluate.report.page", n="{n}", of="{of}"),
        date=today,
    )


def _ended(now: YearSoFar) -> bool:
    """Whether nothing of its fairs is open any more."""
    return all(low == high for low, _, high in (fair.profit for fair in now.fairs))


def _records(year: KeptYear, made: YearForecast) -> Iterator[tuple[int, tuple[str, Record]]]:
    """What was told of the fairs that were taken: by their place, a key of its own and the record.
    Raises `StoreError`."""
    ids = year.parts["frozen"].fairs
    for place in made.taken:
        fair = _fair(ids[place] if place < len(ids) else "")
        record = None if fair is None else glance(fair).record
        if fair is not None and record is not None:
            yield place, (f"{fair.id} {fair.version('record')}", record)


def _fair(id: str) -> Fair | None:
    """A fair of the book; None where it is gone from there."""
    try:
        return at_hand.fairs().fair(id) if id else None
    except StoreError as problem:
        if problem.code != "unknown_fair":
            raise
        return None


@st.cache_resource(max_entries=64, show_spinner=False)
def _so_far(id: str, key: Told, _made: YearForecast, _told: Mapping[int, Actuals]) -> YearSoFar:
    return year_so_far(_made, _told)


def _rows(
    made: YearForecast, now: YearSoFar, called: Sequence[str], w: Words
) -> Iterator[list[str]]:
    """A row a fair, `called` as the places of the list are; what is open of it only where anything
    is."""
    heads = ("fair", "frozen", "now_head", "ends", "state")
    shown = 3 if _ended(now) else len(heads)
    yield [w(f"year.came.{head}") for head in heads[:shown]]
    currency = made.link.fairs[0].link.scenario.currency
    for fair in now.fairs:
        low, middle, high = (w.money(x, currency, 2) for x in fair.profit)
        state_of = "over" if fair.over else "under_way" if fair.told else "not_told"
        row = [
            called[fair.place],
            w.money(made.alone[fair.place].p50, currency, 2),
            middle,
            between(low, high, "year.came.between", w),
            w(f"year.came.{state_of}"),
        ]
        yield row[:shown]


# Whether good years were good everywhere


def _good(w: Words) -> None:
    years = _over()
    with worked_out.working(1, 1):
        found = good_years(years)
    if found is None:
        so_far = sum(len(year) > 1 for year in years)
        st.markdown(w.counted("year.good.missing", so_far, n=str(so_far), needed=str(ENOUGH)))
        return
    st.markdown(f"**{said.good(found, w)}**")
    low, _, high = found.ends
    little = found.years < FEW or high - low > WIDE
    st.markdown(w(f"year.good.{'little' if little else 'what'}"))
    _offer(found, w)


def _over() -> list[list[RatesTold]]:
    """The years of the book all of whose fairs are over, each fair once, whatever kept years of one
    calendar year hold it. Raises `StoreError`."""
    found: dict[int, dict[str, RatesTold]] = {}
    for year in at_hand.years().listed():
        made = frozen_of(year)
        records = {} if made is None else dict(_records(year, made))
        if made is None or {*records} != {*made.taken}:
            continue
        plans = {place: made.link.fairs[place].link.scenario for place in made.taken}
        known = {place: record.known() for place, (_, record) in records.items()}
        if not all(known[at].reached and over(plans[at], known[at]) for at in plans):
            continue
        for place, (key, _) in records.items():
            told = _rates(key, year.id, place, made, known[place])
            if told is not None:
                found.setdefault(year.year, {}).setdefault(key, told)
    return [[*fairs.values()] for fairs in found.values()]


@st.cache_resource(max_entries=1024, show_spinner=False)
def _rates(
    key: str, year: str, place: int, _made: YearForecast, _known: Actuals
) -> RatesTold | None:
    return rates_told(_made.link.fairs[place].link.scenario, _known)


def _offer(found: GoodYears, w: Words) -> None:
    """To count with it on this page; never done unasked."""
    share = round(found.mean, 1)
    if listed.settings().together == share:
        st.caption(w("year.good.counts", s=w.number(share, 1)))
        return
    st.button(
        w("year.good.take", s=w.number(share, 1)),
        key="year.good.take",
        on_click=_taken,
        args=(share,),
    )


@state.whole
def _taken(share: float) -> None:
    listed.change(together=share)
