"""One fair of the book: frozen, renamed, copied, archived, deleted, and how it ended."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sim.actuals import file as record_file
from sim.actuals import forecast
from sim.actuals.record import Entry, Record
from sim.links import plan_text
from store import Fairs
from tests.pages.fairs.booked import PLAN, happened, kept, page, told
from tests.pages.visits import EN, LOCALES, NL, click
from words.catalogue import words


def test_a_forecast_is_frozen_as_the_plan_page_says_it_and_only_once(
    visit: Any, fairs: Fairs
) -> None:
    fair = kept(fairs)
    visitor = click(visit("en-US", "fairs"), f"freeze.{fair.id}")
    click(visitor, f"freeze_now.{fair.id}")
    assert not visitor.errors
    document = fairs.latest(fair.id, "frozen")
    assert document is not None
    made = forecast.loads(document.content)
    assert (made.plan, made.seed, made.day) == (PLAN, 7, date.today())
    assert f"freeze_now.{fair.id}" not in {str(button.key) for button in visitor.at.button}
    reader = click(visit("en-US", "fairs"), f"open.{fair.id}")
    assert EN.of_hundred(made.answer.chance.value) in reader.first


def test_who_freezes_a_forecast_after_the_fair_began_hears_that_it_will_not_count(
    visit: Any, fairs: Fairs
) -> None:
    for day, late in ((date(2026, 3, 1), True), (date.max, False)):
        fair = kept(fairs)
        fairs.save(fair.id, "record", record_file.dumps(Record(day)), base=0)
        visitor = click(visit("en-US", "fairs"), f"freeze.{fair.id}")
        assert (EN("fairs.card.freeze_late") in told(visitor)) == late


def test_who_freezes_what_another_has_frozen_meanwhile_is_told(visit: Any, fairs: Fairs) -> None:
    fair = kept(fairs)
    visitor = click(visit("nl-NL", "fairs"), f"freeze.{fair.id}")
    made = forecast.forecast(PLAN, 7, date(2026, 1, 5), trials=8192)
    fairs.save(fair.id, "frozen", forecast.dumps(made), base=0, by="Bert")
    click(visitor, f"freeze_now.{fair.id}")
    (error,) = visitor.errors
    assert error.startswith(NL("fairs.store.frozen", saved="@").partition("@")[0])
    assert fairs.history(fair.id, "frozen")[0].by == "Bert"


def test_name_year_copy_and_archive(visit: Any, fairs: Fairs) -> None:
    fair = kept(fairs)
    visitor = click(visit("en-US", "fairs"), f"more.{fair.id}").type(f"name.{fair.id}", "Prowood")
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
    visitor = click(click(visit("en-US", "fairs"), f"more.{fair.id}"), f"copy.{fair.id}")
    assert EN("fairs.done.copy", name="Abiss 2027") in told(visitor)
    assert {one.title for one in fairs.listed()} == {"Abiss 2026", "Abiss 2027"}


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("choice", ["mine", "theirs"])
def test_who_renames_a_fair_that_another_renamed_sees_it_and_chooses(
    choice: str, language: str, visit: Any, fairs: Fairs
) -> None:
    w, fair = words(language), kept(fairs)
    visitor = click(visit(LOCALES[language], "fairs"), f"more.{fair.id}")
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
    visitor = click(visit("en-US", "fairs"), f"more.{fair.id}").type(f"name.{fair.id}", "Prowood")
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
    visitor = click(visit("nl-NL", "fairs"), f"{box}.{fair.id}")
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
    visitor = click(visit("nl-NL", "fairs"), f"more.{fair.id}").type(f"name.{fair.id}", "  ")
    click(visitor, f"rename.{fair.id}")
    assert visitor.errors == [NL("fairs.store.not_name", most=120)]
    assert fairs.fair(fair.id).name == "Abiss"


def test_deleting_can_be_undone_at_once_and_for_thirty_days(visit: Any, fairs: Fairs) -> None:
    fair = kept(fairs)
    visitor = click(visit("en-US", "fairs"), f"more.{fair.id}")
    click(visitor, f"delete.{fair.id}")
    assert fairs.listed() == []
    click(visitor, "undo")
    assert [one.id for one in fairs.listed()] == [fair.id]
    click(visitor, f"delete.{fair.id}")
    other = visit("nl-NL", "fairs")
    assert NL("fairs.list.none") in told(other)
    other.pick("fairs_view", "deleted")
    assert NL("fairs.list.thirty") in told(other)
    assert not other.english()
    click(other, f"undelete.{fair.id}")
    assert [one.id for one in fairs.listed()] == [fair.id]


def test_what_was_deleted_goes_for_good_on_request_and_after_a_warning(
    visit: Any, fairs: Fairs
) -> None:
    fair = kept(fairs)
    fairs.delete(fair.id)
    visitor = visit("nl-NL", "fairs").pick("fairs_view", "deleted")
    click(visitor, f"remove.{fair.id}")
    assert NL("fairs.card.remove_text") in told(visitor)
    assert not visitor.english()
    assert fairs.counts()["deleted"] == 1
    click(visitor, f"remove_now.{fair.id}")
    assert NL("fairs.done.remove", name=fair.title) in told(visitor)
    assert fairs.counts()["deleted"] == 0


@pytest.mark.parametrize("language", LOCALES)
def test_the_card_of_a_fair_that_is_over_says_how_it_ended(
    language: str, visit: Any, fairs: Fairs
) -> None:
    w = words(language)
    fair = kept(fairs, "Abiss", 2025, frozen=True)
    assert w("fairs.card.verdict", verdict="").split("**")[0] not in told(
        visit(LOCALES[language], "fairs")
    )
    happened(fairs, fair, 0)
    shown = told(visit(LOCALES[language], "fairs"))
    assert w("fairs.card.verdict", verdict=w("fairs.years.differently")) in shown
    assert w("fairs.card.ended", profit="").split("**")[0] in shown


TOTALS = {"contacts": 93, "followed_up": 74, "orders": 1}
NOBODY = {"open.contacts": 0, "open.followed_up": 0}
BILLS = {f"costs.{at}": 4000 for at in range(len(PLAN.costs))}
ENDS: dict[str, dict[str, Any]] = {
    "covered": TOTALS | NOBODY | BILLS
    | {"values": (9e6,), "extra_orders": 1, "margin": 0.3},
    "not_covered": TOTALS | NOBODY | {"orders": 0},
    "rarely": TOTALS,
    "mostly": TOTALS | {"orders": 30},
}  # fmt: skip


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("end", ENDS)
def test_the_card_of_a_fair_that_is_over_says_what_came_of_it_before_anybody_agreed(
    end: str, language: str, visit: Any, fairs: Fairs
) -> None:
    w, day = words(language), date(2024, 3, 1)
    fair = kept(fairs, "Abiss", 2024, frozen=True)
    record = Record(day, (Entry(date(2028, 3, 1), ENDS[end]),))
    fairs.save(fair.id, "record", record_file.dumps(record), base=0)
    assert w(f"fairs.card.{end}") in told(visit(LOCALES[language], "fairs"))


@pytest.mark.parametrize("figures", [{"contacts": 93}, TOTALS], ids=["no orders", "open"])
def test_the_card_of_a_fair_under_way_says_nothing_of_how_it_ends(
    figures: dict[str, Any], visit: Any, fairs: Fairs
) -> None:
    fair = kept(fairs, "Abiss", 2024, frozen=True)
    record = Record(date(2024, 3, 1), (Entry(date(2024, 4, 1), figures),))
    fairs.save(fair.id, "record", record_file.dumps(record), base=0)
    shown = told(visit("en-US", "fairs"))
    assert not any(EN(f"fairs.card.{end}") in shown for end in ENDS)
    assert EN("fairs.card.closed", n="@").partition("**@")[0] not in shown


def test_of_a_fair_without_open_leads_of_which_the_money_is_not_known_the_chance_is_told(
    visit: Any, fairs: Fairs
) -> None:
    fair = kept(fairs, "Abiss", 2024, frozen=True)
    some = TOTALS | NOBODY | {"orders": 4}
    record = Record(date(2024, 3, 1), (Entry(date(2024, 9, 1), some),))
    fairs.save(fair.id, "record", record_file.dumps(record), base=0)
    assert EN("fairs.card.closed", n="@").partition("**@")[0] in told(visit("en-US", "fairs"))


def test_a_rename_keeps_who_saved_last_and_no_two_buttons_of_a_card_are_called_alike(
    visit: Any, fairs: Fairs
) -> None:
    fair = kept(fairs, "Abiss", 2026)
    fairs.rename(fair.id, "Abiss Gent", 2026)
    visitor = visit("en-US", "fairs")
    assert " by Ann" not in told(visitor)
    assert "; Ann was the last" in told(visitor)
    click(visitor, f"more.{fair.id}")
    click(visitor, f"freeze.{fair.id}")
    labels = [visitor.at.button(key=f"{what}.{fair.id}").label for what in ("more", "freeze")]
    assert labels == [EN("fairs.card.close_more"), EN("fairs.card.close_freeze")]
