"""Smaller plans that are asked about first: half the stand, and one person less on it."""

from __future__ import annotations

from sim.plan.beliefs import Exact
from sim.plan.scenario import Scenario


def smaller_stand(plan: Scenario) -> Scenario | None:
    """The plan with half the area; None where no line of its budget is per m2."""
    if not any("area" in line.needs for line in (*plan.costs, *plan.income)):
        return None
    area = plan.inputs["area"].likely
    return plan.with_(inputs={"area": Exact(area / 2)}) if area > 0 else None


def one_person_less(plan: Scenario) -> Scenario | None:
    """The plan with one person less at the same time; None where nobody would be left, and where
    the staff limits nothing."""
    if not plan.limited or plan.inputs["staff"].likely <= 1:
        return None
    return plan.with_(inputs={"staff": Exact(plan.inputs["staff"].likely - 1)})
