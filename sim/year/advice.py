"""What to do with the money of a year: the set that is advised, and what else stands beside it.

The average decides, as for a single fair whose company has no hurdle of its own (`sim.later`). A
set that somebody chose stays where no other brings clearly more: what is only noise is no reason to
choose again. Not going anywhere always stands there, and is advised where nothing brings more; it
brings less than 0 by what cancelling costs, where something is booked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sim.year.answer import Told, Weighed
from sim.year.sets import pays

WHY: Final = ("by_mean", "by_chance", "ticked", "nowhere")


@dataclass(frozen=True)
class Choice:
    """A set, and why it stands there, one of `WHY`: most money on average, most often above zero,
    what somebody chose, and not going anywhere."""

    why: str
    told: Told


@dataclass(frozen=True)
class Advice:
    """The set that is advised first; then the others, three at most.

    over     what was chosen costs more than the budget, money; None where it does not
    level    whether going makes hardly a difference on average: no more than noise
    """

    choices: tuple[Choice, ...]
    over: float | None = None
    level: bool = False

    @property
    def advised(self) -> Told:
        return self.choices[0].told

    @property
    def shown(self) -> Told:
        """The set whose forecast is told: the advised one, or where that is to stay at home the
        first of the others, if there is any."""
        return next((one.told for one in self.choices if one.told.fairs), self.advised)


def advice(found: Weighed, chosen: int, budget: float) -> Advice:
    """What to do with a budget, money or infinite, for whoever has chosen a set."""
    best = found.best(budget)
    ticked, nowhere = found.told(chosen), found.told(0)
    by_mean = best.sets[best.by_mean]
    paid = not ticked.fairs or pays(budget, ticked.cost)
    more = found.more(by_mean.chosen, 0).mean
    if more.value <= 0 and not more.hardly:
        by_mean = nowhere
    first = Choice("nowhere" if by_mean == nowhere else "by_mean", by_mean)
    if paid and ticked.fairs and found.more(by_mean.chosen, chosen).mean.hardly:
        first = Choice("ticked", ticked)
    listed = [first]
    if paid and ticked.fairs and ticked.chosen != first.told.chosen:
        listed.append(Choice("ticked", ticked))
    elif not first.told.fairs:
        listed += [Choice("by_mean", one) for one in best.sets if one.fairs][:1]
    if best.by_chance is not None:
        likeliest = best.sets[best.by_chance]
        going = [one.told.chosen for one in listed if one.told.fairs]
        if not any(found.more(likeliest.chosen, one).as_likely for one in going):
            listed.append(Choice("by_chance", likeliest))
    if first.told.fairs:
        listed.append(Choice("nowhere", nowhere))
    over = None if paid else ticked.cost - budget
    level = bool(first.told.fairs) and found.more(first.told.chosen, 0).mean.hardly
    return Advice(tuple(listed), over, level)
