"""Boxes with a choice whose labels change: another language, a plan that is renamed.

A browser sends the label that it showed, and Streamlit 1.67 hands one that is no longer drawn to
the script as if it were the choice (selectbox and radio; the other widgets of choice keep to the
options). A click that overtakes a new label is such a case. Here a label that was shown still
means what it meant, and one that means nothing changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from ui.visit import session
from ui.visit.keys import Key

K = TypeVar("K")


@dataclass
class _Box:
    """What a box offers, what its labels have meant, and what was chosen when it was drawn."""

    options: tuple[Any, ...] = ()
    meant: dict[str, Any] = field(default_factory=dict)
    now: Any = None


_BOXES: Final = Key[Mapping[str, _Box]]("choices", {})  # by the keys of their widgets


def choose(
    draw: Callable[..., Any], label: str, offered: Mapping[Any, str], *, key: str, **more: Any
) -> Any:
    """Draws a box of `offered` (option -> label) with `draw`, and says what is chosen."""
    box = session.kept(_BOXES).get(key)
    if box is None:
        box = new = _Box()
        session.change(_BOXES, lambda others: {**others, key: new})
    if session.widget(key) not in (None, *offered) and chosen(key) in offered:
        session.put(key, chosen(key))
    box.options = tuple(offered)
    box.meant |= {shown: option for option, shown in offered.items()}
    box.now = draw(
        label, box.options, key=key, format_func=lambda one: offered.get(one, str(one)), **more
    )
    return box.now


def chosen(key: str) -> Any:
    """The option that a box holds now; what it held before, where it holds none of them."""
    value, box = session.widget(key), session.kept(_BOXES).get(key)
    if box is None or value is None or value in box.options:
        return value
    meant = box.meant.get(value)
    return meant if meant in box.options else box.now


def distinct(told: Mapping[K, str]) -> dict[K, str]:
    """The same with a number where words come again: a box to choose in goes by its words."""
    found: dict[K, str] = {}
    for key, words in told.items():
        label, n = words, 2
        while label in found.values():
            label, n = f"{words} ({n})", n + 1
        found[key] = label
    return found
