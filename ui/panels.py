"""Blocks of the answer: sentences, pictures and tables made from an `Answer`."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import streamlit as st

from sim.answer import Answer
from sim.scenario import Scenario
from ui import chart_rows, charts, state
from ui.shell import on_phone
from ui.text import Words, told


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
    return w(
        "answer.second",
        gain=w.signed(answer.gain, plan.currency),
        loss=w.signed(answer.loss, plan.currency),
        worse=worse,
    )


def headline(answer: Answer, plan: Scenario) -> None:
    """The two sentences, and what a hurdle and a mean above zero add to them."""
    w = state.language()
    with st.container(key="headline", gap="small"):
        st.header(first_sentence(answer, w), anchor=False)
        st.markdown(told(second_sentence(answer, plan, w)))
        if plan.hurdle is not None:
            met = "hurdle_met" if answer.chance.value >= plan.hurdle else "hurdle_missed"
            st.markdown(w(f"answer.{met}", n=round(100 * plan.hurdle)))


def forecast(answer: Answer, plan: Scenario) -> None:
    """Sentences and picture. The rows are worked out before anything is drawn, so that all of it
    reaches the browser at once."""
    w = state.language()
    dots = 20 if on_phone() else 50
    view = state.widget("view") or "dots"
    frame = chart_rows.frame(view, answer, w, dots=dots, hurdle=plan.hurdle)
    headline(answer, plan)
    picture(view, frame, dots)


def picture(view: str, frame: pd.DataFrame, dots: int) -> None:
    """The distribution of the profit in the view that the reader chose."""
    w = state.language()
    st.vega_lite_chart(
        frame, charts.spec(view, w.code), key=f"chart.{view}", alt=w(f"alt.{view}"), width="stretch"
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        state.put("view", view)
        st.segmented_control(
            w("chart.view"),
            charts.VIEWS,
            key="view",
            required=True,
            format_func=lambda v: w(f"chart.{v}"),
            label_visibility="collapsed",
        )
        note = w("chart.caption_dots", n=100 // dots) if view == "dots" else w("chart.caption")
        st.caption(f"{note} {w('chart.bands')}")


def reasons(answer: Answer, plan: Scenario) -> None:
    """Break-even, the calculator, every order credited, the goal: each in a sentence."""
    w = state.language()
    st.subheader(w("reasons.title"), anchor=False)
    lines = [*_break_even(answer, plan, w), *_chances(answer, plan, w)]
    st.markdown(told("\n".join(f"- {line}" for line in lines)))


def _break_even(answer: Answer, plan: Scenario, w: Words) -> Iterator[str]:
    """What the single-number calculation says: break-even, and its own, rosier result."""
    guess, currency = answer.guess, plan.currency
    costs = w.money(guess.costs, currency)
    if guess.margin > 0 and guess.value_of_order > 0:
        yield w(
            "reasons.break_even",
            costs=costs,
            margin=w.percent(guess.margin),
            revenue=w.money(guess.break_even_revenue, currency),
            orders=w.short(guess.break_even_orders, 2),
            value=w.money(guess.value_of_order, currency),
        )
    else:
        yield w("reasons.no_margin", costs=costs)
    if guess.roi is not None:
        yield w(
            "reasons.calculator",
            roi=("+" if guess.roi >= 0 else "\u2212") + w.percent(abs(guess.roi), 2),
            profit=w.signed(guess.profit, currency),
            median=w.signed(answer.profit(0.5), currency),
        )


def _chances(answer: Answer, plan: Scenario, w: Words) -> Iterator[str]:
    """Other chances: every order credited, no order, a mean above zero, the goal."""
    guess, goal, currency = answer.guess, plan.goal, plan.currency
    yield w(
        "reasons.all_orders",
        n=w.of_hundred(answer.chance_all.value),
        all=w.signed(guess.profit_crediting_all_orders, currency),
    )
    yield w("reasons.no_orders", n=w.of_hundred(answer.chance_no_orders.value))
    mean = answer.bands["profit"][0]
    if mean > 0 and answer.chance.value < 0.5:
        n = w.of_hundred(1 - answer.chance.value)
        yield w("reasons.mean_above", mean=w.signed(mean, currency), n=n)
    if goal is not None and answer.chance_goal is not None:
        yield w(
            "reasons.goal",
            revenue=w.money(goal.revenue, currency),
            margin=w.percent(goal.margin),
            n=w.of_hundred(answer.chance_goal.value),
        )


def funnel(answer: Answer) -> None:
    """From visitors to extra orders, with bands, who leaves unserved and where it is narrow."""
    w = state.language()
    st.subheader(w("funnel.title"), anchor=False)
    st.vega_lite_chart(
        chart_rows.funnel_frame(answer, w, narrow=on_phone()),
        charts.spec("funnel", w.code),
        key="chart.funnel",
        alt=w("alt.funnel"),
        width="stretch",
    )
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


def footnote(answer: Answer) -> None:
    """The simulation's own noise, and how to get the same numbers again."""
    w = state.language()
    st.caption(
        w(
            "foot.note",
            trials=w.number(answer.trials),
            seed=str(answer.seed),
            error=w.number(100 * answer.chance.error, 1),
        )
    )
