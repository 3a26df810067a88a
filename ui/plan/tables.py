"""Tables and remarks under the answer: costs, how the numbers are known, all figures, firmness."""

from __future__ import annotations

import math
from dataclasses import replace

import pandas as pd
import streamlit as st

from sim.plan.scenario import EVIDENCE, Scenario
from sim.play.answer import Answer
from sim.play.result import MONEY, money_of
from sim.why.hints import Hint, hints
from ui.editing import doubts
from ui.frame.blocks import on_request, tabled
from ui.visit import state
from ui.visit.answers import answer, robust
from words.catalogue import Words
from words.costs import likely_costs, likely_income
from words.markdown import dollars_escaped, plain
from words.measured import signed_amount

NUMBERS, ROBUST = "open.numbers", "open.robust"  # boxes that are open or closed
NAMES = 190  # pixels that the longest name of a row takes


def costs() -> tuple[str, str]:
    """What it costs: the table of its lines, and what each contact, quote and order costs. Nothing
    where there are no costs, or none of these."""
    plan = state.plan()
    if not plan.costs:
        return "", ""
    found = answer(plan, state.seed())
    return _lines(plan, found), _average(plan, found)


def _lines(plan: Scenario, found: Answer) -> str:
    """What it costs at the likely values, line by line, and each line's share."""
    w = state.language()
    rows = [[w("budget.label"), w("costs.amount"), w("costs.share")]]
    for part in ([*likely_costs(plan, found.guess, w)], [*likely_income(plan, found.guess, w)]):
        for row in (*part[:-1], *(replace(last, label=f"**{last.label}**") for last in part[-1:])):
            label = plain(row.label) if row.typed else row.label
            named = f"{label} ({row.per})" if row.per else label
            amount = dollars_escaped(w.costs(row.amount, plan.currency))
            rows.append([named, amount, row.part(w)])
    return tabled(rows, numbers={1, 2})


def _average(plan: Scenario, found: Answer) -> str:
    """What each contact, quote and order costs on average; nothing where there are none of them."""
    w, per = state.language(), found.cost_per
    if not all(math.isfinite(cost) for cost in per.values()):
        return ""
    each = {stage: w.money(cost, plan.currency) for stage, cost in per.items()}
    return dollars_escaped(w("costs.average", **each))


def cost_shares(told: tuple[str, str]) -> None:
    """The same on the page."""
    table, average = told
    if not table:
        st.info(state.language()("costs.none"))
        return
    st.markdown(table)
    if average:
        st.caption(average)


def known() -> tuple[str, ...]:
    """How the numbers are known, and what an experienced colleague would ask."""
    w, plan = state.language(), state.plan()
    counts = dict.fromkeys(EVIDENCE, 0)
    for path in plan.uncertain_paths:
        counts[plan.evidence_for(path)] += 1
    total = len(plan.uncertain_paths)
    yours = len(plan.yours & set(plan.uncertain_paths))
    sentence = w("quality.sentence", total=total, **counts)
    asked = []
    for hint in undoubted_hints(plan):
        values = {key: told_value(key, x, w) for key, x in hint.values.items()}
        asked.append(w(f"hints.{hint.code}", name=_named(hint.path, w), **values))
    return (f"{sentence} {w('quality.yours', yours=yours, total=total)}", *asked)


def quality(told: tuple[str, ...]) -> None:
    """The same on the page."""
    sentence, *asked = told
    st.markdown(sentence)
    for question in asked:
        st.warning(question, icon=":material/help:")


def undoubted_hints(plan: Scenario) -> list[Hint]:
    """The hints that follow from no number that is still asked about at its box."""
    said, asked = hints(plan), doubts.asked_about()
    if not asked and doubts.goal_doubt() is None:
        return said
    as_meant = hints(doubts.as_meant())
    return [hint for hint in said if hint in as_meant and hint.path not in asked]


def told_value(key: str, x: float, w: Words) -> str:
    """Shares as percentages; people as whole numbers, so that more never reads as the same."""
    if key in ("hours", "most"):
        return w.short(x)
    if key == "waiting":
        return w.short(round(x), 2)
    if key not in ("needed", "countable"):
        return w.percent(x, 2)
    return w.short(math.ceil(x) if key == "needed" else math.floor(x), 3)


def _named(path: str, w: Words) -> str:
    if not path:
        return ""
    return (
        w.input(path)
        if "." in path or path not in w.parameters
        else str(w.parameters[path]["label"])
    )


def opened() -> tuple[Scenario, int] | None:
    """Which numbers the open boxes show; None while both are closed."""
    shown = any(state.widget(key) for key in (NUMBERS, ROBUST))
    return (state.plan(), state.seed()) if shown else None


def more(_: tuple[Scenario, int] | None) -> None:
    """All figures, and how firm they are, on request."""
    w, plan = state.language(), state.plan()
    on_request(w("numbers.title"), NUMBERS, lambda: numbers(answer(plan, state.seed()), plan))
    on_request(w("robust.title"), ROBUST, lambda: robustness(plan))


def numbers(found: Answer, plan: Scenario) -> None:
    """The same in numbers: the text equivalent of the pictures."""
    w = state.language()
    heads = [w("numbers.low"), w("numbers.median"), w("numbers.high"), w("numbers.mean")]
    rows = {}
    for key in (*money_of(plan), *plan.stages):
        mean, low, median, high = found.bands[key]
        name = w(f"money.{key}") if key in MONEY else w(f"stages.{key}")
        rows[name] = [_cell(key, x, plan, w) for x in (low, median, high, mean)]
    table = pd.DataFrame.from_dict(rows, orient="index", columns=heads)
    names = {"_index": st.column_config.Column(width=NAMES)}
    st.dataframe(table, height="content", alt=w("numbers.title"), column_config=names)
    st.caption(w("numbers.why_mean"))


def _cell(key: str, x: float, plan: Scenario, w: Words) -> str:
    if math.isnan(x):
        return "\u2013"
    if key == "roi":
        return ("\u2212" if x < 0 else "") + w.percent(abs(x), 2)
    return w.money(x, plan.currency) if key in MONEY else w.short(x)


def robustness(plan: Scenario) -> None:
    """How far the answer depends on what nobody has measured."""
    w = state.language()
    found = robust(plan, state.seed())
    low, high = w.of_hundred(found.low), w.of_hundred(found.high)
    st.markdown(w("robust.sentence", low=low, high=high, strongest=w(f"robust.{found.strongest}")))
    lines = []
    for choice, chance in found.chances.items():
        mean = signed_amount(found.means.under[choice], plan.currency, w)
        told = w("robust.of_mean", n=w.of_hundred(chance), mean=mean)
        lines.append(f"- {w(f'robust.{choice}')}: {told}")
    st.markdown(dollars_escaped("\n".join(lines)))
