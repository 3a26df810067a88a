"""A smaller stand, or one person less, to take in the place of a fair."""

from __future__ import annotations

from typing import Final

from sim.decide.variants import smaller_and_less_seen
from sim.plan.checks import LONGEST_TEXT
from ui.visit import state
from ui.year import listed, wrong
from words.costs import without_one
from words.translation import smaller_name

SMALLER: Final = {"area": smaller_and_less_seen, "staff": without_one}


def variants() -> dict[tuple[int, str], tuple[float, float]]:
    """What may replace a fair, by its key and the number that gets smaller, ``area`` or ``staff``:
    that number before and after. A variant has none of its own."""
    found = {}
    for one in listed.entries():
        for which, smaller in SMALLER.items():
            plan = smaller(one.scenario) if one.of is None else None
            if plan is not None:
                ends = (x.inputs[which].likely for x in (one.scenario, plan))
                before, after = ends
                found[one.key, which] = (before, after)
    return found


@state.whole
def add_variant(key: int, which: str) -> None:
    """The fair with a smaller stand or one person less, to take in its place."""
    one = next((each for each in listed.entries() if each.key == key), None)
    plan = None if one is None else SMALLER[which](one.scenario)
    if one is None or plan is None:
        return
    left = smaller_name(which, plan.inputs[which].likely, state.language())
    name = one.scenario.name[: LONGEST_TEXT - len(left)] + left
    wrong.attempt("variant", lambda: listed.add(plan.with_(name=name), of=key))
