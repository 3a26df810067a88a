"""A CSV file is read whatever wrote it; what is wrong with it is said with its line."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim import ScenarioError
from sim.crm.files.grid import MOST_BYTES, MOST_COLUMNS, MOST_ROWS
from sim.crm.files.rows import Kind
from tests.sim.crm.tables import read_table

MADE = settings(deadline=None, derandomize=True, max_examples=100)
PLAIN = "Fase;Stap;Waarde\r\nOriëntatie;offerte;1,5\r\nBesluit;order;2,5\r\n"
COLUMNS = ("Fase", "Stap", "Waarde")
ROWS = (("Oriëntatie", "offerte", "1,5"), ("Besluit", "order", "2,5"))


@pytest.mark.parametrize(
    ("content", "separator", "encoding"),
    [
        (PLAIN.encode(), ";", "utf-8"),
        (PLAIN.encode("utf-8-sig"), ";", "utf-8-sig"),
        (PLAIN.encode("latin-1"), ";", "cp1252"),
        (PLAIN.encode("cp1252") + b"\x1a", ";", "cp1252"),
        (PLAIN.encode("utf-16"), ";", "utf-16"),
        (PLAIN.encode("utf-16-le"), ";", "utf-16-le"),
        (PLAIN.encode("utf-16-be"), ";", "utf-16-be"),
        (b"\xfe\xff" + PLAIN.encode("utf-16-be"), ";", "utf-16"),
        (PLAIN.replace("\r\n", "\n").encode(), ";", "utf-8"),
        (PLAIN.replace("\r\n", "\r").encode(), ";", "utf-8"),
        (PLAIN.strip().encode(), ";", "utf-8"),
        (PLAIN.replace(";", "\t").encode(), "\t", "utf-8"),
        (PLAIN.replace(";", "|").encode(), "|", "utf-8"),
        (PLAIN.replace(",", ".").replace(";", ",").encode().replace(b"1.5", b'"1,5"')
         .replace(b"2.5", b'"2,5"'), ",", "utf-8"),
        (("sep=;\r\n" + PLAIN).encode(), ";", "utf-8"),
        (("sep=\t\r\n" + PLAIN.replace(";", "\t")).encode("utf-16"), "\t", "utf-16"),
        (('"sep=;"\n' + PLAIN).encode("utf-8-sig"), ";", "utf-8-sig"),
        (PLAIN.replace(";", " ; ").encode(), ";", "utf-8"),
        (("\r\n;;\r\n" + PLAIN).encode(), ";", "utf-8"),
    ],
)  # fmt: skip
def test_the_same_table_is_read_from_every_kind_of_file(
    content: bytes, separator: str, encoding: str
) -> None:
    table = read_table(content)
    assert (table.columns, table.rows) == (COLUMNS, ROWS)
    assert (table.separator, table.encoding) == (separator, encoding)
    assert table.header
    assert not table.damage


@pytest.mark.parametrize(
    ("content", "code", "values"),
    [
        (b"", "no_rows", {}),
        (b"\xef\xbb\xbf", "no_rows", {}),
        (b"\r\n\r\n", "no_rows", {}),
        (b"sep=;\r\n", "no_rows", {}),
        (b"Fase;Stap\n", "no_rows", {}),
        (b"Fase;Stap\n;\n\n", "no_rows", {}),
        (b"PK\x03\x04\x14\x00", "not_workbook", {}),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "not_workbook", {}),
        (b"<html><body>No table</body></html>", "no_rows", {}),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not_csv", {}),
        (b"Fase;Stap\na;b\x00c\n", "not_csv", {}),
        (b"\xff\xfeF", "not_csv", {}),
        (bytes(range(256)), "not_csv", {}),
        (b"x" * 10_000_000, "cell_too_long", {"line": 1}),
        (b"a;b\n1;2\n" + b"x" * 200_000, "cell_too_long", {"line": 3}),
        (b'Fase;Stap;C\na;"b;c\nd;e;f\n', "quote_unclosed", {"line": 2}),
        (b'a;b;c\n1;2;3\n1;"x\ny";2\n"9;9;9', "quote_unclosed", {"line": 5}),
        (b'a;b\n1;"' + b"x;y\n" * 50_000, "cell_too_long", {"line": 2}),
        (b"a;" * 201, "no_rows", {}),
        (b"a;" * 201 + b"\n1;2;3\n", "too_many_columns", {"got": 202, "most": MOST_COLUMNS}),
        (b"a;b\n" + b"1;2\n" * (MOST_ROWS + 60), "too_many", {}),
        (b"a" * (MOST_BYTES + 1), "too_large", {"got": MOST_BYTES + 1, "most": MOST_BYTES}),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_gets_one_problem(
    content: bytes, code: str, values: dict[str, Any]
) -> None:
    with pytest.raises(ScenarioError) as caught:
        read_table(content)
    assert caught.value.code == code
    assert values.items() <= caught.value.values.items()


def test_rows_keep_the_line_on_which_they_begin() -> None:
    table = read_table(b'sep=;\na;b;c\n1;"x\ny";3\n\n4;5;6\n')
    assert table.rows == (("1", "x\ny", "3"), (), ("4", "5", "6"))
    assert table.lines == (3, 5, 6)


def test_ragged_rows_are_empty_where_short_and_marked_where_wide() -> None:
    table = read_table(b"a;b;c\n1;2;3\n1\n1;2;3;4\n1;2;3;;\n")
    assert table.column("c") == ("3", "", "3", "3")
    assert table.damage == {2: ("row_too_wide", {"got": 4, "most": 3})}


def test_rows_that_a_stray_quotation_mark_joins_are_marked() -> None:
    table = read_table(b'a;b;c\n1;"x;3\n1;y;3\n1;z";3\n1;2;3\n')
    assert table.damage == {0: ("row_joined", {"got": 3})}
    assert not read_table(b'a;b;c\n1;"a note\nof two lines; no more";3\n').damage


def test_a_header_of_digits_without_end_is_read_at_once(ended: Callable[..., Any]) -> None:
    table = ended(lambda: read_table(b"a" + b"1" * 100_000 + b"a;b\n1;2\n"))
    assert table.header


def test_titles_above_the_header_are_counted() -> None:
    table = read_table(b"Export of 12 October\n\na;b;c\n1;2;3\n4;5;6\n")
    assert (table.columns, table.lines) == (("a", "b", "c"), (4, 5))
    assert table.dropped == {Kind.ABOVE: 1}


@pytest.mark.parametrize(
    "content",
    [b"besluit;order;100\noffer;quote;200\n", b"besluit;order;6-10-2026\n",
     b"besluit;order\nbesluit;order\nbesluit;offerte\n"],
)  # fmt: skip
def test_a_file_without_a_header_loses_no_row(content: bytes) -> None:
    table = read_table(content)
    assert not table.header
    assert table.columns == ("(1)", "(2)", "(3)")[: len(table.columns)]
    assert len(table.rows) == content.count(b"\n")


def test_each_column_has_a_name_of_its_own() -> None:
    table = read_table(b"Datum;Datum;;datum;Datum (2)\nx;y;z;u;v\n")
    assert table.columns == ("Datum", "Datum (2)", "(3)", "datum", "Datum (2) (2)")
    assert table.column("Datum (2)") == ("y",)
    with pytest.raises(ScenarioError, match="Datum"):
        table.column("Waarde")


CELLS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"]) | st.just("\n"),
    max_size=12,
).map(str.strip)


@MADE
@given(
    st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=8),
    st.sampled_from(";,\t|"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_what_a_program_writes_comes_out_as_it_went_in(
    rows: list[tuple[str, str, str]], separator: str, encoding: str, end: str
) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator, lineterminator=end, quoting=csv.QUOTE_ALL)
    writer.writerows([("Koopfase", "Stap nu", "Bedrag"), *rows])
    if not any(map(any, rows)):
        return
    told = f"sep={separator}{end}" + text.getvalue()
    table = read_table(told.encode(encoding))
    assert table.columns == ("Koopfase", "Stap nu", "Bedrag")
    assert table.rows == tuple(rows)


@MADE
@given(st.binary(max_size=200) | st.text(';,"\r\n\tab1é=', max_size=80).map(str.encode))
def test_any_bytes_are_a_table_or_one_problem(content: bytes) -> None:
    try:
        table = read_table(content)
    except ScenarioError:
        return
    assert len(table.rows) == len(table.lines)
    assert len(set(table.columns)) == len(table.columns)
    assert all(len(table.column(name)) == len(table.rows) for name in table.columns)
