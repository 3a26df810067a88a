"""The example of a CRM's file is a simulated fair, and is read back as that fair."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from sim import ScenarioError
from sim.actuals.actuals import LEADS
from sim.actuals.record import Entry, Record
from sim.crm.example import FAIR_DAY, _Fair, example_csv
from sim.crm.files.vocabulary import exports
from sim.crm.reading import asks, left_out, read
from sim.crm.sheet import Sheet, standing
from sim.evaluate.beliefs import learned_plan
from sim.plan.file import EXAMPLES, example
from sim.plan.funnel import PHASES
from tests.sim.made_up import fair

NATIONAL = example("national")
AFTER = FAIR_DAY + timedelta(4000)


COLUMNS = {
    "id", "phase", "stage", "state", "value", "date.closed", *(f"date.{stage}" for stage in LEADS)
}  # fmt: skip


def counted(content: bytes) -> Sheet:
    return read(content).sheet


@pytest.mark.parametrize("language", exports())
@pytest.mark.parametrize("name", EXAMPLES)
def test_every_row_is_read_back_by_the_guesses_alone(name: str, language: str) -> None:
    reading = read(example_csv(example(name), 3, language=language))
    assert set(reading.columns) == COLUMNS
    found = reading.sheet
    assert (len(found.leads), found.wrong, found.empty, found.unsaid) == (300, (), 0, 0)
    assert found.dated
    assert found.phased
    assert not asks(reading, AFTER)


def test_all_languages_tell_the_same_fair() -> None:
    each = [counted(example_csv(NATIONAL, 5, language=code)).leads for code in exports()]
    assert all(found == each[0] for found in each)
    assert len(each) > 2


def test_long_after_the_fair_the_counts_are_those_of_the_simulated_fair() -> None:
    sheet = counted(example_csv(NATIONAL, 2, 400, months=72))
    figures = standing(sheet, AFTER, by_phase=True).figures
    played = _Fair(NATIONAL, 2, 400)
    for phase in PHASES:
        for stage in LEADS:
            count = played.result[f"{stage}.{phase}"][played.trial]
            assert figures[f"{stage}.{phase}"] == count
            assert not figures.get(f"open.{stage}.{phase}")
    orders = sum(int(str(figures[f"orders.{phase}"])) for phase in PHASES)
    values = figures["values"]
    assert isinstance(values, tuple)
    assert len(values) == orders > 0


def told(sheet: Sheet, day: date) -> Entry:
    return Entry(day, standing(sheet, day, by_phase=True).figures)


def test_the_same_file_grows_from_week_one_to_month_six_and_feeds_the_forecast() -> None:
    found = counted(example_csv(NATIONAL))
    record = Record(FAIR_DAY)
    for days in (7, 60, 182):
        record = record.with_entry(told(found, FAIR_DAY + timedelta(days)))
    assert not record.gaps()
    counts = [record.known(day).total("quotes") for day in record.days]
    assert counts == sorted(counts)
    assert record.known().total("contacts") == 300
    assert learned_plan(NATIONAL, record.known()) != NATIONAL


def test_the_same_seed_writes_the_same_file_and_another_another() -> None:
    assert example_csv(NATIONAL, 1) == example_csv(NATIONAL, 1)
    assert example_csv(NATIONAL, 1) != example_csv(NATIONAL, 2)


def test_no_cell_begins_a_formula_and_no_lead_is_dated_before_the_fair() -> None:
    for language in ("nl", "en"):
        table = read(example_csv(NATIONAL, language=language)).table
        assert not [cell for row in table.rows for cell in row if cell.startswith(tuple("=+-@"))]
    found = counted(example_csv(NATIONAL, fair_day=date(2025, 3, 4)))
    assert min(lead.since[0] or date.min for lead in found.leads) == date(2025, 3, 4)


def test_a_plan_without_months_or_with_a_stand_limit_has_an_example_too() -> None:
    plan = fair("regional")
    bare = plan.with_(
        inputs={k: v for k, v in plan.inputs.items() if not k.startswith("months")}, horizon=None
    )
    assert len(counted(example_csv(plan.with_(triage=0.5), rows=1)).leads) == 1
    assert len(counted(example_csv(bare, rows=50)).leads) == 50


@pytest.mark.parametrize(
    ("seed", "rows", "language", "code"),
    [
        (1, 0, "nl", "not_whole"),
        (1, 100_001, "nl", "too_many"),
        (1, 10, "xx", "not_one_of"),
        (-1, 10, "nl", "not_seed"),
    ],
)
def test_what_cannot_be_written_is_refused(seed: int, rows: int, language: str, code: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        example_csv(NATIONAL, seed, rows, language)
    assert caught.value.code == code


@pytest.mark.thorough
def test_a_hundred_thousand_rows_are_all_counted() -> None:
    content = example_csv(NATIONAL, rows=100_000)
    lines = content.split(b"\r\n")
    number, _, *others = lines[50_000].split(b";")
    lines[50_000] = b";".join([number, b"zomaar", *others])
    lines[70_000] += b";too wide"
    lines[99_999] = b"L-0001" + lines[99_999][lines[99_999].index(b";") :]
    reading = read(b"\r\n".join(lines))
    found = reading.sheet
    assert (found.rows, len(found.leads)) == (99_999, 99_998)
    assert [(wrong.line, wrong.code) for wrong in found.wrong] == [(70_001, "row_too_wide")]
    assert [(one.why, one.rows) for one in left_out(reading, standing(found))] == [("wrong", 1)]
    assert [(ask.what, ask.rows, ask.word) for ask in asks(reading)] == [("word", 1, "zomaar")]
