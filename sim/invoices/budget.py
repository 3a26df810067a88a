"""Which line of a budget an invoice's line is for: a first guess, by words in common."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from sim.invoices.invoice import Line

SHORTEST: Final = 4  # letters of a word that says something
# Longer words that stand on the invoices of any fair and say nothing about what was bought.
_ANYWHERE: Final = """
aantal article artikel beurs beurzen bestelling dagen days dienst diensten during excl expo extra
factuur fair fairs from incl invoice jullie messe onze order price prijs quantity salon service
services show tijdens total totaal trade voor with your
"""
ANYWHERE: Final = frozenset(_ANYWHERE.split())


def guesses(lines: Sequence[Line], seller: str, labels: Sequence[str]) -> list[int | None]:
    """For each of the lines of a seller's invoice the place of the label with which it has most in
    common; None where neither it nor the seller's name has anything in common with any.

    A word that many labels share says little. An allowance or a charge that names nothing goes
    along with most of the lines' money.
    """
    known = [set(_words(label)) for label in labels]
    found = [_nearest(line.description, known) for line in lines]
    of_seller = _nearest(seller, known)
    found = [
        of_seller if place is None and line.kind == "line" else place
        for place, line in zip(found, lines, strict=True)
    ]
    money: dict[int | None, Decimal] = {}
    for place, line in zip(found, lines, strict=True):
        if line.kind == "line":
            money[place] = money.get(place, Decimal(0)) + abs(line.amount)
    most = max(money, key=money.__getitem__, default=None)
    return [
        most if place is None and line.kind != "line" else place
        for place, line in zip(found, lines, strict=True)
    ]


def _nearest(description: str, known: Sequence[set[str]]) -> int | None:
    worth = [0.0] * len(known)
    for word in set(_words(description)):
        alike = [max((_alike(word, other) for other in label), default=0.0) for label in known]
        labels = sum(map(bool, alike))
        worth = [before + one / max(labels, 1) for before, one in zip(worth, alike, strict=True)]
    best = max(worth, default=0.0)
    return worth.index(best) if best else None


def _alike(word: str, other: str) -> float:
    """1 for the same word, less where one only begins with the other, 0 for two others."""
    short, long = sorted((word, other), key=len)
    return len(short) / len(long) if long.startswith(short) else 0.0


def _words(text: str) -> Iterator[str]:
    bare = unicodedata.normalize("NFKD", text.casefold())
    spaced = "".join(
        letter if letter.isalpha() else " " for letter in bare if not unicodedata.combining(letter)
    )
    return (word for word in spaced.split() if len(word) >= SHORTEST and word not in ANYWHERE)
