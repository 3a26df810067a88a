"""What the tests of the seven questions share: what somebody says, and where."""

from __future__ import annotations

from typing import Any

from tests.pages.visits import LOCALES

FACTS = {"visitors": "9000", "staff": "3", "days": "2", "area": "24", "costs": "31.000",
         "order_value": "€ 42.000,-", "margin": "28 %"}  # fmt: skip
LAST = {"contacts.0": "140", "quotes.0": "11", "orders.0": "3"}


def page(visit: Any, language: str = "en", **query: str) -> Any:
    return visit(LOCALES[language], "start", **query)


def key(visitor: Any, box: str) -> str:
    """The key of a box, whatever the language and however often the boxes were emptied."""
    (found,) = (
        one.key for one in visitor.at.text_input if str(one.key).startswith(f"start.{box}.")
    )
    return str(found)


def say(visitor: Any, **said: str) -> Any:
    for box, text in said.items():
        visitor.type(key(visitor, box.replace("__", ".")), text)
    return visitor


def told(visitor: Any, texts: dict[str, str]) -> Any:
    return say(visitor, **{box.replace(".", "__"): text for box, text in texts.items()})


def shown(visitor: Any) -> str:
    assert not visitor.errors
    return "\n".join(visitor.texts())
