"""Lines out of a spreadsheet: which column is which, and what an amount in doubt means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.plan.typed import pasted
from sim.plan.typed.numbers import decimal_mark, doubtful
from sim.plan.typed.pasted import Pasted


def said(text: str, decimal: str = "") -> dict[str, float]:
    found = pasted.table(text)
    assert found.column is not None
    lines = pasted.read(found, found.column, decimal).lines
    return {line.label: line.amount for line in lines}


@pytest.mark.parametrize(
    "text",
    [
        "Stand\t16.000,50\nHotel\t2.500",
        "Stand;16.000,50\nHotel;2.500",
        "Stand  16.000,50\nHotel  2.500",
        "Stand\t16 000,50 EUR\r\nHotel\t€ 2.500,-\r\n",
        "\nWat\tBedrag\nStand\t16.000,50\n\nHotel\t2.500\n",
        "Wat\tPer\tBedrag\nStand\tbeurs\t16.000,50\nHotel\tbeurs\t2.500",
        "Wat;Aantal;Totaal\nStand;1;16.000,50\nHotel;2;2.500",
        "Stand\t16,000.50\nHotel\t2,500",
        '"Stand"\t16000.50\n"Hotel"\t2500',
        '"Stand"\t"16.000,50"\nHotel\t2.500\t\t',
    ],
)
def test_names_and_amounts_are_found_however_they_are_copied(text: str) -> None:
    assert said(text) == {"Stand": 16000.5, "Hotel": 2500.0}


@pytest.mark.parametrize(
    ("amount", "mark", "doubt"),
    [("16.000", "", True), ("16,000", "", True), ("€ 16.000", "", True), ("16,5", ",", False),
     ("16.50", ".", False), ("1.250.000", ",", False), ("1,250,000", ".", False),
     ("1.250,5", ",", False), ("0.125", ".", False), ("1234.567", ".", False), ("16", "", False),
     ("12.500k", "", False), ("veel", "", False), ("16.000,-", "", True)],
)  # fmt: skip
def test_what_leaves_doubt_about_its_mark(amount: str, mark: str, doubt: bool) -> None:
    assert (decimal_mark(amount), doubtful(amount)) == (mark, doubt)


@pytest.mark.parametrize(
    ("cells", "amounts", "asked"),
    [
        (("16.000", "2,5"), (16000.0, 2.5), ()),
        (("16.000", "2.5"), (16.0, 2.5), ()),
        (("16,000", "2.5"), (16000.0, 2.5), ()),
        (("16,000", "2,5"), (16.0, 2.5), ()),
        (("16.000", "1.250.000"), (16000.0, 1250000.0), ()),
        (("16.000", "300"), (16000.0, 300.0), ("16.000",)),
        (("16,000", "300"), (16000.0, 300.0), ("16,000",)),
        (("16.000", "2.5", "2,5"), (16000.0, 2.5, 2.5), ("16.000",)),
    ],
)
def test_cells_without_doubt_decide_for_the_others_of_their_column(
    cells: tuple[str, ...], amounts: tuple[float, ...], asked: tuple[str, ...]
) -> None:
    found = pasted.table("\n".join(f"x{n}\t{cell}" for n, cell in enumerate(cells)))
    taken = pasted.read(found, 1)
    assert tuple(line.amount for line in taken.lines) == amounts
    assert taken.doubtful == asked


def test_what_the_visitor_says_of_the_mark_decides() -> None:
    assert said("a\t16.000\nb\t7", ".") == {"a": 16.0, "b": 7.0}
    assert said("a\t16.000\nb\t7", ",") == {"a": 16000.0, "b": 7.0}


def test_what_cannot_be_read_is_named_by_its_line_and_nothing_is_lost() -> None:
    text = "Wat\tBedrag\nStand\t100\n\nHotel\tveel\n\t50\nEten\t\nAuto\t-7"
    found = pasted.table(text)
    taken = pasted.read(found, 1)
    wrong = {found.numbers[at]: (one.code, one.place) for at, one in taken.problems.items()}
    assert wrong == {4: ("not_number", "amount"), 5: ("missing", "label"),
                     6: ("missing", "amount"), 7: ("below", "amount")}  # fmt: skip
    assert [found.texts[at] for at in taken.problems] == [
        "Hotel\tveel",
        "\t50",
        "Eten\t",
        "Auto\t-7",
    ]


def test_a_last_row_that_is_the_sum_of_the_others_is_no_line() -> None:
    assert said("a\t100\nb\t50,5\nTotaal\t150,50") == {"a": 100.0, "b": 50.5}
    assert said("a\t100\nb\t100") == {"a": 100.0, "b": 100.0}
    assert said("a\t100\nb\t50\nc\t151") == {"a": 100.0, "b": 50.0, "c": 151.0}


@pytest.mark.parametrize(
    "name", ["Totaal", "TOTAAL:", "Totaal ex btw", "Grand total", "Eindtotaal", "Total incl. VAT"]
)
def test_a_last_row_that_is_called_a_total_is_no_line_though_it_does_not_add_up(name: str) -> None:
    found = pasted.table(f"Stand\t4.800\nHotel\tca. 450\nEten\t1.200\n{name}\t6.450")
    taken = pasted.read(found, 1)
    assert {line.label: line.amount for line in taken.lines} == {"Stand": 4800.0, "Eten": 1200.0}
    assert taken.total == 3
    assert [*taken.problems] == [1]


@pytest.mark.parametrize("name", ["Totaalpakket", "Total station rental", "Total"])
def test_a_row_is_no_total_by_another_name_nor_where_it_stands_alone_or_above(name: str) -> None:
    if name != "Total":
        assert said(f"a\t100\n{name}\t70") == {"a": 100.0, name: 70.0}
    assert said(f"{name}\t100\nb\t70") == {name: 100.0, "b": 70.0}
    assert said(f"{name}\t100") == {name: 100.0}


def test_a_first_row_with_a_slip_of_the_pen_is_no_head() -> None:
    found = pasted.table("Stand\t1o0\nHotel\t50")
    assert found.heads == ()
    assert list(pasted.read(found, 1).problems) == [0]


def test_an_inch_is_no_quote() -> None:
    assert said('Scherm 12"\t300\n"x\t16') == {'Scherm 12"': 300.0, '"x': 16.0}


NAMES = st.text("abc '", min_size=1, max_size=9).filter(str.strip).map(str.strip)


@given(st.lists(st.tuples(NAMES, st.integers(0, 999)), min_size=1, max_size=9))
def test_every_line_is_read_or_told(rows: list[tuple[str, int]]) -> None:
    found: Pasted = pasted.table("\n".join(f"{name}\t{amount}" for name, amount in rows))
    taken = pasted.read(found, 1)
    seen = {line.row for line in taken.lines} | {*taken.problems} | {taken.total} - {None}
    assert seen == {*range(len(rows))}


@given(st.text(max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    found = pasted.table(text)
    if found.column is not None:
        pasted.read(found, found.column)
