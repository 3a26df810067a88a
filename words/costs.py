"""The likely costs as a table is read: each line as planned, what comes on top, the total, and what
comes in without an order; and which lines are for the people on the stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from sim.decide.variants import People, one_person_less
from sim.plan.budget import CostLine, Line
from sim.plan.round_numbers import half_up
from sim.plan.scenario import Scenario
from sim.plan.typed.pasted import Pasted
from sim.play.expected import BestGuess
from words.catalogue import Words, words
from words.languages import LANGUAGES

HOUR: Final = 45.0  # money of an hour's work: the wages behind the examples' own lines


@dataclass(frozen=True)
class CostRow:
    """A row of the table of costs.

    label   of the budget's own words where they are `typed`, otherwise of ours
    per     how the line is paid, in words (`how_paid`); empty where it is once for this fair
    amount  money at the likely values; what comes in is negative
    share   of the costs' total, 0 to 1; None where the total is 0, and of what comes in
    """

    label: str
    per: str
    amount: float
    share: float | None
    typed: bool = False

    def part(self, w: Words) -> str:
        """The share in words; nothing where there is none."""
        return "" if self.share is None else w.percent(self.share, 2)


def likely_costs(
    plan: Scenario, guess: BestGuess, w: Words, most: int | None = None
) -> Iterator[CostRow]:
    """Every line of the budget, by how much the lines per fair are expected to exceed it, and the
    total last; with `most` lines at most, the smallest together in one line."""
    total = guess.costs

    def row(label: str, per: str, amount: float, *, typed: bool = False) -> CostRow:
        return CostRow(label, per, amount, amount / total if total else None, typed)

    planned, extra = guess.planned(plan)
    lines = [
        row(line.label, how_paid(line, w), amount, typed=True)
        for line, amount in zip(plan.costs, planned, strict=True)
    ]
    for line in _few(lines, most, w):
        yield row(line.label, line.per, line.amount, typed=line.typed)
    if extra:
        over = plan.inputs["cost_overrun"].likely - 1
        yield row(w("costs.overrun", share=w.percent(over)), "", extra)
    yield row(w("costs.total"), "", total)


def _few(lines: list[CostRow], most: int | None, w: Words) -> list[CostRow]:
    """With more than `most` lines the smallest together in one line, the others by their size."""
    if most is None or len(lines) <= most:
        return lines
    lines = sorted(lines, key=lambda line: -abs(line.amount))
    rest = lines[most - 1 :]
    together = w("reports.more_lines", n=len(rest))
    return [*lines[: most - 1], CostRow(together, "", sum(line.amount for line in rest), None)]


def likely_income(
    plan: Scenario, guess: BestGuess, w: Words, most: int | None = None
) -> Iterator[CostRow]:
    """Every line of income, `most` at most, and last what orders have to earn then; nothing where
    a plan has no income."""
    lines = [
        CostRow(line.label, how_paid(line, w), -amount, None, typed=True)
        for line, amount in zip(plan.income, guess.income_by_line, strict=True)
    ]
    yield from _few(lines, most, w)
    if plan.income:
        yield CostRow(w("costs.to_earn"), "", max(guess.costs - guess.income, 0.0), None)


def how_paid(line: Line, w: Words) -> str:
    """Per what a line of the budget is, and over how many fairs; empty for once, for this fair."""
    told = [] if line.per == "fair" else [w("costs.per_unit", per=w(f"per.{line.per}"))]
    if isinstance(line, CostLine) and line.over != 1:
        told.append(w("costs.over", n=w.short(line.over)))
    return ", ".join(told)


def of_own_people(label: str) -> bool:
    """Whether a line says that it is paid for the people on the stand, in any of the languages:
    wages, hotel, travel."""
    return _recognised("own_people").search(label) is not None


def own_people(plan: Scenario) -> list[CostLine]:
    """The lines of a budget that are paid for the people on the stand: wages, hotel, travel."""
    return [line for line in plan.costs if line.per == "fair" and of_own_people(_called(line))]


def _called(line: CostLine) -> str:
    """What a line is for: an example's own keep what they were for, however they are called."""
    own = line.key in words("en").examples["costs"]
    return line.key.replace("_", " ") if own else line.label


def cost_of_person(plan: Scenario) -> float | None:
    """What one person on the stand costs this fair by the budget, in whole units; None where it has
    no such line, and where it is not said how many people there are."""
    if "staff" not in plan.inputs:
        return None
    total = sum(line.amount.likely / line.over for line in own_people(plan))
    staff = plan.inputs["staff"].likely
    return half_up(total / staff) if total > 0 and staff > 0 else None


def without_one(plan: Scenario) -> Scenario | None:
    """The plan with one person less on the stand, whose part of the lines for people is saved; None
    as of `sim.decide.variants.one_person_less`."""
    return one_person_less(plan, cost_of_person(plan) or 0.0, own_people(plan))


def person_reckoned(plan: Scenario) -> float:
    """What one more person is reckoned at, beside what the budget pays per person, wherever that is
    asked and nobody says it: by the budget's lines for people; where it says nothing of them at
    all, at their hours on the stand."""
    if any("staff" in line.needs for line in plan.costs):
        return cost_of_person(plan) or 0.0
    return cost_of_person(plan) or half_up(HOUR * hours_of_person(plan))


def reckoned(plan: Scenario) -> People:
    """The same with the lines of the budget that grow by it."""
    return People(person_reckoned(plan), tuple(line.name for line in own_people(plan)))


def hours_of_person(plan: Scenario) -> float:
    """Hours of one person on the stand; 0 where the plan does not say who stands there."""
    if not plan.limited:
        return 0.0
    return plan.inputs["days"].likely * plan.inputs["hours_per_day"].likely


def column_of_amounts(copied: Pasted) -> int | None:
    """The column of a copied sheet that holds the amounts, from 0: the last whose head says that it
    is without VAT, as all amounts of a plan are; otherwise the last."""
    without = _recognised("without_vat")
    net = [at for at in copied.amounts if copied.heads and without.search(copied.heads[at])]
    return net[-1] if net else copied.column


def grows_with_area(label: str) -> bool:
    """Whether a line says, in any of the languages, that it is paid for the space of the stand or
    for what stands on it: twice the m2 cost about twice as much."""
    return _recognised("grows_with_area").search(label) is not None


@lru_cache
def _recognised(what: str) -> re.Pattern[str]:
    texts = [one for code in LANGUAGES for one in words(code).examples["recognised"][what]]
    any_of = "|".join(re.escape(text).replace(r"\*", r"\w*") for text in texts)
    return re.compile(rf"\b({any_of})\b", re.IGNORECASE)
