"""What a belief means, in its own numbers."""

from __future__ import annotations

from sim.plan.beliefs import Belief, Counted, Exact
from sim.plan.parameters import Unit
from words.catalogue import Words


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


def belief_told(belief: Belief, unit: Unit, currency: str, w: Words) -> str:
    """A belief in a few words: what is likely, low and high in brackets."""
    if isinstance(belief, Counted):
        return w("compare.differ.counted", hits=belief.hits, of=belief.of)
    likely = w.value(belief.likely, unit, currency)
    if isinstance(belief, Exact):
        return likely
    low, high = (w.value(end, unit, currency) for end in (belief.low, belief.high))
    return w("chart.band", median=likely, low=low, high=high).replace("  ", " ")
