"""What a text, a name, a number of the whole plan and a month may be."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final
from unicodedata import category

from sim.plan.beliefs import number
from sim.plan.problems import ScenarioError, at, mended, one_line

LONGEST_TEXT: Final = 120
_REFUSED: Final = ("Cc", "Cs", "Zl", "Zp")  # kinds of characters that no name has
FIRST_MONTH: Final = -60  # in which money may be due
LAST_MONTH: Final = 120  # of the timeline, and of a horizon
NEAR: Final = 0.75  # of the letters of two words, so that both are the same with one slip


def is_text(text: str) -> bool:
    """Whether it can be shown, sent and kept (`sim.plan.problems.mended`)."""
    return "\0" not in text and (text.isascii() or text == mended(text))


def from_json(
    text: str | bytes, *, mend: bool = False, parse_constant: Callable[[str], Any] | None = None
) -> Any:
    """The document in a text of JSON, which may hold half a letter as an escape. Raises ValueError
    for what is no JSON, and for a document with a text that is none (`is_text`); RecursionError for
    too deep nesting.

    mend  has such texts mended instead: what is kept already has to open again
    """
    document = json.loads(text, parse_constant=parse_constant)
    if all(map(is_text, _texts(document))):
        return document
    if not mend:
        raise ValueError("a text that cannot be written")
    return _mended(document)


def _texts(document: Any) -> Iterator[str]:
    """Every text in it, keys too."""
    todo = [document]
    while todo:
        one = todo.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            yield from one
            todo += one.values()
        elif isinstance(one, list):
            todo += one


def _mended(document: Any) -> Any:
    if isinstance(document, dict):
        return {mended(key): _mended(one) for key, one in document.items()}
    if isinstance(document, list):
        return [*map(_mended, document)]
    return mended(document) if isinstance(document, str) else document


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


def check_known(
    keys: Iterable[str], allowed: Iterable[str], place: str = "", listed: str = ""
) -> None:
    """Raises `ScenarioError` for a key that is not allowed: with the one that it is near to, or
    else with all of them, or what stands for them in `listed`."""
    known = list(allowed)
    for key in keys:
        if key not in known:
            told = " ".join(one_line(key).split())  # whatever it is, it stays part of one sentence
            where = f"{place}.{told}" if place else told
            meant = near_to(key, known)
            if meant is not None:
                raise ScenarioError("unknown", where, nearest=meant)
            raise ScenarioError("unknown_key", where, allowed=listed or ", ".join(known))


def near_to(key: str, known: Iterable[str]) -> str | None:
    """The known key that somebody who typed this one means: the same letters otherwise parted, or
    word by word `NEAR`. None where none is."""
    typed = _words_of(key[:LONGEST_TEXT])
    alike = {one: _alike(typed, _words_of(one)) for one in known}
    nearest = max(alike, key=lambda one: alike[one], default="")
    return nearest if alike.get(nearest, 0.0) >= NEAR else None


def _words_of(key: str) -> list[str]:
    return [word for word in re.split(r"[\s._-]+", key.casefold()) if word]


def _alike(one: list[str], other: list[str]) -> float:
    """How alike two keys are, 0 to 1, by the word that is it least; a number is no other one."""
    if "".join(one) == "".join(other):
        return 1.0
    if len(one) != len(other):
        return 0.0
    return min(map(_ratio, one, other))


def _ratio(word: str, meant: str) -> float:
    if word.isdigit() or meant.isdigit():
        return float(word == meant)
    return difflib.SequenceMatcher(None, word, meant, autojunk=False).ratio()


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
