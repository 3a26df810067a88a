"""What the tests of several pages share: languages, a visitor by a link, and words that try to be
more than words."""

from __future__ import annotations

from typing import Any, Final

from sim.links.plan_link import encode
from sim.plan.scenario import Scenario
from sim.play.engine import SEED
from words.catalogue import words

LOCALES: Final = {"nl": "nl-NL", "en": "en-US"}
NL, EN = words("nl"), words("en")
HOSTILE: Final = (
    "<script>alert(1)</script>",
    "**x** [y](z)",
    ":smile: :material/home:",
    "$a$ $b$",
    "a | b",
    "![x](http://x.example/x.png)",
    "1. # - `x`",
    "W" * 120,
)


def by_link(visit: Any, name: str, plan: Scenario, language: str = "en") -> Any:
    """A visitor who came to a page by a link to a plan."""
    visitor = visit(LOCALES[language], name, s=encode(plan, SEED, ""))
    assert not visitor.errors
    return visitor


def click(visitor: Any, key: str) -> Any:
    visitor.at.button(key=key).click()
    return visitor.run()


def main(visitor: Any) -> str:
    """What stands on the page beside its pictures and boxes."""
    assert not visitor.errors
    return "\n".join(str(text.value) for text in visitor.at.main.markdown)
