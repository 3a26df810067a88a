"""Simulated numbers in words: no finer than what the simulation can tell."""

from __future__ import annotations

import math

from sim.play.result import Measured
from words.catalogue import Words
from words.numbers import rounded


def fine(x: Measured) -> float:
    """A number up to the first figure of its standard error, and in three figures at most: 22,317
    with an error of 90 is 22,300, and 0.2617 with an error of 0.04 is 0.26."""
    unit = 10.0 ** math.floor(math.log10(x.error)) if 0 < x.error < math.inf else 0.0
    return rounded(round(x.value / unit) * unit if unit else x.value, 3)[0]


def amount(value: Measured, currency: str, w: Words) -> str:
    """Money that is as `fine`."""
    return w.money(fine(value), currency)


def signed_amount(value: Measured, currency: str, w: Words) -> str:
    """The same with its sign, a plus too."""
    return w.signed(fine(value), currency)


def count(x: Measured, w: Words) -> str:
    """People, leads or orders that are as `fine`."""
    return w.short(fine(x))
