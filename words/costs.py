"""The likely costs as a table is read: each line as planned, what comes on top, and the total; and
which lines are for the people on the stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from sim.plan.scenario import Scenario
from sim.play.expected import BestGuess
from words.catalogue import Words, words
from words.languages import LANGUAGES


@dataclass(frozen=True)
class CostRow:
    """A row of the table of costs.

    label   of the budget's own words where they are `typed`, otherwise of ours
    per     per what the line is paid, in words; empty where it is not per a thing
    amount  money at the likely values
    share   of the total, 0 to 1; None where the total is 0
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
        row(line.label, _per(line.per, w), amount, typed=True)
        for line, amount in zip(plan.costs, planned, strict=True)
    ]
    if most is not None and len(lines) > most:
        lines.sort(key=lambda line: -line.amount)
        rest = lines[most - 1 :]
        together = w("reports.more_lines", n=len(rest))
        lines = [*lines[: most - 1], row(together, "", sum(line.amount for line in rest))]
    yield from lines
    if extra:
        over = plan.inputs["cost_overrun"].likely - 1
        yield row(w("costs.overrun", share=w.percent(over)), "", extra)
    yield row(w("costs.total"), "", total)


def _per(per: str, w: Words) -> str:
    return "" if per == "fair" else w("costs.per_unit", per=w(f"per.{per}"))


def of_own_people(label: str) -> bool:
    """Whether a line says that it is paid for the people on the stand, in any of the languages:
    wages, hotel, travel."""
    return _own_people().search(label) is not None


@lru_cache
def _own_people() -> re.Pattern[str]:
    texts = [one for code in LANGUAGES for one in words(code).examples["recognised"]["own_people"]]
    any_of = "|".join(re.escape(text).replace(r"\*", r"\w*") for text in texts)
    return re.compile(rf"\b({any_of})\b", re.IGNORECASE)
