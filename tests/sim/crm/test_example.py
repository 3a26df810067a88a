"""The example of a CRM's file is a simulated fair, and is read back as that fair."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from sim import ScenarioError
from sim.actuals.actuals import LEADS
from sim.actuals.record import Record
from sim.crm.example import FAIR_DAY, _Fair, example_csv
from sim.crm.leads import leads
from sim.crm.meaning import ROLES, guess_columns
from sim.crm.sheet import Sheet, entry
from sim.crm.table import read_table
from sim.evaluate.beliefs import learned_plan
from sim.plan.file import EXAMPLES, example
from sim.plan.funnel import PHASES
from tests.sim.made_up import fair

NATIONAL = example("national")
AFTER = FAIR_DAY + timedelta(4000)


def read(content: bytes) -> Sheet:
    table = read_table(content)
    return leads(table, guess_columns(table))


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", EXAMPLES)
def test_every_row_is_read_back_by_the_guesses_alone(name: str, language: str) -> None:
    content = example_csv(example(name), 3, language=language)
    assert set(guess_columns(read_table(content))) == set(ROLES)
    found = read(content)
    assert (len(found.leads), found.wrong, found.empty, found.unsaid) == (300, (), 0, 0)
    assert found.dated


def test_both_languages_tell_the_same_fair() -> None:
    dutch, english = (read(example_csv(NATIONAL, 5, language=code)) for code in ("nl", "en"))
    assert dutch.leads == english.leads


def test_long_after_the_fair_the_counts_are_those_of_the_simulated_fair() -> None:
    figures = entry(read(example_csv(NATIONAL, 2, 400, months=72)), AFTER).figures
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


def test_the_same_file_grows_from_week_one_to_month_six_and_feeds_the_forecast() -> None:
    found = read(example_csv(NATIONAL))
    record = Record(FAIR_DAY)
    for days in (7, 60, 182):
        record = record.with_entry(entry(found, FAIR_DAY + timedelta(days)))
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
        table = read_table(example_csv(NATIONAL, language=language))
        assert not [cell for row in table.rows for cell in row if cell.startswith(tuple("=+-@"))]
    found = read(example_csv(NATIONAL, fair_day=date(2025, 3, 4)))
    assert min(lead.since[0] or date.min for lead in found.leads) == date(2025, 3, 4)


def test_a_plan_without_months_or_with_a_stand_limit_has_an_example_too() -> None:
    plan = fair("regional")
    bare = plan.with_(
        inputs={k: v for k, v in plan.inputs.items() if not k.startswith("months")}, horizon=None
    )
    assert len(read(example_csv(plan.with_(triage=0.5), rows=1)).leads) == 1
    assert len(read(example_csv(bare, rows=50)).leads) == 50


@pytest.mark.parametrize(
    ("seed", "rows", "language", "code"),
    [
        (1, 0, "nl", "not_whole"),
        (1, 100_001, "nl", "too_many"),
        (1, 10, "fr", "not_one_of"),
        (-1, 10, "nl", "not_seed"),
    ],
)
def test_what_cannot_be_written_is_refused(seed: int, rows: int, language: str, code: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        example_csv(NATIONAL, seed, rows, language)
    assert caught.value.code == code


def test_a_hundred_thousand_rows_are_all_counted() -> None:
    content = example_csv(NATIONAL, rows=100_000)
    lines = content.split(b"\r\n")
    number, _, *others = lines[50_000].split(b";")
    lines[50_000] = b";".join([number, b"zomaar", *others])
    lines[99_999] = b"L-0001" + lines[99_999][lines[99_999].index(b";") :]
    found = read(b"\r\n".join(lines))
    assert len(found.leads) == 99_998
    assert [(wrong.line, wrong.code) for wrong in found.wrong] == [
        (50_001, "unknown_word"),
        (100_000, "same_id"),
    ]
