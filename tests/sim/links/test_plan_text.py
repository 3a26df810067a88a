"""A plan and its seed, kept as one text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim import ScenarioError, loads
from sim.links.plan_text import dumps
from sim.links.plan_text import loads as read
from sim.plan.file import EXAMPLES, example


@pytest.mark.parametrize("name", [*EXAMPLES, "own"])
@settings(deadline=None)
@given(seed=st.integers(0, 2**31 - 1))
def test_plan_and_seed_come_back(name: str, seed: int) -> None:
    text = dumps(example(name), seed)
    assert read(text) == (example(name), seed)
    assert loads(text) == example(name)  # a scenario file like any other


@pytest.mark.parametrize("text", ["", "x", "# seed = \n", "# seed = -1\n", "# seed = 1"])
def test_a_text_without_a_seed_is_refused(text: str) -> None:
    with pytest.raises(ScenarioError) as found:
        read(text)
    assert found.value.place == "seed"
