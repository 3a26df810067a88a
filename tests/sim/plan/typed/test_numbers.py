"""Numbers as people type them: whole kinds, in every language, and whatever the page prints."""

from __future__ import annotations

import contextlib
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim import Exact, ScenarioError
from sim.plan.parameters import Unit
from sim.plan.typed.numbers import MINUS
from ui.editing import edits
from words.catalogue import Words, words
from words.languages import LANGUAGES

NL, EN = words("nl"), words("en")
BOTH = [NL, EN]
THIN = ["\u00a0", "\u202f", "\u2009", "\u2007", " ", "'", "\u2019", "\u02bc", "_"]
UNSEEN = ["\u2060", "\u200b", "\u200e", "\u00ad", "\ufeff"]
THREE = st.decimals(1, 1000, places=3).map(float)
OFTEN = settings(deadline=None, derandomize=True, max_examples=500)


@pytest.mark.parametrize("w", BOTH, ids=LANGUAGES)
@pytest.mark.parametrize("unit", [Unit.COUNT, Unit.MONEY])
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("16.000", 16_000),
        ("16,000", 16_000),
        ("16.500", 16_500),
        ("1.234.567", 1_234_567),
        ("1,234,567.5", 1_234_567.5),
        ("1.234.567,5", 1_234_567.5),
        ("1,234.5", 1_234.5),
        ("1.234,", 1_234),
        ("12k", 12_000),
        ("12,5 K", 12_500),
        ("1.250k", 1_250),
        ("1e3", 1_000),
        ("16,5", 16.5),
        ("16.5", 16.5),
        ("0.125", 0.125),
        ("0,125", 0.125),
        (".125", 0.125),
        ("1234.567", 1_234.567),  # no mark stands between four figures and three
        ("12.3450", 12.345),
        ("+5", 5),
        *((f"16{mark}000", 16_000) for mark in THIN),
        *((f"1{mark}016{mark}000,50", 1_016_000.5) for mark in THIN),
        *((f"{mark}16{mark}000", 16_000) for mark in UNSEEN),
    ],
)
def test_counts_and_money_are_read_alike_in_every_language(
    text: str, value: float, unit: Unit, w: Words
) -> None:
    assert w.parse(text, unit) == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize("w", BOTH, ids=LANGUAGES)
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("16.000,-", 16_000),
        ("16.000,--", 16_000),
        ("16.000,\u2014", 16_000),
        ("16,-", 16),
        ("12.-", 12),
        ("€ 16.000,-", 16_000),
        ("16.000,- EUR", 16_000),
        ("1.200 eur", 1_200),
        ("1.200 euro", 1_200),
        ("€12k", 12_000),
        ("12 k€", 12_000),
        ("CHF 1'250.50", 1_250.5),
        ("XYZ 12", 12),
        ("$1,000", 1_000),
        ("US$\u00a01,000", 1_000),
        ("12 kr", 12),
        ("\u20aa 12", 12),
        (f"{MINUS}\u2060€16,000", -16_000),
        ("€ -250", -250),
        ("250,00-", -250),
        ("(250)", -250),
        ("- 5", -5),
    ],
)
def test_money_is_read_with_its_currency(text: str, value: float, w: Words) -> None:
    assert w.parse(text, Unit.MONEY) == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize("unit", [Unit.POSITIVE, Unit.AMOUNT, Unit.MONTHS])
def test_three_figures_behind_a_lone_mark_are_what_the_language_says_elsewhere(unit: Unit) -> None:
    assert (NL.parse("1.500", unit), EN.parse("1.500", unit)) == (1500, 1.5)
    assert (NL.parse("1,500", unit), EN.parse("1,500", unit)) == (1.5, 1500)
    assert EN.parse("6.125 %", Unit.SHARE) == NL.parse("6,125", Unit.SHARE) == 0.06125


@pytest.mark.parametrize("w", BOTH, ids=LANGUAGES)
@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("1 2", Unit.COUNT),
        ("12 00", Unit.COUNT),
        ("1234 567", Unit.COUNT),
        ("1.2.3", Unit.COUNT),
        ("1.000,000.5", Unit.MONEY),
        ("1,5 000", Unit.MONEY),
        ("1 000 000.000.000", Unit.MONEY),
        ("12 or so", Unit.MONEY),
        ("12 oranges", Unit.MONEY),
        ("--5", Unit.MONEY),
        ("-€-5", Unit.MONEY),
        ("(5", Unit.MONEY),
        ("\u20ac", Unit.MONEY),
        ("k", Unit.MONEY),
        ("12k", Unit.POSITIVE),
        ("5 %", Unit.COUNT),
        ("€ 5", Unit.COUNT),
        ("\u00b2", Unit.COUNT),
        ("nan", Unit.MONEY),
        ("..", Unit.MONEY),
        ("\u2060", Unit.MONEY),
        ("30 dagen", Unit.MONTHS),
        ("10 days", Unit.AMOUNT),
        ("2 dagen", Unit.POSITIVE),
        ("200 van 180", Unit.SHARE),
        ("1/0", Unit.SHARE),
        ("14 van 180", Unit.COUNT),
        ("12-14 maart", Unit.AMOUNT),
        ("decade", Unit.COUNT),
        ("van 3", Unit.SHARE),
        ("ca.", Unit.MONEY),
    ],
)
def test_what_says_no_number_is_refused(text: str, unit: Unit, w: Words) -> None:
    with pytest.raises(ScenarioError) as refused:
        w.parse(text, unit)
    assert (refused.value.code, refused.value.values["got"]) == ("not_number", text)


@pytest.mark.parametrize("text", ["", " ", "\u00a0"])
def test_an_empty_box_misses_a_number_and_is_not_called_one_that_is_wrong(text: str) -> None:
    with pytest.raises(ScenarioError) as refused:
        EN.parse(text, Unit.MONEY)
    assert refused.value.code == "missing"


@pytest.mark.parametrize("text", ["1e999", "9" * 400, "-1e999", "1e308k"])
def test_a_number_without_end_is_refused(text: str) -> None:
    with pytest.raises(ScenarioError) as refused:
        EN.parse(text, Unit.COUNT)
    assert refused.value.code == "not_finite"


def near(again: float, x: float, shown: str, figures: int) -> bool:
    """Whether it is the number that was printed, to so many figures, or to a cent or a unit."""
    finest = 0.0
    if "€" in shown or "CHF" in shown:
        finest = 0.5 if abs(x) >= 99.5 else 0.005 if abs(x) >= 0.995 else 0.0
    return math.isclose(again, x, rel_tol=0.51 * 10.0 ** (1 - figures), abs_tol=finest * 1.001)


@OFTEN
@given(
    st.sampled_from(BOTH),
    st.floats(1e-5, 1e8) | st.integers(1, 10**8).map(float) | THREE,
    st.sampled_from(list(Unit)),
)
def test_whatever_the_page_prints_for_a_unit_is_read_as_that_number(
    w: Words, x: float, unit: Unit
) -> None:
    x = x / 1e8 if unit is Unit.SHARE else x
    few = 3 if unit is Unit.SHARE else 5
    for shown in (w.value(x, unit), w.value(x, unit, "CHF"), w.typed(x, unit)):
        assert near(w.parse(shown, unit), x, shown, few), shown
    shown = edits.box_text(Exact(x, unit.scale), "likely", unit, w)
    assert w.parse(shown, unit) == w.parse(w.typed(x, unit), unit)
    assert w.parse(w.number(x), Unit.COUNT) == math.floor(float(f"{x:.15g}") + 0.5)


@OFTEN
@given(
    st.sampled_from(BOTH),
    st.floats(-1e12, 1e12).filter(lambda x: abs(x) > 1e-5),
    st.sampled_from(["EUR", "CHF", "USD", "£", "\u20aa", "kr"]),
    st.integers(2, 6),
)
def test_whatever_money_the_page_prints_is_read_as_that_amount(
    w: Words, x: float, currency: str, figures: int
) -> None:
    for shown in (w.money(x, currency, figures), w.signed(x, currency, figures)):
        assert math.isclose(
            w.parse(shown, Unit.MONEY), x, rel_tol=0.51 * 10.0 ** (1 - figures), abs_tol=0.51
        ), shown


@OFTEN
@given(st.sampled_from(BOTH), st.floats(-1, 1), st.integers(2, 6))
def test_whatever_percentage_the_page_prints_is_read_as_that_share(
    w: Words, x: float, figures: int
) -> None:
    again = w.parse(w.percent(x, figures), Unit.SHARE)
    assert math.isclose(again, x, rel_tol=0.51 * 10.0 ** (1 - figures), abs_tol=1e-300)


@OFTEN
@given(st.text("0123456789.,-+ k€%EUR'\u2212\u2060()e", max_size=12), st.sampled_from(list(Unit)))
def test_anything_typed_is_a_number_or_refused(text: str, unit: Unit) -> None:
    for w in BOTH:
        with contextlib.suppress(ScenarioError):
            assert math.isfinite(w.parse(text, unit))


@pytest.mark.parametrize("w", BOTH, ids=LANGUAGES)
@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("ca. 180", Unit.COUNT, 180),
        ("± 180 gesprekken", Unit.COUNT, 180),
        ("about 180 conversations", Unit.COUNT, 180),
        ("12 duizend", Unit.COUNT, 12_000),
        ("2 collega's", Unit.AMOUNT, 2),
        ("ca. € 18.500", Unit.MONEY, 18_500),
        ("18.500 euro excl. btw", Unit.MONEY, 18_500),
        ("18 thousand", Unit.MONEY, 18_000),
        ("2 miljoen euro", Unit.MONEY, 2e6),
        ("1/3", Unit.SHARE, 1 / 3),
        ("ongeveer een derde", Unit.SHARE, 1 / 3),
        ("a third", Unit.SHARE, 1 / 3),
        ("driekwart", Unit.SHARE, 0.75),
        ("14 van de 180 gesprekken", Unit.SHARE, 14 / 180),
        ("14 of 180", Unit.SHARE, 14 / 180),
        ("1 op de 3", Unit.SHARE, 1 / 3),
        ("33 procent", Unit.SHARE, 0.33),
        ("6 maanden", Unit.MONTHS, 6),
        ("2 uur", Unit.POSITIVE, 2),
    ],
)
def test_a_number_is_read_as_people_say_it(text: str, unit: Unit, value: float, w: Words) -> None:
    assert w.parse(text, unit) == pytest.approx(value, rel=1e-12)


def test_days_are_counted_where_days_are_asked_for() -> None:
    assert NL.parse("3 dagen", Unit.AMOUNT, "days") == 3
    with pytest.raises(ScenarioError):
        NL.parse("3 dagen", Unit.AMOUNT, "follow_up_hours")


def test_an_amount_with_vat_is_refused_with_what_is_left_without_it() -> None:
    with pytest.raises(ScenarioError) as refused:
        NL.parse("ca. € 11.340 incl. btw", Unit.MONEY)
    assert "Bij 21 % btw is dat 9.372" in NL.problem(refused.value)
