"""Leads that are told in total: six boxes, who is still open, and what follows from it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from sim.actuals import file as record_file
from sim.actuals import forecast
from sim.actuals.actuals import LEADS
from sim.actuals.record import OPEN_TOTALS, TOTALS, Entry, Record
from sim.evaluate.as_of import AsOf
from sim.plan.funnel import PHASES
from sim.play.trials import TRIALS
from store import Fairs
from tests.pages.evaluated import (
    EARLY,
    FAIR_DAY,
    LATER,
    PLAN,
    SEED,
    WEEK,
    kept,
    page,
    reached,
    told,
)
from tests.pages.visits import EN, LOCALES, click
from ui.actuals import still_open
from ui.actuals.held import Held
from ui.evaluate.paper import paper
from words.catalogue import words

FIGURES = {"contacts": 140, "followed_up": 110, "orders": 3}
TOLD = Record(FAIR_DAY, (Entry(WEEK, FIGURES),))
NOBODY: dict[str, Any] = dict.fromkeys(OPEN_TOTALS, 0)


def on(visitor: Any, day: date) -> Any:
    visitor.at.date_input(key="evaluate.day").set_value(day)
    return visitor.run()


def drawn(visitor: Any) -> list[str]:
    """The figures that there are boxes for."""
    boxes = (*visitor.at.text_input, *visitor.at.text_area)
    return [
        one.key.removeprefix("figure.").partition("@")[0]
        for one in boxes
        if one.key.startswith("figure.")
    ]


def values(visitor: Any, *keys: str) -> list[str]:
    return [str(visitor.box(f"figure.{key}").value) for key in keys]


def saved(fairs: Fairs, id: str) -> Record:
    found = fairs.latest(id, "record")
    assert found is not None
    return record_file.loads(found.content)


def answer(found: AsOf, day: date, language: str) -> str:
    """The first sentence, while leads are open."""
    w = words(language)
    of = {"n": found.result, "lost": found.all_lost, "on": found.all_go_on}
    said = {key: w.of_hundred(one.chance_covering_costs.value) for key, one in of.items()}
    many = found.actuals.waiting
    return w.counted("evaluate.now.chance_open", many, day=w.date(day), open=many, **said)


# What is asked


@pytest.mark.parametrize("language", LOCALES)
def test_ten_boxes_at_most_before_the_first_answer_and_one_figure_is_enough(
    language: str, visit: Any, fairs: Fairs
) -> None:
    w = words(language)
    visitor = on(page(visit, kept(fairs, Record(FAIR_DAY)), language), WEEK)
    assert drawn(visitor) == [*TOTALS]
    assert w("evaluate.now.begin") in told(visitor)
    assert visitor.at.segmented_control(key="leads.open").disabled
    labels = [visitor.box(f"figure.{stage}").label for stage in TOTALS]
    assert labels == [w(f"stages.{stage}") for stage in TOTALS]
    visitor.type("figure.contacts", "140")
    found = AsOf(PLAN, Record(FAIR_DAY, (Entry(WEEK, {"contacts": 140}),)).known(), TRIALS, SEED)
    assert visitor.first == answer(found, WEEK, language)
    assert not visitor.at.segmented_control(key="leads.open").disabled
    assert language == "en" or not visitor.english()


@pytest.mark.parametrize("language", LOCALES)
def test_contacts_and_orders_alone_are_an_answer_with_both_ends(
    language: str, visit: Any, fairs: Fairs
) -> None:
    w = words(language)
    visitor = on(page(visit, kept(fairs, Record(FAIR_DAY)), language), WEEK)
    visitor.type("figure.orders", "3")
    names = f"'{w('stages.orders')}'"
    waits = w("evaluate.figures.gap", names=names, first=w("stages.contacts"))
    assert waits in told(visitor)
    visitor.type("figure.contacts", "140")
    assert waits not in told(visitor)
    figures = {"contacts": 140, "orders": 3}
    found = AsOf(PLAN, Record(FAIR_DAY, (Entry(WEEK, figures),)).known(), TRIALS, SEED)
    assert visitor.first == answer(found, WEEK, language)
    assert w("evaluate.now.early") in told(visitor)
    assert language == "en" or not visitor.english()


@pytest.mark.parametrize("language", LOCALES)
def test_that_nobody_is_open_waits_for_no_stage_and_who_is_open_for_its_total(
    language: str, visit: Any, fairs: Fairs
) -> None:
    w = words(language)
    visitor = on(page(visit, kept(fairs, TOLD), language), WEEK)
    waits = w("evaluate.figures.gap", names="@", first="@").split("@")[0]
    visitor.pick("leads.open", "nobody")
    assert waits not in told(visitor)
    visitor.pick("leads.open", "steps")
    visitor.type("figure.open.calls", "4")
    still = f"'{w('evaluate.figures.open_total', stage=w('stages.calls'))}'"
    assert w("evaluate.figures.gap", names=still, first=w("stages.calls")) in told(visitor)


@pytest.mark.parametrize("language", LOCALES)
def test_a_total_that_contradicts_is_named_once(language: str, visit: Any, fairs: Fairs) -> None:
    w = words(language)
    visitor = on(page(visit, kept(fairs, TOLD), language), WEEK)
    visitor.type("figure.orders", "141")
    visitor.type("figure.quotes", "x")
    orders, quotes = (str(one.value) for one in (visitor.at.error[1], visitor.at.error[0]))
    assert orders.count(w("stages.orders")) == 1
    assert quotes.startswith(f"**{w('stages.quotes')}**: ")


def test_ends_that_read_as_the_answer_does_are_not_told_beside_it(visit: Any, fairs: Fairs) -> None:
    visitor = on(page(visit, kept(fairs, Record(FAIR_DAY))), WEEK).type("figure.contacts", "10")
    found = AsOf(PLAN, Record(FAIR_DAY, (Entry(WEEK, {"contacts": 10}),)).known(), TRIALS, SEED)
    ends = (found.result, found.all_lost, found.all_go_on)
    (n,) = {EN.of_hundred(one.chance_covering_costs.value) for one in ends}
    assert visitor.first == EN("evaluate.now.chance", day=EN.date(WEEK), n=n)


def test_a_record_with_phases_opens_by_phase_and_neither_way_loses_a_figure(
    visit: Any, fairs: Fairs
) -> None:
    id = kept(fairs, EARLY)
    visitor = on(page(visit, id), LATER)
    assert visitor.at.segmented_control(key="leads.choice").value == "phases"
    assert "contacts.decision" in drawn(visitor)
    visitor.pick("leads.choice", "totals")
    assert drawn(visitor) == [*TOTALS]
    assert values(visitor, *TOTALS) == [""] * len(TOTALS)
    figures = f"{EN.within(EN('stages.contacts'))} 120, {EN.within(EN('stages.followed_up'))} 90"
    assert EN("evaluate.leads.there_totals", figures=figures) in told(visitor)
    visitor.type("figure.contacts", "125").type("figure.orders", "4")
    visitor.pick("leads.choice", "phases")
    assert values(visitor, "contacts.decision", "followed_up.awareness") == ["40", "30"]
    figures = f"{EN.within(EN('stages.contacts'))} 125, {EN.within(EN('stages.orders'))} 4"
    assert EN("evaluate.leads.there_phases", figures=figures) in told(visitor)
    visitor.pick("leads.choice", "totals")
    assert values(visitor, "contacts", "orders") == ["125", "4"]
    click(visitor, "evaluate.save")
    assert saved(fairs, id) == EARLY.with_entry(Entry(LATER, {"contacts": 125, "orders": 4}))


def test_what_could_not_be_read_stays_through_a_switch(visit: Any, fairs: Fairs) -> None:
    visitor = on(page(visit, kept(fairs, TOLD)), WEEK).type("figure.quotes", "twelve")
    assert EN("stages.quotes") in visitor.errors[0]  # of six boxes it says which
    visitor.pick("leads.choice", "phases").pick("leads.choice", "totals")
    assert values(visitor, "quotes") == ["twelve"]


# Who is still open


@pytest.mark.parametrize("language", LOCALES)
def test_nobody_is_open_any_more_with_one_click_and_back_with_another(
    language: str, visit: Any, fairs: Fairs
) -> None:
    w, id = words(language), kept(fairs, TOLD)
    visitor = on(page(visit, id, language), WEEK).pick("leads.open", "nobody")
    found = AsOf(PLAN, TOLD.with_entry(Entry(WEEK, NOBODY)).known(), TRIALS, SEED)
    n = w.of_hundred(found.result.chance_covering_costs.value)
    assert visitor.first == w("evaluate.now.chance", day=w.date(WEEK), n=n)  # no values are known
    assert w("evaluate.now.early") not in told(visitor)
    assert drawn(visitor) == [*TOTALS]
    visitor.pick("leads.open", None)
    assert visitor.first == answer(AsOf(PLAN, TOLD.known(), TRIALS, SEED), WEEK, language)
    visitor.pick("leads.open", "nobody")
    click(visitor, "evaluate.save")
    assert saved(fairs, id) == TOLD.with_entry(Entry(WEEK, NOBODY))


def test_all_are_still_open_follows_the_figures_that_are_typed_after_it(
    visit: Any, fairs: Fairs
) -> None:
    visitor = on(page(visit, kept(fairs, TOLD)), WEEK).pick("leads.open", "all")
    visitor.type("figure.quotes", "20").type("figure.orders", "5")
    on(visitor, LATER).type("figure.orders", "8")  # on a later day too
    assert not visitor.errors
    assert visitor.at.segmented_control(key="leads.open").value == "all"
    visitor.pick("leads.open", "steps")
    keys = [f"open.{stage}" for stage in ("contacts", "followed_up", "quotes")]
    assert values(visitor, *keys) == ["30", "90", "12"]
    on(visitor, WEEK)
    assert values(visitor, *keys) == ["30", "90", "15"]


@pytest.mark.parametrize("language", LOCALES)
def test_who_knows_it_by_step_gets_five_boxes_more(language: str, visit: Any, fairs: Fairs) -> None:
    w, id = words(language), kept(fairs, TOLD)
    visitor = on(page(visit, id, language), WEEK).pick("leads.open", "steps")
    assert drawn(visitor) == [*TOTALS, *OPEN_TOTALS]
    assert w("evaluate.leads.steps_hint") in told(visitor)
    visitor.type("figure.open.contacts", "31")
    assert len(visitor.errors) == 1  # of 140 already 110 went on
    visitor.type("figure.open.contacts", "10").type("figure.open.followed_up", "0")
    assert not visitor.errors
    assert " 10 " in visitor.first
    click(visitor, "evaluate.save")
    known = saved(fairs, id).known()
    assert (known.open, known.waiting) == ({"contacts": 10, "followed_up": 0}, 10)
    again = on(page(visit, id, language), WEEK)  # it opens as it was told
    assert again.at.segmented_control(key="leads.open").value == "steps"
    assert language == "en" or not visitor.english()


@pytest.mark.parametrize("language", LOCALES)
def test_nothing_is_certain_while_the_orders_are_not_told(
    language: str, visit: Any, fairs: Fairs
) -> None:
    w = words(language)
    record = Record(FAIR_DAY, (Entry(WEEK, {"contacts": 140, **NOBODY}),))
    visitor = page(visit, kept(fairs, record), language)
    n = w.of_hundred(0.0)
    assert visitor.first == w("evaluate.now.chance", day=w.date(WEEK), n=n)
    assert w("evaluate.now.no_orders") in told(visitor)
    on(visitor, WEEK).type("figure.orders", "0")
    assert visitor.first == w("evaluate.now.not_covered", day=w.date(WEEK))


def test_what_was_said_of_all_who_are_open_is_read_from_the_figures() -> None:
    known = TOLD.known()
    assert still_open.said(known) is None
    for way in (still_open.NOBODY, still_open.ALL):
        figures = still_open.all_at_once(way, known)
        after = TOLD.with_entry(Entry(WEEK, figures)).known()
        assert still_open.said(after) == way
        assert after.waiting == (0 if way == still_open.NOBODY else 137)
    some = TOLD.with_entry(Entry(WEEK, {"open.contacts": 3})).known()
    assert still_open.said(some) == still_open.STEPS


# What follows


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("figures", [FIGURES, {"contacts": 140, "orders": 3}, {"contacts": 140}])
def test_the_difference_and_the_paper_show_what_was_told_and_no_phase(
    figures: dict[str, int], language: str, visit: Any, fairs: Fairs
) -> None:
    w = words(language)
    record = Record(FAIR_DAY, (Entry(WEEK, figures),))
    id = kept(fairs, record)
    visitor = page(visit, id, language).pick("evaluate.section", "difference")
    visitor.open("evaluate.beside")
    assert not visitor.at.exception
    held = Held(fairs.fair(id), forecast.forecast(PLAN, SEED, WEEK, trials=TRIALS), record)
    rows = [row[0] for row in paper(held, w, LATER).sections[-1].table[1:]]
    assert rows == [w(f"stages.{stage}") for stage in LEADS if stage in figures]
    phases = [
        f"{w(f'stages.{stage}')}: {w(f'phases.{phase}')}" for stage in LEADS for phase in PHASES
    ]
    assert not [name for name in phases if name in told(visitor)]


@pytest.mark.parametrize("language", LOCALES)
def test_the_totals_that_many_numbers_are_learned_from_are_said_once(
    language: str, visit: Any, fairs: Fairs
) -> None:
    w = words(language)
    record = Record(FAIR_DAY, (Entry(WEEK, {"contacts": 140, "orders": 3, **NOBODY}),))
    visitor = page(visit, kept(fairs, record), language).pick("evaluate.section", "learned")
    assert not visitor.at.exception
    said = told(visitor)
    assert said.count(f"{w('stages.contacts')} 140, {w('stages.orders')} 3") == 1
    assert said.count(w("evaluate.next.from_totals")) >= 12


def test_a_step_that_was_passed_over_moves_nothing(visit: Any, fairs: Fairs) -> None:
    """That nobody is open shows at the next figure that was told, not before it."""
    record = Record(FAIR_DAY, (Entry(WEEK, {"contacts": 140, "orders": 3, **NOBODY}),))
    visitor = page(visit, kept(fairs, record)).pick("evaluate.section", "difference")
    frame = visitor.chart()[1][1]
    assert EN("evaluate.bridge.follow_up") not in frame[frame.kind == "name"].text.tolist()


@pytest.mark.parametrize("language", LOCALES)
def test_the_book_shows_totals_on_the_card_and_beside_other_years(
    language: str, visit: Any, fairs: Fairs
) -> None:
    w = words(language)
    kept(fairs, TOLD)
    kept(fairs, EARLY, year=2025)
    text = told(visit(LOCALES[language], "fairs"))
    counts = [(140, "contacts"), (3, "orders")]
    names = ", ".join(f"{n} {w.within(w(f'stages.{stage}'))}" for n, stage in counts)
    assert w("fairs.card.known", day=w.date(WEEK), known=names) in text
    assert "**140**" in text


def test_leads_in_total_that_fall_are_told(visit: Any, fairs: Fairs) -> None:
    fewer = TOLD.with_entry(Entry(LATER, {"followed_up": 100}))
    visitor = page(visit, kept(fairs, fewer))
    assert EN("evaluate.figures.fell_why") in told(visitor)
    assert "110" in told(visitor)


def test_phases_of_one_day_count_before_a_total_of_that_day(visit: Any, fairs: Fairs) -> None:
    both = TOLD.with_entry(Entry(WEEK, reached((40, 30))))
    visitor = on(page(visit, kept(fairs, both)), WEEK)
    assert visitor.at.segmented_control(key="leads.choice").value == "phases"
    assert EN("evaluate.leads.both") in told(visitor)
    assert both.known().total("contacts") == 120
    later = both.with_entry(Entry(WEEK + timedelta(days=1), {"contacts": 150}))
    assert later.known().total("contacts") == 150


@pytest.mark.parametrize("language", LOCALES)
def test_an_answer_that_does_not_lie_between_its_two_ends_says_so(
    language: str, visit: Any, fairs: Fairs
) -> None:
    """A fair whose leads go on far better than planned: many were told lost, and more went on."""
    better = {
        "contacts": 120, "open.contacts": 60, "followed_up": 60, "open.followed_up": 0,
        "calls": 55, "open.calls": 20, "visits": 33, "open.visits": 5, "quotes": 26,
        "open.quotes": 10, "orders": 4,
    }  # fmt: skip
    w, record = words(language), Record(FAIR_DAY, (Entry(WEEK, better),))
    visitor = page(visit, kept(fairs, record), language)
    found = AsOf(PLAN, record.known(), TRIALS, SEED)
    ends = [one.chance_covering_costs.value for one in (found.all_lost, found.all_go_on)]
    assert found.result.chance_covering_costs.value > max(ends) + 0.05
    assert visitor.first == answer(found, WEEK, language)
    assert w("evaluate.now.above") in told(visitor)
    usual = Record(FAIR_DAY, (Entry(LATER, {"contacts": 93, "orders": 0}),))
    seen = told(page(visit, kept(fairs, usual, "Usual"), language))
    assert w("evaluate.now.above") not in seen
    assert w("evaluate.now.below") not in seen
