"""Facts that Hypothesis makes up, and what a budget comes to."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from sim.plan.file import EXAMPLES
from sim.plan.scenario import Scenario
from sim.start.facts import Facts

KINDS = ("", *EXAMPLES)
# In cents, thousandths and halves, as people type them.
MONEY = st.integers(0, 10**9).map(lambda cents: cents / 100)
PRICE = st.integers(1, 10**9).map(lambda cents: cents / 100)
AREA = st.integers(1, 10_000).map(lambda tenths: tenths / 10)
ANSWERS: dict[str, st.SearchStrategy[Any]] = {
    "visitors": st.integers(1, 10**6),
    "staff": st.integers(0, 80).map(lambda halves: halves / 2),
    "days": st.integers(1, 20).map(lambda halves: halves / 2),
    "area": AREA,
    "costs": MONEY,
    "order_value": PRICE,
    "margin": st.integers(1, 999).map(lambda thousandths: thousandths / 1000),
}


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    """Some of the seven questions answered, no earlier fair told."""
    answers: dict[str, Any] = {key: draw(st.none() | answer) for key, answer in ANSWERS.items()}
    return Facts(kind=draw(st.sampled_from(KINDS)), **answers)


def budget(plan: Scenario) -> float:
    """Money of the lines that are known beforehand, without the overrun."""
    times = {"fair": 1.0, "m2": plan.inputs["area"].likely if "area" in plan.inputs else 0.0}
    return sum(line.amount.likely * times[line.per] for line in plan.costs if line.per in times)
