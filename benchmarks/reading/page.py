"""The text of the board, as the app draws it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from streamlit.testing.v1 import AppTest

from sim import Scenario
from sim.links.plan_link import encode
from sim.links.year_link import YearLink, encode_year
from sim.play.engine import SEED

APP: Final = Path(__file__).parents[2] / "plan.py"
LOCALES: Final = {"nl": "nl-NL", "en": "en-US"}
WAIT: Final = 120  # seconds
READ: Final = ("title", "header", "subheader", "markdown", "caption")


def text(plan: Scenario, language: str) -> list[str]:
    """Every sentence of the board of a plan, as `read`."""
    return read(language, s=encode(plan, SEED, ""))


def text_of_year(year: YearLink, language: str) -> list[str]:
    """The same of the board of a year."""
    return read(language, y=encode_year(year))


def read(language: str, **address: str) -> list[str]:
    """Every sentence of a board in its order, as it is read: no marks of Markdown, no pictures."""
    visit = AppTest.from_file(APP, default_timeout=WAIT)
    visit.switch_page("pages/board.py")
    visit.context = {"locale": LOCALES[language], "url": "http://quitte.example/"}
    for name, value in address.items():
        visit.query_params[name] = value
    visit.run()
    assert not visit.exception, visit.exception
    shown = [str(getattr(one, "value", "")) for one in visit.main if one.type in READ]
    return [line for one in shown for line in plain(one).splitlines() if line.strip()]


def plain(shown: str) -> str:
    shown = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", shown)
    shown = re.sub(r"^- ", "", shown, flags=re.M)
    return shown.replace("*", "").replace("\u2060", "").replace("\u00a0", " ")


def without_numbers(page: list[str], advice: tuple[str, ...]) -> list[str]:
    """The page with its digits struck out and without the sentences that begin as advice does."""
    return [re.sub(r"\d", "", line) for line in page if not line.startswith(advice)]
