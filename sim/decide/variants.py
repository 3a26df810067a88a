"""Smaller plans that are asked about first: half the stand, and one person less on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sim.plan.beliefs import Belief, Exact, Range
from sim.plan.budget import CostLine
from sim.plan.scenario import Scenario


def smaller_stand(plan: Scenario) -> Scenario | None:
    """The plan with half the area; None where no line of its budget is per m2."""
    if not any("area" in line.needs for line in (*plan.costs, *plan.income)):
        return None
    area = plan.inputs["area"].likely
    return plan.with_(inputs={"area": Exact(area / 2)}) if area > 0 else None


def one_person_less(
    plan: Scenario, saves: float = 0.0, lines: Sequence[CostLine] = ()
) -> Scenario | None:
    """The plan with one person less at the same time; None where nobody would be left, and where
    the staff limits nothing.

    saves  money that this takes off the budget, besides what it says per person
    lines  those of the plan's lines per fair that it is taken from, each in proportion; all of them
           where these do not hold so much. At most they become 0.
    """
    if not plan.limited or plan.inputs["staff"].likely <= 1:
        return None
    fewer = plan.with_(inputs={"staff": Exact(plan.inputs["staff"].likely - 1)})
    per_fair = [line for line in plan.costs if line.per == "fair"]
    taken = [line for line in per_fair if line in lines]
    if _likely(taken) < saves:
        taken = per_fair
    total = _likely(taken)
    if saves <= 0 or total <= 0:
        return fewer
    left = max(1 - saves / total, 0.0)
    costs = (_times(line, left) if line in taken else line for line in plan.costs)
    return fewer.with_(costs=tuple(costs))


def _likely(lines: Sequence[CostLine]) -> float:
    """What this fair takes of lines per fair, money, at the likely values."""
    return sum(line.amount.likely / line.over for line in lines)


def _times(line: CostLine, factor: float) -> CostLine:
    """The line with its amount so many times as large, as wide as before on its own scale."""
    likely = line.amount.likely * factor
    amount: Belief = Exact(likely)
    if isinstance(line.amount, Range) and likely > 0:
        amount = line.amount.moved(likely)
    return replace(line, amount=amount)
