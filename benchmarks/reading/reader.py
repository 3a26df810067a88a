"""What somebody decides who reads the board: rules about words, in both languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

MONEY: Final = r"([\u2212+-]?\s?\u20ac?\s?[\u2212+-]?[\d.,\s]*\d)"


@dataclass(frozen=True)
class Speech:
    """How a language says what a reader looks for.

    book, leave  how a sentence of advice begins that says go, and one that says anything else
    going        the average of going, and `home` the money of not going
    chance       so many of 100 fairs cover their costs; `gain` and `loss`, how much typically
    thousands, decimal
                 the marks within numbers
    """

    book: tuple[str, ...]
    leave: tuple[str, ...]
    going: str
    home: str
    chance: str
    gain: str
    loss: str
    thousands: str
    decimal: str


SPEECH: Final = {
    "en": Speech(
        book=("Go:",),
        leave=("Go smaller:", "Do not decide yet:", "Not with this plan:"),
        going=rf"This plan: .*average {MONEY}",
        home=rf"Not going: {MONEY}",
        chance=r"Of 100 fairs.*?(\d+) would cover",
        gain=rf"If it pays, typically {MONEY}",
        loss=rf"if it does not, typically {MONEY}",
        thousands=",",
        decimal=".",
    ),
    "nl": Speech(
        book=("Ga:",),
        leave=("Ga kleiner:", "Beslis nog niet:", "Niet met dit plan:"),
        going=rf"Dit plan: .*gemiddeld {MONEY}",
        home=rf"Niet gaan: {MONEY}",
        chance=r"Van 100 beurzen.*?(\d+) hun kosten",
        gain=rf"Als het lukt, meestal rond {MONEY}",
        loss=rf"als het niet lukt, meestal rond {MONEY}",
        thousands=".",
        decimal=",",
    ),
}

Page = Sequence[str]


def number(said: str, speech: Speech) -> float:
    """An amount as it stands on the page."""
    bare = re.sub(r"[^\d,.\u2212-]", "", said).replace(speech.thousands, "")
    return float(bare.replace(speech.decimal, ".").replace("\u2212", "-"))


def found(page: Page, pattern: str, speech: Speech) -> float | None:
    for line in page:
        if told := re.search(pattern, line):
            return number(told[1], speech)
    return None


def advised(page: Page, speech: Speech) -> bool | None:
    """What the sentence of advice says; None without one."""
    for line in page:
        if line.startswith(speech.book):
            return True
        if line.startswith(speech.leave):
            return False
    return None


def by_averages(page: Page, speech: Speech) -> bool | None:
    """Whether going brings more than not going, by the two averages on the page."""
    going, home = (found(page, one, speech) for one in (speech.going, speech.home))
    return None if going is None or home is None else going > home


def by_forecast(page: Page, speech: Speech) -> bool | None:
    """The same of who reads only the forecast: so many of 100 times the typical gain, the others
    times the typical loss."""
    told = [found(page, one, speech) for one in (speech.chance, speech.gain, speech.loss)]
    home = found(page, speech.home, speech)
    if None in told or home is None:
        return None
    chance, gain, loss = (float(x) for x in told if x is not None)
    return (chance * gain + (100 - chance) * loss) / 100 > home


def hurried(page: Page, speech: Speech) -> bool:
    """Who reads the whole page: obeys the advice; else compares the averages; else stays home."""
    advice = advised(page, speech)
    if advice is None:
        advice = by_averages(page, speech)
    return bool(advice)


READERS: Final[dict[str, Callable[[Page, Speech], bool | None]]] = {
    "the whole page": hurried,
    "the two averages": by_averages,
    "the forecast and the fee": by_forecast,
}
