"""Amounts and days, as people and programs write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.crm.files.cells import FIRST_YEAR, LAST_YEAR, amounts, days

MADE = settings(deadline=None, derandomize=True, max_examples=100)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["1.250,50", "1.250", "12,5"], [1250.5, 1250, 12.5]),
        (["1,250.50", "1,250", "12.5"], [1250.5, 1250, 12.5]),
        (["1.250", "12.500", "1.250.000"], [1250, 12_500, 1_250_000]),
        (["12.5", "1.250"], [12.5, 1.25]),
        (["€ 1.250,-", "EUR 99,95", "1'250", "1 250,5", "1\u00a0250"],
         [1250, 99.95, 1250, 1250.5, 1250]),
        (["$1,000.00", "£ 2", "CHF 3.50"], [1000, 2, 3.5]),
        (["1,2E+05", "3e2"], [120_000, 300]),
        (["0,125", ".5", "1234,567", "0"], [0.125, 0.5, 1234.567, 0]),
        (["-5", "(5)", "-1.250,00"], [-5, -5, -1250]),
        (['="0012"'], [12]),
        (["", "abc", "=1+1", "=SUM(A1:A9)", "nan", "inf", "1e999", "1.25.3", "1,2,3"],
         [None] * 9),
        (["1.2.3,4", "12,50,3", "1e13", "--5", "9" * 5000, " " * 5000], [None] * 6),
    ],
)  # fmt: skip
def test_an_amount_is_read_as_its_column_means_it(
    cells: list[str], expected: list[float | None]
) -> None:
    found = amounts(cells)
    assert [found[cell] for cell in cells] == expected


@MADE
@given(
    st.lists(st.integers(0, 10**11), min_size=1, max_size=9), st.sampled_from([",.", ".,", " ,"])
)
def test_amounts_with_cents_are_read_back_to_the_cent(cents: list[int], marks: str) -> None:
    turned = str.maketrans(",.", marks)
    cells = [f"{value / 100:,.2f}".translate(turned) for value in cents]
    found = amounts(cells)
    assert [found[cell] for cell in cells] == [value / 100 for value in cents]


LAST = date(2026, 12, 31)


@pytest.mark.parametrize(
    "cell",
    [
        "31-12-2026", "31/12/2026", "31.12.2026", "31-12-26", "31 dec 2026", "31 december 2026",
        "31 dec. 2026", "31-dec-26", "do 31 december 2026", "donderdag 31 december 2026 14:30",
        "2026-12-31", "2026/12/31", "2026-12-31T10:00:00Z", "2026-12-31 10:00:00.000+01:00",
        "31-12-2026 9:05", "Dec 31, 2026", "December 31st, 2026", "Thursday, December 31, 2026",
        "31 Dec 2026 2:30 PM", "46387", "46387,5", "46387.25", '="31-12-2026"',
    ],
)  # fmt: skip
def test_a_day_is_read_in_dutch_in_english_and_as_excel_counts_it(cell: str) -> None:
    assert days([[cell]])[0] == {cell: LAST}


@pytest.mark.parametrize(
    ("dutch", "english", "month"),
    [("mrt", "Mar", 3), ("mei", "May", 5), ("oktober", "October", 10), ("augustus", "August", 8)],
)
def test_months_have_their_names_in_both_languages(dutch: str, english: str, month: int) -> None:
    found, _ = days([[f"1 {dutch} 2026", f"{english} 1, 2026"]])
    assert set(found.values()) == {date(2026, month, 1)}


@pytest.mark.parametrize(
    "cell",
    ["", "30-02-2026", "31 foo 2026", "0026-01-01", "31-13-2026", "2026-13-01", "tomorrow", "12",
     "1500-01-01", "9999-12-31", "99999", "31-12-2026 " * 20, "\t" * 100_000, "-5", "1/2"],
)  # fmt: skip
def test_what_is_no_day_is_none(cell: str) -> None:
    assert days([[cell]])[0] == {cell: None}


@pytest.mark.parametrize(
    ("cells", "order", "read"),
    [
        (["1/2/2026", "31/12/2026"], "day_first", [date(2026, 2, 1), LAST]),
        (["1/2/2026", "12/31/2026"], "month_first", [date(2026, 1, 2), LAST]),
        (["1/2/2026"], "either", [date(2026, 2, 1)]),
        (["2/2/2026", "2026-12-31"], "plain", [date(2026, 2, 2), LAST]),
        (["1/2/2026", "31/12/2026", "12/31/2026"], "both", [date(2026, 2, 1), LAST, None]),
    ],
)
def test_the_file_as_a_whole_says_whether_the_day_or_the_month_comes_first(
    cells: list[str], order: str, read: list[date | None]
) -> None:
    found, told = days([cells[:1], cells[1:]])
    assert (told, [found[cell] for cell in cells]) == (order, read)


@MADE
@given(
    st.lists(st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)), min_size=1, max_size=9),
    st.sampled_from(["%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d", "%d %B %Y", "%m/%d/%Y", "%d.%m.%Y %H:%M"]),
)
def test_days_are_read_back_in_any_form_that_shows_itself(told: list[date], form: str) -> None:
    told = [*told, LAST]  # a file of one form, with a day above 12
    cells = [day.strftime(form) for day in told]
    found, _ = days([cells])
    assert [found[cell] for cell in cells] == told
