"""What to find out first: what knowing an input is worth before deciding."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from pictures import research as research_charts
from sim.plan.file import dumps
from sim.plan.scenario import Scenario
from sim.play.result import Measured
from sim.why.information import Information, Worth, information_between
from sim.why.luck import expected_profit
from sim.why.unmeasured import Span, worth_of
from ui.compare import chosen
from ui.frame.blocks import on_request, table
from ui.frame.shell import onward
from ui.visit import state, worked_out
from ui.visit.answers import answer, going, trials
from words import research as findings
from words.markdown import dollars_escaped, quoted
from words.measured import amount

SHOWN: Final = 5  # numbers in the list and in the picture; the others wait in a closed box
Found = tuple[Information, tuple[Measured, ...]]


def show() -> None:
    """The whole page."""
    w, plan, seed = state.language(), state.plan(), state.seed()
    with st.container(key="headline"):
        st.title(w("research.title"), anchor=False)
        with worked_out.working(1, 1):
            found, (mean,) = worked_out.asked(worths, plan, seed)
        first, now, *more = findings.headline(found, mean, plan, w, answer(plan, seed))
        st.header(dollars_escaped(first), anchor=False)
        now = f"{now} {findings.advice(going(plan, seed), plan, w, even=mean.hardly)}"
        for line in (now, *more):
            st.markdown(dollars_escaped(line))
        if findings.valued(found):
            with st.expander(w("research.means"), key="research.means"):
                st.markdown(f"{w('research.meaning')} {w('research.zero')}")
    if best := findings.valued(found)[:SHOWN]:
        st.header(w("research.list.title"), anchor=False)
        _first(found, best, [plan], "research")
        with worked_out.working(1, 1):
            span = worked_out.asked(_range, plan, seed, best[0].path)
        st.caption(dollars_escaped(findings.worth_range(span, plan, w)))
        _others([worth for worth in found.inputs if worth not in best], plan)
        onward("plan", w("research.list.link"), ":material/edit:")
    st.caption(dollars_escaped(findings.foot(found, plan.currency, trials(plan, seed), seed, w)))
    _between(seed)


def worths(plan: Scenario, seed: int) -> Found:
    """What knowing is worth for going or not, and what going earns on average."""
    return _worths([plan], seed)


def _range(plan: Scenario, seed: int, path: str) -> Span:
    """What knowing one number is worth, also under each choice that nobody has measured."""
    return worth_of(plan, path, trials=trials(plan, seed), seed=seed)


def _worths(plans: Sequence[Scenario], seed: int) -> Found:
    most = max(trials(plan, seed) for plan in plans)  # as many fairs of each, to pair them
    results = [worked_out.detailed(plan, seed, most) for plan in plans]
    means = (one.average(expected_profit(one)) for one in results)
    return information_between(results), tuple(means)


def _first(found: Information, best: Sequence[Worth], plans: Sequence[Scenario], key: str) -> None:
    """The most valuable ones as things to do, and as bars."""
    left, right = st.columns(2, gap="large")
    currency = plans[0].currency
    left.markdown(dollars_escaped(findings.doable(best, plans, currency, state.language())))
    with right:
        _bars(found, best, plans, key)


def _bars(found: Information, best: Sequence[Worth], plans: Sequence[Scenario], key: str) -> None:
    w, currency = state.language(), plans[0].currency
    bars = [
        (
            f"{at}. {findings.name(one.path, plans, w)}",
            amount(one.value, currency, w),
            one.value,
        )
        for at, one in enumerate(best, start=1)
    ]
    bound = (amount(found.everything, currency, w), found.everything)
    st.vega_lite_chart(
        research_charts.frame(bars, bound, w),
        research_charts.spec(w.code),
        key=f"chart.{key}",
        alt=w("research.chart.alt"),
        width="stretch",
    )
    st.caption(f"{w('research.chart.caption')} {w('research.list.caption')}")


def _others(rest: Sequence[Worth], plan: Scenario) -> None:
    """The others as a table, on request."""
    w = state.language()

    def draw() -> None:
        rows = findings.others(rest, plan, w)
        if len(rows) > 1:
            table(rows, "research", numbers={2})
        for line in findings.idle(rest, plan, w):
            st.markdown(line)

    if rest:
        on_request(w("research.list.more", n=len(rest)), "research.more", draw)


# The plans of the comparison


def _between(seed: int) -> None:
    """The choice between the compared plans; worked out only when it is asked for."""
    if state.kept(chosen.COMPARED) is None:
        return
    chosen.begin()  # their words in the language of the page
    w, entries = state.language(), chosen.entries()
    if len(entries) < 2:
        return
    st.header(w("research.between.title"), anchor=False)
    currencies = [*dict.fromkeys(one.scenario.currency for one in entries)]
    if len(currencies) > 1:
        told_currencies = ", ".join(map(quoted, currencies))
        st.markdown(w("research.between.currencies", currencies=told_currencies))
        return
    bold = ", ".join(f"**{quoted(name)}**" for name in chosen.names())
    st.markdown(w("research.between.intro", names=bold))
    label = w("research.between.open", n=len(entries))
    on_request(label, "research.between", lambda: _chosen(seed))


def _chosen(seed: int) -> None:
    w, plans = state.language(), [one.scenario for one in chosen.entries()]
    with worked_out.working(1, 1):
        numbers = tuple(plan.numbers for plan in plans)
        found, means = _between_worths(tuple(map(dumps, numbers)), numbers, seed)
    first, *more = findings.between(found, means, plans, chosen.names(), w)
    st.subheader(dollars_escaped(first), anchor=False)
    for line in more:
        st.markdown(dollars_escaped(line))
    if best := findings.valued(found)[:SHOWN]:
        _first(found, best, plans, "between")
    most = max(trials(plan, seed) for plan in plans)
    st.caption(dollars_escaped(findings.foot(found, plans[0].currency, most, seed, w)))


@st.cache_data(max_entries=16, show_spinner=False)
def _between_worths(key: tuple[str, ...], _plans: tuple[Scenario, ...], seed: int) -> Found:
    return _worths(_plans, seed)
