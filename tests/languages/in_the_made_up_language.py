"""Run in the copy of the house that `test_made_up_language` makes: everything speaks its language.

Not collected by itself: there is no such language here.
"""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from pypdf import PdfReader

import reports
from console import main as command_line
from reports.report import Report
from sim import CostLine, Exact, example, simulate
from sim.links.fingerprint import fingerprint
from sim.plan.parameters import Unit
from sim.play.answer import summarised
from words.catalogue import words
from words.costs import own_people
from words.languages import LANGUAGES
from words.numbers import NBSP

CODE = "qe"
W = words(CODE)
MARK = "\u00e9t "  # before every text of more than one word


def test_it_is_one_of_the_languages() -> None:
    assert LANGUAGES == ("nl", "en", CODE)


def test_numbers_money_and_days_are_written_as_it_says() -> None:
    assert W.number(-1234567.5, 1) == f"\u22121{NBSP}234{NBSP}567\u066b5".replace(
        "\u2212", W.marks.minus
    )
    assert W.money(12_345, figures=5) == f"12{NBSP}345{NBSP}\u20ac"
    assert W.percent(0.065) == f"{W.marks.percent[0]}6\u066b5"
    assert W.date(date(2026, 11, 29)) == "29 listopada 2026"
    assert W.of_hundred(0.01) == "\u00e9t moins de 5"


def test_what_it_writes_can_be_typed_back() -> None:
    for x in (6.5, 1234.5, 1_000_000.0):
        assert W.parse(W.typed(x, Unit.MONEY), Unit.MONEY) == x
    assert W.parse(W.typed(0.065, Unit.SHARE), Unit.SHARE) == pytest.approx(0.065)


def test_each_count_has_the_form_of_its_plural() -> None:
    forms = [W.counted("console.team.people", n, n=n).split()[0] for n in (1, 2, 5, 22)]
    assert forms == ["\u00e9t", "few", "many", "few"]


def test_a_capital_keeps_its_accent() -> None:
    assert W.capital("\u00e9t de") == "\u00c9t de"


@pytest.mark.parametrize("page", ["plan.py", "pages/levers.py", "pages/evaluate.py"])
def test_a_page_speaks_it(page: str, visit: Any) -> None:
    visitor = visit(f"{CODE}-PL")
    if page != "plan.py":
        visitor.at.switch_page(page)
        visitor.run()
    assert not visitor.at.exception
    shown = [str(one.value) for one in (*visitor.at.header, *visitor.at.markdown)]
    assert any(MARK in text.lower() for text in shown)
    labels = {str(option) for box in visitor.at.segmented_control for option in box.options}
    assert page != "plan.py" or CODE.upper() in labels


def test_a_line_of_a_budget_for_own_people_is_recognised_by_its_words() -> None:
    labels = ("Obs\u0142uga stoiska, 48 h", "Podr\u00f3\u017ce", "Reiskosten", "Stand")
    plan = example("regional").with_(costs=[CostLine(label, Exact(100.0)) for label in labels])
    assert [line.label for line in own_people(plan)] == [*labels[:3]]


def test_the_command_line_speaks_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main(["regional", "--trials", "256", "--language", CODE]) == 0
    assert MARK.lower() in capsys.readouterr().out.lower()
    assert command_line.main(["nowhere.toml", "--language", CODE]) == 2
    assert MARK in capsys.readouterr().err


def test_the_files_speak_it() -> None:
    plan = example("regional")
    answer = summarised(simulate(plan, trials=1024, seed=1))
    report = Report(
        plan, answer, W, fingerprint(plan, 1), "https://quitte.example/", date(2026, 11, 29)
    )
    pages = PdfReader(io.BytesIO(reports.pdf(report))).pages
    text = " ".join(page.extract_text() for page in pages)
    assert MARK in text.lower()
    again = reports.scenario_from_workbook(reports.workbook(report))
    assert again.numbers == plan.numbers
