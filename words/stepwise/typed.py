"""Steps as they are typed: a new value or range, a sum, a factor; and read back."""

from __future__ import annotations

import re
from typing import Final

from sim.plan.beliefs import Belief, Counted, Exact, Range
from sim.plan.parameters import Parameter, Unit
from sim.plan.problems import ScenarioError
from sim.plan.steps.changes import Change, Plus, Times
from words.catalogue import Words

SIGNS: Final = {"+": 1.0, "-": -1.0, "\u2212": -1.0}
TIMES: Final = "x\u00d7*"
BETWEEN: Final = re.compile(
    r"\s*(?:[\u2013\u2014;]|\b(?:to|tot|t/m|-)\b)\s*|(?<=[\d%])\s*-\s*(?=\d)"
)


def belief_typed(belief: Belief, unit: Unit, w: Words) -> str:
    """A belief as it stands in a box, and `read_belief_typed` reads it back."""
    if isinstance(belief, Counted):
        return f"{belief.hits}/{belief.of}"
    raw = belief.raw
    numbers = raw if isinstance(raw, list) else [raw]
    return " \u2013 ".join(w.typed(float(x), unit) for x in numbers)


def read_belief_typed(text: str, unit: Unit, w: Words) -> Belief:
    """A number, low and high with the likely one between them where it is given, or so many of so
    many. Raises `ScenarioError`."""
    hits, counted, of = (part.strip() for part in text.partition("/"))
    if counted and unit is Unit.SHARE and hits.isdecimal() and of.isdecimal():
        return Counted(int(hits), int(of))
    numbers = [w.parse(part, unit) for part in BETWEEN.split(text.strip())]
    belief: Belief
    if len(numbers) == 1:
        belief = Exact(numbers[0], unit.scale)
    elif len(numbers) in (2, 3):
        likely = numbers[1] if len(numbers) == 3 else None
        belief = Range(numbers[0], numbers[-1], likely, unit.scale)
    else:
        raise ScenarioError("not_number", got=text, form=unit.form)
    unit.check_belief(belief)
    return belief


def change_typed(change: Change, unit: Unit, w: Words) -> str:
    """A change as it stands in a box, and `read_change_typed` reads it back."""
    if isinstance(change, Plus):
        return f"{'+' if change.more >= 0 else '-'}{w.typed(abs(change.more), unit)}"
    if isinstance(change, Times):
        return f"\u00d7{w.typed(change.factor, Unit.POSITIVE)}"
    return belief_typed(change, unit, w)


def read_change_typed(text: str, parameter: Parameter, w: Words) -> Change:
    """What an input is to become. Raises `ScenarioError`."""
    text, unit = text.strip(), parameter.unit
    first, rest = text[:1], text[1:].strip()
    if first in SIGNS and rest:
        return Plus(SIGNS[first] * w.parse(rest, unit))
    if first in TIMES and rest:
        return Times(w.parse(rest, Unit.POSITIVE))
    belief = read_belief_typed(text, unit, w)
    if parameter.certain and not isinstance(belief, Exact):
        raise ScenarioError("exact_only", got=text)
    return belief
