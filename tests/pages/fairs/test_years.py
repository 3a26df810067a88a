"""The years of a fair beside each other."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sim.actuals import forecast
from store import Fairs
from tests.pages.fairs.booked import PLAN, happened, kept, told
from tests.pages.visits import EN, LOCALES
from words.catalogue import words


@pytest.mark.parametrize("language", LOCALES)
def test_the_years_of_a_fair_stand_beside_each_other(
    language: str, visit: Any, fairs: Fairs
) -> None:
    w = words(language)
    for year in (2025, 2026):
        fair = kept(fairs, f"Abiss {year}", year, frozen=True)
        if year == 2025:
            happened(fairs, fair)
    visitor = visit(LOCALES[language], "fairs")
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
    visitor = visit(LOCALES[language], "fairs")
    (table,) = (x.value for x in visitor.at.markdown if w("fairs.years.now") in x.value)
    first, second = (line for line in table.splitlines() if line.startswith("| 20"))
    assert first.startswith("| 2025 |")  # the name stands above
    assert w("fairs.years.not_covered") in first
    assert w("fairs.years.covered") in second


def test_years_that_come_twice_are_told_apart_by_name(visit: Any, fairs: Fairs) -> None:
    for name in ("Abiss Gent", "Abiss Antwerp"):
        fair = kept(fairs, name, 2026, frozen=True)
        fairs.rename(fair.id, name, 2026, series="abiss")
    visitor = visit("en-US", "fairs")
    (table,) = (x.value for x in visitor.at.markdown if EN("fairs.years.now") in x.value)
    assert "2026 \u00b7 Abiss Gent" in table


@pytest.mark.parametrize("language", LOCALES)
def test_a_year_that_is_not_frozen_shows_what_its_plan_forecasts(
    language: str, visit: Any, fairs: Fairs
) -> None:
    w = words(language)
    kept(fairs, "Abiss", 2025, frozen=True)
    kept(fairs, "Abiss", 2026)
    visitor = visit(LOCALES[language], "fairs")
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
    assert EN("fairs.years.title") not in told(visit("en-US", "fairs"))


def test_a_fair_of_one_year_is_compared_with_nothing(visit: Any, fairs: Fairs) -> None:
    kept(fairs, "Abiss", 2026)
    kept(fairs, "Prowood", 2025)
    assert EN("fairs.years.title") not in told(visit("en-US", "fairs"))
