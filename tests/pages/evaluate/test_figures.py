"""Figures of the evaluation as people type them: in any order, in two languages, put right and
taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from sim.actuals import file as record_file
from sim.actuals.record import Entry, Record
from sim.evaluate.standing import Standing
from sim.plan.beliefs import Exact
from sim.plan.budget import CostLine, Income
from sim.plan.file import example
from sim.plan.funnel import PHASES
from sim.plan.parameters import Unit
from sim.play.result import Measured
from store import Fairs
from tests.pages.evaluated import (
    EARLY,
    FAIR_DAY,
    LATE,
    LATER,
    PLAN,
    WEEK,
    kept,
    page,
    reached,
    told,
)
from tests.pages.visits import EN, HOSTILE, LOCALES, NL, click
from ui.evaluate import difference
from ui.evaluate.page import SECTIONS
from words.catalogue import words
from words.markdown import dollars_escaped, plain, quoted

OPEN_LEADS = {"nl": "open leads", "en": "open leads"}


def on(visitor: Any, day: date) -> Any:
    visitor.at.date_input(key="evaluate.day").set_value(day)
    return visitor.run()


def box(visitor: Any, key: str) -> str:
    return str(visitor.box(f"figure.{key}").value)


def saved(fairs: Fairs, id: str) -> Record:
    found = fairs.latest(id, "record")
    assert found is not None
    return record_file.loads(found.content)


# In another language


def test_what_does_not_fit_yet_gets_the_marks_of_another_language(visit: Any, fairs: Fairs) -> None:
    id = kept(fairs, Record(FAIR_DAY))
    visitor = page(visit, id, "nl").open("evaluate.audience")
    visitor.type("figure.visitors", "1.000").type("figure.stand_visitors", "8.000")
    assert len(visitor.errors) == 1
    visitor.pick("language_choice", "en")
    assert box(visitor, "stand_visitors") == "8,000"
    visitor.type("figure.visitors", "9,000")
    assert not visitor.errors
    assert box(visitor, "stand_visitors") == "8,000"
    click(visitor, "evaluate.save")
    assert saved(fairs, id).said()["stand_visitors"][0] == 8000


def test_a_box_that_is_left_by_a_click_on_another_language_is_read_in_its_own(
    visit: Any, fairs: Fairs
) -> None:
    visitor = page(visit, kept(fairs, EARLY), "nl").open("evaluate.audience")
    visitor.at.segmented_control(key="language_choice").set_value("en")
    visitor.type("figure.stand_visitors", "1.250")
    assert box(visitor, "stand_visitors") == "1,250"


def test_each_value_of_an_order_gets_the_marks_of_another_language(
    visit: Any, fairs: Fairs
) -> None:
    visitor = page(visit, kept(fairs, LATE), "nl").open("evaluate.orders")
    visitor.box("figure.values").set_value("1.250,50; veel\n8.000")
    visitor.run().pick("language_choice", "en")
    assert visitor.box("figure.values").value == "1,250.5; veel\n8,000"


def test_what_could_not_be_read_is_named_with_its_day_wherever_one_looks(
    visit: Any, fairs: Fairs
) -> None:
    visitor = on(page(visit, kept(fairs, EARLY)).open("evaluate.costs"), LATER)
    visitor.type("figure.costs.0", "much")
    label = visitor.box("figure.costs.0").label
    told_of = EN("evaluate.figures.unread", day=EN.date(LATER), names=f"'{label}'")
    on(visitor, WEEK).pick("evaluate.section", "team")
    assert f"{told_of} {EN('evaluate.choose.unread')}" in told(visitor)


# Other days


@pytest.mark.parametrize("code", ["nl", "en"])
def test_leads_that_fall_from_one_day_to_a_later_one_are_told(
    code: str, visit: Any, fairs: Fairs
) -> None:
    w = words(code)
    visitor = on(page(visit, kept(fairs, EARLY), code), LATER)
    visitor.type("figure.followed_up.decision", "20")
    fell = w(
        "evaluate.figures.fell",
        name=quoted(f"{w('stages.followed_up')}: {w('phases.decision')}"),
        before="30",
        since=w.date(WEEK),
        now="20",
        day=w.date(LATER),
    )
    assert f"{fell}\n\n{w('evaluate.figures.fell_why')}" in told(visitor)
    visitor.type("figure.followed_up.decision", "30")
    assert w("evaluate.figures.fell_why") not in told(visitor)


@pytest.mark.parametrize("code", LOCALES)
def test_leads_of_whom_nothing_is_said_are_open_until_all_are_closed_at_once(
    code: str, visit: Any, fairs: Fairs
) -> None:
    record = Record(FAIR_DAY, (Entry(WEEK, reached((40, 30, 10))),))
    id = kept(fairs, record)
    visitor = on(page(visit, id, code), WEEK)
    assert words(code)("evaluate.leads.phases_hint") in told(visitor)
    assert f" 120 {OPEN_LEADS[code]} " in visitor.first
    assert words(code)("evaluate.now.early") in told(visitor)
    click(visitor, "evaluate.close")
    assert f" 30 {OPEN_LEADS[code]} " in visitor.first  # calls: the next is unknown
    assert "evaluate.close" not in {button.key for button in visitor.at.button}
    click(visitor, "evaluate.save")
    closed = [f"open.{stage}.{phase}" for stage in ("contacts", "followed_up") for phase in PHASES]
    figures = saved(fairs, id).on(WEEK)
    assert {key: figures[key] for key in figures if key.startswith("open.")} == dict.fromkeys(
        closed, 0
    )


def test_of_many_falls_three_are_told_and_the_others_are_counted(visit: Any, fairs: Fairs) -> None:
    fewer = {f"contacts.{phase}": 35 for phase in PHASES}
    fewer |= {f"followed_up.{phase}": 25 for phase in PHASES}
    visitor = page(visit, kept(fairs, EARLY.with_entry(Entry(LATER, fewer))))
    assert EN.counted("evaluate.figures.fell_more", 3, n=3) in told(visitor)


def test_what_waits_is_named_with_what_it_waits_for(visit: Any, fairs: Fairs) -> None:
    visitor = on(page(visit, kept(fairs, Record(FAIR_DAY))), WEEK)
    visitor.pick("leads.choice", "phases").type("figure.visits.decision", "12")
    stages = {stage: EN(f"stages.{stage}") for stage in ("visits", "contacts")}
    phase = EN("phases.decision")
    assert (
        EN(
            "evaluate.figures.gap",
            names=f"'{quoted(stages['visits'] + ': ' + phase)}'",
            first=plain(f"{stages['contacts']}: {phase}"),
        )
        in told(visitor)
    )  # fmt: skip


def test_what_does_not_fit_is_told_under_the_two_boxes_that_it_is_about(
    visit: Any, fairs: Fairs
) -> None:
    visitor = on(page(visit, kept(fairs, EARLY)).open("evaluate.costs"), WEEK)
    visitor.type("figure.open.followed_up.decision", "31")
    assert len(visitor.errors) == 1
    boxes = {one.label: one for one in visitor.at.expander}
    assert not boxes[EN("evaluate.figures.costs")].error
    column = visitor.at.columns[[*PHASES].index("decision")]
    assert len(column.error) == 1


def test_how_many_orders_have_no_value_yet_is_said(visit: Any, fairs: Fairs) -> None:
    visitor = on(page(visit, kept(fairs, LATE)).open("evaluate.orders"), LATER)
    assert EN.counted("evaluate.figures.values_left", 4, n=4) in told(visitor)  # 2 of 6
    visitor.box("figure.values").set_value("1;2;3;4;5")
    visitor.run()
    assert EN.counted("evaluate.figures.values_left", 1, n=1) in told(visitor)


def test_the_lines_that_are_known_stand_beside_their_budget_in_all(
    visit: Any, fairs: Fairs
) -> None:
    visitor = page(visit, kept(fairs, EARLY)).open("evaluate.costs")
    times = {"fair": 1.0, "m2": PLAN.inputs["area"].likely}
    fixed = [at for at, line in enumerate(PLAN.costs) if line.per in times]
    assert {PLAN.costs[at].per for at in fixed[:2]} == {*times}
    paid, budget = 0.0, 0.0
    for n, at in enumerate(fixed[:2], start=1):
        in_all = PLAN.costs[at].amount.likely * times[PLAN.costs[at].per]
        of_line = EN("evaluate.figures.budget", value=EN.money(in_all, "EUR", 5))
        assert dollars_escaped(of_line) in [text.value for text in visitor.at.caption]
        visitor.type(f"figure.costs.{at}", f"{100 * n}")
        paid, budget = paid + 100 * n, budget + in_all
        actual, of = EN.money(paid, "EUR", 5), len(fixed)
        planned = EN.money(budget, "EUR", 5)
        total = EN("evaluate.figures.total", n=n, of=of, actual=actual, budget=planned)
        assert total in told(visitor)


def test_a_day_that_was_forgotten_comes_back_as_it_was(visit: Any, fairs: Fairs) -> None:
    visitor = on(page(visit, kept(fairs, LATE)), LATER)
    click(visitor, "evaluate.forget")
    assert EN("evaluate.figures.forgotten", day=EN.date(LATER)) in told(visitor)
    assert EN.date(WEEK) in visitor.first
    click(on(visitor, WEEK), "evaluate.back")
    assert EN.date(LATER) in visitor.first
    assert EN("evaluate.choose.saved") in told(visitor)  # just as it is in the book
    assert visitor.at.date_input(key="evaluate.day").value == LATER


def test_what_could_not_be_read_goes_and_comes_with_its_day(visit: Any, fairs: Fairs) -> None:
    visitor = on(page(visit, kept(fairs, LATE)).open("evaluate.costs"), LATER)
    click(visitor.type("figure.costs.0", "much"), "evaluate.forget")
    assert box(visitor, "costs.0") == ""
    assert not visitor.errors
    click(visitor, "evaluate.back")
    assert box(visitor, "costs.0") == "much"


def test_a_forgotten_day_is_not_offered_where_something_else_was_told_of_it(
    visit: Any, fairs: Fairs
) -> None:
    visitor = on(page(visit, kept(fairs, EARLY)).open("evaluate.audience"), WEEK)
    click(visitor, "evaluate.forget").type("figure.visitors", "9,000")
    assert all(one.key != "evaluate.back" for one in visitor.at.button)


def test_a_day_that_fits_no_longer_is_not_brought_back(visit: Any, fairs: Fairs) -> None:
    visitor = on(page(visit, kept(fairs, EARLY)), WEEK)
    click(visitor, "evaluate.forget").pick("leads.choice", "phases")
    on(visitor, WEEK + timedelta(days=1)).type("figure.contacts.decision", "10")
    click(visitor, "evaluate.back")
    assert len(visitor.errors) == 1
    assert visitor.at.button(key="evaluate.back")  # once the other is put right


def test_hostile_names_of_costs_are_told_as_they_are(visit: Any, fairs: Fairs) -> None:
    lines = tuple(CostLine(text, Exact(100.0)) for text in HOSTILE)
    plan = PLAN.with_(costs=lines)
    visitor = page(visit, kept(fairs, EARLY, plan=plan), "nl").open("evaluate.costs")
    labels = [visitor.box(f"figure.costs.{at}").label for at in range(len(HOSTILE))]
    assert labels == [quoted(text) for text in HOSTILE]
    visitor.type("figure.costs.0", "x")
    names = f"'{quoted(HOSTILE[0])}'"
    day = NL.date(date.today())
    assert NL("evaluate.figures.unread", day=day, names=names) in told(visitor)


@pytest.mark.parametrize("w", [NL, EN])
def test_what_came_in_beside_orders_is_told_beside_what_was_planned(
    visit: Any, fairs: Fairs, w: Any
) -> None:
    lines = (Income("Subsidie", Exact(1500.0)), Income("Kaartjes", Exact(4.0), "visitor"))
    id = kept(fairs, EARLY, plan=PLAN.with_(income=lines))
    visitor = page(visit, id, w.code).open("evaluate.costs")
    assert [visitor.box(f"figure.income.{at}").label for at in (0, 1)] == ["Subsidie", "Kaartjes"]
    planned = w("evaluate.figures.planned", value=w.money(1500, "EUR", 5))
    assert dollars_escaped(planned) in [text.value for text in visitor.at.caption]
    visitor.type("figure.income.0", w.typed(2500.0, Unit.MONEY))
    assert not visitor.errors
    click(visitor, "evaluate.save")
    assert saved(fairs, id).known().income == {0: 2500.0}
    other = page(visit, kept(fairs, EARLY), w.code).open("evaluate.costs")
    assert "figure.income.0" not in [box.key for box in other.at.text_input]


@pytest.mark.parametrize("w", [NL, EN], ids=["nl", "en"])
def test_a_figure_that_was_planned_without_a_band_is_held_against_one_number(w: Any) -> None:
    sure = Measured(4_000.0, 0.0)
    share = Measured(0.0, 0.0)
    one = Standing("income", 3_000.0, True, sure, sure, sure, sure, share, share)
    for final in (True, False):
        told = difference.sentence(replace(one, final=final), example("regional"), w)
        assert told.count(w.money(4_000)) == 1
        assert w.money(3_000) in told


@pytest.mark.parametrize("language", ["en", "nl"])
def test_money_of_a_line_that_the_forecast_lacks_is_told_and_no_part_of_the_page_fails(
    language: str, visit: Any, fairs: Fairs
) -> None:
    w, lines = words(language), len(PLAN.costs)
    money = {f"costs.{lines}": 30_000, "costs.0": 5000, f"income.{len(PLAN.income)}": 7}
    visitor = page(visit, kept(fairs, EARLY.with_entry(Entry(LATER, money))), language)
    names = ", ".join(
        f"'{w(f'evaluate.figures.no_line_{kind}', n=n)}'"
        for kind, n in (("costs", lines + 1), ("income", len(PLAN.income) + 1))
    )
    assert w("evaluate.figures.unplanned", names=names) in told(visitor)
    for part in SECTIONS:
        assert told(visitor.pick("evaluate.section", part))
