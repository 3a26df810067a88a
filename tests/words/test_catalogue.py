"""Words and numbers: complete in every language, the same in meaning, readable both ways."""

from __future__ import annotations

import ast
import math
import re
import string
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim import Range, Scale
from sim.plan.document import from_document
from sim.plan.file import EXAMPLES, example
from sim.plan.funnel import PER, PHASES, STAGES
from sim.plan.parameters import PARAMETERS, PATHS, Unit
from sim.plan.problems import VALUES, ScenarioError
from sim.plan.round_numbers import rounded
from sim.plan.scenario import EVIDENCE, SETTINGS
from sim.plan.typed.numbers import MINUS
from sim.play.result import MONEY
from sim.start.first_plan import LABELS
from sim.why import hints
from sim.why.unmeasured import CHOICES
from tests.sim.made_up import document
from ui.plan import rows as inputs
from ui.plan import sidebar
from words.catalogue import sources, words
from words.languages import LANGUAGES
from words.markdown import plain

ROOT = Path(__file__).parents[2]
ROOMS = ("ui", "words", "pictures", "reports", "pages", "console", "server")
CODE = [ROOT / "plan.py", *(file for room in ROOMS for file in (ROOT / room).rglob("*.py"))]
NL, EN = words("nl"), words("en")
S = "\u00a0"
# Lines of the examples of before their stands were paid per m2: links, files and frozen plans of
# then hold these keys, and are told in every language by them.
FORMER_LINES = {"stand_space_12", "stand_space_40", "island_space_120"}
M = MINUS + "\u2060"
UNSEEN = "\u2060\u200b"  # joins or separates, and is not seen


def flat(table: dict[str, Any], above: str = "") -> dict[str, Any]:
    """Dotted key -> text."""
    found: dict[str, Any] = {}
    for key, value in table.items():
        found |= flat(value, f"{above}{key}.") if isinstance(value, dict) else {above + key: value}
    return found


def places(text: str) -> set[str]:
    """The {places} that are filled in."""
    return {name for _, name, *_ in string.Formatter().parse(text) if name is not None}


CATALOGUES = {
    "app": (flat(NL.app), flat(EN.app)),
    "parameters": (flat(NL.parameters), flat(EN.parameters)),
    "examples": (flat(NL.examples), flat(EN.examples)),
}


@pytest.mark.parametrize("name", CATALOGUES)
def test_both_languages_have_the_same_keys_and_the_same_places_to_fill(name: str) -> None:
    dutch, english = CATALOGUES[name]
    assert list(dutch) == list(english)
    for key, text in dutch.items():
        assert bool(str(text).strip()) == bool(str(english[key]).strip()), key
        if (name == "app" or key.endswith(".find_out")) and isinstance(text, str):
            of_a_library = {"detail"}  # in English, whatever the language of the page
            same = places(text) ^ places(english[key])
            assert same <= of_a_library, key


def test_no_text_is_the_same_in_both_languages_by_accident() -> None:
    same = {key for key, text in CATALOGUES["app"][0].items() if text == CATALOGUES["app"][1][key]}
    meant = {"menu.plan", "chart.histogram", "per.contact", "per.order", "per.m2", "budget.per"}
    meant |= {
        "costs.per_unit",
        "lines.per",
        "stages.orders",
        "start.boxes.fair",
        "start.boxes.orders",
        "stages.extra_orders",
        "inputs.part",
        "share.code.short",
        "evaluate.course.plan",
        "evaluate.figures.orders",
        "evaluate.team.marketing",
        "evaluate.team.sales",
        "evaluate.bridge.stand",
        "leads.page.open_too",
        "leads.page.leads.one",
        "leads.page.leads.other",
        "evaluate.next.plan",
        "console.names.of_phase",
        "console.names.orders",
        "console.names.extra_orders",
    }
    assert {key for key in same if not key.startswith("format.")} <= meant


@pytest.mark.parametrize("w", [NL, EN], ids=LANGUAGES)
def test_everything_that_the_core_can_name_has_its_words(w: Any) -> None:
    expected = {
        "phases": PHASES,
        "stages": STAGES,
        "per": PER,
        "money": MONEY,
        "robust": CHOICES,
        "evidence": EVIDENCE,
        "kinds": inputs.KINDS,
        "groups": sidebar.GROUPS,
        "forms": [unit.word for unit in Unit],
        "problems": VALUES,
        "hints": set(re.findall(r'Hint\("(\w+)"', Path(hints.__file__).read_text("utf-8"))),
    }
    for table, keys in expected.items():
        assert not set(keys) - set(w.app[table])
    assert set(w.parameters) == {p.key for p in PARAMETERS} | {*SETTINGS}
    assert set(w.app["hints"]) == expected["hints"]
    assert set(w.app["problems"]) == set(VALUES)
    assert all(w.input(path) for path in PATHS)


@pytest.mark.parametrize("w", [NL, EN], ids=LANGUAGES)
def test_every_example_and_every_line_of_its_budget_has_a_name(w: Any) -> None:
    assert set(w.examples["fairs"]) == {*EXAMPLES, "own"}
    keys = {line.key for name in w.examples["fairs"] for line in example(name).costs}
    assert not keys & FORMER_LINES
    assert keys | FORMER_LINES | {*LABELS} == set(w.examples["costs"])


@pytest.mark.parametrize("key", LABELS)
def test_a_first_plan_calls_its_lines_as_the_english_words_do(key: str) -> None:
    assert LABELS[key] == EN.examples["costs"][key]


@pytest.mark.parametrize("code", VALUES)
def test_a_problem_is_told_with_nothing_but_what_the_core_gives(code: str) -> None:
    for w in (NL, EN):
        assert places(w.app["problems"][code]) <= set(VALUES[code].split())


WRONG: dict[str, Any] = {
    "dependence": 2,
    "cost_dependence": 0.96,
    "hurdle": -1,
    "horizon": 1.5,
    "triage": 3,
    "yours": 5,
    "costs": [{"label": "Stand", "amount": 1, "month": 500}],
    "inputs": {**document("regional")["inputs"], "target_share": {"hits": 1, "of": 0xF**3000}},
}


@pytest.mark.parametrize("key", WRONG)
def test_what_is_wrong_in_a_file_is_told_in_one_language(key: str) -> None:
    with pytest.raises(ScenarioError) as problem:
        from_document({**document("regional"), key: WRONG[key]})
    assert not re.search(r"\b(number|month|from|whole|names)\b", NL.problem(problem.value))
    assert EN.problem(problem.value)


def test_a_wrong_share_in_a_file_is_told_as_the_percentage_that_is_allowed() -> None:
    wrong = {**document("regional")["inputs"], "target_share": 1.2}
    with pytest.raises(ScenarioError) as problem:
        from_document({**document("regional"), "inputs": wrong})
    assert f"120{S}%" in NL.problem(problem.value)


def test_a_low_of_nothing_is_told_what_low_may_be() -> None:
    with pytest.raises(ScenarioError) as problem:
        Range(0.0, 0.5, scale=Scale.SHARE)
    assert "laag boven 0" in NL.problem(problem.value, Unit.SHARE)


def test_every_source_is_known_and_used() -> None:
    named = [key for words_of in EN.parameters.values() for key in words_of["sources"]]
    assert set(named) == set(sources())
    assert all(
        NL.parameters[key]["sources"] == EN.parameters[key]["sources"] for key in EN.parameters
    )
    assert all(x["title"] and x["url"].startswith("http") for x in sources().values())


def test_published_figures_are_the_same_in_both_languages() -> None:
    def figures(text: str, thousands: str) -> Counter[str]:
        found = re.findall(r"\d+(?:[.,]\d+)*", text)
        return Counter(x.replace(thousands, "").replace(",", ".") for x in found)

    for key in EN.parameters:
        english = figures(EN.parameters[key]["benchmark"], ",")
        assert figures(NL.parameters[key]["benchmark"], ".") == english, key


def asked() -> list[str]:
    """The keys that the code asks for; a part that is filled in is any word."""
    found = []
    for file in CODE:
        whole = r"console\." if file.parent.name == "console" else ""
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            told = name in ("told", "told_counted")  # the command line, of what pages say too
            asks = told or name in ("w", "self", "say", "counted", "_text")
            if not (asks or isinstance(node.func, ast.Call)):
                continue
            parts = getattr(node.args[0], "values", [node.args[0]])
            texts = [str(p.value) if isinstance(p, ast.Constant) else None for p in parts]
            key = "".join(r"\w+" if text is None else re.escape(text) for text in texts)
            key = key if told or name == "_text" else whole + key
            found.append(key + (r"\.\w+" if name in ("counted", "told_counted") else ""))
    return found


def test_every_text_is_asked_for_somewhere() -> None:
    patterns = [re.compile(key) for key in {*asked()}]
    unused = {key for key in flat(EN.app) if not any(p.fullmatch(key) for p in patterns)}
    assert {
        key
        for key in unused
        if not key.startswith(("values.", "format.", "places.", "phrases.", "streamlit."))
    } == set()


@pytest.mark.parametrize("w", [NL, EN], ids=LANGUAGES)
def test_no_word_that_readers_take_the_wrong_way(w: Any) -> None:
    forbidden = r"\bP\d\d\b|confiden|betrouwba|best.case|worst.case|percenti[el]"
    for table in (w.app, w.parameters, w.examples):
        for key, text in flat(table).items():
            assert not re.search(forbidden, str(text), re.IGNORECASE), key


@pytest.mark.parametrize(
    ("value", "digits", "dutch", "english"),
    [
        (0, 0, "0", "0"),
        (-0.4, 0, "0", "0"),
        (1234567, 0, "1.234.567", "1,234,567"),
        (-1234.5, 2, f"{MINUS}1.234,5", f"{MINUS}1,234.5"),
        (100, 2, "100", "100"),
        (0.5, 1, "0,5", "0.5"),
        (1e15, 0, "1.000.000.000.000.000", "1,000,000,000,000,000"),
        (math.inf, 0, "nooit", "never"),
        (math.nan, 2, "nooit", "never"),
    ],
)
def test_a_number_has_the_marks_of_its_language(
    value: float, digits: int, dutch: str, english: str
) -> None:
    assert (NL.number(value, digits), EN.number(value, digits)) == (dutch, english)


@pytest.mark.parametrize(
    ("value", "currency", "dutch", "english"),
    [
        (14712, "EUR", f"€{S}14.700", "€14,700"),
        (-14712, "EUR", f"{M}€{S}14.700", f"{M}€14,700"),
        (0, "EUR", f"€{S}0", "€0"),
        (0.004, "EUR", f"€{S}0,004", "€0.004"),
        (-0.004, "EUR", f"{M}€{S}0,004", f"{M}€0.004"),
        (99.96, "EUR", f"€{S}100", "€100"),
        (1e12, "EUR", f"€{S}1.000.000.000.000", "€1,000,000,000,000"),
        (14712, "USD", f"USD{S}14.700", f"USD{S}14,700"),
        (math.inf, "EUR", "nooit", "never"),
    ],
)
def test_money_is_rounded_and_stands_behind_its_sign(
    value: float, currency: str, dutch: str, english: str
) -> None:
    assert (NL.money(value, currency), EN.money(value, currency)) == (dutch, english)


@pytest.mark.parametrize(
    ("value", "english"), [(3, "+\u2060€3"), (-3, f"{M}€3"), (0, "€0"), (-0.0, "€0")]
)
def test_a_gain_has_a_plus_and_nothing_has_no_sign(value: float, english: str) -> None:
    assert EN.signed(value) == english
    assert EN.value(1234.56, Unit.MONEY) == "€1,235"


@pytest.mark.parametrize(
    ("share", "dutch", "english"),
    [
        (0.065, f"6,5{S}%", "6.5%"),
        (1, f"100{S}%", "100%"),
        (0, f"0{S}%", "0%"),
        (1e-9, f"0,0000001{S}%", "0.0000001%"),
        (12.5, f"1.250{S}%", "1,250%"),
        (-0.065, f"{MINUS}6,5{S}%", f"{MINUS}6.5%"),
    ],
)
def test_a_share_is_a_percentage(share: float, dutch: str, english: str) -> None:
    assert (NL.percent(share), EN.percent(share)) == (dutch, english)


@pytest.mark.parametrize(
    ("chance", "english"),
    [(0, "fewer than 5"), (0.0499, "fewer than 5"), (0.05, "5"), (0.386, "39"), (0.95, "95"),
     (0.9501, "more than 95"), (1, "more than 95")],
)  # fmt: skip
def test_a_chance_is_whole_fairs_and_no_sharper_at_the_ends(chance: float, english: str) -> None:
    assert EN.of_hundred(chance) == english


@given(st.integers(0, 16_384))
def test_those_that_pay_and_those_that_do_not_make_a_hundred(covering: int) -> None:
    both = [EN.of_hundred(covering / 16_384), EN.of_hundred(1 - covering / 16_384)]
    if all(text.isdigit() for text in both):
        assert sum(map(int, both)) == 100
    else:
        assert sorted(both) == ["fewer than 5", "more than 95"]


@given(st.floats(1e-9, 1e12), st.integers(1, 6))
def test_rounding_keeps_so_many_figures_and_is_done_at_once(value: float, figures: int) -> None:
    once, digits = rounded(value, figures)
    assert abs(once - value) <= 0.5 * 10.0 ** (1 - figures) * value * (1 + 1e-9)
    assert rounded(once, figures)[0] == once
    assert float(f"{once:.{digits}f}") == once


TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # Unicode, annex 9, table 1


@given(st.text(max_size=120).filter(lambda text: not set(text) & {*UNSEEN, "\0"}))
def test_plain_text_keeps_every_character_and_escapes_every_mark(text: str) -> None:
    shown = re.sub(f"[{UNSEEN}]", "", plain(text))
    assert re.sub(r"\\(.)", r"\1", shown, flags=re.DOTALL) == "".join(
        letter for letter in text if letter not in TURNING
    )
    unescaped = re.sub(r"\\.", "", shown, flags=re.DOTALL)
    assert not set(unescaped) & set("`*_{}[]()#+.!~$:<>|&^=@-\\")


@pytest.mark.parametrize("w", [NL, EN], ids=LANGUAGES)
@pytest.mark.parametrize(
    "value",
    [10**400, -(10**4000), 5e-324, 1e308, "a\nb", "x" * 9_999, [[10**400]], True, float("nan")],
    ids=lambda value: str(type(value).__name__),
)
def test_a_problem_is_one_short_line_whatever_somebody_wrote(value: Any, w: Any) -> None:
    for code in ("not_seed", "not_number", "below", "too_wide", "not_one_of"):
        values = dict.fromkeys(("got", "low", "high", "form", "allowed", "most"), value)
        told = w.problem(ScenarioError(code, "inputs.visitors", **values), Unit.COUNT)
        assert len(told) < 600
        assert told.splitlines() == [told]


def test_a_capital_keeps_its_accent_but_where_the_language_says_otherwise() -> None:
    assert [NL.capital(text) for text in ("één persoon", "de", "")] == ["Eén persoon", "De", ""]
    assert [EN.capital(text) for text in ("état", "a", "")] == ["État", "A", ""]
