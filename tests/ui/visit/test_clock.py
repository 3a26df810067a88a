"""Days and hours are the visitor's, wherever the server stands."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from tests.house import ROOT
from ui.visit import clock

EARLY, LATE = "Pacific/Kiritimati", "Pacific/Pago_Pago"  # 25 hours apart: never the same day


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    told = SimpleNamespace(timezone=None)
    monkeypatch.setattr(clock, "st", SimpleNamespace(context=told))
    return told


def test_today_is_the_day_where_the_visitor_is(browser: SimpleNamespace) -> None:
    before = datetime.now(UTC)
    browser.timezone = EARLY
    early = clock.today()
    browser.timezone = LATE
    late = clock.today()
    # Its offset is +14 hours, and nowhere is it a later day.
    assert early in {datetime.fromtimestamp(x.timestamp() + 14 * 3600, UTC).date()
                     for x in (before, datetime.now(UTC))}  # fmt: skip
    assert late < early


def test_a_moment_is_told_by_the_clock_of_the_visitor(browser: SimpleNamespace) -> None:
    noon = datetime(2026, 10, 6, 12, tzinfo=UTC)
    browser.timezone = "Europe/Brussels"
    assert (clock.local(noon).hour, clock.local(noon).date()) == (14, date(2026, 10, 6))
    browser.timezone = EARLY
    assert (clock.local(noon).hour, clock.local(noon).date()) == (2, date(2026, 10, 7))


@pytest.mark.parametrize("told", [None, "", "nowhere", "../etc/passwd", "/abs", "a\0b", "x" * 5000])
def test_a_browser_that_names_no_zone_gets_the_days_of_the_server(
    told: str | None, browser: SimpleNamespace
) -> None:
    browser.timezone = told
    noon = datetime(2026, 10, 6, 12, tzinfo=UTC)
    assert clock.zone() is None
    assert clock.local(noon) == noon
    assert clock.local(noon).tzinfo is UTC
    days = {datetime.now().date()}
    found = clock.today()
    assert found in days | {datetime.now().date()}


def test_no_page_asks_the_server_for_the_day() -> None:
    asking = [
        str(file.relative_to(ROOT))
        for folder in ("ui", "pages")
        for file in sorted((ROOT / folder).rglob("*.py"))
        if "date.today(" in file.read_text("utf-8")
    ]
    assert not asking
