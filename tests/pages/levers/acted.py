"""What the tests of the page of what can be done share: its parts, and what stands in them."""

from __future__ import annotations

import re
from typing import Any

from sim import Measured, Scenario
from sim.plan.document import from_document
from sim.plan.file import example
from sim.play.trials import TRIALS
from tests.pages.visits import by_link
from tests.sim.made_up import exact_document

RUN: dict[str, Any] = {"trials": TRIALS, "seed": 1}
REGIONAL = example("regional")
EXACT = from_document(exact_document())
PARTS = ("number", "step", "team", "goal")


def page(visit: Any, plan: Scenario, part: str, language: str = "en") -> Any:
    """One part of the page."""
    return by_link(visit, "levers", plan, language).pick("levers.part", part)


def ask(visitor: Any, key: str, n: int) -> Any:
    visitor.at.number_input(key=key).set_value(n)
    return visitor.run()


def heads(visitor: Any) -> list[str]:
    """The sentences that stand out, the first one first."""
    return [str(header.value) for header in visitor.at.main.header]


def buttons(visitor: Any) -> list[str]:
    """What can be pressed beside what several steps do together."""
    return [one.label for one in visitor.at.button if not str(one.key).startswith("together.")]


def cells(visitor: Any, head: str) -> list[list[str]]:
    """The rows of the table with this first head, without the heads."""
    (text,) = [
        str(text.value) for text in visitor.at.markdown if str(text.value).startswith(f"| {head}")
    ]
    return [line.strip("| ").split(" | ") for line in text.splitlines()[2:]]


def number(text: str) -> float:
    (found,) = re.findall(r"[\d.,]*\d", text)
    return float(found.replace(",", ""))


def close(shown: str, value: Measured) -> bool:
    """Rounded to three figures or to its error, whichever is coarser, and to no less."""
    unit = max(value.error, abs(value.value) * 10 ** (-2))
    return abs(number(shown) - value.value) <= unit
