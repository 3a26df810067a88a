"""The book of fairs through the app: put in, found, frozen, compared, and never
another's.

Long because one page is tried in one place.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sim import dumps
from sim.actuals import evaluation, forecast
from sim.actuals import file as record_file
from sim.actuals.actuals import LEADS
from sim.actuals.evaluation import Evaluation
from sim.actuals.record import Entry, Record
from sim.links import plan_text
from sim.plan.file import example
from store import Database, Fair, Fairs, StoreError, exported
from store.problems import BOOK, DATABASE
from tests.pages.visits import EN, HOSTILE, LOCALES, NL, click
from ui.book import page as fairs_page
from ui.visit import sign_in
from words.catalogue import words

AUTH = {"redirect_uri": "http://quitte.example/oauth2callback", "cookie_secret": "x",
        "client_id": "x", "client_secret": "x"}  # fmt: skip
PLAN = example("regional")


@pytest.fixture(autouse=True)
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    found = f"sqlite:///{tmp_path / 'book.db'}"
    monkeypatch.setenv("QUITTE_DATABASE_URL", found)
    return found


@pytest.fixture
def fairs(url: str) -> Iterator[Fairs]:
    """The book behind the page, of everybody."""
    database = Database(url)
    yield Fairs(database, "")
    database.close()


def page(visitor: Any) -> Any:
    visitor.at.switch_page("pages/fairs.py")
    return visitor.run()


def told(visitor: Any) -> str:
    assert not visitor.at.exception
    return "\n".join(visitor.texts())


def kept(fairs: Fairs, name: str = "Abiss", year: int = 2026, *, frozen: bool = False) -> Fair:
    """A fair with a plan, by Ann."""
    id = fairs.new(name, year).id
    fairs.save(id, "plan", plan_text.dumps(PLAN, 7), base=0, by="Ann")
    if frozen:
        made = forecast.forecast(PLAN, 7, date(year, 1, 5), trials=8192)
        fairs.save(id, "frozen", forecast.dumps(made), base=0, by="Ann")
    return fairs.fair(id)


def happened(fairs: Fairs, fair: Fair, orders: int = 5, **figures: Any) -> None:
    """What happened there, all leads decided, and what was agreed."""
    figures |= {"visitors": 9000}
    for phase in ("awareness", "orientation", "decision"):
        counts = zip(("contacts", "followed_up", "calls", "visits", "quotes", "orders"),
                     (40, 36, 20, 15, 9, orders), strict=True)  # fmt: skip
        figures |= {f"{stage}.{phase}": count for stage, count in counts}
        figures |= {f"open.{stage}.{phase}": 0 for stage in LEADS[:-1]}
    record = Record(date(fair.year, 3, 1), (Entry(date(fair.year, 9, 1), figures),))
    fairs.save(fair.id, "record", record_file.dumps(record), base=0)
    fairs.save(fair.id, "evaluation", evaluation.dumps(Evaluation(agreed="differently")), base=0)


# Into the book, and out of it


@pytest.mark.parametrize("language", LOCALES)
def test_the_plan_on_the_screen_goes_into_the_book_and_comes_back_equal(
    language: str, visit: Any, fairs: Fairs
) -> None:
    w = words(language)
    visitor = visit(LOCALES[language]).type("likely.visitors", "12345")
    plan = visitor.plan
    page(visitor).type("put_name", "Abiss").type("book_by", " Ann  B ")
    visitor.at.number_input(key="put_year").set_value(2027)
    visitor.run()
    assert w("fairs.list.empty") in told(visitor)
    click(visitor, "put_plan")
    assert not visitor.errors
    (fair,) = fairs.listed()
    assert (fair.name, fair.year, fair.by, fair.version("plan")) == ("Abiss", 2027, "Ann B", 1)
    document = fairs.latest(fair.id, "plan")
    assert document is not None
    assert plan_text.loads(document.content) == (plan, 1)
    assert w("fairs.done.put", name="Abiss 2027") in told(visitor)
    assert language == "en" or not visitor.english()
    reader = page(visit(LOCALES[language]))
    click(reader, f"open.{fair.id}")
    assert reader.plan == plan
    assert w("plan.from_book") in told(reader)


def test_a_plan_is_called_as_its_fair_after_a_rename_and_in_a_copy(
    visit: Any, fairs: Fairs
) -> None:
    plan = PLAN.with_(name="Abiss 2026, 24 m2")
    id = fairs.new(plan.name, 2026).id
    fairs.save(id, "plan", plan_text.dumps(plan, 7), base=0)
    visitor = click(page(visit()), f"open.{id}")
    click(page(visitor), f"more.{id}")
    assert EN("fairs.card.copy_text", evaluate=EN("fairs.card.evaluate"), year=2027) in told(
        visitor
    )
    click(visitor, f"copy.{id}")
    visitor.type(f"name.{id}", "Abiss 2025, 24 m2")
    click(visitor, f"rename.{id}")
    assert visitor.plan.name == "Abiss 2025, 24 m2"
    (copy,) = (one for one in fairs.listed() if one.id != id)
    assert click(page(visitor), f"open.{copy.id}").plan.name == "Abiss 2027, 24 m2"


def test_the_book_proposes_the_year_that_the_name_tells(visit: Any) -> None:
    named = PLAN.with_(name="Abiss 2031")
    visitor = page(visit().upload(dumps(named).encode()))
    assert visitor.at.number_input(key="put_year").value == 2031


def test_the_plan_is_saved_again_into_the_fair_that_it_came_from(visit: Any, fairs: Fairs) -> None:
    fair = kept(fairs)
    visitor = click(page(visit()), f"open.{fair.id}")
    assert visitor.screen.seed == 7
    visitor.type("likely.visitors", "9,000")
    page(visitor)
    assert visitor.at.selectbox(key="put_where").value == fair.id
    click(visitor, "put_plan")
    assert not visitor.errors
    assert [one.version for one in fairs.history(fair.id, "plan")] == [2, 1]
    visitor.pick("put_where", "").type("put_name", "Another")
    click(visitor, "put_plan")
    assert {one.name for one in fairs.listed()} == {"Abiss", "Another"}


def test_opening_the_plan_in_another_language_speaks_it(visit: Any, fairs: Fairs) -> None:
    fair = kept(fairs)
    reader = click(page(visit("nl-NL")), f"open.{fair.id}")
    assert reader.plan.numbers == PLAN.numbers
    assert not reader.english()


def test_an_earlier_version_can_be_opened_and_saved_on_top(visit: Any, fairs: Fairs) -> None:
    fair = kept(fairs)
    later = PLAN.with_(hurdle=0.7)
    fairs.save(fair.id, "plan", plan_text.dumps(later, 8), base=1, by="Bert")
    visitor = click(page(visit()), f"more.{fair.id}")
    click(visitor, f"version.1.{fair.id}")
    assert visitor.plan.numbers == PLAN.numbers
    click(page(visitor), "put_plan")
    assert not visitor.errors
    assert fairs.fair(fair.id).version("plan") == 3


# Two at once


def test_the_later_sees_what_the_earlier_changed_and_chooses(visit: Any, fairs: Fairs) -> None:
    fair = kept(fairs)
    visitor = click(page(visit()), f"open.{fair.id}").type("likely.visitors", "9,000")
    theirs = PLAN.with_(hurdle=0.7, dependence=0.5)
    fairs.save(fair.id, "plan", plan_text.dumps(theirs, 7), base=1, by="Bert <b>")
    click(page(visitor), "put_plan")
    shown = told(visitor)
    assert EN("fairs.clash.title") in shown
    assert "Bert" in shown
    assert "9,000" in shown
    assert EN("fairs.clash.of_before") in shown
    assert fairs.fair(fair.id).version("plan") == 2
    page(visitor)  # the choice waits
    click(visitor, "clash.plan.mine")
    assert not visitor.errors
    assert EN("fairs.clash.title") not in told(visitor)
    newest = fairs.latest(fair.id, "plan")
    assert newest is not None
    assert newest.version == 3
    assert plan_text.loads(newest.content)[0].inputs["visitors"].likely == 9000


def test_who_goes_on_with_theirs_has_their_plan_on_the_screen_and_keeps_their_own(
    visit: Any, fairs: Fairs
) -> None:
    fair = kept(fairs)
    visitor = click(page(visit("nl-NL")), f"open.{fair.id}").type("likely.visitors", "9.000")
    mine = visitor.plan
    theirs = PLAN.with_(dependence=0.5)
    fairs.save(fair.id, "plan", plan_text.dumps(theirs, 9), base=1)
    click(page(visitor), "put_plan")
    assert NL("fairs.by.nobody") in told(visitor)
    assert not visitor.english()
    click(visitor, "clash.plan.theirs")
    assert visitor.plan.numbers == theirs.numbers
    assert mine in visitor.screen.plans.values()
    assert fairs.fair(fair.id).version("plan") == 2
    click(page(visitor), "put_plan")
    assert not visitor.errors


@pytest.mark.parametrize("language", LOCALES)
def test_a_plan_that_one_never_saw_is_not_saved_over_without_a_choice(
    language: str, visit: Any, fairs: Fairs
) -> None:
    w, fair = words(language), kept(fairs)
    visitor = page(visit(LOCALES[language]).type("likely.visitors", "12345"))
    visitor.pick("put_where", fair.id)
    click(visitor, "put_plan")
    shown = told(visitor)
    assert w("fairs.clash.title_first") in shown
    assert "Ann" in shown
    assert w("fairs.clash.of_before") not in shown
    assert fairs.fair(fair.id) == fair
    assert language == "en" or not visitor.english()
    click(visitor, "clash.plan.mine")
    assert not visitor.errors
    assert fairs.fair(fair.id).version("plan") == 2
    assert w("fairs.done.put", name=fair.title) in told(visitor)
    click(visitor, "put_plan")
    assert fairs.fair(fair.id).version("plan") == 2  # the same once more is no new version


def test_two_choices_wait_for_each_other(visit: Any, fairs: Fairs) -> None:
    visitor = page(visit().type("likely.visitors", "12345"))
    for one in (kept(fairs, "Abiss"), kept(fairs, "Prowood")):
        page(visitor).pick("put_where", one.id)
        click(visitor, "put_plan")
        assert not visitor.errors
    for name in ("Abiss 2026", "Prowood 2026"):
        assert f"**{name}: {EN('fairs.clash.title_first')}**" in told(visitor)
        click(visitor, "clash.plan.mine")
    assert EN("fairs.clash.title_first") not in told(visitor)
    assert [one.version("plan") for one in fairs.listed()] == [2, 2]


# The list


def test_the_list_says_the_forecast_what_is_known_and_who_changed_it(
    visit: Any, fairs: Fairs
) -> None:
    fair = kept(fairs, frozen=True)
    happened(fairs, fair)
    document = fairs.latest(fair.id, "frozen")
    assert document is not None
    chance = forecast.loads(document.content).answer.chance.value
    for language, locale in LOCALES.items():
        w = words(language)
        visitor = page(visit(locale))
        shown = told(visitor)
        n, day = w.of_hundred(chance), w.date(date(2026, 1, 5))
        assert w("fairs.card.frozen", n=n, day=day) in shown
        assert f"120 {w('stages.contacts').lower()}, 27 {w('stages.quotes').lower()}" in shown
        assert language == "en" or not visitor.english()


def test_the_list_is_searched_and_filtered(visit: Any, fairs: Fairs) -> None:
    for name, year in (("Abiss", 2025), ("Prowood", 2026), ("Überfach", 2026)):
        kept(fairs, name, year)
    visitor = page(visit())

    def shown() -> set[str]:
        keys = [str(button.key) for button in visitor.at.button]
        ids = [key.removeprefix("open.") for key in keys if key.startswith("open.")]
        return {fairs.fair(id).name for id in ids}

    assert shown() == {"Abiss", "Prowood", "Überfach"}
    visitor.pick("fairs_year", 2026)
    assert shown() == {"Prowood", "Überfach"}
    visitor.type("fairs_search", "uber")
    assert shown() == {"Überfach"}
    visitor.type("fairs_search", "nowhere")
    assert shown() == set()
    assert EN("fairs.list.none") in told(visitor)


def test_a_search_says_how_many_it_finds_in_the_archive_and_among_the_deleted(
    visit: Any, fairs: Fairs
) -> None:
    ids = [fairs.new(name, 2026).id for name in ("Abiss", "Abiss Gent", "Prowood", "Abiss 2025")]
    fairs.archive(ids[1])
    fairs.delete(ids[3])
    visitor = page(visit()).type("fairs_search", "abiss 2026")
    assert visitor.at.segmented_control(key="fairs_view").options == [
        EN(f"fairs.list.{view}", n=1) for view in ("open", "archived", "deleted")
    ]


def test_two_fairs_of_one_name_are_told_apart(visit: Any, fairs: Fairs) -> None:
    for _ in range(2):
        kept(fairs, "Abiss", 2026)
    shown = told(page(visit()))
    assert "**Abiss 2026**" in shown
    assert r"**Abiss 2026 \(2\)**" in shown


def test_a_long_list_is_shown_in_parts(visit: Any, fairs: Fairs) -> None:
    for at in range(23):
        fairs.new(f"Fair {at}", 2026)
    visitor = page(visit())
    assert len([x for x in visitor.at.caption if "Changed on" in x.value]) == 20
    click(visitor, "fairs_more")
    assert len([x for x in visitor.at.caption if "Changed on" in x.value]) == 23


# One fair


def test_a_forecast_is_frozen_as_the_plan_page_says_it_and_only_once(
    visit: Any, fairs: Fairs
) -> None:
    fair = kept(fairs)
    visitor = click(page(visit()), f"freeze.{fair.id}")
    click(visitor, f"freeze_now.{fair.id}")
    assert not visitor.errors
    document = fairs.latest(fair.id, "frozen")
    assert document is not None
    made = forecast.loads(document.content)
    assert (made.plan, made.seed, made.day) == (PLAN, 7, date.today())
    assert f"freeze_now.{fair.id}" not in {str(button.key) for button in visitor.at.button}
    reader = click(page(visit()), f"open.{fair.id}")
    assert EN.of_hundred(made.answer.chance.value) in reader.first


def test_who_freezes_a_forecast_after_the_fair_began_hears_that_it_will_not_count(
    visit: Any, fairs: Fairs
) -> None:
    for day, late in ((date(2026, 3, 1), True), (date.max, False)):
        fair = kept(fairs)
        fairs.save(fair.id, "record", record_file.dumps(Record(day)), base=0)
        visitor = click(page(visit()), f"freeze.{fair.id}")
        assert (EN("fairs.card.freeze_late") in told(visitor)) == late


def test_who_freezes_what_another_has_frozen_meanwhile_is_told(visit: Any, fairs: Fairs) -> None:
    fair = kept(fairs)
    visitor = click(page(visit("nl-NL")), f"freeze.{fair.id}")
    made = forecast.forecast(PLAN, 7, date(2026, 1, 5), trials=8192)
    fairs.save(fair.id, "frozen", forecast.dumps(made), base=0, by="Bert")
    click(visitor, f"freeze_now.{fair.id}")
    (error,) = visitor.errors
    assert error.startswith(NL("fairs.store.frozen", saved="@").partition("@")[0])
    assert fairs.history(fair.id, "frozen")[0].by == "Bert"


def test_name_year_copy_and_archive(visit: Any, fairs: Fairs) -> None:
    fair = kept(fairs)
    visitor = click(page(visit()), f"more.{fair.id}").type(f"name.{fair.id}", "Prowood")
    click(visitor, f"rename.{fair.id}")
    found = fairs.fair(fair.id)
    assert (found.name, found.series) == ("Prowood", "prowood")
    click(visitor, f"copy.{fair.id}")
    copy = next(one for one in fairs.listed() if one.id != fair.id)
    assert (copy.name, copy.year, copy.version("plan")) == ("Prowood", 2027, 1)
    click(visitor, f"archive.{fair.id}")
    assert [one.id for one in fairs.listed()] == [copy.id]
    visitor.pick("fairs_view", "archived")
    assert f"open.{fair.id}" in {str(button.key) for button in visitor.at.button}
    click(visitor, f"unarchive.{fair.id}")
    assert len(fairs.listed()) == 2
    assert not visitor.errors


def test_the_copy_of_a_fair_that_tells_its_year_tells_the_next(visit: Any, fairs: Fairs) -> None:
    fair = kept(fairs, "Abiss 2026")
    visitor = click(click(page(visit()), f"more.{fair.id}"), f"copy.{fair.id}")
    assert EN("fairs.done.copy", name="Abiss 2027") in told(visitor)
    assert {one.title for one in fairs.listed()} == {"Abiss 2026", "Abiss 2027"}


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("choice", ["mine", "theirs"])
def test_who_renames_a_fair_that_another_renamed_sees_it_and_chooses(
    choice: str, language: str, visit: Any, fairs: Fairs
) -> None:
    w, fair = words(language), kept(fairs)
    visitor = click(page(visit(LOCALES[language])), f"more.{fair.id}")
    visitor.type(f"name.{fair.id}", "Mine <b>")
    fairs.rename(fair.id, "Theirs", 2027)
    click(visitor, f"rename.{fair.id}")
    assert not visitor.errors
    assert fairs.fair(fair.id).named == ("Theirs", 2027, "theirs")
    shown = told(visitor)
    assert w("fairs.clash.title") in shown
    assert f"| {w('fairs.put.name')} | Abiss | Theirs | Mine" in shown
    assert f"| {w('fairs.put.year')} |" not in shown  # which I did not touch
    assert language == "en" or not visitor.english()
    page(visitor)  # the choice waits
    click(visitor, f"clash.names.{choice}.{fair.id}")
    assert w("fairs.clash.title") not in told(visitor)
    name = {"mine": "Mine <b>", "theirs": "Theirs"}[choice]
    assert fairs.fair(fair.id).named[:2] == (name, 2027)


def test_who_types_the_same_name_as_another_has_nothing_to_choose(visit: Any, fairs: Fairs) -> None:
    fair = kept(fairs)
    visitor = click(page(visit()), f"more.{fair.id}").type(f"name.{fair.id}", "Prowood")
    fairs.rename(fair.id, "Prowood", 2026)
    click(visitor, f"rename.{fair.id}")
    assert not visitor.errors
    assert EN("fairs.clash.title") not in told(visitor)


@pytest.mark.parametrize("act", ["copy", "archive", "delete", "freeze_now"])
def test_what_another_changed_since_it_was_seen_is_left_until_it_is_asked_for_again(
    act: str, visit: Any, fairs: Fairs
) -> None:
    fair = kept(fairs)
    box = "freeze" if act == "freeze_now" else "more"
    visitor = click(page(visit("nl-NL")), f"{box}.{fair.id}")
    fairs.save(fair.id, "plan", plan_text.dumps(PLAN.with_(hurdle=0.7), 7), base=1, by="Bert")
    now = fairs.fair(fair.id)
    click(visitor, f"{act}.{fair.id}")
    (error,) = visitor.errors
    assert error.startswith(NL("fairs.store.changed", saved="@").partition("@")[0])
    assert fairs.listed(archived=None) == [now]
    assert "Bert" in told_beside(visitor)
    click(visitor, f"{act}.{fair.id}")
    assert not visitor.errors
    assert fairs.listed() != [now]


def told_beside(visitor: Any) -> str:
    """What stands on a page beside its errors."""
    return "\n".join(visitor.texts())


def test_a_wrong_name_gives_one_sentence_and_stays_in_its_box(visit: Any, fairs: Fairs) -> None:
    fair = kept(fairs)
    visitor = click(page(visit("nl-NL")), f"more.{fair.id}").type(f"name.{fair.id}", "  ")
    click(visitor, f"rename.{fair.id}")
    assert visitor.errors == [NL("fairs.store.not_name", most=120)]
    assert fairs.fair(fair.id).name == "Abiss"


def test_deleting_can_be_undone_at_once_and_for_thirty_days(visit: Any, fairs: Fairs) -> None:
    fair = kept(fairs)
    visitor = click(page(visit()), f"more.{fair.id}")
    click(visitor, f"delete.{fair.id}")
    assert fairs.listed() == []
    click(visitor, "undo")
    assert [one.id for one in fairs.listed()] == [fair.id]
    click(visitor, f"delete.{fair.id}")
    other = page(visit("nl-NL"))
    assert NL("fairs.list.none") in told(other)
    other.pick("fairs_view", "deleted")
    assert NL("fairs.list.thirty") in told(other)
    assert not other.english()
    click(other, f"undelete.{fair.id}")
    assert [one.id for one in fairs.listed()] == [fair.id]


# Year by year


@pytest.mark.parametrize("language", LOCALES)
def test_the_years_of_a_fair_stand_beside_each_other(
    language: str, visit: Any, fairs: Fairs
) -> None:
    w = words(language)
    for year in (2025, 2026):
        fair = kept(fairs, f"Abiss {year}", year, frozen=True)
        if year == 2025:
            happened(fairs, fair)
    visitor = page(visit(LOCALES[language]))
    shown = told(visitor)
    assert w("fairs.years.title") in shown
    (table,) = (x.value for x in visitor.at.markdown if w("fairs.years.now") in x.value)
    first, second = (line for line in table.splitlines() if line.startswith("| 20"))
    assert first.startswith("| 2025")
    assert "**15**" in first  # five orders in each of three phases
    assert w("fairs.years.differently") in first
    assert second.count("\u2013") >= 2  # nothing is known of it yet
    assert language == "en" or not visitor.english()


@pytest.mark.parametrize("language", LOCALES)
def test_a_year_that_is_settled_says_how_it_ended(language: str, visit: Any, fairs: Fairs) -> None:
    w = words(language)
    happened(fairs, kept(fairs, "Abiss", 2025, frozen=True), 0)
    money = {"values": (30_000.0,) * 27, "extra_orders": 27, "margin": 0.5}
    happened(fairs, kept(fairs, "Abiss", 2026, frozen=True), 9, **money)
    visitor = page(visit(LOCALES[language]))
    (table,) = (x.value for x in visitor.at.markdown if w("fairs.years.now") in x.value)
    first, second = (line for line in table.splitlines() if line.startswith("| 20"))
    assert first.startswith("| 2025 |")  # the name stands above
    assert w("fairs.years.not_covered") in first
    assert w("fairs.years.covered") in second


@pytest.mark.parametrize("language", LOCALES)
def test_the_card_of_a_fair_that_is_over_says_how_it_ended(
    language: str, visit: Any, fairs: Fairs
) -> None:
    w = words(language)
    fair = kept(fairs, "Abiss", 2025, frozen=True)
    assert w("fairs.card.verdict", verdict="").split("**")[0] not in told(
        page(visit(LOCALES[language]))
    )
    happened(fairs, fair, 0)
    shown = told(page(visit(LOCALES[language])))
    assert w("fairs.card.verdict", verdict=w("fairs.years.differently")) in shown
    assert w("fairs.card.ended", profit="").split("**")[0] in shown


def test_a_rename_keeps_who_saved_last_and_no_two_buttons_of_a_card_are_called_alike(
    visit: Any, fairs: Fairs
) -> None:
    fair = kept(fairs, "Abiss", 2026)
    fairs.rename(fair.id, "Abiss Gent", 2026)
    visitor = page(visit())
    assert " by Ann" not in told(visitor)
    assert "; Ann was the last" in told(visitor)
    click(visitor, f"more.{fair.id}")
    click(visitor, f"freeze.{fair.id}")
    labels = [visitor.at.button(key=f"{what}.{fair.id}").label for what in ("more", "freeze")]
    assert labels == [EN("fairs.card.close_more"), EN("fairs.card.close_freeze")]


def test_years_that_come_twice_are_told_apart_by_name(visit: Any, fairs: Fairs) -> None:
    for name in ("Abiss Gent", "Abiss Antwerp"):
        fair = kept(fairs, name, 2026, frozen=True)
        fairs.rename(fair.id, name, 2026, series="abiss")
    visitor = page(visit())
    (table,) = (x.value for x in visitor.at.markdown if EN("fairs.years.now") in x.value)
    assert "2026 \u00b7 Abiss Gent" in table


@pytest.mark.parametrize("language", LOCALES)
def test_a_year_that_is_not_frozen_shows_what_its_plan_forecasts(
    language: str, visit: Any, fairs: Fairs
) -> None:
    w = words(language)
    kept(fairs, "Abiss", 2025, frozen=True)
    kept(fairs, "Abiss", 2026)
    visitor = page(visit(LOCALES[language]))
    (table,) = (x.value for x in visitor.at.markdown if w("fairs.years.now") in x.value)
    first, second = (line.split("|") for line in table.splitlines() if line.startswith("| 20"))
    n = w.of_hundred(forecast.forecast(PLAN, 7, date(2026, 1, 5), trials=8192).answer.chance.value)
    assert first[2].strip() == w("fairs.years.of", n=n)
    assert second[2].strip() == w("fairs.years.loose", n=n)
    assert first[3:] == second[3:]  # the same plan


def test_years_of_which_nothing_was_planned_or_known_are_not_compared(
    visit: Any, fairs: Fairs
) -> None:
    fairs.new("Abiss", 2025)
    fairs.new("Abiss", 2026)
    assert EN("fairs.years.title") not in told(page(visit()))


def test_a_fair_of_one_year_is_compared_with_nothing(visit: Any, fairs: Fairs) -> None:
    kept(fairs, "Abiss", 2026)
    kept(fairs, "Prowood", 2025)
    assert EN("fairs.years.title") not in told(page(visit()))


# The whole book as a file


def test_a_file_comes_in_and_says_what_became_of_it(
    visit: Any, fairs: Fairs, tmp_path: Path
) -> None:
    database = Database(f"sqlite:///{tmp_path / 'other.db'}")
    other = Fairs(database, "other.example")
    fair = kept(other)
    file = exported(other)
    database.close()
    for counts in ((1, 0, 0), (0, 0, 1)):
        visitor = page(visit("nl-NL"))
        visitor.at.file_uploader[0].set_value(("book.zip", file, "application/zip"))
        visitor.run()
        report = dict(zip(("added", "copied", "skipped"), counts, strict=True))
        assert NL("fairs.file.report", **report) in told(visitor)
        assert not visitor.english()
    assert [one.name for one in fairs.listed()] == [fair.name]


def zip_of(content: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("book.json", content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "content",
    [b"", b"PK", zip_of(b""), zip_of(b'{"format": "quitte-book", "version": 1, "fairs": [{}]}'),
     zip_of(b'{"format": "quitte-book", "version": 9, "fairs": []}')],
)  # fmt: skip
@pytest.mark.parametrize("language", LOCALES)
def test_a_hostile_file_gives_one_sentence(
    language: str, content: bytes, visit: Any, fairs: Fairs
) -> None:
    visitor = page(visit(LOCALES[language]))
    visitor.at.file_uploader[0].set_value(("book.zip", content, "application/zip"))
    visitor.run()
    assert len(visitor.errors) == 1
    assert language == "en" or not visitor.english()
    assert fairs.listed() == []


# What users wrote, and what goes wrong


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12])
def test_words_in_the_book_are_never_read_as_markdown(text: str, visit: Any, fairs: Fairs) -> None:
    for year in (2025, 2026):
        id = fairs.new(text, year, series="same").id
        plan = PLAN.with_(name=text, currency="US$")
        fairs.save(id, "plan", plan_text.dumps(plan, 7), base=0, by=text)
    visitor = click(page(visit()), f"open.{id}").type("likely.visitors", "9,000")
    other = plan_text.dumps(plan.with_(name=f"{text[:100]} 2"), 7)
    fairs.save(id, "plan", other, base=1, by=text)
    click(page(visitor), "put_plan")
    assert not visitor.errors
    at = visitor.at
    shown = [x.value for kind in (at.title, at.header, at.markdown, at.caption, at.success)
             for x in kind]  # fmt: skip
    assert text.isalnum() or not [element for element in shown if text in element]


@pytest.mark.parametrize("language", LOCALES)
def test_a_database_out_of_reach_gives_one_sentence_and_keeps_what_was_typed(
    language: str, visit: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    visitor = page(visit(LOCALES[language])).type("put_name", "Abiss").type("book_by", "Ann")
    (tmp_path / "taken").write_text("a file, no folder")
    monkeypatch.setenv("QUITTE_DATABASE_URL", f"sqlite:///{tmp_path}/taken/quitte.db")
    click(visitor, "put_plan")
    assert visitor.errors == [words(language)("fairs.store.unwritable")]
    assert language == "en" or not visitor.english()
    monkeypatch.setenv("QUITTE_DATABASE_URL", f"sqlite:///{tmp_path}/back.db")
    visitor.run()
    assert visitor.at.text_input(key="put_name").value == "Abiss"
    assert visitor.at.text_input(key="book_by").value == "Ann"
    click(visitor, "put_plan")
    assert not visitor.errors


def test_a_file_that_cannot_be_made_is_told_when_the_page_is_drawn_next(
    visit: Any, fairs: Fairs, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(fairs)
    visitor, whole = visit(), fairs_page._whole
    makers: list[Callable[[], bytes]] = []

    def made(*given: Any) -> Callable[[], bytes]:
        makers.append(whole(*given))
        return makers[-1]

    monkeypatch.setattr(fairs_page, "_whole", made)
    page(visitor)
    monkeypatch.setattr(fairs_page, "exported", _away)
    with pytest.raises(StoreError):
        makers[-1]()
    assert visitor.run().errors == [EN("fairs.store.unreachable")]
    assert not visitor.run().errors


def _away(_: Fairs) -> bytes:
    raise StoreError("unreachable", detail="")


def test_a_part_that_cannot_be_read_leaves_the_page_whole(visit: Any, fairs: Fairs) -> None:
    fair = fairs.new("Abiss", 2026)
    other = fairs.new("Abiss", 2025)
    for id in (fair.id, other.id):
        for part in ("plan", "frozen", "record", "evaluation"):
            fairs.save(id, part, "no such thing", base=0)
    visitor = page(visit())
    assert not visitor.errors
    click(visitor, f"open.{fair.id}")
    assert visitor.errors == [EN("fairs.store.not_plan")]


def test_everything_that_can_go_wrong_with_the_book_has_its_words() -> None:
    for w in (NL, EN):
        assert set(w.app["fairs"]["store"]) == set(DATABASE | BOOK)


# Sign-in


def signed_visitor(visit: Any, monkeypatch: pytest.MonkeyPatch, **claims: Any) -> Any:
    monkeypatch.setattr(sign_in, "secrets", lambda: {"auth": AUTH})
    monkeypatch.setattr(sign_in, "_claims", lambda: claims)
    return page(visit("nl-NL"))


def test_who_has_not_signed_in_sees_a_button_and_no_fairs(
    visit: Any, fairs: Fairs, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(fairs, "Secret fair")
    for claims in ({}, {"is_logged_in": False}, {"is_logged_in": "true"}):
        visitor = signed_visitor(visit, monkeypatch, **claims)
        assert [str(button.key) for button in visitor.at.button] == ["sign_in."]
        assert "Secret" not in told(visitor)
        assert not visitor.english()


def test_each_company_sees_its_own_book_only(
    visit: Any, fairs: Fairs, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(fairs, "Of everybody")
    for mail in ("ann@one.example", "bert@two.example", "CEES@One.example"):
        claims = {"is_logged_in": True, "email": mail, "email_verified": True}
        visitor = signed_visitor(visit, monkeypatch, **claims)
        assert "Of everybody" not in told(visitor)
        visitor.type("put_name", f"Fair of {mail.partition('@')[0]}")
        click(visitor, "put_plan")
        shown = told(visitor)
        assert ("Fair of ann" in shown) == ("one" in mail.lower())
        assert ("Fair of bert" in shown) == ("two" in mail)
    one = Fairs(fairs.database, "one.example")
    assert {fair.by for fair in one.listed()} == {"ann@one.example", "CEES@One.example"}


def test_a_mail_address_that_is_not_verified_has_no_book(
    visit: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    claims = {"is_logged_in": True, "email": "ann@one.example", "email_verified": False}
    visitor = signed_visitor(visit, monkeypatch, **claims)
    assert NL("fairs.sign.no_company") in told(visitor)
    assert [str(button.key) for button in visitor.at.button] == ["sign_out"]
    assert not visitor.english()


@pytest.mark.parametrize(
    ("mail", "company"),
    [
        ("ann@one.example", "one.example"),
        (" Ann@ONE.example ", "one.example"),
        ("ann@gmail.com", "ann@gmail.com"),
        ("Ann@Outlook.com", "ann@outlook.com"),
        ("ann@hotmail.co.uk", "ann@hotmail.co.uk"),
        ("ann@ziggo.nl", "ann@ziggo.nl"),
        ("ann@telenet.be", "ann@telenet.be"),
        ("ann@me.com", "ann@me.com"),
        ("ann@example", None),
        ("@one.example", None),
        ("ann", None),
        ("", None),
        ("ann@two.example@one.example", None),
        ("ann b@one.example", None),
        ("ann@one.example\n", "one.example"),
        ("ann\n@one.example", None),
        ("a" * 250 + "@one.example", None),
    ],
)
def test_a_company_is_the_domain_of_an_address_and_a_public_address_is_its_own(
    mail: str, company: str | None
) -> None:
    assert sign_in.company({"email": mail, "email_verified": True}) == company
    assert sign_in.company({"email": mail, "email_verified": "true"}) == company
    for wrong in (False, None, 1, "yes"):
        assert wrong == 1 or sign_in.company({"email": mail, "email_verified": wrong}) is None
    assert sign_in.company({"email": mail}) is None


def test_a_claim_that_the_deployment_names_is_the_company() -> None:
    claims = {"tid": " tenant 1 ", "email": "ann@one.example", "n": 5, "empty": " "}
    assert sign_in.company(claims, "tid") == "tenant 1"
    for claim in ("absent", "n", "empty"):
        assert sign_in.company(claims, claim) is None
    assert sign_in.company({"tid": "x" * 255}, "tid") is None
    assert sign_in.company({"tid": "a\nb"}, "tid") is None
