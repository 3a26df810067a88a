"""The list of the book: what it says of each fair, searched, filtered and in parts."""

from __future__ import annotations

from datetime import date
from typing import Any

from sim.actuals import forecast
from store import Fairs
from tests.pages.fairs.booked import happened, kept, told
from tests.pages.visits import EN, LOCALES, click
from words.catalogue import words


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
        visitor = visit(locale, "fairs")
        shown = told(visitor)
        n, day = w.of_hundred(chance), w.date(date(2026, 1, 5))
        assert w("fairs.card.frozen", n=n, day=day) in shown
        assert f"120 {w('stages.contacts').lower()}, 27 {w('stages.quotes').lower()}" in shown
        assert language == "en" or not visitor.english()


def test_the_list_is_searched_and_filtered(visit: Any, fairs: Fairs) -> None:
    for name, year in (("Abiss", 2025), ("Prowood", 2026), ("Überfach", 2026)):
        kept(fairs, name, year)
    visitor = visit("en-US", "fairs")

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
    visitor = visit("en-US", "fairs").type("fairs_search", "abiss 2026")
    assert visitor.at.segmented_control(key="fairs_view").options == [
        EN(f"fairs.list.{view}", n=1) for view in ("open", "archived", "deleted")
    ]


def test_two_fairs_of_one_name_are_told_apart(visit: Any, fairs: Fairs) -> None:
    for _ in range(2):
        kept(fairs, "Abiss", 2026)
    shown = told(visit("en-US", "fairs"))
    assert "**Abiss 2026**" in shown
    assert r"**Abiss 2026 \(2\)**" in shown


def test_a_long_list_is_shown_in_parts(visit: Any, fairs: Fairs) -> None:
    for at in range(23):
        fairs.new(f"Fair {at}", 2026)
    visitor = visit("en-US", "fairs")
    assert len([x for x in visitor.at.caption if "Changed on" in x.value]) == 20
    click(visitor, "fairs_more")
    assert len([x for x in visitor.at.caption if "Changed on" in x.value]) == 23
