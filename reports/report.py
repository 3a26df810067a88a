"""What every report tells of a plan: the same sentences and rows, whatever file they go into."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from sim.plan.scenario import Scenario
from sim.play.answer import Answer
from sim.why.unmeasured import Span
from words import answer as sentences
from words.catalogue import Words
from words.research import advice

LONGEST_CURRENCY: Final = 12  # a currency may be a sentence, and stands beside every amount
# The fairs that end below, as a share: 8 of 10 lie between the outer two, half between the inner.
BANDS: Final = {"low": 0.1, "lower": 0.25, "median": 0.5, "upper": 0.75, "high": 0.9}
SCHEMES: Final = ("https://", "http://")


@dataclass(frozen=True)
class Report:
    """A plan and its answer, ready to be printed.

    words        the language of the report
    fingerprint  proves two printouts equal (see `sim.links.fingerprint`)
    link         absolute address that opens this plan; may be empty
    date         the day that stands on it, also as the date of the file
    going        the average profit, also under what nobody has measured; None: nothing is said
    """

    plan: Scenario
    answer: Answer
    words: Words
    fingerprint: str
    link: str
    date: datetime.date
    going: Span | None = None

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

    def costs(self, value: float) -> str:
        return self.words.costs(value, self.money_plan.currency)

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
    told = {key: report.signed(report.answer.profit(share)) for key, share in BANDS.items()}
    same = report.answer.profit(BANDS["low"]) == report.answer.profit(BANDS["high"])
    return report.words(f"reports.bands{'_same' if same else ''}", **told)


def reasons(report: Report) -> list[str]:
    """Break-even, the calculator and the other chances; what is between ** is bold."""
    answer, plan, w = report.answer, report.money_plan, report.words
    return [*sentences.break_even(answer, plan, w), *sentences.chances(answer, plan, w)]


def grounds(report: Report) -> list[str]:
    """How the numbers are known, and the choice that nobody has measured."""
    w, strength = report.words, report.plan.dependence
    together = w("reports.together", value=w.short(strength)) if strength else w("reports.separate")
    told = [sentences.rests_on(report.plan, w), together]
    if report.going is None:
        return told
    mean = w("board.mean", mean=report.signed(report.going.planned.value)).replace("**", "")
    return [*told, f"{mean} {advice(report.going, report.money_plan, w)}"]


def picture_in_words(report: Report) -> str:
    """The text equivalent of the picture."""
    w = report.words
    return w("reports.picture", first=headline(report)[0], bands=bands(report))
