"""Simulated numbers in words: no finer than what the simulation can tell."""

from __future__ import annotations

from sim.play.result import Measured
from words.catalogue import Words


def fine(x: Measured) -> float:
    """A number as `Measured.fine`, in three figures at most: 22,317 with an error of 90 is
    22,300."""
    return x.in_figures(3)


def amount(value: Measured, currency: str, w: Words) -> str:
    """Money that is as `fine`."""
    return w.money(fine(value), currency)


def signed_amount(value: Measured, currency: str, w: Words) -> str:
    """The same with its sign, a plus too."""
    return w.signed(fine(value), currency)


def band(median: str, low: str, high: str, w: Words) -> str:
    """What is in the middle, and the band around it, as they read: one number where there is no
    band."""
    return median if low == high else w("chart.band", median=median, low=low, high=high)


def between(low: str, high: str, key: str, w: Words) -> str:
    """The band under this key, as its ends read; one number where they are the same."""
    return low if low == high else w(key, low=low, high=high)


def count(x: Measured, w: Words) -> str:
    """People, leads or orders that are as `fine`."""
    return w.short(fine(x))
