"""The files that a plan is read from: a scenario file, or a workbook that was taken away before."""

from __future__ import annotations

from typing import Final

from sim.plan.file import loads
from sim.plan.scenario import Scenario

FILES: Final = ("toml", "xlsx")


def read_file(name: str, content: bytes) -> Scenario:
    """The plan in a file. Raises `ScenarioError`."""
    if not name.lower().endswith(".xlsx"):
        return loads(content)
    from reports import scenario_from_workbook

    return scenario_from_workbook(content)
