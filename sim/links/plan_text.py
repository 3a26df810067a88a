"""A plan and its seed as a text to keep: a scenario file whose first line says the seed.

The line is a remark, so that the text is a scenario file for everybody else.
"""

from __future__ import annotations

import re

from sim.plan.file import dumps as written
from sim.plan.file import loads as read
from sim.plan.problems import ScenarioError
from sim.plan.scenario import Scenario

_SEED = re.compile(r"# seed = (\d{1,10})\n")


def dumps(plan: Scenario, seed: int) -> str:
    """The plan with its seed; `loads` gives both back."""
    return f"# seed = {seed}\n{written(plan)}"


def loads(text: str) -> tuple[Scenario, int]:
    """The plan and the seed in a text. Raises `ScenarioError`."""
    found = _SEED.match(text)
    if found is None:
        raise ScenarioError("missing", "seed", form="a whole number in the first line")
    return read(text), int(found[1])
