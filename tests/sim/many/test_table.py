"""The table as a file: what is written is read back bit by bit, and what is no table is refused."""

from __future__ import annotations

import csv
import json
import math
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from sim.many import table
from sim.many.columns import COLUMNS, FIGURES, FINGERPRINT, TEXTS, WHOLE, Row, flat
from sim.many.figures import summary
from sim.many.work import Job, answered
from sim.plan.file import dumps, example
from sim.plan.parameters import exactly
from sim.plan.problems import ScenarioError
from sim.play.engine import simulate
from tests.sim.many.plans import TRIALS, plan

HARD: dict[str, Any] = {
    "file": 'odd "name";,\n.toml',
    "name": "=1+1",
    "currency": "€",
    "problem": "",
    "trials": 65_536,
    "seed": 2**63 - 1,
    "profit.mean.value": -0.1 - 0.2,
    "profit.mean.error": 5e-324,
    "profit.p10.value": -1.7976931348623157e308,
    "profit.p50.value": 0.0,
    FINGERPRINT: "a",
}


@lru_cache
def rows() -> tuple[Row, ...]:
    """An answer, one with figures that are hard to write, and a problem."""
    found = answered(Job(dumps(plan(1)).encode(), TRIALS, 7))
    assert isinstance(found, dict)
    whole = found | {"file": "plans/a.toml", "problem": "", FINGERPRINT: "b"}
    bad = {"file": "b.toml", "problem": "@ what is wrong", FINGERPRINT: ""}
    return whole, HARD, bad


def bits(row: Row) -> dict[str, str]:
    """A row by column, each number with all its figures; a text that is missing is empty."""
    return {key: repr(row.get(key) or "" if key in TEXTS else row.get(key)) for key in COLUMNS}


@pytest.mark.parametrize("ending", table.FORMATS)
@pytest.mark.parametrize("decimal", [".", ","])
def test_what_is_written_is_read_back_bit_by_bit(tmp_path: Path, ending: str, decimal: str) -> None:
    out = tmp_path / f"answers{ending}"
    table.write(out, rows(), decimal)
    read = table.rows(out)
    assert [bits(row) for row in read] == [bits(row) for row in rows()]
    assert list(tmp_path.iterdir()) == [out]


def test_the_columns_are_the_figures_of_the_json_object_by_their_paths() -> None:
    every = example("regional")
    hours = {path: exactly(path, 1) for path in ("follow_up_hours", "hours_per_follow_up")}
    limited = every.with_(inputs=hours)
    document = summary(simulate(limited, trials=TRIALS))
    assert document["chance_goal"] is not None
    assert document["stages"]["waiting"]
    assert tuple(flat(document)) == FIGURES
    assert flat(document)["profit.p10.error"] == document["profit"]["p10"]["error"]
    fewer = flat(summary(simulate(every.with_(goal=None), trials=TRIALS)))
    assert set(fewer) < set(FIGURES)


def test_a_csv_for_programs_has_commas_and_points(tmp_path: Path) -> None:
    out = tmp_path / "answers.csv"
    table.write(out, rows())
    assert out.read_bytes().startswith(b"file,name,currency,problem,trials,seed,chance_covering_")
    read = pd.read_csv(out)
    assert list(read) == list(COLUMNS)
    numbers = [key for key in COLUMNS if key not in TEXTS]
    assert all(read[key].dtype.kind == "f" for key in numbers)  # whole ones too, as some are empty
    assert read["profit.mean.value"][1] == HARD["profit.mean.value"]


def test_a_csv_for_a_spreadsheet_with_decimal_commas_has_semicolons(tmp_path: Path) -> None:
    out = tmp_path / "answers.csv"
    table.write(out, rows(), ",")
    with out.open(encoding="utf-8-sig", newline="") as opened:
        first, second, third = csv.DictReader(opened, delimiter=";")
    assert out.read_bytes().startswith("\ufeff".encode())
    mean = rows()[0]["profit.mean.value"]
    assert first["profit.mean.value"] == str(mean).replace(".", ",")
    assert (second["name"], third["problem"]) == ("'=1+1", "'@ what is wrong")


def test_a_line_of_json_is_strict_and_has_every_column(tmp_path: Path) -> None:
    out = tmp_path / "answers.jsonl"
    table.write(out, rows(), ",")  # the mark is for spreadsheets
    lines = out.read_text("utf-8").splitlines()
    for told in lines:
        row = json.loads(told, parse_constant=lambda name: pytest.fail(name))
        assert list(row) == list(COLUMNS)


def test_parquet_has_columns_of_texts_whole_and_other_numbers(tmp_path: Path) -> None:
    out = tmp_path / "answers.parquet"
    table.write(out, rows()[2:])  # problems only: no column has lost its kind
    read = pd.read_parquet(out, dtype_backend="pyarrow")
    assert {str(read[key].dtype) for key in WHOLE} == {"int64[pyarrow]"}
    assert {str(read[key].dtype) for key in FIGURES[2:]} == {"double[pyarrow]"}
    assert math.isnan(float(read["profit.mean.value"].astype(float)[0]))


@pytest.mark.parametrize("ending", [".csv", ".jsonl"])
def test_a_last_line_that_was_not_written_to_its_end_is_dropped(
    tmp_path: Path, ending: str
) -> None:
    out = tmp_path / f"answers{ending}"
    table.write(out, rows()[:1] * 3)
    content = out.read_bytes()
    ends = [at + 1 for at, byte in enumerate(content) if byte == ord("\n")]
    for cut in (ends[-2], ends[-2] + 1, ends[-2] + 40, len(content) - 1):
        out.write_bytes(content[:cut])
        read = table.rows(out)
        assert [bits(row) for row in read] == [bits(rows()[0])] * 2


@pytest.mark.parametrize("ending", table.FORMATS)
@pytest.mark.parametrize(
    "content",
    [b"a,b\r\n1,2\r\n", b"\x89PNG\r\n\x1a\n\0\xff", b'{"a": 1}\n', b"[1]\n", b"PAR1", b"\n"],
    ids=["another table", "a picture", "another line", "a list", "half a Parquet", "a line end"],
)
def test_a_file_of_something_else_is_refused_and_left_as_it_is(
    tmp_path: Path, ending: str, content: bytes
) -> None:
    out = tmp_path / f"answers{ending}"
    out.write_bytes(content)
    with pytest.raises(ScenarioError) as problem:
        table.rows(out)
    assert (problem.value.code, problem.value.place) == ("not_answers", "out")
    assert out.read_bytes() == content


def test_no_file_and_an_empty_one_have_no_rows(tmp_path: Path) -> None:
    assert table.rows(tmp_path / "answers.csv") == []
    (tmp_path / "answers.parquet").touch()
    assert table.rows(tmp_path / "answers.parquet") == []


def test_where_writing_fails_what_was_there_is_left(tmp_path: Path) -> None:
    out = tmp_path / "answers.csv"
    table.write(out, rows())
    before = out.read_bytes()
    with pytest.raises(ScenarioError) as problem:
        table.write(out, [{"trials": float("nan"), "name": "\udcff"}])  # no UTF-8 has that letter
    assert problem.value.code == "not_written"
    assert out.read_bytes() == before
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize(
    ("name", "code"),
    [("answers.txt", "not_one_of"), ("answers", "not_one_of"), ("folder.csv", "not_written")],
)
def test_where_no_table_can_be_is_refused_at_once(tmp_path: Path, name: str, code: str) -> None:
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(ScenarioError) as problem:
        table.check(tmp_path / name)
    assert (problem.value.code, problem.value.place) == (code, "out")
