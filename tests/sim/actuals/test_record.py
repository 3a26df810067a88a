"""What was told about a fair is kept as it was told, and fits together on every day.

Long because it mirrors one module.
"""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim import ScenarioError
from sim.actuals.actuals import LEADS, Actuals
from sim.actuals.file import LARGEST, dumps, loads
from sim.actuals.record import COSTS, DAYS_A_MONTH, KEYS, OPEN, REACHED, Entry, Record
from sim.evaluate.updated import updated
from sim.plan.file import example
from sim.plan.funnel import PHASES
from tests.sim.evaluate.test_updated import CLOSED
from words.catalogue import words

FAIR = date(2026, 10, 6)
MADE = settings(deadline=None, derandomize=True, max_examples=60)


def after(days: int) -> date:
    return FAIR + timedelta(days)


def told(*figures: tuple[int, dict[str, Any]]) -> Record:
    """Entries so many days after the fair."""
    return Record(FAIR, tuple(Entry(after(days), said) for days, said in figures))


@st.composite
def leads(draw: st.DrawFn) -> dict[str, Any]:
    """Every lead of every phase, at its furthest stage, open or lost."""
    found: dict[str, Any] = {}
    for phase in PHASES:
        came = 0
        for stage in reversed(LEADS):
            ended = draw(st.integers(0, 20))
            came += ended
            found[f"{stage}.{phase}"] = came
            if stage != LEADS[-1]:
                found[f"open.{stage}.{phase}"] = draw(st.integers(0, ended))
    return found


@st.composite
def records(draw: st.DrawFn) -> Record:
    """Any record: each day with all leads or none, and whatever else."""
    entries = []
    for _ in range(draw(st.integers(0, 4))):
        figures: dict[str, Any] = draw(leads() | st.just({}))
        if figures:
            orders = sum(figures[f"orders.{phase}"] for phase in PHASES)
            figures["extra_orders"] = draw(st.integers(0, orders))
            money = st.lists(st.floats(0, 1e9), max_size=orders)
            figures["values"] = tuple(draw(money))
        figures |= draw(st.dictionaries(st.sampled_from(COSTS), st.floats(0, 1e9), max_size=3))
        figures |= draw(st.dictionaries(st.just("margin"), st.floats(0, 1)))
        figures |= draw(st.dictionaries(st.just("visitors"), st.integers(0, 10**8)))
        entries.append(Entry(after(draw(st.integers(-900, 900))), figures))
    return Record(FAIR, tuple(entries))


@MADE
@given(records())
def test_a_record_comes_out_of_its_text_as_it_went_in(record: Record) -> None:
    again = loads(dumps(record))
    assert again == record
    assert hash(again) == hash(record)
    assert again.known() == record.known()
    assert dumps(again) == dumps(record)


@MADE
@given(records(), st.randoms())
def test_the_order_in_which_it_was_typed_does_not_matter(record: Record, chance: Any) -> None:
    entries = list(record.entries)
    chance.shuffle(entries)
    other = Record(FAIR)
    for entry in entries:
        other = other.with_entry(entry)
    assert other == record


@MADE
@given(leads())
def test_what_is_told_whole_is_known_whole(figures: dict[str, Any]) -> None:
    record = told((40, figures))
    assert not record.gaps()
    known = record.known()
    assert {key: known.reached[key] for key in REACHED} == {key: figures[key] for key in REACHED}
    assert {f"open.{key}": known.open[key] for key in known.open} == {
        key: figures[key] for key in OPEN
    }


@MADE
@given(leads(), st.integers(0, len(OPEN)))
def test_who_is_open_but_unsaid_is_whoever_went_no_further_at_every_stage(
    figures: dict[str, Any], said: int
) -> None:
    kept = {key: x for key, x in figures.items() if key not in OPEN[said:]}
    known, whole = told((40, kept)).known(), told((40, figures)).known()
    for key in OPEN:
        place = key.removeprefix("open.")
        stage, phase = place.split(".")
        further = figures[f"{LEADS[LEADS.index(stage) + 1]}.{phase}"]
        unsaid = figures[place] - further
        assert known.waiting_in(stage, phase) == (figures[key] if key in kept else unsaid)
        assert known.said_open(place) == (figures[key] if key in kept else None)
    assert known.reached == whole.reached


def test_leads_of_whom_nothing_is_said_are_lost_only_as_their_months_pass() -> None:
    plan = example("national")
    counts = {"contacts": 40, "followed_up": 30, "calls": 12, "visits": 5, "quotes": 4, "orders": 2}
    figures: dict[str, Any] = {
        f"{stage}.{phase}": n for phase in PHASES for stage, n in counts.items()
    }
    lost = figures | dict.fromkeys(OPEN, 0)

    def orders(days: int, figures: dict[str, Any]) -> float:
        known = told((days, figures)).known()
        return updated(plan, known, trials=1024).mean("orders").value

    assert orders(3, lost) == orders(3000, lost) == 6.0
    after = [orders(days, figures) for days in (3, 200, 3000)]
    assert after == sorted(after, reverse=True)
    assert after[0] > 10.0
    assert after[-1] == 6.0


def test_every_key_can_be_told() -> None:
    figures: dict[str, Any] = dict.fromkeys(KEYS, 0) | {"values": ()}
    known = told((3, figures)).known()
    assert (known.visitors, known.extra_orders, known.margin, known.values) == (0, 0, 0.0, ())
    assert len(known.costs) == len(COSTS)
    assert set(known.reached) == set(REACHED)


def test_the_latest_day_wins_and_an_earlier_day_is_as_it_was() -> None:
    record = told((60, {"visitors": 900, "margin": 0.2}), (1, {"visitors": 1000, "costs.3": 50.5}))
    assert record.days == (after(1), after(60))
    assert record.known().visitors == 900
    assert record.known(after(59)).visitors == 1000
    assert record.known(after(0)) == Actuals()
    assert record.known().costs == {3: 50.5}
    assert record.said()["costs.3"] == (50.5, after(1))
    assert record.on(after(60)) == {"visitors": 900, "margin": 0.2}
    assert record.on(after(59)) == {}


def test_twelve_months_are_a_year() -> None:
    years = told((1461, {"contacts.decision": 4}))  # four, with their leap day
    assert years.known().months == pytest.approx(48)


def test_months_run_to_the_last_day_on_which_leads_were_told() -> None:
    record = told((-30, {"visitors": 5}), (61, {**CLOSED}), (200, {"costs.0": 1}))
    assert record.known().months == 61 / DAYS_A_MONTH
    assert record.known(after(60)).months == 0
    both = told((10, {"contacts.decision": 4}), (61, {"followed_up.decision": 2}))
    assert both.known().months == 61 / DAYS_A_MONTH
    assert told((-30, {"contacts.decision": 4})).known().months == 0


def test_a_figure_is_laid_over_that_of_the_same_day_and_can_be_taken_back() -> None:
    record = told((1, {"visitors": 10}), (2, {"visitors": 20, "margin": 0.3}))
    record = record.with_entry(Entry(after(2), {"margin": 0.4}))
    assert record.on(after(2)) == {"visitors": 20, "margin": 0.4}
    record = record.with_entry(Entry(after(2), {"visitors": None}))
    assert record.known().visitors == 10
    record = record.with_entry(Entry(after(2), {"margin": None}))
    assert record.days == (after(1),)
    assert record.without(after(1)) == Record(FAIR)
    assert record.without(after(7)) == record


def test_what_has_a_gap_before_it_waits_and_says_for_what() -> None:
    record = told(
        (
            9,
            {
                "contacts.decision": 9,
                "calls.decision": 4,
                "open.calls.decision": 1,
                "orders.awareness": 1,
                "extra_orders": 1,
                "values": (5.0,),
            },
        )
    )
    assert record.gaps() == {
        "calls.decision": "followed_up.decision",
        "open.calls.decision": "followed_up.decision",
        "orders.awareness": "contacts.awareness",
        "extra_orders": "contacts.awareness",
        "values": "contacts.awareness",
    }
    assert dict(record.known().reached) == {"contacts.decision": 9}
    assert record.known().values == ()
    later = record.with_entry(Entry(after(2), {"followed_up.decision": 6}))
    assert "calls.decision" not in later.gaps()
    assert later.known().at("calls", "decision") == 4
    assert later.gaps(after(8)) == {"followed_up.decision": "contacts.decision"}


@pytest.mark.parametrize(
    ("early", "late", "values"),
    [
        (
            {"contacts.decision": 50, "followed_up.decision": 40},
            {"contacts.decision": 30},
            ("followed_up.decision", 40, after(1), 30, "contacts.decision", after(2)),
        ),
        (
            {"contacts.decision": 50},
            {"orders.decision": 51},
            ("orders.decision", 51, after(2), 50, "contacts.decision", after(1)),
        ),
        (
            {"contacts.decision": 50, "open.contacts.decision": 20},
            {"followed_up.decision": 31},
            ("followed_up.decision", 31, after(2), 30, "open.contacts.decision", after(1)),
        ),
        (
            {"quotes.decision": 5},
            {"open.quotes.decision": 6},
            ("open.quotes.decision", 6, after(2), 5, "quotes.decision", after(1)),
        ),
        (
            {"visitors": 10},
            {"stand_visitors": 11},
            ("stand_visitors", 11, after(2), 10, "visitors", after(1)),
        ),
        (
            dict.fromkeys(REACHED, 1),
            {"extra_orders": 4},
            ("extra_orders", 4, after(2), 3, "orders", after(1)),
        ),
        (
            dict.fromkeys(REACHED, 0),
            {"values": (8.0,)},
            ("values", 1, after(2), 0, "orders", after(1)),
        ),
    ],
)
def test_a_contradiction_names_both_figures_and_their_days(
    early: dict[str, Any], late: dict[str, Any], values: tuple[Any, ...]
) -> None:
    with pytest.raises(ScenarioError) as caught:
        told((2, late), (1, early))
    problem = caught.value
    keys = ("got", "day", "most", "other", "since")
    assert (problem.code, problem.place, *(problem.values[key] for key in keys)) == (
        "contradicts",
        *values,
    )


def test_a_contradiction_is_told_in_words() -> None:
    with pytest.raises(ScenarioError) as caught:
        told((1, {"visitors": 10, "contacts.decision": 7}), (2, {"open.contacts.decision": 8}))
    assert words("nl").problem(caught.value) == (
        "Goede gesprekken, besluitvorming, nog open: 8 (van 8 oktober 2026) is te veel naast "
        "Goede gesprekken, besluitvorming (van 7 oktober 2026); hoogstens 7 kan"
    )


@pytest.mark.parametrize(
    ("key", "figure", "code"),
    [
        ("visitors", -1, "below"),
        ("visitors", 1.5, "not_whole"),
        ("visitors", True, "not_number"),
        ("visitors", "12", "not_number"),
        ("visitors", 10**400, "above"),
        ("visitors", 10**9, "above"),
        ("visitors", float("nan"), "not_finite"),
        ("contacts", 3.5, "not_whole"),
        ("open.orders", 3, "unknown_key"),
        ("contacts.nobody", 3, "unknown_key"),
        ("open.orders.decision", 3, "unknown_key"),
        ("costs.200", 3, "unknown_key"),
        ("costs.01", 3, "unknown_key"),
        ("costs.1", (3.0,), "not_number"),
        ("income.200", 3, "unknown_key"),
        ("income.0", -3, "below"),
        ("margin", 1.1, "above"),
        ("values", 5, "not_list"),
        ("values", (5, -1), "below"),
        ("values", (0.0,) * 200_001, "too_many"),
    ],
)
def test_a_figure_that_cannot_be_is_refused_with_its_key(key: str, figure: Any, code: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        Entry(FAIR, {key: figure})
    assert (caught.value.code, caught.value.place) == (code, key)


def test_days_are_days_near_the_fair() -> None:
    assert Entry(datetime(2026, 10, 6, 12, 30), {}).day == FAIR
    with pytest.raises(ScenarioError, match=r"day_outside .*2062-10-06"):
        Record(FAIR, (Entry(date(2062, 10, 6), {"visitors": 1}),))
    with pytest.raises(ScenarioError, match="not_day"):
        Record("soon")  # type: ignore[arg-type]
    with pytest.raises(ScenarioError, match=r"entries: too_many .got 1001;"):
        told(*((at, {"visitors": 1}) for at in range(1001)))
    for fair in (date.min, date.max):
        assert Record(fair, (Entry(fair, {"visitors": 1}),)).known().visitors == 1


GOOD = {"version": 1, "fair_day": "2026-10-06", "entries": []}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "not_record"),
        ("[]", "not_record"),
        ("{", "not_record"),
        (b"\xff\xfe\x00", "not_record"),
        ("[" * 100_000, "not_record"),
        ("9" * 10_000, "not_record"),
        ("NaN", "not_record"),
        (" " * (LARGEST + 1), "too_large .got"),
        (json.dumps({**GOOD, "version": "1"}), "version: not_record"),
        (json.dumps({**GOOD, "version": 2}), "record_version"),
        (json.dumps({**GOOD, "fair_day": 5}), "fair_day: not_day .got 5"),
        (json.dumps({**GOOD, "fair_day": "6-10-2026"}), "fair_day: not_day .got 6-10-2026"),
        (json.dumps({**GOOD, "entries": {}}), "entries: not_list"),
        (json.dumps({**GOOD, "entries": [1] * 1001}), "entries: too_many .got 1001;"),
        (json.dumps({**GOOD, "entries": [1]}), r"entries\[1\]: not_table"),
        (
            json.dumps({**GOOD, "entries": [{"day": "2026-10-07"}]}),
            r"entries\[1\].figures: not_table",
        ),
        (
            json.dumps({**GOOD, "entries": [{"day": "2026-10-07", "figures": {"visitors": "x"}}]}),
            r"entries\[1\].visitors: not_number .got 'x'",
        ),
        (
            '{"version":1,"fair_day":"2026-10-06","entries":[{"day":"2026-10-07",'
            '"figures":{"margin":NaN}}]}',
            r"entries\[1\].margin: not_finite .got nan",
        ),
    ],
)
def test_a_text_that_is_no_record_is_refused_with_what_is_wrong(
    text: str | bytes, problem: str
) -> None:
    with pytest.raises(ScenarioError, match=problem):
        loads(text)


@MADE
@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(max_size=5),
                    lambda x: st.lists(x, max_size=3) | st.dictionaries(
                        st.sampled_from(["version", "day", "fair_day", "entries", "figures",
                                         "visitors", "values"]), x, max_size=4)))  # fmt: skip
def test_no_document_is_answered_with_anything_but_a_problem(document: Any) -> None:
    for one in (document, {**GOOD, "entries": document}, {**GOOD, "entries": [document]}):
        with suppress(ScenarioError):
            assert loads(json.dumps(one)).fair_day == FAIR
