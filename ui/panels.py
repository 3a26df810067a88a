"""Blocks of the answer: sentences, pictures and tables made from an `Answer`."""

from __future__ import annotations

import math

import pandas as pd
import streamlit as st

from sim.funnel import STAGES
from sim.plausibility import hints
from sim.result import MONEY
from sim.scenario import EVIDENCE, Scenario
from ui import charts, state
from ui.answer import Answer, robust
from ui.inputs import evidence_word
from ui.shell import on_phone
from ui.text import Words


def first_sentence(answer: Answer, w: Words) -> str:
    """The chance of covering costs, whole fairs of 100."""
    chance = answer.chance.value
    return w("answer.first", covers=w.of_hundred(chance), loses=w.of_hundred(1 - chance))


def second_sentence(answer: Answer, plan: Scenario, w: Words) -> str:
    """How large a gain and a loss typically are, always both."""
    worse = w("answer.worse", amount=w.signed(answer.profit(0.1), plan.currency))
    if answer.gain is None:
        return w("answer.only_loss", loss=w.signed(answer.loss or 0.0, plan.currency), worse=worse)
    if answer.loss is None:
        return w("answer.only_gain", gain=w.signed(answer.gain, plan.currency), worse=worse)
    return w("answer.second", gain=w.signed(answer.gain, plan.currency),
             loss=w.signed(answer.loss, plan.currency), worse=worse)


def headline(answer: Answer, plan: Scenario) -> None:
    """The two sentences, and what a hurdle and a mean above zero add to them."""
    w = state.language()
    with st.container(key="headline", gap="xsmall"):
        st.header(first_sentence(answer, w), anchor=False)
        st.markdown(second_sentence(answer, plan, w).replace("$", "\\$"))
        if plan.hurdle is not None:
            met = "hurdle_met" if answer.chance.value >= plan.hurdle else "hurdle_missed"
            st.markdown(w(f"answer.{met}", n=round(100 * plan.hurdle)))


def picture(answer: Answer, plan: Scenario) -> None:
    """The distribution of the profit in the view that the reader chose."""
    w = state.language()
    dots = 20 if on_phone() else 50
    view = state.widget("view") or "dots"
    frame = charts.frame(view, answer, w, dots=dots, hurdle=plan.hurdle)
    st.vega_lite_chart(frame, charts.spec(view, w.code), key=f"chart.{view}",
                       alt=w(f"alt.{view}"), width="stretch")
    with st.container(horizontal=True, vertical_alignment="center"):
        state.put("view", view)
        st.segmented_control(w("chart.view"), charts.VIEWS, key="view", required=True,
                             format_func=lambda v: w(f"chart.{v}"), label_visibility="collapsed")
        note = w("chart.caption_dots", n=100 // dots) if view == "dots" else w("chart.caption")
        st.caption(f"{note} {w('chart.bands')}")


def reasons(answer: Answer, plan: Scenario) -> None:
    """Break-even, the calculator, every order credited, the goal: each in a sentence."""
    w, guess = state.language(), answer.guess

    def money(x: float) -> str:
        return w.money(x, plan.currency)

    lines = [w("reasons.break_even", costs=money(guess.costs), margin=w.percent(guess.margin),
               revenue=money(guess.break_even_revenue), orders=w.short(guess.break_even_orders, 2),
               value=money(guess.value_of_order))]
    if guess.roi is not None:
        roi = w.percent(abs(guess.roi), 2)
        sign = "+" if guess.roi >= 0 else "\u2212"
        lines.append(w("reasons.calculator", roi=sign + roi,
                       profit=w.signed(guess.profit, plan.currency),
                       median=w.signed(answer.profit(0.5), plan.currency)))
    lines.append(w("reasons.all_orders", n=w.of_hundred(answer.chance_all.value),
                   all=w.signed(guess.profit_crediting_all_orders, plan.currency)))
    lines.append(w("reasons.no_orders", n=w.of_hundred(answer.chance_no_orders.value)))
    mean = answer.bands["profit"][0]
    if mean > 0 and answer.chance.value < 0.5:
        lines.append(w("reasons.mean_above", mean=w.signed(mean, plan.currency),
                       n=w.of_hundred(1 - answer.chance.value)))
    if plan.goal is not None and answer.chance_goal is not None:
        lines.append(w("reasons.goal", revenue=money(plan.goal.revenue),
                       margin=w.percent(plan.goal.margin),
                       n=w.of_hundred(answer.chance_goal.value)))
    st.subheader(w("reasons.title"), anchor=False)
    st.markdown("\n".join(f"- {line}" for line in lines).replace("$", "\\$"))


def funnel(answer: Answer) -> None:
    """From visitors to extra orders, with bands, who leaves unserved and where it is narrow."""
    w = state.language()
    st.subheader(w("funnel.title"), anchor=False)
    st.vega_lite_chart(charts.funnel_frame(answer, w), charts.spec("funnel", w.code),
                       key="chart.funnel", alt=w("alt.funnel"), width="stretch")
    st.caption(w("funnel.caption"))
    st.info(bottleneck(answer, w), icon=":material/lightbulb:")


def bottleneck(answer: Answer, w: Words) -> str:
    """Whether the team or the audience is the narrow place."""
    full, guess = answer.chance_full.value, answer.guess.stages
    unserved = answer.bands["unserved"][0]
    if full >= 0.5:
        return w("funnel.team", n=w.of_hundred(full), unserved=w.short(unserved, 2))
    if guess["contacts"] <= 0:
        return w("funnel.nobody")
    if full >= 0.05:
        return w("funnel.both", n=w.of_hundred(full), unserved=w.short(unserved, 2))
    return w("funnel.audience", n=w.of_hundred(full))


def cost_shares(answer: Answer, plan: Scenario) -> None:
    """What it costs at the likely values, line by line, and each line's share."""
    w, guess = state.language(), answer.guess
    st.subheader(w("costs.title"), anchor=False)
    if not plan.costs:
        st.info(w("costs.none"))
        return
    def row(label: str, per: str, cost: float) -> dict[str, str]:
        share = w.percent(cost / guess.costs, 2) if guess.costs else ""
        return {w("budget.label"): label, w("budget.per"): per,
                w("costs.amount"): w.money(cost, plan.currency, 5), w("costs.share"): share}

    overrun = plan.inputs["cost_overrun"].likely
    rows = []
    extra = 0.0
    for line, cost in zip(plan.costs, guess.costs_by_line, strict=True):
        planned = cost / overrun if line.per == "fair" else cost
        extra += cost - planned
        rows.append(row(line.label, w(f"per.{line.per}"), planned))
    if extra:
        rows.append(row(w("costs.overrun", share=w.percent(overrun - 1)), "", extra))
    rows.append(row(w("costs.total"), "", guess.costs))
    st.dataframe(pd.DataFrame(rows), hide_index=True, width="stretch", height="content",
                 alt=w("costs.title"))
    per = {stage: w.money(cost, plan.currency) for stage, cost in answer.cost_per.items()}
    st.caption(w("costs.per", **per))


def quality(plan: Scenario) -> None:
    """How the numbers are known, and what an experienced colleague would ask."""
    w = state.language()
    st.subheader(w("quality.title"), anchor=False)
    counts = {kind: 0 for kind in EVIDENCE}
    for path in plan.uncertain_paths:
        counts[plan.evidence_for(path)] += 1
    total = len(plan.uncertain_paths)
    yours = len(plan.yours & set(plan.uncertain_paths))
    st.markdown(w("quality.sentence", total=total, **counts) + " "
                + w("quality.yours", yours=yours, total=total))
    for hint in hints(plan):
        values = {key: _told(key, x, w) for key, x in hint.values.items()}
        name = _named(hint.path, w)
        st.warning(w(f"hints.{hint.code}", name=name, **values), icon=":material/help:")


def _told(key: str, x: float, w: Words) -> str:
    return w.short(x, 2) if key in ("needed", "countable") else w.percent(x, 2)


def _named(path: str, w: Words) -> str:
    if not path:
        return ""
    return w.input(path) if "." in path or path not in w.parameters else str(
        w.parameters[path]["label"])


def numbers(answer: Answer, plan: Scenario) -> None:
    """The same in numbers: the text equivalent of the pictures."""
    w = state.language()
    heads = [w("numbers.low"), w("numbers.median"), w("numbers.high"), w("numbers.mean")]
    rows = {}
    for key in (*MONEY, *STAGES):
        mean, low, median, high = answer.bands[key]
        name = w(f"money.{key}") if key in MONEY else w(f"stages.{key}")
        rows[name] = [_cell(key, x, plan, w) for x in (low, median, high, mean)]
    table = pd.DataFrame.from_dict(rows, orient="index", columns=heads)
    st.dataframe(table, height="content", alt=w("numbers.title"))
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
    st.markdown(w("robust.sentence", low=low, high=high,
                  strongest=w(f"robust.{found.strongest}")))
    st.markdown("\n".join(f"- {w(f'robust.{choice}')}: {w('robust.of', n=w.of_hundred(chance))}"
                          for choice, chance in found.chances.items()))


def footnote(answer: Answer) -> None:
    """The simulation's own noise, and how to get the same numbers again."""
    w = state.language()
    st.caption(w("foot.note", trials=w.number(answer.trials), seed=str(answer.seed),
                 error=w.number(100 * answer.chance.error, 1)))


