"""The evaluation through the app: what is typed, what follows from it, and what is kept.

Long because one page is tried in one place.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from sim import Range, simulate
from sim.actuals import evaluation, forecast
from sim.actuals import file as record_file
from sim.actuals.actuals import LEADS, Actuals
from sim.actuals.evaluation import Evaluation, View
from sim.actuals.record import Entry, Record
from sim.evaluate.as_of import AsOf
from sim.evaluate.bridge import bridge
from sim.evaluate.next_plan import next_plan
from sim.evaluate.several import Past
from sim.evaluate.standing import standings
from sim.links import plan_text
from sim.plan.funnel import PHASES
from sim.play.trials import TRIALS
from store import Fairs
from tests.pages.evaluated import (
    EARLY,
    FAIR_DAY,
    LATE,
    LATER,
    NOBODY_OPEN,
    PLAN,
    SEED,
    WEEK,
    kept,
    page,
    reached,
    told,
)
from tests.pages.visits import EN, LOCALES, NL, click
from ui.actuals.held import Held
from ui.evaluate import difference
from ui.evaluate.paper import paper
from words.catalogue import words
from words.markdown import plain
from words.translation import spoken

# Choosing


def test_the_plan_on_the_screen_becomes_a_fair_with_a_forecast_that_stays(
    visit: Any, fairs: Fairs
) -> None:
    visitor = click(page(visit), "evaluate.take")
    (fair,) = fairs.listed()
    frozen = fairs.latest(fair.id, "frozen")
    assert frozen is not None
    answered = forecast.loads(frozen.content).answer.chance.value
    assert EN("evaluate.now.planned", n=EN.of_hundred(answered)) in told(visitor)
    visitor.at.date_input(key="evaluate.fair_day").set_value(FAIR_DAY)
    visitor.run()
    assert visitor.first == EN("evaluate.now.nothing")


def test_a_fair_is_chosen_from_the_book(visit: Any, fairs: Fairs) -> None:
    id = kept(fairs)
    visitor = page(visit).pick("evaluate.fair", id)
    assert visitor.at.title[0].value == "Abiss 2026"


def test_a_fair_without_a_forecast_is_offered_to_keep_it_now(visit: Any, fairs: Fairs) -> None:
    id = fairs.new("Bouw", 2027).id
    fairs.save(id, "plan", plan_text.dumps(PLAN, SEED), base=0)
    visitor = page(visit, id)
    assert EN("evaluate.choose.no_forecast", name="Bouw 2027") in told(visitor)
    click(visitor, "evaluate.freeze")
    assert fairs.fair(id).version("frozen") == 1


def test_a_forecast_that_was_frozen_elsewhere_meanwhile_is_there_without_a_reload(
    visit: Any, fairs: Fairs
) -> None:
    id = fairs.new("Bouw", 2027).id
    fairs.save(id, "plan", plan_text.dumps(PLAN, SEED), base=0)
    visitor = page(visit, id)
    assert EN("evaluate.choose.no_forecast", name="Bouw 2027") in told(visitor)
    made = forecast.forecast(PLAN, SEED, date(2027, 1, 5), trials=TRIALS)
    fairs.save(id, "frozen", forecast.dumps(made), base=0)
    assert EN("evaluate.figures.when") in told(visitor.run())
    assert "evaluate.freeze" not in {button.key for button in visitor.at.button}


def test_an_address_that_lags_behind_does_not_undo_a_choice(visit: Any, fairs: Fairs) -> None:
    first, second = kept(fairs), kept(fairs, None, "Bouw")
    visitor = click(page(visit, first), "evaluate.other").pick("evaluate.fair", second)
    visitor.run()  # the browser has not heard of the choice yet
    assert visitor.at.title[0].value == "Bouw 2026"
    visitor.at.query_params["fair"] = second
    assert visitor.run().at.title[0].value == "Bouw 2026"
    visitor.at.query_params["fair"] = first  # a link
    assert visitor.run().at.title[0].value == "Abiss 2026"


def test_an_unknown_fair_gives_one_sentence_and_the_choice(visit: Any) -> None:
    visitor = page(visit, "nothing-of-that-kind")
    assert len(visitor.errors) == 1
    assert visitor.at.button(key="evaluate.take")


# How it stands


@pytest.mark.parametrize("language", LOCALES)
def test_the_chance_as_of_today_and_of_every_day_before(
    language: str, visit: Any, fairs: Fairs
) -> None:
    w = words(language)
    visitor = page(visit, kept(fairs), language)
    found = [AsOf(PLAN, LATE.known(day), TRIALS, SEED) for day in (WEEK, LATER)]
    chances = [w.of_hundred(one.result.chance_covering_costs.value) for one in found]
    ends = (found[1].all_lost, found[1].all_go_on)
    lost, on = (w.of_hundred(one.chance_covering_costs.value) for one in ends)
    said = {"day": w.date(LATER), "n": chances[1], "lost": lost, "on": on, "open": "3"}
    assert visitor.first == w.counted("evaluate.now.chance_open", 3, **said)
    frame = visitor.chart()[0][1]
    assert frame[frame.kind == "day"].text.tolist()[1:] == chances
    assert not visitor.english() if language == "nl" else True


def test_while_open_leads_decide_it_is_too_early_and_afterwards_it_is_not(
    visit: Any, fairs: Fairs
) -> None:
    assert EN("evaluate.now.early") in told(page(visit, kept(fairs)))
    costs = {f"costs.{line}": 500.0 for line in range(len(PLAN.costs))}
    closed: dict[str, Any] = {"open.quotes.decision": 0, "extra_orders": 6, "margin": 0.4}
    closed["values"] = (30_000.0, 20_000.0, 10_000.0, 9_000.0, 8_000.0, 7_000.0)
    settled = LATE.with_entry(Entry(LATER + timedelta(days=200), closed | costs))
    visitor = page(visit, kept(fairs, settled, "Closed"))
    day = EN.date(LATER + timedelta(days=200))
    assert visitor.first == EN("evaluate.now.covered", day=day)


def test_of_fairs_that_are_called_the_same_each_can_be_chosen(visit: Any, fairs: Fairs) -> None:
    first, second = kept(fairs, None), kept(fairs)
    box = page(visit).at.selectbox(key="evaluate.fair")
    assert sorted(box.options) == ["Abiss 2026", "Abiss 2026 (2)"]
    names = ("Abiss 2026", "Abiss 2026 (2)")
    says = (EN("evaluate.figures.when"), "fairs that began")
    for id, name, chance in zip((first, second), names, says, strict=True):
        visitor = page(visit).pick("evaluate.fair", id)
        assert chance in told(visitor)
        assert visitor.at.title[0].value == plain(name)


def test_a_fair_keeps_its_number_when_the_first_of_its_name_is_archived(
    visit: Any, fairs: Fairs
) -> None:
    fairs.archive(kept(fairs, None))
    second = kept(fairs)
    assert page(visit).at.selectbox(key="evaluate.fair").options == ["Abiss 2026 (2)"]
    assert page(visit, second).at.title[0].value == plain("Abiss 2026 (2)")


def test_of_many_fairs_a_number_was_learned_from_three_are_named_the_nearest_first(
    visit: Any, fairs: Fairs
) -> None:
    for year in (2021, 2022, 2023, 2024):
        kept(fairs, name="Bouw", year=year)
    visitor = page(visit, kept(fairs)).pick("evaluate.section", "learned")
    (row,) = (line for line in told(visitor).splitlines() if f"| {EN.input('visitors')} |" in line)
    assert "Bouw" not in row  # whoever comes to another fair says nothing of this one
    path = "order_share.decision"
    (row,) = (line for line in told(visitor).splitlines() if f"| {EN.input(path)} |" in line)
    origin = row.rstrip("| ").split(" | ")[-1]
    assert "Abiss 2026" in origin.split("; ")[0]
    assert origin.endswith("; and 2 other fairs")


@pytest.mark.parametrize("language", LOCALES)
def test_what_a_line_of_costs_learned_says_of_what_it_is_an_amount(
    language: str, visit: Any, fairs: Fairs
) -> None:
    w = words(language)
    at = next(at for at, line in enumerate(PLAN.costs) if line.per == "m2")
    record = EARLY.with_entry(Entry(LATER, {f"costs.{at}": 2_400.0}))
    visitor = page(visit, kept(fairs, record), language).pick("evaluate.section", "learned")
    label = spoken(PLAN, w).costs[at].label
    assert f"| {label} ({w('costs.per_unit', per=w('per.m2'))}) | " in told(visitor)


def test_an_archived_fair_is_evaluated_like_any_other_and_a_deleted_one_says_so(
    visit: Any, fairs: Fairs
) -> None:
    id = kept(fairs, EARLY)
    fairs.archive(id)
    visitor = page(visit, id)
    assert EN("fairs.done.archive", name="'Abiss 2026'") in told(visitor)
    visitor.open("evaluate.audience").type("figure.stand_visitors", "99")
    click(visitor, "evaluate.save")
    assert EN("evaluate.choose.saved") in told(visitor)
    fairs.delete(id)
    assert EN("fairs.store.deleted") in told(page(visit, id))
    visitor.type("figure.stand_visitors", "98")
    click(visitor, "evaluate.save")
    assert visitor.errors == [EN("fairs.store.deleted")]


def test_fairs_of_one_name_are_weighed_by_their_number(visit: Any, fairs: Fairs) -> None:
    kept(fairs)
    visitor = page(visit, kept(fairs)).pick("evaluate.section", "learned").open("evaluate.others")
    assert [one.label for one in visitor.at.select_slider] == ["Abiss 2026"]
    assert "Abiss 2026 (2)" in told(visitor)


def test_the_paper_is_made_outside_of_the_visit(visit: Any, fairs: Fairs) -> None:
    held = Held(fairs.fair(kept(fairs)), forecast.forecast(PLAN, SEED, WEEK, trials=TRIALS), LATE)
    made = paper(held, NL, LATER)
    assert made.then
    assert [part.head for part in made.sections] == [
        NL("evaluate.course.title"),
        NL("evaluate.bridge.title"),
        NL("evaluate.beside.title"),
    ]


def test_a_fair_that_is_still_to_come_says_when_and_what_can_be_done_until_then(
    visit: Any, fairs: Fairs
) -> None:
    begins = date.today() + timedelta(days=30)
    visitor = page(visit, kept(fairs, Record(begins)))
    assert EN("evaluate.now.ahead", day=EN.date(begins)) in told(visitor)
    visitor.open("evaluate.audience").type("figure.visitors", "15,000")
    assert EN("evaluate.now.no_leads") in told(visitor)
    assert EN.date(date.today()) in visitor.first


# Filling in


def test_a_mistyped_first_day_is_put_right_and_what_was_told_stays(
    visit: Any, fairs: Fairs
) -> None:
    id, right = kept(fairs, EARLY), FAIR_DAY - timedelta(days=3)
    visitor = page(visit, id).open("evaluate.audience")
    visitor.at.date_input(key="evaluate.fair_day").set_value(right)
    click(visitor.run(), "evaluate.save")
    saved = fairs.latest(id, "record")
    assert saved is not None
    assert record_file.loads(saved.content) == Record(right, EARLY.entries)


def test_a_fair_that_the_book_has_at_another_year_can_be_put_right(
    visit: Any, fairs: Fairs
) -> None:
    id = kept(fairs, EARLY, year=2027)
    visitor = page(visit, id)
    assert EN("evaluate.figures.year", year=2026, other=2027) in told(visitor)
    click(visitor, "evaluate.move")
    assert visitor.at.title[0].value == "Abiss 2026"
    assert fairs.fair(id).year == 2026
    assert all(one.key != "evaluate.move" for one in visitor.at.button)


def test_a_year_is_not_put_right_over_a_name_that_another_gave_it(visit: Any, fairs: Fairs) -> None:
    id = kept(fairs, EARLY, year=2027)
    visitor = page(visit, id)
    fairs.rename(id, "Bouw", 2028)
    click(visitor, "evaluate.move")
    assert len(visitor.errors) == 1
    assert fairs.fair(id).title == "Bouw 2028"


def test_what_is_typed_is_told_of_its_day_and_saved(visit: Any, fairs: Fairs) -> None:
    id = kept(fairs, EARLY)
    visitor = page(visit, id).open("evaluate.audience")
    visitor.at.date_input(key="evaluate.day").set_value(LATER)
    visitor.run().type("figure.stand_visitors", "1,250")
    assert EN("evaluate.figures.since", day=EN.date(WEEK)) in told(visitor)  # of the visitors
    click(visitor, "evaluate.save")
    saved = fairs.latest(id, "record")
    assert saved is not None
    assert record_file.loads(saved.content) == EARLY.with_entry(
        Entry(LATER, {"stand_visitors": 1250})
    )
    assert EN("evaluate.choose.saved") in told(visitor)


def test_what_contradicts_is_told_beside_its_box_and_comes_right_with_the_other(
    visit: Any, fairs: Fairs
) -> None:
    visitor = page(visit, kept(fairs, EARLY))
    visitor.at.date_input(key="evaluate.day").set_value(WEEK)
    visitor.run().type("figure.contacts.decision", "20")
    assert len(visitor.errors) == 1
    assert visitor.box("figure.contacts.decision").value == "20"
    visitor.type("figure.followed_up.decision", "18")
    assert visitor.errors == []
    assert visitor.box("figure.contacts.decision").value == "20"


def test_what_cannot_be_read_stays_and_says_why(visit: Any, fairs: Fairs) -> None:
    visitor = page(visit, kept(fairs, EARLY), "nl").open("evaluate.costs")
    visitor.type("figure.costs.0", "veel")
    assert len(visitor.errors) == 1
    assert visitor.box("figure.costs.0").value == "veel"
    assert not visitor.english()


def test_a_day_is_forgotten_unless_a_later_one_rests_on_it(visit: Any, fairs: Fairs) -> None:
    visitor = page(visit, kept(fairs, EARLY))
    visitor.at.date_input(key="evaluate.day").set_value(WEEK)
    visitor.run()
    click(visitor, "evaluate.forget")
    assert visitor.first == EN("evaluate.now.nothing")


def test_what_is_not_saved_outlives_another_page_and_another_fair(visit: Any, fairs: Fairs) -> None:
    id, other = kept(fairs, EARLY), kept(fairs, None, "Other")
    visitor = page(visit, id).open("evaluate.audience").type("figure.stand_visitors", "99")
    visitor.at.query_params["fair"] = other
    visitor.run()
    assert visitor.at.title[0].value == "Other 2026"
    visitor.at.query_params["fair"] = id
    visitor.run()
    assert visitor.box("figure.stand_visitors").value == "99"
    assert visitor.at.button(key="evaluate.save")


def test_who_saves_second_sees_what_the_first_changed_and_chooses(visit: Any, fairs: Fairs) -> None:
    id = kept(fairs, EARLY)
    visitor = page(visit, id).open("evaluate.audience").type("figure.stand_visitors", "99")
    theirs = EARLY.with_entry(Entry(LATER, {"stand_visitors": 1234}))
    fairs.save(id, "record", record_file.dumps(theirs), base=1, by="Bea")
    click(visitor, "evaluate.save")
    assert {"99", "1,234"} <= set(" ".join(told(visitor).replace("|", " ").split()).split())
    assert "Bea" in told(visitor)
    click(visitor, "clash.record.theirs")
    newest = fairs.latest(id, "record")
    assert newest is not None
    assert newest.version == 2
    visitor.at.date_input(key="evaluate.day").set_value(LATER)
    visitor.run()
    assert visitor.box("figure.stand_visitors").value == "1,234"


# The parts


def test_the_bridge_and_the_bands_hold_the_numbers_of_the_core(visit: Any, fairs: Fairs) -> None:
    visitor = page(visit, kept(fairs)).pick("evaluate.section", "difference")
    found = bridge(PLAN, LATE.known(), trials=TRIALS, seed=SEED)
    frames = [frame for _, frame in visitor.chart()]
    steps = frames[1][frames[1].kind == "step"]
    moved = [step.moved.value for step in found.steps if step.known]
    assert (steps.x2 - steps.x).tolist() == pytest.approx(moved)
    ends = frames[1][frames[1].kind == "end"].x.tolist()
    assert ends == pytest.approx([found.planned.value, found.now.value])
    assert ends[0] + sum(moved) == pytest.approx(ends[1])
    assert (frames[2].kind == "real").sum() >= len(LEADS)
    assert "**" in told(visitor)


def test_both_sides_and_what_is_agreed_are_kept(visit: Any, fairs: Fairs) -> None:
    id = kept(fairs)
    visitor = page(visit, id).pick("evaluate.section", "team")
    visitor.pick("verdict.sales", "not_again").pick("verdict.marketing", "again")
    assert EN("evaluate.team.differ") in told(visitor)
    visitor.at.text_area(key="well.sales").set_value("Good talks\nand coffee")
    visitor.run().pick("agreed", "differently")
    click(visitor, "evaluate.save")
    saved = fairs.latest(id, "evaluation")
    assert saved is not None
    views = {"sales": View("not_again", "Good talks\nand coffee"), "marketing": View("again")}
    assert evaluation.loads(saved.content) == Evaluation(views, "differently")


def test_the_next_plan_is_the_learned_one_and_stands_beside_the_old(
    visit: Any, fairs: Fairs
) -> None:
    visitor = page(visit, kept(fairs)).pick("evaluate.section", "learned")
    click(visitor, "evaluate.next")
    made = next_plan(PLAN, [Past("Abiss 2026", LATE.known())], name=PLAN.name)
    assert visitor.plan == made.plan
    path = "order_share.decision"
    assert visitor.plan.evidence_for(path) == "counted"
    assert EN("evaluate.next.counted_open", hits=2, of=3, open=3, fair="Abiss 2026") in told(
        visitor
    )


@pytest.mark.parametrize("language", LOCALES)
def test_the_next_plan_is_of_the_next_year_and_the_book_proposes_the_same_series(
    language: str, visit: Any, fairs: Fairs
) -> None:
    w = words(language)
    plan = PLAN.with_(name="Abiss Gent 2026, 24 m2")
    id = kept(fairs, LATE, plan.name, 2026, plan)
    series = fairs.rename(id, plan.name, 2026, series="Gent").series
    visitor = page(visit, id, language).pick("evaluate.section", "learned")
    click(visitor, "evaluate.next")
    assert visitor.plan.name == "Abiss Gent 2027, 24 m2"
    visitor.at.switch_page("plan.py")
    visitor.run()
    label = f"{visitor.plan.name} ({w('plan.from_learned', fair=plan.name)})"
    assert label in visitor.at.selectbox(key="plan_choice").options
    visitor.at.switch_page("pages/fairs.py")
    visitor.run()
    assert visitor.at.number_input(key="put_year").value == 2027
    click(visitor, "put_plan")
    assert not visitor.errors
    assert [(one.title, one.series) for one in fairs.listed()] == [
        ("Abiss Gent 2027, 24 m2", series),
        ("Abiss Gent 2026, 24 m2", series),
    ]


def test_a_fair_that_the_plan_has_learned_from_does_not_count_twice(
    visit: Any, fairs: Fairs
) -> None:
    learned = next_plan(PLAN, [Past("Abiss 2025", LATE.known())]).plan
    id = kept(fairs, LATE, "Abiss", 2026, learned)
    kept(fairs, LATE, "Abiss", 2025)
    kept(fairs, LATE, "Bouw", 2026)
    visitor = page(visit, id).pick("evaluate.section", "learned").open("evaluate.others")
    weights = {one.label: one.value for one in visitor.at.select_slider}
    assert weights == {"Abiss 2025": 0.0, "Bouw 2026": 0.3}
    assert EN("evaluate.next.others_in") in told(visitor)


def test_another_fair_counts_for_less_and_only_as_much_as_one_says(
    visit: Any, fairs: Fairs
) -> None:
    id = kept(fairs)
    kept(fairs, LATE, "Abiss", 2025)
    kept(fairs, LATE, "Bouw", 2025)
    visitor = page(visit, id).pick("evaluate.section", "learned").open("evaluate.others")
    weights = {one.label: one.value for one in visitor.at.select_slider}
    assert weights == {"Abiss 2025": 1.0, "Bouw 2025": 0.3}
    assert EN("evaluate.next.weighed", fair="Bouw 2025", share="30%") in told(visitor)
    (slider,) = (one for one in visitor.at.select_slider if one.label == "Bouw 2025")
    slider.set_value(0.0)
    visitor.run()
    text = told(visitor)
    assert "Bouw 2025 (" not in text
    assert "Abiss 2025" in text


@pytest.mark.parametrize("section", ["told", "difference", "team", "guesses", "learned"])
def test_the_dutch_page_holds_no_english(section: str, visit: Any, fairs: Fairs) -> None:
    visitor = page(visit, kept(fairs), "nl").pick("evaluate.section", section)
    for key in ("audience", "leads", "orders", "costs", "file", "course", "beside"):
        visitor.open(f"evaluate.{key}")
    assert not visitor.at.exception
    assert not visitor.english()


def test_the_plan_page_says_where_a_number_was_learned_until_it_is_changed(
    visit: Any, fairs: Fairs
) -> None:
    visitor = page(visit, kept(fairs)).pick("evaluate.section", "learned")
    click(visitor, "evaluate.next").at.switch_page("plan.py")
    visitor.run().open("group.audience")
    learned = EN(
        "inputs.learned", origin=EN("evaluate.next.value", value="16,000", fair="Abiss 2026")
    )
    assert learned in told(visitor)
    visitor.type("likely.visitors", "18,000")
    assert learned not in told(visitor)


# What has to be said once


@pytest.mark.parametrize("language", LOCALES)
def test_a_forecast_that_was_frozen_once_the_fair_had_begun_says_so_here_and_on_paper(
    language: str, visit: Any, fairs: Fairs
) -> None:
    w, frozen = words(language), date(2026, 1, 5)
    late = w("evaluate.now.late", day=w.date(frozen))
    assert told(page(visit, kept(fairs), language)).count(late) == 0
    begun = Record(frozen, (Entry(LATER, {"visitors": 9000}),))
    id = kept(fairs, begun, "Begun")
    assert told(page(visit, id, language)).count(late) == 1
    held = Held(fairs.fair(id), forecast.forecast(PLAN, SEED, frozen, trials=TRIALS), begun)
    assert late in " ".join(paper(held, w, LATER).then)


@pytest.mark.parametrize("language", LOCALES)
def test_where_fairs_like_this_one_end_is_never_read_as_what_the_plan_said(
    language: str, fairs: Fairs
) -> None:
    w, made = words(language), forecast.forecast(PLAN, SEED, date(2026, 1, 5), trials=TRIALS)
    for record in (EARLY, LATE):
        held = Held(fairs.fair(kept(fairs, record, f"{len(record.entries)} days")), made, record)
        *now, last = paper(held, w, LATER).then
        assert len(now) >= 2
        assert last == w("evaluate.now.planned", n=w.of_hundred(made.answer.chance.value))


@pytest.mark.parametrize("language", LOCALES)
def test_the_chosen_day_says_when_it_lies_before_the_fair_and_where_to_correct_an_earlier_one(
    language: str, visit: Any, fairs: Fairs
) -> None:
    w, early = words(language), FAIR_DAY - timedelta(days=1)
    visitor = page(visit, kept(fairs), language)
    today = date.today()
    correct = w("evaluate.figures.correct", day=w.date(today), last=w.date(LATER))
    assert correct in told(visitor)
    # It stays while one types of that day, so that no box moves.
    visitor.at.date_input(key="evaluate.day").set_value(WEEK)
    assert w("evaluate.figures.correct", day="", last="").split(".")[1] not in told(visitor.run())
    visitor.at.date_input(key="evaluate.day").set_value(early)
    before = w("evaluate.figures.before", day=w.date(early), begins=w.date(FAIR_DAY))
    assert before in told(visitor.run())


@pytest.mark.parametrize("language", LOCALES)
def test_the_hurdle_has_its_name_above_the_numbers_of_the_days(
    language: str, visit: Any, fairs: Fairs
) -> None:
    w = words(language)
    visitor = page(visit, kept(fairs, plan=PLAN.with_(hurdle=0.6)), language)
    frame = visitor.chart()[0][1]
    (name,) = frame[frame.kind == "named"].text
    assert name == w("evaluate.course.hurdle", n=60)
    assert frame[frame.kind == "hurdle"].n.tolist() == [60]
    assert frame[frame.kind == "named"].n.isna().all()


def test_nobody_who_was_counted_is_not_called_learned_from(visit: Any, fairs: Fairs) -> None:
    none = {f"{stage}.awareness": 0 for stage in LEADS[2:]}
    figures = {**reached(), **NOBODY_OPEN, **none, "open.followed_up.awareness": 30}
    record = Record(FAIR_DAY, (Entry(LATER, figures),))
    visitor = page(visit, kept(fairs, record)).pick("evaluate.section", "learned")
    text = told(visitor)
    assert EN("evaluate.next.counted_none", fair="Abiss 2026", open=30) in text
    origins = next_plan(PLAN, [Past("x", record.known())]).origins
    (open_only,) = (path for path, sources in origins.items() if sources[0].of == 0)
    assert open_only == "call_share.awareness"
    assert EN.counted("evaluate.next.text", len(origins) - 1, n=len(origins) - 1) in text


@pytest.mark.parametrize("language", LOCALES)
def test_orders_between_the_likely_and_the_mean_of_the_plan_say_why_they_cost(
    language: str,
) -> None:
    w = words(language)
    plan = PLAN.with_(inputs={"order_value": Range(20_000.0, 90_000.0, 25_000.0)})
    mean = plan.inputs["order_value"].mean
    values = (0.5 * (25_000.0 + mean),) * 6
    told_of = reached() | NOBODY_OPEN | {"values": values, "extra_orders": 6, "margin": 0.4}
    known = Record(FAIR_DAY, (Entry(LATER, told_of),)).known()
    crossed = bridge(plan, known, trials=4096, seed=SEED)
    (line,) = difference.averaged(crossed, plan, values, w)
    money = (w.money(x, plan.currency) for x in (values[0], 25_000.0, mean))
    keys = zip(("real", "likely", "mean"), money, strict=True)
    assert line == w("evaluate.bridge.value_less", **dict(keys))
    assert not [*difference.averaged(crossed, plan, (mean * 2,), w)]


@pytest.mark.parametrize("language", LOCALES)
def test_nothing_lies_below_nobody(language: str) -> None:
    w = words(language)
    planned = simulate(PLAN, trials=4096, seed=SEED, detail=True)
    none = Actuals(reached={f"{s}.{p}": 5 if s in LEADS[:2] else 0 for s in LEADS for p in PHASES})
    rows = {row[0]: row[-1] for row in difference.rows(standings(planned, none), PLAN, w)}
    above = planned.chance(planned["quotes"] > 0).value
    assert rows[w("stages.quotes")] == w("evaluate.beside.above", n=w.of_hundred(above))


@pytest.mark.parametrize("language", LOCALES)
def test_that_no_number_lies_outside_counts_the_costs_too(language: str) -> None:
    w = words(language)
    planned = simulate(PLAN, trials=4096, seed=SEED, detail=True)
    inside = float(np.median(planned["visitors"]))
    costs = {at: float(np.median(planned[f"costs.{at}"])) for at in range(len(PLAN.costs))}
    fine = Actuals(visitors=int(inside), costs=costs)
    (line,) = difference.outside(standings(planned, fine), PLAN, w)
    assert line == w("evaluate.beside.none_out", n=1 + len(costs))
    far = Actuals(visitors=int(inside), costs=costs | {0: 10 * costs[0] + 1e6})
    (line,) = difference.outside(standings(planned, far), PLAN, w)
    assert w.money(10 * costs[0] + 1e6, PLAN.currency) in line
