"""Where a number was learned, in words."""

from __future__ import annotations

import pytest

from sim import example
from sim.evaluate.next_plan import Source
from ui.plan.origins import told
from words.catalogue import words
from words.languages import LANGUAGES

PLAN = example("regional")
POWERS = {"Weak": 0.1, "Strong": 1.0, "Middling": 0.5, "Weaker": 0.05, "Fair": 0.3}


@pytest.mark.parametrize("code", LANGUAGES)
def test_of_many_fairs_those_are_named_that_count_most_and_how_many_more_there_are(
    code: str,
) -> None:
    w = words(code)
    sources = [Source(fair, power, 3, 10) for fair, power in POWERS.items()]
    found = told("margin", sources, PLAN, w)
    places = [found.index(fair) for fair in ("Strong", "Middling", "Fair")]
    assert places == sorted(places)
    assert "Weak" not in found
    named = told("margin", [sources[1], sources[2], sources[4]], PLAN, w)
    assert found == w.counted("evaluate.next.more", 2, fairs=named, n="2")
