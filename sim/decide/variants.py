"""Smaller plans that are asked about first: half the stand, and one person less on it.

How many fewer visitors a smaller stand draws nobody has measured; a guess stands here once, for
every place that asks about one: of a quarter less stand a tenth less odds that somebody of the
target group comes, and so on with every quarter (`odds_of`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from sim.plan.beliefs import Belief, Exact, Range
from sim.plan.budget import CostLine, keyed
from sim.plan.scenario import Scenario
from sim.plan.steps.changes import Times

HALF: Final = 0.5
DRAW: Final = math.log(0.9) / math.log(0.75)  # power of the size of a stand, in the odds


def odds_of(part: float) -> float:
    """So many times the odds that somebody of the target group comes to a stand of which only this
    part is left, 0 to 1."""
    return math.pow(part, DRAW)


def smaller_and_less_seen(plan: Scenario) -> Scenario | None:
    """The plan with half the area, to which fewer come (`odds_of`); as `smaller_stand`."""
    half = smaller_stand(plan)
    if half is None:
        return None
    reach = Times(odds_of(HALF)).of(plan.inputs["reach_share"])
    return half.with_(inputs={"reach_share": reach})


def smaller_stand(plan: Scenario) -> Scenario | None:
    """The plan with half the area; None where no line of its budget is per m2."""
    if not any("area" in line.needs for line in (*plan.costs, *plan.income)):
        return None
    area = plan.inputs["area"].likely
    return plan.with_(inputs={"area": Exact(HALF * area)}) if area > 0 else None


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
    people = People(saves, tuple(line.name for line in lines))
    return people.on_stand(plan, plan.inputs["staff"].likely - 1)


@dataclass(frozen=True)
class People:
    """What a person more or less on the stand costs beside what the budget says per person.

    cost   money for the whole fair
    lines  the names of those of its lines per fair that are paid for people: they grow and shrink,
           each in proportion. Where they do not hold what is saved, or there are none, all lines
           per fair shrink; and what is paid more is a line of its own, called `label`
    """

    cost: float = 0.0
    lines: tuple[str, ...] = ()
    label: str = "people"

    def on_stand(self, plan: Scenario, staff: float) -> Scenario:
        """The plan with so many people at the same time, and what they cost."""
        more = (staff - plan.inputs["staff"].likely) * self.cost
        changed = plan.with_(inputs={"staff": Exact(staff)})
        per_fair = [line for line in plan.costs if line.per == "fair"]
        paid = [line for line in per_fair if line.name in self.lines]
        if more > 0 and not _likely(paid):
            line = keyed(CostLine(self.label, Exact(more)), plan.costs)
            return changed.with_(costs=(*plan.costs, line))
        if _likely(paid) < -more:
            paid = per_fair
        total = _likely(paid)
        if more == 0 or total <= 0:
            return changed
        times = max(1 + more / total, 0.0)
        costs = (_times(line, times) if line in paid else line for line in plan.costs)
        return changed.with_(costs=tuple(costs))


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
