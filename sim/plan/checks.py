"""What a name, a number of the whole plan and a month may be."""

from __future__ import annotations

from typing import Final
from unicodedata import category

from sim.plan.beliefs import number
from sim.plan.problems import ScenarioError, at

LONGEST_TEXT: Final = 120
_REFUSED: Final = ("Cc", "Cs", "Zl", "Zp")  # kinds of characters that no name has
FIRST_MONTH: Final = -60  # in which money may be due
LAST_MONTH: Final = 120  # of the timeline, and of a horizon


def checked_text(text: object) -> str:
    """`text` where it is one line of 1 to `LONGEST_TEXT` characters, every space in it a plain one
    and without what is not seen (soft hyphens, joiners, marks of direction). Raises
    `ScenarioError`."""
    bare = "".join(map(_shown, text)) if isinstance(text, str) else ""
    if not bare.strip() or len(bare) > LONGEST_TEXT or any(map(_refused, bare)):
        raise ScenarioError("not_text_value", most=LONGEST_TEXT)
    return bare


def _shown(letter: str) -> str:
    return letter if letter.isprintable() else {"Zs": " ", "Cf": ""}.get(category(letter), letter)


def _refused(letter: str) -> bool:
    """Controls, breaks of a line, half letters of UTF-16, and what stands for no letter ever."""
    never = ord(letter) & 0xFFFE == 0xFFFE or "\ufdd0" <= letter <= "\ufdef"
    return not letter.isprintable() and (never or category(letter) in _REFUSED)


def check_number(place: str, value: object, most: float) -> None:
    form = f"a number from 0 to {most:g}"
    with at(place):
        checked = number(value, form)
        if checked < 0:
            raise ScenarioError("below", got=checked, form=form)
        if checked > most:
            raise ScenarioError("above", got=checked, form=form)


def check_month(place: str, value: object, least: int) -> None:
    """Raises `ScenarioError` unless `value` is a whole number of months in reach."""
    form = f"a whole number from {least} to {LAST_MONTH}"
    with at(place):
        checked = number(value, form)
        if isinstance(value, float):
            raise ScenarioError("not_whole", got=value, least=least)
        if checked < least:
            raise ScenarioError("below", got=value, form=form)
        if checked > LAST_MONTH:
            raise ScenarioError("above", got=value, form=form)
