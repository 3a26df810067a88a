"""Names, figures and tables of the answers to questions, in plain characters."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import Final

from console.answer_text import figure, hundredths
from sim.plan.funnel import STAGES
from sim.plan.parameters import PATHS, Unit
from sim.plan.scenario import Scenario
from sim.play.result import Measured

LONGEST: Final = 30  # letters of a name in a table
ROWS: Final = 14  # months in a table
STEPS: Final = {
    "staff": "one more person on the stand",
    "visitors": "ten more visitors of the target group",
    "follow_up_share": "every contact followed up",
    "margin": "one point more margin",
}
CHOICES: Final = {
    "dependence_none": "rates do not move together",
    "dependence_strong": "rates move strongly together (0.6)",
    "ranges_wider": "all ranges half as wide again",
    "spread_less": "single orders differ half as much",
    "spread_more": "single orders differ half as much again",
}
Heads = Sequence[tuple[str, str]]


def name(path: str) -> str:
    """An input or a stage by its key, with its phase."""
    key, _, phase = path.partition(".")
    plain = {"calls": "phone appointments", "unserved": "left unserved"}.get(key, key)
    return plain.replace("_", " ") + (f" ({phase})" if phase else "")


def short(name: str) -> str:
    """A name that fits in a table."""
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 3]}..."


def people(staff: float) -> str:
    return f"{staff:g} {'person' if staff == 1 else 'people'}"


def more(value: Measured) -> str:
    """A difference."""
    return "hardly any" if value.hardly else figure(value)


def percent(share: Measured) -> str:
    hundred = Measured(100 * share.value, 100 * share.error)
    return f"{figure(hundred, signed=False)} %"


def of_hundred(chance: Measured | None) -> str:
    return "-" if chance is None else hundredths(chance.value)


def table(heads: Heads, rows: Sequence[Sequence[str]]) -> list[str]:
    """Names on the left, figures on the right in columns as wide as they need."""
    grid = [["", *(head[at] for head in heads)] for at in (0, 1)]
    grid = [line for line in grid if any(line)] + [list(row) for row in rows]
    widths = [max(len(row[at]) for row in grid) for at in range(len(heads) + 1)]
    lines = []
    for name, *figures in grid:
        cells = (f"  {x:>{width}}" for x, width in zip(figures, widths[1:], strict=True))
        lines.append(f"{name:{widths[0]}}{''.join(cells)}".rstrip())
    return lines


def place(path: str, plan: Scenario) -> str:
    """An input or a stage by its key, or a cost line, ``costs.NAME.N``, by its label."""
    if path in PATHS or path in STAGES:
        return name(path)
    seen: Counter[str] = Counter()
    for line in plan.costs:
        known = line.key or line.label
        seen[known] += 1
        if path == f"costs.{known}.{seen[known]}":
            return short(line.label)
    raise KeyError(path)


def value(lever: str, value: Measured) -> str:
    """A setting of a lever, in the form of its unit."""
    if math.isinf(value.value):
        return "any amount"
    if lever in PATHS and PATHS[lever].unit is Unit.SHARE:
        return percent(value)
    return figure(value, signed=False)


def worth(value: Measured) -> str:
    """Money that knowing is worth."""
    return "hardly anything" if value.hardly else figure(value, signed=False)


def spread(count: int) -> list[int]:
    """Which of so many months are shown: evenly, the last one always."""
    step = math.ceil(count / ROWS)
    return sorted({*range(0, count, step), count - 1})
