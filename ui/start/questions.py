"""The boxes of the seven questions. A box is filled once, under a key that no other has, and from
then on holds what is typed into it: nothing is put where somebody types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

import streamlit as st

from sim.plan.file import EXAMPLES
from sim.plan.parameters import Unit
from sim.plan.problems import ScenarioError
from sim.plan.scenario import Frozen, Scenario
from sim.start.facts import COUNTED, MOST_FAIRS, QUESTIONS, Facts
from sim.start.first_plan import STAND
from ui.editing import question as asking
from ui.frame import blocks
from ui.start import refined, said
from ui.visit import state
from words.catalogue import Words
from words.costs import grows_with_area
from words.markdown import dollars_escaped, quoted
from words.translation import worded

MOST_PROBLEMS: Final = 3  # lines of a budget of which it is said why they cannot be read
BOXES: Final = {
    "visitors": ("visitors",),
    "team": ("staff", "days"),
    "area": ("area",),
    "costs": ("costs",),
    "orders": ("order_value", "margin"),
}


def show(now: said.Said, example: Scenario) -> None:
    """All of them; the boxes that are empty say what the example has."""
    w = state.language()
    facts, wrong = now.read()
    for number, question in enumerate(QUESTIONS):
        with st.container(key=f"question-{question}", gap="xsmall"):
            st.markdown(f"**{number + 1}. {w(f'start.questions.{question}')}**")
            if question == "kind":
                _kind(now, w)
            elif question == "before":
                _before(now, wrong, w)
            else:
                _row(
                    BOXES[question],
                    now,
                    wrong,
                    lambda box: _example(example, box, w),
                    measure=lambda box: refined.stands(example, box),
                )
            if question == "costs":
                _budget(now, w)
                _beside(now, facts, w)


def _kind(now: said.Said, w: Words) -> None:
    key = f"start.kind.{now.turn}"
    if state.widget(key) is None and now.kind:
        state.put(key, now.kind)
    st.segmented_control(
        w("start.questions.kind"),
        EXAMPLES,
        key=key,
        format_func=lambda kind: w(f"start.kinds.{kind}"),
        on_change=_chosen,
        args=(key,),
        label_visibility="collapsed",
    )


@state.whole
def _chosen(key: str) -> None:
    said.change(replace(said.now(), kind=state.widget(key) or ""), ["kind"])


def _row(
    boxes: Sequence[str],
    now: said.Said,
    wrong: dict[str, ScenarioError],
    example: Callable[[str], str],
    fair: str = "",
    measure: Callable[[str], float | None] = lambda box: None,
) -> None:
    """Boxes beside one another, and below them what is wrong with one, or how it was read where
    that looks otherwise."""
    w, alone = state.language(), len(boxes) == 1
    with st.container(horizontal=True, gap="small", key=f"boxes-start-{boxes[0]}"):
        for box in boxes:
            _box(box, now, example(box), fair, w, alone=alone)
    for box in boxes:
        name, unit = _name(box, w), said.unit_of(box)
        if box in wrong:
            told = w.problem(wrong[box], unit)
            st.error(dollars_escaped(f"{name}: {told}"), icon=":material/error:")
            continue
        if reading := _otherwise(box, now, w):
            st.caption(dollars_escaped(w("start.read_as", what=reading)))
        doubt = said.doubt(now, box, measure(box))
        asking.show(f"start.{box}", doubt, unit, take=(_meant, (box,)), keep=(_kept, (box,)))


def _box(
    box: str, now: said.Said, example: str, fair: str, w: Words, *, alone: bool = False
) -> None:
    key = f"start.{box}.{w.code}.{now.turn}"
    if state.widget(key) is None:
        state.put(key, now.typed.get(box, ""))
    name = _name(box, w)
    st.text_input(
        w("start.boxes.fair", box=name, fair=fair) if fair else name,
        key=key,
        max_chars=said.LONGEST,
        placeholder=example,
        label_visibility="collapsed" if alone else "visible",
        on_change=_typed,
        args=(box, key, w.code),
    )


def _name(box: str, w: Words) -> str:
    return w(f"start.boxes.{box.partition('.')[0]}")


@state.whole
def _typed(box: str, key: str, code: str) -> None:
    now, text = said.now(), str(state.widget(key, ""))
    drawn = now.in_language(code)
    typed = Frozen({**drawn.typed, box: text})
    said.change(replace(drawn, typed=typed).in_language(now.code), [box])


def _otherwise(box: str, now: said.Said, w: Words) -> str:
    """How a box was read, where that does not stand in it: figures alone mean themselves."""
    text, unit = now.typed.get(box, "").strip(), said.unit_of(box)
    if not text or text.isdecimal():
        return ""
    try:
        value = w.parse(text, unit, box)
    except ScenarioError:
        return ""
    plain = {w.number(value), w.typed(value, unit), w.number(100 * value, 2)}
    return "" if text in plain else w.value(value, unit, state.plan().currency)


def _example(plan: Scenario, box: str, w: Words) -> str:
    """What the example has in place of an answer, in words."""
    value = refined.stands(plan, box)
    if value is None:
        return ""
    return w("start.boxes.example", value=w.typed(value, said.unit_of(box)))


@state.whole
def _meant(box: str) -> None:
    """The other number of the two that are asked about."""
    now = said.now()
    facts, _ = now.read()
    example = worded(facts.kind or state.OWN, state.language())
    doubt = said.doubt(now, box, refined.stands(example, box))
    if doubt is None:
        return
    text = state.language().typed(doubt.meant, said.unit_of(box))
    typed = Frozen({**now.typed, box: text})
    said.change(replace(now, typed=typed, turn=now.turn + 1), [box])


@state.whole
def _kept(box: str) -> None:
    """What was typed is meant."""
    said.settle(box, said.now().typed.get(box, ""))


def _budget(now: said.Said, w: Words) -> None:
    """A budget out of a spreadsheet, instead of its sum: the box, and what was understood."""
    key = f"start.budget.{now.turn}"
    if state.widget(key) is None:
        state.put(key, now.budget)
    taken = now.lines()

    def box() -> None:
        st.text_area(
            w("lines.paste.box"),
            key=key,
            height=130,
            max_chars=said.MOST_PASTED,
            placeholder=w("lines.paste.example"),
            on_change=_pasted,
            args=(key,),
        )

    blocks.on_request(
        w("lines.paste.open"), f"start.budget.open.{now.turn}", box, icon=":material/content_paste:"
    )
    if not now.budget.strip():
        return
    if not taken.lines:
        st.error(w("lines.paste.no_amounts"), icon=":material/error:")
        return
    n, money = len(taken.lines), partial(w.money, currency=state.plan().currency, figures=5)
    total = money(sum(line.amount for line in taken.lines))
    told = [w.counted("start.pasted", n, n=w.number(n), amount=total)]
    grown = sum(grows_with_area(line.label) for line in taken.lines)
    if grown and now.read()[0].area:
        told.append(w.counted("start.lines_grow", grown, n=w.number(grown)))
    if taken.total is not None:
        told.append(w("start.without_total"))
    st.caption(dollars_escaped(" ".join(told)))
    for number, problem in list(taken.problems.items())[:MOST_PROBLEMS]:
        told_wrong = w.problem(problem, Unit.MONEY)
        st.error(dollars_escaped(w("start.line", n=number + 1, problem=told_wrong)))


@state.whole
def _pasted(key: str) -> None:
    said.change(replace(said.now(), budget=str(state.widget(key, ""))), ["budget"])


def _beside(now: said.Said, facts: Facts, w: Words) -> None:
    """Of how many lines the sum is where the plan has others, what of the costs grows with the
    stand, and what comes on top of them."""
    if facts.costs is None and not facts.lines:
        return
    plan = state.plan()
    money = partial(w.money, currency=plan.currency, figures=5)
    n = refined.lines(now)
    told = [w.counted("start.of_lines", n, n=w.number(n))] if n else []
    told += [
        w("start.grows", amount=money(line.amount.likely * line.size(plan.inputs)))
        for line in plan.costs
        if line.key == STAND and line.per == "m2"
    ]
    told += [
        w("start.on_top", amount=money(line.amount.likely), line=quoted(line.label))
        for line in plan.costs
        if line.stage is not None
    ]
    if told:
        st.caption(dollars_escaped(" ".join(told)))


# The fairs before


def _before(now: said.Said, wrong: dict[str, ScenarioError], w: Words) -> None:
    key = f"start.first_time.{now.turn}"
    if state.widget(key) is None:
        state.put(key, now.first_time)
    if not now.first_time:
        for number in range(now.fairs):
            fair = "" if not number else w("start.earlier_fair", n=number + 1)
            _row([f"{stage}.{number}" for stage in COUNTED], now, wrong, lambda box: "", fair)
    with st.container(horizontal=True, vertical_alignment="center", key="start-before"):
        st.checkbox(
            w("start.boxes.first_time"), key=key, on_change=_first_time, args=(key,),
            width="content",
        )  # fmt: skip
        if not now.first_time and now.fairs < MOST_FAIRS and now.read()[0].fairs:
            st.button(
                w("start.boxes.another"), key="start.another", type="tertiary",
                icon=":material/add:", on_click=_another,
            )  # fmt: skip


@state.whole
def _first_time(key: str) -> None:
    said.change(replace(said.now(), first_time=bool(state.widget(key))))


@state.whole
def _another() -> None:
    now = said.now()
    said.change(replace(now, fairs=min(now.fairs + 1, MOST_FAIRS)))
