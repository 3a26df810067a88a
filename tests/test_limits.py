"""Every limit at its edge: just within works, just beyond is refused in one sentence, or cut.

A limit is a promise of its own, so its number stands here once more: by it a file of the greatest
size still opens in a moment, a text fits into its column, a link into an address. Long because all
of them stand in one list.
"""

from __future__ import annotations

import ast
import importlib
import io
import json
import re
import tomllib
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final

import pytest

from console.terminal import short_name
from reports import Report
from sim import CostLine, Counted, Exact, Range, ScenarioError, dumps, example, loads
from sim.actuals import evaluation, forecast, guesses
from sim.actuals import file as record_file
from sim.actuals.record import Entry, Record
from sim.crm.example import example_csv
from sim.crm.files.cells import amounts, bare
from sim.crm.files.delimited import ABOVE
from sim.decide.comparison import compare
from sim.invoices.document import opened
from sim.links.comparison_link import encode_comparison
from sim.links.plan_link import Link
from sim.plan.parameters import Unit
from sim.plan.problems import one_line
from sim.plan.steps.changes import Plus
from sim.plan.steps.step import Step
from sim.play.engine import SEED
from sim.play.trials import check_run
from sim.start.facts import Facts
from store import StoreError
from store.book_file import FORMAT, INDEX, unpacked
from store.entries import checked_by, checked_content, checked_id, checked_name, checked_year
from store.years.entries import checked_fairs
from tests.house import CODE, ROOT, module_of, parsed
from tests.sim.crm.tables import read_table
from ui.visit.companies import allowed, company
from words.catalogue import words
from words.markdown import file_name

PLAN = example("regional")
EN = words("en")
FAIR = date(2026, 10, 6)
MOMENT = datetime(2026, 3, 1, tzinfo=UTC).isoformat()
HEAD = {"id": "a", "name": "Fair", "year": 2026, "series": "fair", "created": MOMENT}
HEAD |= {"changed": MOMENT, "archived": None, "documents": []}

LIMITS: Final[dict[str, Any]] = {
    "console.main.LONGEST": 300,
    "console.year.told.SHOWN": 6,
    "console.terminal.LARGEST": 1e10,
    "console.terminal.LONGEST": 30,
    "pictures.base.WIDEST_DOT": 22.0,
    "pictures.months.NUMBERS_ON_PHONE": 7,
    "reports.workbook.book.LONGEST_LINK": 2_000,
    "reports.workbook.book.MOST_TRIALS": 50_000,
    "reports.page.LONGEST_LABEL": 42,
    "reports.page.LONGEST_WORD": 20,
    "reports.page.MOST_COSTS": 9,
    "reports.page.MOST_INCOME": 3,
    "reports.paper.LONGEST_WORD": 24,
    "reports.workbook.reading.LARGEST": 20_000_000,
    "reports.workbook.reading.LARGEST_PART": 2_000_000,
    "reports.workbook.reading.MOST_ROWS": 5_000,
    "reports.report.LONGEST_CURRENCY": 12,
    "reports.workbook.sheets.LONGEST_ALTERNATIVE": 500,
    "reports.workbook.sheets.SPARE": 12,
    "reports.systems.campaign.LONGEST_NAME": 80,
    "server.api.callers.MOST": 10_000,
    "server.api.callers.SHORTEST": 20,
    "server.api.requests.MOST_WAITING": 8,
    "sim.actuals.evaluation.LARGEST": 1_000_000,
    "sim.actuals.evaluation.LONGEST": 4_000,
    "sim.actuals.evaluation.MOST_ACTIONS": 50,
    "sim.actuals.file.LARGEST": 10_000_000,
    "sim.actuals.forecast.LARGEST": 1_000_000,
    "sim.actuals.guesses.LARGEST": 1_000_000,
    "sim.actuals.guesses.MOST": 500,
    "sim.actuals.record.MOST_ENTRIES": 1_000,
    "sim.actuals.record.MOST_INVOICES": 1_000,
    "sim.actuals.record.MOST_VALUES": 200_000,
    "sim.crm.files.cells.FIRST_YEAR": 1990,
    "sim.crm.files.cells.LAST_YEAR": 2100,
    "sim.crm.files.cells.LONGEST": 80,
    "sim.crm.files.cells.MOST_MONEY": 1e12,
    "sim.crm.example.MOST": 100_000,
    "sim.crm.columns.MOST_CELLS": 300,
    "sim.crm.columns.MOST_ROWS": 5_000,
    "sim.crm.files.delimited.ABOVE": 50,
    "sim.crm.files.delimited.SAMPLE": 50,
    "sim.crm.files.child.LOOKED": 10_000_000,
    "sim.crm.files.grid.MOST_BYTES": 40_000_000,
    "sim.crm.files.grid.MOST_CELLS": 10_000_000,
    "sim.crm.files.grid.MOST_COLUMNS": 200,
    "sim.crm.files.grid.MOST_ROWS": 200_000,
    "sim.crm.files.workbook.MOST_MEMORY": 2_000_000_000,
    "sim.crm.files.workbook.MOST_SECONDS": 30,
    "sim.crm.files.workbook.MOST_UNPACKED": 400_000_000,
    "sim.crm.files.markup.START": 2_000,
    "sim.crm.headers.MOST_CELLS": 300,
    "sim.crm.meaning.LONGEST_PART": 12,
    "sim.crm.meaning.MOST_STAGES": 40,
    "sim.crm.meaning.MOST_WORDS": 200,
    "sim.crm.meaning.SHORTEST": 6,
    "sim.crm.reading.FEW_LEADS": 2,
    "sim.crm.reading.MOST_ASKED": 12,
    "sim.crm.files.rows.ABOVE": 10,
    "sim.crm.files.rows.DEEPEST": 60,
    "sim.crm.files.rows.FEW": 3,
    "sim.crm.files.rows.SAMPLE": 50,
    "sim.crm.files.table.LONGEST_NAME": 80,
    "sim.crm.files.vocabulary.LONGEST": 120,
    "sim.decide.backwards.MOST": 1024.0,
    "sim.decide.comparison.MOST": 4,
    "sim.decide.dials.MOST_SHARE": 0.99,
    "sim.decide.search.MOST_STAFF": 100_000,
    "sim.condition.orders.AT_ONCE": 512,
    "sim.draws.order_values.AT_ONCE": 500_000,
    "sim.draws.order_values.MOST": 4e9,
    "sim.draws.outcomes.SEVERAL": 4,
    "sim.draws.streams.KEPT": 16_384,
    "sim.draws.streams.MOST_KEPT": 250,
    "sim.invoices.document.AT_ONCE": 65_536,
    "sim.invoices.document.LARGEST": 10_000_000,
    "sim.invoices.document.MOST_PARTS": 200_000,
    "sim.invoices.invoice.LONGEST_KEY": 120,
    "sim.invoices.budget.SHORTEST": 4,
    "sim.links.plan_link.LARGEST": 200_000,
    "sim.links.plan_link.LONGEST": 60_000,
    "sim.links.presentation.STRONGEST": 5,
    "sim.plan.beliefs.MOST_COUNTED": 1_000_000_000,
    "sim.plan.beliefs.WIDEST": 1e6,
    "sim.plan.file.LARGEST": 1_000_000,
    "sim.plan.round_numbers.MOST": 15,
    "sim.plan.checks.FIRST_MONTH": -60,
    "sim.plan.choices.dates.FIRST_DAY": date(1900, 1, 1),
    "sim.plan.choices.dates.LAST_DAY": date(2200, 12, 31),
    "sim.plan.choices.dates.MOST_BEFORE": 60,
    "sim.plan.choices.dates.MOST_DATES": 12,
    "sim.plan.checks.LAST_MONTH": 120,
    "sim.plan.checks.LONGEST_TEXT": 120,
    "sim.plan.scenario.MOST_DEPENDENCE": 0.95,
    "sim.plan.budget.MOST_COSTS": 200,
    "sim.plan.budget.MOST_FAIRS": 1_000,
    "sim.plan.steps.step.MOST_STEPS": 10,
    "sim.together.race.AT_ONCE": 8,
    "sim.play.engine.MOST_PEOPLE": 1e9,
    "sim.play.enough.MOST": 262_144,
    "sim.play.trials.MOST_TRIALS": 100_000_000,
    "sim.play.ranks.PART": 65_536,
    "sim.why.hints.MANY_FAIRS": 10,
    "sim.start.facts.MOST_FAIRS": 5,
    "sim.actuals.year_forecast.LARGEST": 5_000_000,
    "sim.year.answer.LISTED": 20,
    "sim.year.sets.FEW": 8,
    "sim.year.year.MOST": 12,
    "store.book_file.LARGEST": 100_000_000,
    "store.book_file.LONGEST": 20_000_000,
    "store.book_file.MOST": 10_000,
    "store.database.PATIENCE": 10,
    "store.entries.BY": 254,
    "store.entries.CONTENT": 10_000_000,
    "store.entries.KEPT": timedelta(days=30),
    "store.entries.NAME": 120,
    "store.entries.YEARS": (1900, 2200),
    "store.years.entries.MOST_FAIRS": 100,
    "sim.learning.from_below.SEEN": 1024,
    "ui.year.board.LISTED": 6,
    "ui.year.board.NAMED": 3,
    "ui.year.said.ROOM": 72,
    "ui.year.came.FEW": 10,
    "ui.year.refine.pairs.FEW": 4,
    "store.snapshots.CONTENT": 1_000_000,
    "store.snapshots.TITLE": 120,
    "ui.actuals.boxes.MOST": 3,
    "ui.actuals.doubted.FEW": 10,
    "ui.actuals.unsaved.MOST": 1_000_000,
    "ui.book.blocks.MANY": 30,
    "ui.book.page.ON_PHONE": 8,
    "ui.book.page.SHOWN": 20,
    "ui.compare.tables.FEW": 12,
    "ui.invoices.dropped.MOST_FILES": 100,
    "ui.invoices.placing.SHOWN": 25,
    "ui.crm.asks.MANY": 4,
    "ui.crm.counted.MOST": 20,
    "ui.crm.refine.MOST": 40,
    "ui.crm.refine.MOST_SOURCES": 200,
    "ui.lines.paste.MOST_TOLD": 8,
    "ui.plan.origins.MOST": 3,
    "ui.questions.find_out.SHOWN": 5,
    "ui.questions.levers.SHOWN": 6,
    "ui.questions.when.TOLD_ON_PHONE": (0, 6, 12, 36),
    "ui.questions.why.DOTS_ON_PHONE": 20,
    "ui.questions.why.SHOWN": 8,
    "ui.share.board.DOTS_ON_PHONE": 20,
    "ui.share.letter.LONGEST": {"sender": 120, "next_step": 300, "opening": 200},
    "ui.share.page.FINEST": 28,
    "ui.start.questions.MOST_PROBLEMS": 3,
    "ui.start.said.LONGEST": 40,
    "ui.start.said.MOST_PASTED": 4_000,
    "ui.start.said.MOST_TOLD": 6_000,
    "ui.visit.companies.LONGEST": 254,
    "ui.visit.sign_in.MOST_HOURS": 720.0,
    "ui.visit.strangers.DIGITS": 12,
    "ui.visit.strangers.SHORTEST": 16,
    "words.numbers.SIGNS": 12,
}

# Limits that stand as a number where they are used.
WRITTEN: Final = {
    "sim.crm.files.delimited": [2000, 2000, 2000, 200_000],
    "sim.invoices.ubl": [10],
    "sim.links.plan_link": [50],
    "sim.plan.problems": [117, 120],
    "ui.book.at_hand": [120],
    "ui.book.blocks": [120],
    "ui.evaluate.guesses": [120],
    "ui.evaluate.team": [200],
    "ui.plan.sidebar": [120],
    "ui.share.page": [120],
    "ui.year.board": [120],
    "words.catalogue": [118, 120],
    "words.markdown": [60],
}
NO_LIMITS = {
    "LEADS",
    "PHASES",
    "PHASED",
    "ASKING",
    "ENOUGH",
    "WIDTH",
}  # where a list or a line is parted
NO_LIMITS |= {"HEAD", "EXPECTED", "LINE_OVER"}  # and a row
NAMED = re.compile(
    r"_?(MOST|LONGEST|LARGEST|WIDEST|FINEST|MANY|SHOWN|FEW)(_|$)|.*ON_PHONE$"
    r"|(FIRST|LAST)_(YEAR|MONTH)$"
)
BOUNDS = ("most", "least", "max_chars", "max_value", "min_value", "max_row", "max_num_fields")


def declared(file: Path) -> Iterator[str]:
    for node in parsed(file).body:
        targets = [node.target] if isinstance(node, ast.AnnAssign) else getattr(node, "targets", [])
        yield from (one.id for one in targets if isinstance(one, ast.Name) and one.id.isupper())


def bounds(file: Path) -> Iterator[ast.expr]:
    """What a refusal names, where a text or a list is cut, what a length is compared with."""
    for node in ast.walk(parsed(file)):
        if isinstance(node, ast.keyword) and node.arg in BOUNDS:
            yield node.value
        elif isinstance(node, ast.Slice) and node.upper is not None:
            yield node.upper
        elif isinstance(node, ast.Compare) and "len(" in ast.unparse(node.left):
            yield from node.comparators


def limits(file: Path) -> set[str]:
    """The constants of a file that are limits by their name, or used as one; of other files too."""
    home = {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in ast.walk(parsed(file))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    parts = (node for bound in bounds(file) for node in ast.walk(bound))
    used = {node.id for node in parts if isinstance(node, ast.Name)}
    names = {name for name in used if name.isupper()} | set(filter(NAMED.match, declared(file)))
    return {home.get(name, f"{module_of(file)}.{name}") for name in names - NO_LIMITS}


def value(name: str) -> Any:
    module, _, constant = name.rpartition(".")
    return getattr(importlib.import_module(module), constant)


@pytest.mark.parametrize("name", LIMITS)
def test_a_limit_is_what_was_promised(name: str) -> None:
    assert value(name) == LIMITS[name]


def test_every_constant_that_bounds_something_is_promised_here() -> None:
    assert {name for file in CODE for name in limits(file)} - set(LIMITS) == set()


def test_every_number_written_where_something_is_bounded_is_promised_here() -> None:
    found = {
        module_of(file): sorted(
            node.value
            for bound in bounds(file)
            for node in ast.walk(bound)
            if isinstance(node, ast.Constant) and isinstance(node.value, int) and node.value >= 10
        )
        for file in CODE
    }
    no_limits = {"sim.play.trials": [63], "store.book_file": [1_000_000]}  # bits, a MB
    assert {module: told for module, told in found.items() if told} == WRITTEN | no_limits


def test_a_number_of_a_plan_is_at_most_what_its_unit_allows() -> None:
    most = {
        "COUNT": 1e8,
        "SHARE": 1.0,
        "POSITIVE": 1e6,
        "AMOUNT": 1e6,
        "MONEY": 1e12,
        "MONTHS": 600.0,
        "TIMES": 100.0,
    }
    assert {unit.name: unit.most for unit in Unit} == most
    for unit in Unit:
        unit.check(most[unit.name])
        refused(partial(unit.check, most[unit.name] * 1.001), "above")


def test_an_upload_is_at_most_fifty_megabytes_so_that_every_file_that_is_read_fits() -> None:
    server = tomllib.loads((ROOT / ".streamlit/config.toml").read_text("utf-8"))["server"]
    assert server["maxUploadSize"] == 50
    read = (
        "sim.plan.file.LARGEST",
        "reports.workbook.reading.LARGEST",
        "sim.crm.files.grid.MOST_BYTES",
    )
    assert max(LIMITS[name] for name in read) <= 50_000_000


def padded(text: str, characters: int) -> str:
    """JSON of so many characters."""
    return text.ljust(characters)


def lines(costs: int) -> tuple[CostLine, ...]:
    return (CostLine("Stand", Exact(1.0)),) * costs


def steps(many: int) -> tuple[Step, ...]:
    return tuple(Step(f"step {n}", Exact(1.0), (("staff", Plus(1.0)),)) for n in range(many))


def days(many: int) -> Record:
    return Record(FAIR, tuple(Entry(FAIR + timedelta(n), {"visitors": 9}) for n in range(many)))


def guessed(many: int) -> tuple[guesses.Said, ...]:
    return guesses.loads(guesses.dumps([guesses.Said("Anna", "margin", 0.1, 0.3)] * many))


def book(fairs: int, index: int = 0, beside: int = 0) -> bytes:
    """A file with so many fairs, an index of so many bytes at least, and others beside it."""
    told = json.dumps({"format": FORMAT, "version": 1, "fairs": [HEAD] * fairs}).ljust(index)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr(INDEX, told)
        archive.writestr("beside", bytes(max(beside - len(told), 0)))
    return buffer.getvalue()


def frozen(characters: int) -> object:
    made = forecast.forecast(PLAN, SEED, FAIR, trials=64)
    return forecast.loads(padded(forecast.dumps(made), characters))


# What a limit is for: made as large as it says, and the code of the refusal of one more.
EDGES: Final[dict[str, tuple[Callable[[int], object], str]]] = {
    "sim.actuals.evaluation.LONGEST": (lambda n: evaluation.View(well="x" * n), "too_long"),
    "sim.actuals.evaluation.MOST_ACTIONS": (
        lambda n: evaluation.Evaluation(actions=(evaluation.Action("Call"),) * n),
        "too_many",
    ),
    "sim.actuals.evaluation.LARGEST": (
        lambda n: evaluation.loads(padded(evaluation.dumps(evaluation.Evaluation()), n)),
        "too_large",
    ),
    "sim.actuals.file.LARGEST": (
        lambda n: record_file.loads(padded(record_file.dumps(Record(FAIR)), n)),
        "too_large",
    ),
    "sim.actuals.forecast.LARGEST": (frozen, "too_large"),
    "sim.actuals.guesses.LARGEST": (
        lambda n: guesses.loads(padded(guesses.dumps([]), n)),
        "too_large",
    ),
    "sim.actuals.guesses.MOST": (guessed, "too_many"),
    "sim.actuals.record.MOST_ENTRIES": (days, "too_many"),
    "sim.actuals.record.MOST_INVOICES": (lambda n: Entry(FAIR, {}, ("x",) * n), "too_many"),
    "sim.actuals.record.MOST_VALUES": (lambda n: Entry(FAIR, {"values": (1.0,) * n}), "too_many"),
    "sim.crm.files.grid.MOST_BYTES": (
        lambda n: read_table((b"a;b\n" + (b"1;2".ljust(99_999) + b"\n") * 401)[:n]),
        "too_large",
    ),
    "sim.crm.files.grid.MOST_COLUMNS": (
        lambda n: read_table(";".join(map("c{}".format, range(n))).encode() + b"\n" + b"x;" * n),
        "too_many_columns",
    ),
    "sim.decide.comparison.MOST": (lambda n: compare([PLAN] * n, trials=64), "too_many"),
    "sim.invoices.document.LARGEST": (lambda n: opened(b"<a/>".ljust(n)), "too_large"),
    "sim.plan.beliefs.MOST_COUNTED": (lambda n: Counted(1, n), "above"),
    "sim.plan.beliefs.WIDEST": (lambda n: Range(1.0, float(n)), "too_wide"),
    "sim.plan.file.LARGEST": (
        lambda n: loads(dumps(PLAN) + "#".ljust(n - len(dumps(PLAN)), "#")),
        "too_large",
    ),
    "sim.plan.checks.LAST_MONTH": (lambda n: PLAN.with_(horizon=n), "above"),
    "sim.plan.checks.LONGEST_TEXT": (lambda n: PLAN.with_(name="x" * n), "not_text_value"),
    "sim.plan.budget.MOST_FAIRS": (lambda n: CostLine("Stand", Exact(1.0), over=n), "above"),
    "sim.plan.budget.MOST_COSTS": (lambda n: PLAN.with_(costs=lines(n)), "too_many"),
    "sim.plan.steps.step.MOST_STEPS": (lambda n: PLAN.with_(steps=steps(n)), "too_many"),
    "sim.play.trials.MOST_TRIALS": (lambda n: check_run(n, SEED), "not_trials"),
    "sim.start.facts.MOST_FAIRS": (lambda n: Facts(fairs=({},) * n), "too_many"),
    "store.book_file.LARGEST": (lambda n: unpacked(book(0, beside=n)), "large_book"),
    "store.book_file.LONGEST": (lambda n: unpacked(book(0, index=n)), "not_book"),
    "store.book_file.MOST": (lambda n: unpacked(book(n)), "large_book"),
    "store.entries.BY": (lambda n: checked_by("x" * n), "not_by"),
    "store.entries.CONTENT": (lambda n: checked_content("x" * n), "not_content"),
    "store.entries.NAME": (lambda n: checked_name("x" * n), "not_name"),
    "store.years.entries.MOST_FAIRS": (lambda n: checked_fairs(("a",) * n), "unknown_fair"),
}


def refused(make: Callable[[], object], code: str) -> None:
    """It is refused in one sentence, which stands on one line."""
    with pytest.raises((ScenarioError, StoreError)) as raised:
        make()
    problem: Any = raised.value
    told = EN.problem(problem) if isinstance(problem, ScenarioError) else str(problem)
    assert (problem.code, len(told.splitlines())) == (code, 1)


@pytest.mark.parametrize("name", EDGES)
def test_just_within_works_and_just_beyond_is_refused_in_one_sentence(name: str) -> None:
    make, code = EDGES[name]
    most = int(LIMITS[name])
    make(most)
    refused(partial(make, most + 1), code)


def test_months_and_years_are_refused_just_outside_both_ends() -> None:
    for month in (-60, 120):
        CostLine("Stand", Exact(1.0), month=month)
    refused(lambda: CostLine("Stand", Exact(1.0), month=-61), "below")
    refused(lambda: CostLine("Stand", Exact(1.0), month=121), "above")
    assert [checked_year(year) for year in (1900, 2200)] == [1900, 2200]
    for year in (1899, 2201):
        refused(partial(checked_year, year), "not_year")


def test_an_example_and_a_comparison_are_refused_one_beyond_what_they_hold() -> None:
    refused(lambda: example_csv(PLAN, rows=100_001), "too_many")
    encode_comparison([Link(PLAN)] * 4)
    refused(lambda: encode_comparison([Link(PLAN)] * 5), "too_many_plans")


def test_a_file_of_a_crm_holds_two_hundred_thousand_leads() -> None:
    assert len(read_table(b"a;b\n" + b"1;2\n" * 200_000).rows) == 200_000
    refused(lambda: read_table(b"a;b\n" + b"1;2\n" * (200_000 + ABOVE + 1)), "too_many")


def test_what_is_longer_than_its_place_is_cut_to_it() -> None:
    columns = read_table(f"{'x' * 81};b;c\n1;2;3\n".encode()).columns
    report = Report(PLAN.with_(currency="x" * 13), None, EN, "", "", FAIR)  # type: ignore[arg-type]
    cut = [columns[0], report.money_plan.currency, file_name("x" * 61), one_line("x" * 121)]
    assert [len(text) for text in cut] == [80, 12, 60, 120]
    assert [len(short_name("x" * n)) for n in (30, 31)] == [30, 30]
    assert one_line("x" * 120) == "x" * 120
    assert "x" * 12 in EN.money(1.0, "x" * 13)
    assert "x" * 13 not in EN.money(1.0, "x" * 13)


def test_a_cell_is_read_up_to_eighty_characters_and_up_to_a_million_millions() -> None:
    assert [bare("x" * 80), bare("x" * 81)] == ["x" * 80, ""]
    assert amounts(["1000000000000", "1000000000001"]) == {
        "1000000000000": 1e12,
        "1000000000001": None,
    }


def test_an_id_and_a_company_are_refused_one_character_beyond_what_a_column_holds() -> None:
    assert checked_id("a" * 40)
    refused(lambda: checked_id("a" * 41), "unknown_fair")
    entry = {"issuer": "idp", "claim": "firm", "value": "x" * 245}  # "idp firm=" before it
    assert company({"iss": "idp", "firm": "x" * 245}, allowed([entry]))
    entry |= {"value": "x" * 246}
    assert company({"iss": "idp", "firm": "x" * 246}, allowed([entry])) is None
