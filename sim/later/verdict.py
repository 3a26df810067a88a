"""What to do, in the company's own terms: go, go smaller, decide later, or not.

The terms are the company's hurdle, the chance of covering costs that it asks for; without one the
average profit, which has to beat what not going costs. A plan that does not meet them may do so
with a smaller stand or with one person less on it; where not, waiting may still be worth more than
not going.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from sim.later.dates import Later
from sim.plan.choices.dates import DecisionDate, read_date
from sim.plan.scenario import Scenario
from sim.play.answer import Answer

VERDICTS: Final = ("go", "smaller", "later", "not")


@dataclass(frozen=True)
class Option:
    """A smaller plan: ``less_seen`` for half the stand, to which fewer come, ``person`` for one
    person less; its chance of covering costs and its average profit. Links of before have ``stand``
    for half the stand and as many visitors."""

    what: str
    chance: float
    mean: float


@dataclass(frozen=True)
class Verdict:
    """What to do about a plan, and what stands beside it.

    what       one of `VERDICTS`
    hurdle     the chance that the company asks for, or None: then the average decides
    chance     of covering costs, and `mean`, the average profit, of the plan as it is
    not_going  money of not going: less than 0 where cancelling costs something today
    smaller    the smaller plan with the highest average, or None where there is none
    waiting    what keeping the choice open is worth, money; 0 where that is hardly anything
    again      the date on which to decide again, its fee as money; None without one
    """

    what: str
    hurdle: float | None
    chance: float
    mean: float
    not_going: float = 0.0
    smaller: Option | None = None
    waiting: float = 0.0
    again: DecisionDate | None = None

    def document(self) -> dict[str, Any]:
        """Plain tables and numbers; `from_document` gives the same verdict back."""
        found = {**vars(self), "smaller": None if self.smaller is None else vars(self.smaller)}
        return found | {"again": None if self.again is None else self.again.raw}


def from_document(document: Mapping[str, Any]) -> Verdict:
    """The verdict that `Verdict.document` wrote. Raises KeyError or TypeError for anything else."""
    smaller, again = document["smaller"], document["again"]
    return Verdict(
        **{
            **document,
            "smaller": None if smaller is None else Option(**smaller),
            "again": None if again is None else read_date(again),
        }
    )


def verdict(
    plan: Scenario, answer: Answer, smaller: Mapping[str, Answer], later: Later | None
) -> Verdict:
    """For a plan and its answer.

    smaller  the answers of its smaller plans, by what they are (see `Option`)
    later    what its dates are worth; None where it has none
    """
    not_going = 0.0 if later is None else 0.0 - later.fee_today
    options = [Option(what, each.chance.value, _mean(each)) for what, each in smaller.items()]
    best = max(options, key=lambda option: option.mean, default=None)
    enough = [one for one in options if _meets(plan, one.chance, one.mean, not_going)]
    waits = later is not None and later.advice == "wait"
    what = "later" if waits else "not"
    if _meets(plan, answer.chance.value, _mean(answer), not_going):
        what = "go"
    elif enough:
        what, best = "smaller", max(enough, key=lambda option: option.mean)
    moment = None if later is None else later.again
    again = None if moment is None else replace(moment.date, fee=moment.fee, known=())
    return Verdict(
        what,
        plan.hurdle,
        answer.chance.value,
        _mean(answer),
        not_going,
        best,
        later.worth.value if later is not None and waits else 0.0,
        again,
    )


def _mean(answer: Answer) -> float:
    return answer.bands["profit"][0]


def _meets(plan: Scenario, chance: float, mean: float, not_going: float) -> bool:
    """Whether a plan meets the company's own terms."""
    return mean > not_going if plan.hurdle is None else chance >= plan.hurdle
