"""What the answers to several questions say in the same way: names, settings and worth."""

from __future__ import annotations

import math
from typing import Final

from console.terminal import Terminal, short_name
from sim.decide.dials import budget_line
from sim.later.dates import Moment
from sim.plan.funnel import STAGES
from sim.plan.parameters import PATHS, Unit
from sim.plan.scenario import Scenario
from sim.play.result import Measured
from sim.why.luck import COMMON

ROWS: Final = 14  # months in a table


def place(path: str, plan: Scenario, say: Terminal) -> str:
    """An input or a stage by its name, or a line of the budget, ``costs.NAME.N`` or
    ``income.NAME.N``, by its label."""
    if path in PATHS or path in STAGES:
        return say.name(path)
    if path == COMMON:
        return say("drivers.fair")
    of, _, name = path.partition(".")
    return short_name(str(getattr(plan, f"named_{of}")[name].label))


def lever(path: str, plan: Scenario, say: Terminal) -> str:
    """The same of a lever, whose lines of the budget are ``costs.PLACE`` and ``income.PLACE``."""
    line = budget_line(plan, path)
    return say.name(path) if line is None else short_name(line.label)


def setting(path: str, value: Measured, say: Terminal) -> str:
    """A setting of a lever, in the form of its unit."""
    if math.isinf(value.value):
        return say("levers.any")
    if path in PATHS and PATHS[path].unit is Unit.SHARE:
        return f"{say.percent(value)} %"
    return say.figure(value, signed=False)


def worth(value: Measured, say: Terminal) -> str:
    """Money that knowing is worth."""
    return say("information.hardly") if value.hardly else say.figure(value, signed=False)


def moment(of: Moment, say: Terminal) -> str:
    """A date on which to decide."""
    months = of.date.months_before
    return of.date.date if months is None else say.counted("later.before", months, n=months)


def difference(value: Measured, say: Terminal) -> str:
    """A difference."""
    return say("steps.hardly") if value.hardly else say.figure(value)


def people(staff: float, say: Terminal) -> str:
    """So many people on the stand."""
    return say.counted("team.people", staff, n=say.short(staff, 6))


def spread(count: int) -> list[int]:
    """Which of so many months are shown: evenly, the last one always."""
    step = math.ceil(count / ROWS)
    return sorted({*range(0, count, step), count - 1})


def on_page(trials: int | None, say: Terminal) -> list[str]:
    """How many fairs the page shows, where that has to be said."""
    return [] if trials is None else [say("foot.page", trials=say.exact(trials))]
