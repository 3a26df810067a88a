"""The one-page PDF: A4, tagged for screen readers, the picture as vectors."""

from __future__ import annotations

import re
from typing import Any, Final

from reports import picture, typst
from reports.report import Report, bands, grounds, headline, picture_in_words, reasons
from words import answer as sentences
from words.costs import CostRow, likely_costs, likely_income
from words.markdown import JOINER

MOST_COSTS: Final = 9
MOST_INCOME: Final = 3
LONGEST_LABEL: Final = 42
LONGEST_WORD: Final = 20


def pdf(report: Report) -> bytes:
    """The report on one page."""
    pictures = {"chart.svg": picture.bare_svg(report)}
    return typst.pdf("page", contents(report), pictures, report.moment)


def contents(report: Report) -> dict[str, Any]:
    """Everything that stands on the page, in words."""
    w, plan = report.words, report.plan
    first, *then = headline(report)
    return {
        "lang": w.code,
        "name": plan.name,
        "title": _broken(plan.name),
        "made": w("reports.made", date=w.date(report.date)),
        "first": first,
        "then": [_broken(sentence) for sentence in then],
        "picture": picture_in_words(report),
        "caption": picture.caption(w),
        "bands": _broken(bands(report)),
        "heads": {
            "reasons": w("reasons.title"),
            "costs": w("costs.title"),
            "grounds": w("quality.title"),
            "helps": w("reports.helps"),
        },
        "reasons": [_rich(_broken(sentence)) for sentence in reasons(report)],
        "costs": _costs(report),
        "no_costs": "" if plan.costs else w("reports.no_costs"),
        "grounds": grounds(report),
        "helps": sentences.bottleneck(report.answer, w),
        "mark": w("reports.mark", mark=report.fingerprint),
        "mark_means": w("reports.mark_means"),
        "address": report.address,
        "open": w("reports.open"),
        "noise": sentences.noise(report.answer, w),
    }


def _costs(report: Report) -> dict[str, Any]:
    w = report.words
    plan, guess = report.plan, report.answer.guess

    def cells(row: CostRow) -> list[str]:
        return [_line(row), report.costs(row.amount), row.part(w)]

    *rows, total = map(cells, likely_costs(plan, guess, w, MOST_COSTS))
    *income, to_earn = [*map(cells, likely_income(plan, guess, w, MOST_INCOME))] or [[]]
    heads = [w("budget.label"), w("costs.amount"), w("costs.share")]
    return {"heads": heads, "rows": rows, "total": total, "income": income, "to_earn": to_earn}


def _line(row: CostRow) -> str:
    label, longest = row.label, LONGEST_LABEL - len(row.per)
    if len(label) > longest:
        label = label[: longest - 1].rstrip() + "\u2026"
    return _broken(f"{label} ({row.per})" if row.per else label, LONGEST_WORD // 2)


def _broken(text: str, longest: int = LONGEST_WORD) -> str:
    """With places where a word that is longer than a line may break, and none after a plus."""
    return typst.broken(re.sub(r"\+(?=\S)", "+" + JOINER, text), longest)


def _rich(sentence: str) -> list[dict[str, Any]]:
    """Plain and bold parts."""
    parts = enumerate(sentence.split("**"))
    return [{"text": part, "bold": at % 2 == 1} for at, part in parts if part]
