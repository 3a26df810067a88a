"""What a belief means, in its own numbers."""

from __future__ import annotations

import math
from typing import Final

from sim.plan.beliefs import Belief, Counted, Exact
from sim.plan.parameters import Unit
from sim.plan.round_numbers import rounded
from sim.plan.tails import reach
from words.catalogue import Words
from words.measured import band

FIGURES: Final = 2  # of what lies far up


def playback(belief: Belief, unit: Unit, w: Words, currency: str = "EUR") -> str:
    """What the belief means, in its own numbers."""
    low, likely, high = (
        w.value(x, unit, currency) for x in (belief.low, belief.likely, belief.high)
    )
    if isinstance(belief, Exact):
        return w("playback.exact", likely=likely)
    if isinstance(belief, Counted):
        return w(
            "playback.counted",
            hits=w.number(belief.hits),
            of=w.number(belief.of),
            likely=likely,
            low=low,
            high=high,
        )
    return w("playback.range", low=low, likely=likely, high=high)


def far_up(belief: Belief, unit: Unit, w: Words, currency: str = "EUR") -> str:
    """What a range means beyond its high, where that is more than its author may think; empty for
    any other belief."""
    found = reach(belief)
    if found is None:
        return ""
    numbers = {"far": found.hundredth, "mean": found.mean}
    told = {
        key: w.value(rounded(x, FIGURES)[0], unit, currency)
        for key, x in numbers.items()
        if math.isfinite(x)
    }
    told["high"] = w.value(belief.high, unit, currency)
    if "mean" in told and found.mean > belief.high:
        return w("playback.mean_above", **told)
    times = w.short(found.hundredth / belief.high, FIGURES)
    return w("playback.far_up", times=times, **told) if "far" in told else ""


def belief_told(belief: Belief, unit: Unit, currency: str, w: Words) -> str:
    """A belief in a few words: what is likely, low and high in brackets."""
    if isinstance(belief, Counted):
        return w("compare.differ.counted", hits=belief.hits, of=belief.of)
    likely = w.value(belief.likely, unit, currency)
    if isinstance(belief, Exact):
        return likely
    low, high = (w.value(end, unit, currency) for end in (belief.low, belief.high))
    return band(likely, low, high, w).replace("  ", " ")
