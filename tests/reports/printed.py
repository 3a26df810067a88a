"""Reports for the tests: the examples in both languages, and plans that are hard to print."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from functools import lru_cache

from reports import Report
from sim import CostLine, Exact, Goal, Range, Scenario, example, simulate
from sim.links.fingerprint import fingerprint
from sim.plan.document import from_document
from sim.play.answer import summarised
from tests.english import english_in
from tests.sim.made_up import ODD
from words.catalogue import words
from words.markdown import JOINER

TRIALS = 1024
DAY = datetime.date(2025, 11, 24)
LINK = "https://quitte.example/?plan=abc"
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "=cmd|' /C calc'!A0")
LONG = "W" * 120

BASE = example("national")
PLANS: dict[str, Scenario] = {
    **{name: example(name) for name in ("regional", "national", "international", "own")},
    "long": BASE.with_(
        name=LONG,
        currency=LONG,
        costs=[CostLine(LONG, Exact(1e11), "visit")] * 200,
        hurdle=0.95,
        goal=Goal(1e12, 0.123),
    ),
    "many": BASE.with_(
        costs=[
            CostLine("A line of a budget with many words " * 3, Exact(10.5 + i)) for i in range(200)
        ]
    ),
    "bare": BASE.with_(costs=[], goal=None, dependence=0),
    "foreign": BASE.with_(
        name="\u6f22\u5b57 \U0001f389 Gro\xdfe Messe \u0645\u0631", currency=" " * 15 + "\u5186"
    ),
    "marks": BASE.with_(
        name='#panic("x") *b* $x$ \\u{41} @ref <l> ``` [ {braces} x005F_ _x0041_',
        costs=[CostLine(text, Range(1, 2 + at)) for at, text in enumerate(FORMULAS)],
        hurdle=0.7,
    ),
    "odd": from_document(ODD),
    "months": BASE.with_(
        costs=[replace(line, month=at % 4 - 2) for at, line in enumerate(BASE.costs)],
        horizon=12,
        triage=0.5,
        hurdle=0.7,
        yours={"visitors"},
    ),
}


@lru_cache
def report(plan: str, code: str = "en", link: str = LINK) -> Report:
    """The report of one of `PLANS`."""
    scenario = PLANS[plan]
    result = simulate(scenario, trials=TRIALS, seed=1)
    mark = fingerprint(scenario, 1)
    return Report(scenario, summarised(result), words(code), mark, link, DAY)


def english(shown: list[str], plan: str) -> set[str]:
    """English that is not Dutch too and that the plan did not bring along."""
    own = " ".join([PLANS[plan].name, *(line.label for line in PLANS[plan].costs)])
    return {found for found in english_in(shown) if found not in own}


def squeezed(text: str) -> str:
    """Without what breaks lines, so that texts can be looked for across lines."""
    return re.sub(rf"[\s\u200b\u00ad{JOINER}]+", "", text.replace("**", ""))
