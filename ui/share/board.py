"""The board page: one screen and no inputs, for whoever has one minute.

The same blocks show the plan on the screen and what a presentation link kept; a customer's link
holds no margin, cost or goal, so its page is drawn from an `Outlook` that has none.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

import streamlit as st

from pictures import answer as chart_rows
from pictures import base as charts
from sim.links.fingerprint import fingerprint
from sim.links.presentation import STRONGEST, Brief, Outlook
from sim.plan.scenario import Scenario
from sim.play.answer import Answer
from ui.frame.blocks import picture, tabled
from ui.frame.shell import on_phone
from ui.share import advice
from ui.visit import clock, state
from words import answer as sentences
from words import research as findings
from words.catalogue import Words
from words.markdown import dollars_escaped, plain, quoted
from words.measured import signed_amount

DOTS: Final = 50
DOTS_ON_PHONE: Final = 20
LITTLE: Final = 0.45  # half-way between what the examples assume and what "strong" is elsewhere


def own() -> None:
    """The plan on the screen."""
    plan, seed = state.plan(), state.seed()
    brief = advice.brief(plan, seed)
    show(brief, clock.today(), fingerprint(plan, seed))


def show(brief: Brief, dated: date, mark: str, title: str = "", note: str = "") -> None:
    """Everything that decides, on one screen; under the plan's name, or a title of its own, with
    a note in the last line."""
    w, plan, found = state.language(), brief.plan, brief.answer
    with st.container(key="board", gap="xsmall"):
        _screen(brief, title or plan.name, w)
        _foot(found, dated, mark, note, w)


def _screen(brief: Brief, title: str, w: Words) -> None:
    """The forecast and the advice, each in a box of its own, and the picture; the rest is there
    for who asks."""
    plan, found = brief.plan, brief.answer
    st.title(plain(title), anchor=False)
    with st.container(key="decision"):
        _boxes(brief, w)
    if on_phone():
        _picture(found, plan, w)
    else:
        left, right = st.columns((6, 5), gap="medium")
        with left:
            _picture(found, plan, w)
        with right:
            _ends_and_most(brief, w)
    with st.expander(w("board.more")):
        if on_phone():
            _ends_and_most(brief, w)
        reasons = [*sentences.break_even(found, plan, w), *sentences.chances(found, plan, w)]
        _block("board.takes_title", dollars_escaped(_list(reasons)), w)
        rests = [sentences.rests_on(plan, w), _together(plan, w)]
        _block("board.rests_title", _list(rests), w)


def _boxes(brief: Brief, w: Words) -> None:
    plan, found = brief.plan, brief.answer
    columns = st.columns((6, 5), gap="small") if brief.verdict is not None else [st.container()]
    with columns[0], st.container(border=True, key="headline", gap="xsmall", height="stretch"):
        st.header(sentences.first_sentence(found, w), anchor=False)
        lines = [sentences.second_sentence(found, plan, w), *sentences.asides(found, plan, w)]
        st.markdown(dollars_escaped(" ".join(lines)))
    if brief.verdict is not None:
        with columns[1]:
            advice.show(brief, brief.verdict, w)


def _ends_and_most(brief: Brief, w: Words) -> None:
    """Where it ends, and what matters most."""
    ends = _ends(brief.answer, brief.plan, w)
    _block("board.bands_title", dollars_escaped(ends), w)
    with st.container(key="matters"):
        _block("board.matters_title", dollars_escaped(_matters(brief, w)), w)


def show_customer(outlook: Outlook, title: str = "") -> None:
    """Chances and counts, without any money of the company; who sends it, and what to do next."""
    w = state.language()
    st.title(plain(title or outlook.name), anchor=False)
    if outlook.sender.strip():
        st.caption(w("board.customer_from", sender=plain(outlook.sender)))
    with st.container(key="headline", gap="small"):
        first = sentences.opening(outlook, w)
        st.header(plain(first) if outlook.first == "own" else first, anchor=False)
        if outlook.horizon is not None:
            st.markdown(w.counted("answer.horizon", outlook.horizon, n=outlook.horizon))
    _block("board.customer_title", _list(sentences.expected(outlook, w)), w)
    _next_step(outlook, w)
    st.subheader(w("funnel.title"), anchor=False)
    picture(
        chart_rows.funnel_rows(outlook, w),
        charts.spec("funnel_narrow" if on_phone() else "funnel", w.code),
        key="chart.funnel",
        alt=w("board.funnel_alt"),
    )
    st.caption(f"{w('chart.caption')} {w('funnel.caption')}")
    with st.container(key="matters"):
        st.markdown(_bands(outlook, w))
    kinds = outlook.evidence
    rests = w("quality.sentence", total=sum(kinds.values()), **kinds)
    _block("board.rests_title", rests, w)


def _next_step(outlook: Outlook, w: Words) -> None:
    """What to do, in the maker's words, before the figures that hardly anybody reads to the end."""
    st.subheader(w("board.customer_next"), anchor=False)
    if outlook.next_step.strip():
        st.markdown(dollars_escaped(plain(outlook.next_step)))
    st.page_link("pages/start.py", label=w("board.customer_try"), icon=":material/edit:")


def _bands(outlook: Outlook, w: Words) -> str:
    """The picture in numbers, a row for each stage."""
    rows = [["", w("numbers.low"), w("numbers.median"), w("numbers.high")]]
    for stage, (_, *band) in outlook.bands.items():
        rows.append([w(f"stages.{stage}"), *map(w.short, band)])
    return tabled(rows, numbers={1, 2, 3})


def _picture(found: Answer, plan: Scenario, w: Words) -> None:
    dots = DOTS_ON_PHONE if on_phone() else DOTS
    picture(
        chart_rows.rows("dots", found, w, dots=dots, hurdle=plan.hurdle),
        charts.spec("dots", w.code),
        key="chart.board",
        alt=w("board.alt"),
    )
    grey = "" if on_phone() else w("board.grey")
    st.caption(f"{w('chart.caption_dots', n=100 // dots)} {grey}".strip())


def _block(title: str, text: str, w: Words) -> None:
    st.subheader(w(title), anchor=False)
    st.markdown(text)


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _ends(found: Answer, plan: Scenario, w: Words) -> str:
    """The two bands; how far below zero stands above."""

    def money(share: float) -> str:
        return w.signed(found.profit(share), plan.currency)

    same = found.profit(0.1) == found.profit(0.9)
    return w(
        f"board.bands{'_same' if same else ''}",
        low=money(0.1),
        high=money(0.9),
        middle_low=money(0.25),
        middle_high=money(0.75),
    )


def _matters(brief: Brief, w: Words) -> str:
    """The inputs that move the profit most by their own part, and the good or bad fair, as a
    table."""
    drivers, plan = brief.drivers, brief.plan
    if not drivers:
        return w("board.nothing_matters")
    if all(driver.low.value == driver.high.value for driver in drivers):
        return w("board.alike")
    rows = [[w(f"board.matters_{head}") for head in ("input", "low", "high")]]
    for driver in drivers[:STRONGEST]:
        low, high = (signed_amount(x, plan.currency, w) for x in (driver.low, driver.high))
        name = quoted(findings.name(driver.path, [plan], w))
        rows.append([name, low, high])
    if brief.fair is not None:
        ends = (brief.fair.low, brief.fair.high)
        rows.append([w("board.fair"), *(signed_amount(x, plan.currency, w) for x in ends)])
    return f"{tabled(rows, numbers={1, 2})}\n\n{w('board.matters_caption')}"


def _together(plan: Scenario, w: Words) -> str:
    if not plan.dependence:
        return w("board.apart")
    return w(f"board.together_{'little' if plan.dependence < LITTLE else 'much'}")


def _foot(found: Answer, dated: date, mark: str, note: str, w: Words) -> None:
    trials, seed = w.number(found.trials), str(found.seed)
    line = w("board.foot", date=w.date(dated), mark=mark, trials=trials, seed=seed)
    st.caption(" \u00b7 ".join(filter(None, (line, note))), text_alignment="left")
