"""What every report tells of a plan: the same sentences and rows, whatever file they go into."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from sim.plan.scenario import Scenario
from sim.play.answer import Answer
from words import answer as sentences
from words.catalogue import Words

LONGEST_CURRENCY: Final = 12  # a currency may be a sentence, and stands beside every amount
SCHEMES: Final = ("https://", "http://")


@dataclass(frozen=True)
class Report:
    """A plan and its answer, ready to be printed.

    words        the language of the report
    fingerprint  proves two printouts equal (see `sim.links.fingerprint`)
    link         absolute address that opens this plan; may be empty
    date         the day that stands on it, also as the date of the file
    """

    plan: Scenario
    answer: Answer
    words: Words
    fingerprint: str
    link: str
    date: datetime.date

    @cached_property
    def money_plan(self) -> Scenario:
        """The plan with a currency that fits beside a number."""
        short = self.plan.currency.strip()[:LONGEST_CURRENCY].strip()
        return self.plan.with_(currency=short)

    @property
    def address(self) -> str:
        """The link where it leads to a page of the web; otherwise empty."""
        return self.link if self.link.startswith(SCHEMES) else ""

    @property
    def moment(self) -> datetime.datetime:
        """The date as the time of making that goes into a file, so that equal reports are equal."""
        return datetime.datetime.combine(self.date, datetime.time(), datetime.UTC)

    def money(self, value: float, figures: int = 3) -> str:
        return self.words.money(value, self.money_plan.currency, figures)

    def signed(self, value: float) -> str:
        return self.words.signed(value, self.money_plan.currency)


def headline(report: Report) -> list[str]:
    """The two sentences, and the company's hurdle where it has one."""
    answer, plan, w = report.answer, report.money_plan, report.words
    return [
        sentences.first_sentence(answer, w),
        sentences.second_sentence(answer, plan, w),
        *sentences.asides(answer, plan, w),
    ]


def bands(report: Report) -> str:
    """Where 8 of 10 fairs end, where half of them, and the middle one."""
    ends = {"low": 0.1, "lower": 0.25, "median": 0.5, "upper": 0.75, "high": 0.9}
    told = {key: report.signed(report.answer.profit(share)) for key, share in ends.items()}
    w = report.words
    return w("reports.bands", **told)


def reasons(report: Report) -> list[str]:
    """Break-even, the calculator and the other chances; what is between ** is bold."""
    answer, plan, w = report.answer, report.money_plan, report.words
    return [*sentences.break_even(answer, plan, w), *sentences.chances(answer, plan, w)]


def grounds(report: Report) -> list[str]:
    """How the numbers are known, and the choice that nobody has measured."""
    w, strength = report.words, report.plan.dependence
    together = w("reports.together", value=w.short(strength)) if strength else w("reports.separate")
    return [sentences.rests_on(report.plan, w), together]


def picture_in_words(report: Report) -> str:
    """The text equivalent of the picture."""
    w = report.words
    return w("reports.picture", first=headline(report)[0], bands=bands(report))


@dataclass(frozen=True)
class CostRow:
    """A line of the table of costs: what, per what where it is not per fair, how much, and its
    share of the total."""

    label: str
    per: str
    amount: float
    share: float


def costs(report: Report, most: int | None = None) -> Iterator[CostRow]:
    """The likely costs line by line and the total last; with `most` lines at most, the smallest
    together in one line."""
    w, guess = report.words, report.answer.guess
    overrun = report.plan.inputs["cost_overrun"].likely
    rows: list[tuple[str, str, float]] = []
    extra = 0.0
    for line, cost in zip(report.plan.costs, guess.costs_by_line, strict=True):
        planned = cost / overrun if line.per == "fair" else cost
        extra += cost - planned
        per = "" if line.per == "fair" else w("costs.per_unit", per=w(f"per.{line.per}"))
        rows.append((line.label, per, planned))
    if most is not None and len(rows) > most:
        rows.sort(key=lambda row: -row[2])
        rest = rows[most - 1 :]
        together = (w("reports.more_lines", n=len(rest)), "", sum(cost for *_, cost in rest))
        rows = [*rows[: most - 1], together]
    if extra:
        rows.append((w("costs.overrun", share=w.percent(overrun - 1)), "", extra))
    for label, per, cost in [*rows, (w("costs.total"), "", guess.costs)]:
        yield CostRow(label, per, cost, cost / guess.costs if guess.costs else 0.0)
