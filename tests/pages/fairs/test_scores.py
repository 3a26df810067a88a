"""How good the forecasts of the book were, through the app: from how many fairs, and in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any
from unittest.mock import Mock

import numpy as np
import pytest

from sim.actuals import file as record_file
from sim.actuals import forecast
from sim.actuals.forecast import Forecast
from sim.actuals.record import Entry, Record
from sim.evaluate import as_of
from sim.plan.beliefs import Exact, Range
from sim.plan.file import example
from sim.plan.funnel import PHASES
from store import Fairs
from words.catalogue import words

LOCALES = {"nl": "nl-NL", "en": "en-US"}
EN = words("en")
FAIR_DAY = date(2026, 3, 1)
EARLY, OVER = date(2026, 9, 1), date(2026, 11, 1)  # before and after the plans' own time is over
STAGES = ("contacts", "followed_up", "calls", "visits", "quotes", "orders")
VALUES = {"poor": 9_000.0, "plain": 18_000.0, "rich": 60_000.0}  # money of an average order


@lru_cache
def made(kind: str, day: date = date(2026, 1, 5)) -> Forecast:
    value = VALUES[kind]
    plan = example("regional").with_(inputs={"order_value": Range(value * 0.8, value * 1.3)})
    return forecast.forecast(plan, 7, day, trials=4096)


def chance(kind: str) -> float:
    return made(kind).answer.chance.value


def told(orders: int, open_quotes: int = 0, day: date = OVER) -> str:
    """What happened: so many orders of each phase, and so many quotes that are still open."""
    figures: dict[str, Any] = {}
    for phase in PHASES:
        counts = zip(STAGES, (60, 55, 45, 40, 35, orders), strict=True)
        figures |= {f"{stage}.{phase}": count for stage, count in counts}
        figures |= {f"open.{stage}.{phase}": 0 for stage in STAGES[:-1]}
        figures[f"open.quotes.{phase}"] = open_quotes
    return record_file.dumps(Record(FAIR_DAY, (Entry(day, figures),)))


def keep(fairs: Fairs, kind: str, record: str | None, *, frozen: Forecast | None = None) -> str:
    id = fairs.new(f"Fair {kind}", 2026).id
    fairs.save(id, "frozen", forecast.dumps(frozen or made(kind)), base=0)
    if record is not None:
        fairs.save(id, "record", record, base=0)
    return id


def book_of(fairs: Fairs, kinds: Sequence[str], covered: Sequence[bool]) -> None:
    for kind, did in zip(kinds, covered, strict=True):
        keep(fairs, kind, told(30 if did else 0))


def opened(visit: Any, locale: str = "en-US") -> Any:
    visitor = visit(locale, "fairs").open("fairs_scores")
    assert not visitor.errors
    return visitor


def shown(visitor: Any) -> str:
    return "\n".join(visitor.texts())


def brier(kinds: Sequence[str], covered: Sequence[bool]) -> tuple[str, str]:
    """The score, and that of always saying the average, as they are written."""
    said, came = np.array([chance(kind) for kind in kinds]), np.array(covered, float)
    scores = (said - came) ** 2, (came.mean() - came) ** 2
    return EN.number(scores[0].mean(), 3), EN.number(scores[1].mean(), 3)


@pytest.mark.parametrize("language", LOCALES)
def test_from_four_fairs_it_says_only_how_many_are_missing(
    language: str, visit: Any, fairs: Fairs
) -> None:
    w = words(language)
    book_of(fairs, ["plain"] * 4, [True, False, False, False])
    visitor = opened(visit, LOCALES[language])
    assert w("fairs.scores.missing", got=4, needed=5, left=1) in shown(visitor)
    assert "Brier" not in shown(visitor)
    assert language == "en" or not visitor.english()


@pytest.mark.parametrize("language", LOCALES)
def test_six_fairs_are_summed_up_and_scored_without_a_table(
    language: str, visit: Any, fairs: Fairs
) -> None:
    w = words(language)
    kinds, covered = ["plain"] * 3 + ["rich"] * 3, [False, False, False, True, True, True]
    book_of(fairs, kinds, covered)
    visitor = opened(visit, LOCALES[language])
    text = shown(visitor)
    total = w.number(3 * chance("plain") + 3 * chance("rich"))
    assert w.counted("fairs.scores.sum", 3, fairs=6, covered=3, told=total) in text
    assert w("fairs.scores.right") in text
    score, average = brier(kinds, covered)
    assert EN("fairs.scores.brier", brier=score, average=average) in text or language == "nl"
    assert w("fairs.scores.better") in text
    assert w("fairs.scores.later", needed=10) in text
    assert w("fairs.scores.expected") not in text
    assert language == "en" or not visitor.english()


@pytest.mark.parametrize("language", LOCALES)
def test_twelve_fairs_are_grouped_by_what_was_forecast(
    language: str, visit: Any, fairs: Fairs
) -> None:
    w = words(language)
    kinds = ["plain"] * 4 + ["rich"] * 8
    book_of(fairs, kinds, [True, False, False, False, *[True] * 7, False])
    visitor = opened(visit, LOCALES[language])
    (table,) = (x.value for x in visitor.at.markdown if w("fairs.scores.expected") in x.value)
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in table.splitlines()[2:]]
    expected = []
    for kind, many, did in (("plain", 4, 1), ("rich", 8, 7)):
        low = 20 * int(chance(kind) * 5)
        group = w("fairs.years.of", n=w("fairs.years.band", low=low, high=low + 20))
        expected.append([group, str(many), w.number(many * chance(kind), 1), str(did)])
    assert rows == expected
    assert w("fairs.scores.later", needed=10) not in shown(visitor)
    assert language == "en" or not visitor.english()


@pytest.mark.parametrize(
    ("kind", "did", "says"), [("poor", True, "gloomy"), ("rich", False, "rosy")]
)
def test_forecasts_that_are_always_off_on_one_side_are_told_so(
    kind: str, did: bool, says: str, visit: Any, fairs: Fairs
) -> None:
    book_of(fairs, [kind] * 6, [did] * 6)
    text = shown(opened(visit))
    assert EN(f"fairs.scores.{says}") in text
    assert EN("fairs.scores.no_better") in text


def test_one_fair_that_paid_is_one(visit: Any, fairs: Fairs) -> None:
    book_of(fairs, ["plain"] * 5, [True, False, False, False, False])
    total = EN.number(5 * chance("plain"))
    assert EN.counted("fairs.scores.sum", 1, fairs=5, covered=1, told=total) in shown(opened(visit))


def test_a_fair_counts_once_its_own_time_is_over_whichever_way_it_went(
    visit: Any, fairs: Fairs
) -> None:
    keep(fairs, "plain", told(0))
    keep(fairs, "plain", told(1, open_quotes=20))  # the more likely outcome counts
    keep(fairs, "plain", told(0, day=EARLY))  # nobody is open: a loss that is known early
    keep(fairs, "plain", told(30, day=EARLY))  # a win that is known early
    keep(fairs, "plain", None)  # nothing is known of it
    fairs.save(fairs.new("No forecast", 2026).id, "record", told(0), base=0)
    some = Record(FAIR_DAY, (Entry(OVER, {"visitors": 9000}),))  # nothing of leads
    keep(fairs, "plain", record_file.dumps(some))
    fairs.archive(keep(fairs, "plain", told(30)))  # which counts too
    fairs.delete(keep(fairs, "plain", told(30)))  # which does not
    fairs.save(fairs.new("Unreadable", 2026).id, "frozen", "no such thing", base=0)
    assert EN("fairs.scores.missing", got=3, needed=5, left=2) in shown(opened(visit))


def test_a_plan_without_months_counts_once_nobody_is_open(visit: Any, fairs: Fairs) -> None:
    plan = made("plain").plan
    months = [path for path in plan.inputs if path.startswith("months_to_order")]
    inputs = {path: one for path, one in plan.inputs.items() if path not in months}
    without = forecast.forecast(
        replace(plan, inputs=inputs, horizon=None), 7, date(2026, 1, 5), trials=4096
    )
    keep(fairs, "plain", told(2, open_quotes=20), frozen=without)
    keep(fairs, "plain", told(2, day=EARLY), frozen=without)
    assert EN("fairs.scores.missing", got=1, needed=5, left=4) in shown(opened(visit))


def test_a_fair_is_worked_out_once_as_long_as_nothing_is_told_of_it(
    visit: Any, fairs: Fairs, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked = Mock(wraps=as_of.covered)
    monkeypatch.setattr("ui.book.read.as_of.covered", worked)
    id = keep(fairs, "plain", told(3))
    keep(fairs, "poor", told(4, day=EARLY))  # which does not count: nothing to work out
    visitor = opened(visit)
    assert worked.call_count == 1
    opened(visit)
    visitor.run()
    assert worked.call_count == 1
    fairs.save(id, "record", told(5), base=1)
    visitor.run()
    assert worked.call_count == 2


def test_a_phase_that_the_plan_does_not_have_need_not_be_counted(visit: Any, fairs: Fairs) -> None:
    plan = made("plain").plan
    none = Exact(0.0, plan.inputs["mix.awareness"].scale)
    without = forecast.forecast(
        plan.with_(inputs={"mix.awareness": none}), 7, date(2026, 1, 5), trials=4096
    )
    (entry,) = record_file.loads(told(6)).entries
    figures = {key: x for key, x in entry.figures.items() if not key.endswith("awareness")}
    record = record_file.dumps(Record(FAIR_DAY, (Entry(entry.day, figures),)))
    keep(fairs, "plain", record, frozen=without)
    assert EN("fairs.scores.missing", got=1, needed=5, left=4) in shown(opened(visit))


@pytest.mark.parametrize("language", LOCALES)
def test_forecasts_frozen_once_the_fair_had_begun_do_not_count_and_it_says_so(
    language: str, visit: Any, fairs: Fairs
) -> None:
    w = words(language)
    book_of(fairs, ["plain"] * 4, [False] * 4)
    assert w("fairs.scores.late", n=1) not in shown(opened(visit, LOCALES[language]))
    keep(fairs, "plain", told(0), frozen=made("plain", FAIR_DAY))
    text = shown(opened(visit, LOCALES[language]))
    assert w("fairs.scores.missing", got=4, needed=5, left=1) in text
    assert w("fairs.scores.late", n=1) in text
    keep(fairs, "plain", told(0), frozen=made("plain", date(2026, 2, 28)))
    text = shown(opened(visit, LOCALES[language]))
    assert w("fairs.scores.right") in text
    assert w("fairs.scores.late", n=1) in text


def test_an_empty_book_has_no_forecasts_to_score(visit: Any, fairs: Fairs) -> None:
    visitor = visit()
    visitor.at.switch_page("pages/fairs.py")
    visitor.run()
    assert EN("fairs.scores.title") not in shown(visitor)
    keep(fairs, "plain", told(0))
    assert EN("fairs.scores.title") in shown(visitor.run())
    assert EN("fairs.scores.which") not in shown(visitor)  # closed
