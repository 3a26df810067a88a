"""What a language has to have, and how it is chosen: plurals, what is allowed, days, locales."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from console.terminal import own_language
from sim import ScenarioError
from sim.plan.parameters import Unit
from words.catalogue import FIGURE, Words, words
from words.languages import LANGUAGES, nearest

ROOT = Path(__file__).parents[2]
RAISING = [
    file for room in ("sim", "console", "reports", "ui") for file in (ROOT / room).rglob("*.py")
]
CATEGORIES = {"zero", "one", "two", "few", "many", "other"}  # of CLDR
NL, EN = words("nl"), words("en")


def tables(table: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A table and all tables in it."""
    yield table
    for value in table.values():
        if isinstance(value, dict):
            yield from tables(value)


@pytest.mark.parametrize("w", [NL, EN], ids=LANGUAGES)
def test_a_text_that_depends_on_a_count_has_every_form_of_its_language(w: Words) -> None:
    forms = [set(table) for table in tables(w.app) if set(table) <= CATEGORIES]
    assert len(forms) > 15
    asked = {w.plural(count) for count in (0, 1, 2, 3, 11, 100, 1.5)}
    assert all(found == asked for found in forms)


@pytest.mark.parametrize(
    ("n", "dutch"), [(0, "0 mensen"), (1, "1 persoon"), (2, "2 mensen"), (1.5, "1,5 mensen")]
)
def test_a_count_has_the_form_that_goes_with_it(n: float, dutch: str) -> None:
    assert NL.counted("levers.team.people", n, n=NL.short(n)) == dutch


def text_of(node: ast.expr) -> set[str]:
    """The texts that an expression can be, a figure in the place of what is filled in."""
    if isinstance(node, ast.JoinedStr):
        parts = (str(part.value) if isinstance(part, ast.Constant) else "7" for part in node.values)
        return {"".join(parts)}
    if isinstance(node, ast.IfExp):
        return text_of(node.body) | text_of(node.orelse)
    return {node.value} if isinstance(node, ast.Constant) and isinstance(node.value, str) else set()


def phrases() -> set[str]:
    """What the code says is allowed."""
    found = {unit.form for unit in Unit}
    for node in (node for file in RAISING for node in ast.walk(ast.parse(file.read_text("utf-8")))):
        target = node.targets[0] if isinstance(node, ast.Assign) else None
        named = getattr(target, "id", getattr(node, "arg", ""))
        if isinstance(node, ast.Assign | ast.keyword) and named == "form":
            found |= {text for text in text_of(node.value) if " " in text}  # others name a format
    return found


@pytest.mark.parametrize("w", [NL, EN], ids=LANGUAGES)
def test_every_phrase_for_what_is_allowed_is_known_to_every_language(w: Words) -> None:
    found, known = phrases(), w.table("phrases")
    assert len(found) > 20
    assert {
        one for one in found if one not in known and FIGURE.sub("{}", one) not in known
    } == set()


@pytest.mark.parametrize(
    ("form", "dutch", "english"),
    [
        ("at most 12000", "hoogstens 12.000", "at most 12,000"),
        (Unit.MONTHS.form, "een aantal maanden van 0 tot 600", "a number of months from 0 to 600"),
        ("a number from 0 to 0.95", "een getal van 0 tot 0,95", "a number from 0 to 0.95"),
    ],
)
def test_a_page_says_what_is_allowed_with_the_marks_of_its_language(
    form: str, dutch: str, english: str
) -> None:
    problem = ScenarioError("above", got=1, form=form)
    assert NL.problem(problem).endswith(dutch)
    assert EN.problem(problem).endswith(english)


def test_a_file_is_told_with_its_own_keys_and_figures_in_every_language() -> None:
    problem = ScenarioError("above", "inputs.call_share.decision", got=1.5, form=Unit.SHARE.form)
    assert NL.problem_of_file(problem) == (
        "inputs.call_share.decision: 1.5 is te hoog; toegestaan is een aandeel van 0 tot 1"
    )
    assert EN.problem_of_file(problem) == (
        "inputs.call_share.decision: 1.5 is too high; allowed is a share from 0 to 1"
    )


@pytest.mark.parametrize("value", [1e15, 1e30, 1e300])
def test_a_number_of_any_size_is_written_in_groups(value: float) -> None:
    first, *groups = EN.number(value).split(EN.marks.thousands)
    assert "".join((first, *groups)) == f"{value:.0f}"
    assert {len(group) for group in groups} == {3}


def test_a_day_is_written_with_the_month_in_the_languages_own_word() -> None:
    day = date(2026, 9, 3)
    assert (NL.date(day), EN.date(day)) == ("3 september 2026", "3 September 2026")
    assert (NL.date(day, short=True), EN.date(day, short=True)) == ("3 sep 2026", "3 Sep 2026")


@pytest.mark.parametrize(
    ("locale", "language"),
    [("nl", "nl"), ("nl-BE", "nl"), ("nl_NL.UTF-8", "nl"), ("NL@euro", "nl"), ("en-GB", "en"),
     ("nds", "en"), ("C", "en"), ("C.UTF-8", "en"), ("POSIX", "en"), ("fr_FR", "en"), ("", "en")],
)  # fmt: skip
def test_the_language_of_a_browser_or_terminal_is_that_of_its_locale(
    locale: str, language: str
) -> None:
    assert nearest(locale) == language


@pytest.mark.parametrize(
    ("settings", "language"),
    [
        ({}, "en"),
        ({"LANG": "nl_NL.UTF-8"}, "nl"),
        ({"LANG": "nl_NL.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LANG": "nl_NL.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "", "LC_MESSAGES": "nl_BE"}, "nl"),
    ],
)
def test_of_a_terminals_settings_the_first_that_says_something_counts(
    settings: dict[str, str], language: str
) -> None:
    assert own_language(settings) == language
