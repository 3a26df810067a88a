"""What came of a year of the book, through the app; and good years, from three that are over."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from reports import paper_pdf
from sim.actuals import file as record_file
from sim.actuals.actuals import LEADS, Actuals
from sim.actuals.record import Entry, Record
from sim.actuals.year_forecast import Figures, YearForecast, dumps, loads
from sim.evaluate.year_as_of import year_so_far
from sim.links import plan_text
from sim.links.plan_link import Link
from sim.links.year_link import FairOfYear, YearLink, encode_year
from sim.plan.file import example
from sim.year.settings import Settings
from store import Fairs, KeptYears
from tests.pages.visits import EN, LOCALES, click, main
from ui.year import said
from ui.year.came import paper
from ui.year.listed import SETTINGS

NAMES = ("regional", "national")
SAID = Figures(0.31, -20_000.0, -150_000.0, -40_000.0, 160_000.0)


@pytest.fixture
def years(fairs: Fairs) -> KeptYears:
    return KeptYears(fairs.database, fairs.owner)


def frozen(fairs: Fairs, years: KeptYears, year: int) -> list[str]:
    """A year of two fairs, frozen; the ids of its fairs."""
    plans = [example(name).with_(name=f"{name} {year}") for name in NAMES]
    ids = []
    for plan in plans:
        ids.append(fairs.new(plan.name, year).id)
        fairs.save(ids[-1], "plan", plan_text.dumps(plan, 1), base=0)
    link = YearLink(tuple(FairOfYear(Link(plan, 1)) for plan in plans), Settings())
    made = YearForecast(link, SAID, (SAID,) * 2, 0.002, "own", 1, date(year - 1, 11, 1))
    id = years.new(f"Fairs of {year}", year).id
    content = json.dumps({"year": encode_year(link)})
    years.save(id, "plan", content, ids, base=0)
    years.save(id, "frozen", dumps(made), ids, base=0)
    return ids


def happened(fairs: Fairs, id: str, *, orders: int = 3, closed: bool = True) -> None:
    """What came of a fair: all leads decided, long after it; or most of them open, soon after."""
    year, figures = fairs.fair(id).year, dict[str, Any]()
    for phase in ("awareness", "orientation", "decision"):
        each = (40, 30, 15, 9, 6, orders if closed else 0)
        figures |= {f"{stage}.{phase}": n for stage, n in zip(LEADS, each, strict=True)}
        if closed:
            figures |= {f"open.{stage}.{phase}": 0 for stage in LEADS[:-1]}
    if closed:
        figures |= {"visitors": 9000, "extra_orders": 2 * orders, "margin": 0.25}
        figures |= {"values": (20_000.0,) * (3 * orders)}
        figures |= {f"costs.{line}": 2000.0 for line in range(len(example("national").costs))}
    day = date(year + 3, 9, 1) if closed else date(year, 4, 1)
    record = Record(date(year, 3, 1), (Entry(day, figures),))
    fairs.save(id, "record", record_file.dumps(record), base=0)


def opened(visit: Any, year: str, language: str = "en") -> Any:
    """A visitor of the page of the year who opened that one."""
    visitor = visit(LOCALES[language])
    visitor.at.switch_page("pages/year.py")
    visitor.run().open("year.in_book")
    box = visitor.at.selectbox(key="year.book.other")
    box.set_value(year)
    return click(visitor.run(), "year.book.open")


def test_a_year_says_what_came_so_far_and_then_how_it_ended(
    visit: Any, fairs: Fairs, years: KeptYears
) -> None:
    regional, national = frozen(fairs, years, 2021)
    (year,) = years.listed()
    visitor = opened(visit, year.id).open("year.came")
    assert EN("year.came.nothing") in main(visitor)
    happened(fairs, regional)
    told = main(visitor.run())
    assert "1 of 2 fairs told: of 100 years that began like this one" in told
    assert "31 when it was frozen" in told
    assert EN("year.came.not_told") in told
    happened(fairs, national, orders=6)
    told = main(visitor.run())
    assert "The year ended" in told or "2 of 2 fairs told" in told
    assert EN("year.came.state") not in told  # nothing is open any more
    assert EN("year.came.not_told") not in told


def test_the_paper_of_a_year_tells_what_the_page_does(fairs: Fairs, years: KeptYears) -> None:
    frozen(fairs, years, 2021)
    (year,) = years.listed()
    document = years.latest(year.id, "frozen")
    assert document is not None
    made = loads(document.content)
    for told in ({}, {0: Actuals(months=1)}):
        now = year_so_far(made, told, trials=256)
        page = paper(year, made, now, EN, date(2026, 11, 30))
        assert [page.first, *page.then] == [*said.came(made, now, EN)]
        assert [row[0] for row in page.sections[0].table[1:]] == ["regional 2021", "national 2021"]
        assert len(page.sections[0].table[0]) == 5
        assert paper_pdf(page).startswith(b"%PDF")


def test_leads_that_are_open_leave_a_fair_under_way(
    visit: Any, fairs: Fairs, years: KeptYears
) -> None:
    for id in frozen(fairs, years, 2021):
        happened(fairs, id, closed=False)
    (year,) = years.listed()
    told = main(opened(visit, year.id, "nl").open("year.came"))
    assert "2 van de 2 beurzen verteld" in told
    assert "onderweg" in told


def test_a_fair_that_is_gone_from_the_book_counts_as_it_was_planned(
    visit: Any, fairs: Fairs, years: KeptYears
) -> None:
    regional, national = frozen(fairs, years, 2021)
    happened(fairs, regional)
    fairs.delete(national)
    fairs.remove(national)
    (year,) = years.listed()
    told = main(opened(visit, year.id).open("year.came"))
    assert "1 of 2 fairs told" in told


def test_from_three_years_on_it_says_whether_good_years_were_good_everywhere(
    visit: Any, fairs: Fairs, years: KeptYears
) -> None:
    for at, year in enumerate((2018, 2019, 2020)):
        for id in frozen(fairs, years, year):
            happened(fairs, id, orders=1 + 2 * at)
    first = years.listed()[0]
    visitor = opened(visit, first.id).open("year.good")
    told = main(visitor)
    assert "From 3 years with 6 fairs: between" in told
    assert EN("year.good.little") in told
    before = visitor.kept(SETTINGS).together
    assert before == 0.5  # never silently
    (label,) = [b.label for b in visitor.at.button if b.key == "year.good.take"]
    click(visitor, "year.good.take")
    after = visitor.kept(SETTINGS).together
    assert f"{after:.1f}" in label
    assert after != before
    assert "counts with" in "\n".join(str(c.value) for c in visitor.at.caption)
    control = visitor.at.segmented_control(key="year.together")
    assert control.value == after
    assert not visitor.errors


def test_two_years_are_too_few_and_two_lists_of_one_year_are_one_year(
    visit: Any, fairs: Fairs, years: KeptYears
) -> None:
    for year in (2018, 2018, 2019):
        for id in frozen(fairs, years, year):
            happened(fairs, id)
    frozen(fairs, years, 2020)  # of which nothing was told
    first = years.listed()[0]
    visitor = opened(visit, first.id).open("year.good")
    assert EN.counted("year.good.missing", 2, n="2", needed="3") in main(visitor)
