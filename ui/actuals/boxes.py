"""Boxes for what really happened: what is typed stays, what cannot be read is named beside it.

Every box shows what is known on the chosen day, and what is typed is told of that day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

import streamlit as st

from sim.actuals.actuals import LINES
from sim.actuals.record import Entry, Figure
from sim.plan.budget import Line
from sim.plan.parameters import Unit
from sim.plan.problems import ScenarioError
from sim.plan.scenario import Scenario
from ui.actuals import doubted, held, still_open
from ui.actuals.doubted import AUDIENCE
from ui.actuals.held import Draft
from ui.editing import question
from ui.frame.shell import on_phone
from ui.visit import state
from words.catalogue import Words, words
from words.markdown import dollars_escaped, quoted
from words.translation import retyped

ORDERS: Final = ("values", "extra_orders", "margin")
SEPARATORS: Final = ";\n"  # between the values of orders
PLANNED: Final = {"costs": "budget", "income": "planned"}  # how the plan's amount is called
MOST: Final = 3  # figures that are named


def units(key: str) -> Unit:
    """In what a figure is counted."""
    if key == "margin":
        return Unit.SHARE
    return Unit.MONEY if key.startswith(("costs.", "income.", "values")) else Unit.COUNT


def name(key: str, plan: Scenario, w: Words) -> str:
    """What a figure is called, as plain text."""
    head, _, rest = key.partition(".")
    if head in LINES:
        lines, at = getattr(plan, head), int(rest)
        if at < len(lines):
            return str(lines[at].label)
        return w(f"evaluate.figures.no_line_{head}", n=at + 1)
    if head == "open":
        stage, _, phase = rest.partition(".")
        called = w(f"stages.{stage}")
        if not phase:
            return w("evaluate.figures.open_total", stage=called)
        return w("evaluate.figures.open_of", stage=called, phase=w(f"phases.{phase}"))
    if rest:
        return f"{w(f'stages.{head}')}: {w(f'phases.{rest}')}"
    return w(f"evaluate.figures.{key}") if key in ("values", "margin") else w(f"stages.{key}")


# The groups of boxes


def audience() -> None:
    """People at the fair and at the stand."""
    w = state.language()
    st.caption(w("evaluate.figures.audience_hint"))
    for column, key in zip(columns(len(AUDIENCE)), AUDIENCE, strict=True):
        with column:
            text(key, name(key, held.forecast().plan, w))
            problems([key])
    with st.container():
        since(AUDIENCE)


def orders() -> None:
    """What the orders came to, how many are extra, and the margin that was made."""
    w = state.language()
    known, plan = held.record().known(held.day()), held.forecast().plan
    st.caption(w("evaluate.figures.orders_hint"))
    text("values", name("values", plan, w), area=True)
    with st.container():
        problems(["values"])
    for column, key in zip(columns(2), ORDERS[1:], strict=True):
        with column:
            text(key, name(key, plan, w))
            problems([key])
    with column:
        margin = w.percent(plan.inputs["margin"].likely)
        st.caption(w("evaluate.figures.planned", value=margin))
    with st.container():
        left = known.total("orders") - len(known.values)
        if known.values and left > 0:
            st.caption(w.counted("evaluate.figures.values_left", left, n=w.number(left)))
        since(ORDERS)


def costs() -> None:
    """Every line of the budget with what it came to, and those of income."""
    w, plan = state.language(), held.forecast().plan
    if not plan.costs:
        st.markdown(w("evaluate.figures.no_costs"))
    else:
        st.caption(w("evaluate.figures.costs_hint"))
        _lines("costs", plan, w)
        with st.container():
            _total(plan, w)
    if plan.income:
        st.markdown(f"**{w('evaluate.beside.income')}**")
        _lines("income", plan, w)


def _lines(place: str, plan: Scenario, w: Words) -> None:
    """A box for each line, with what was planned."""
    lines: tuple[Line, ...] = getattr(plan, place)
    sides = columns(2)
    for at, line in enumerate(lines):
        with sides[at % len(sides)]:
            key = f"{place}.{at}"
            each = "" if line.stage is None else f" {w('costs.per_unit', per=w(f'per.{line.per}'))}"
            planned = w.costs(_planned(line, plan), plan.currency) + each
            text(key, quoted(line.label))
            days = [w("evaluate.figures.since", day=w.date(day)) for day in _earlier([key])]
            told = [w(f"evaluate.figures.{PLANNED[place]}", value=planned), *days]
            st.caption(dollars_escaped(" \u00b7 ".join(told)))
            problems([key])


def _total(plan: Scenario, w: Words) -> None:
    """What the lines that no stage counts came to, where it is known, beside their budget."""
    fixed = [at for at, line in enumerate(plan.costs) if line.stage is None]
    costs = held.record().known(held.day()).costs
    known = [at for at in fixed if at in costs]
    if known:
        actual = w.costs(sum(costs[at] for at in known), plan.currency)
        budget = w.costs(sum(_planned(plan.costs[at], plan) for at in known), plan.currency)
        n, of = w.number(len(known)), w.number(len(fixed))
        told_of = w("evaluate.figures.total", n=n, of=of, actual=actual, budget=budget)
        st.markdown(dollars_escaped(told_of))


def _planned(line: Line, plan: Scenario) -> float:
    """Money of a line in all, as it is told; of one of its units where a stage counts them."""
    return line.amount.likely * (line.size(plan.inputs) if line.stage is None else 1)


def columns(n: int) -> list[st.delta_generator.DeltaGenerator]:
    """Side by side, or on a phone one below the other."""
    return [st.container() for _ in range(n)] if on_phone() else st.columns(n, gap="medium")


def row(labels: Mapping[str, str], key: str) -> None:
    """Figures side by side, and below them what is wrong with which, and when they were told."""
    with st.container(horizontal=True, gap="small", key=key):
        for figure, label in labels.items():
            text(figure, label)
    with st.container():
        problems(labels, named=True)
        since(labels)


# One box


def text(key: str, label: str, *, area: bool = False) -> None:
    """Box of a figure. It begins with what it shows, and is set only where that is to be something
    else: what arrives at a box late, from before it was typed into, would empty it again."""
    w, draft = state.language(), held.drafts().get(key)
    said = held.record().said(held.day()).get(key)
    shown = shown_as(key, said and said[0], w) if draft is None else drafted(key, draft, w)
    widget = _widget(key, held.day())
    holds = state.widget(widget, shown)
    if holds != shown:
        state.put(widget, shown)
    make = st.text_area if area else st.text_input
    make(
        label,
        value=shown if holds == shown else "",
        key=widget,
        on_change=_typed,
        args=(key, w.code, held.day()),
        placeholder="\u2013",
    )


def _widget(key: str, day: date) -> str:
    """Each day has boxes of its own: a browser that has not heard yet of another day goes on
    telling what the boxes of the one before hold."""
    return f"figure.{key}@{day}"


def problems(keys: Iterable[str], *, named: bool = False) -> None:
    """What could not be read or does not fit, and what is asked about what did."""
    w, plan, day = state.language(), held.forecast().plan, held.day()
    for key in keys:
        if key in held.drafts():
            found = held.drafts()[key].problem
            about = f"**{quoted(name(key, plan, w))}**: " if named and not found.place else ""
            st.error(about + w.problem(found, units(key)), icon=":material/error:")
        elif (doubt := doubted.open_doubt(key, day)) is not None:
            if named:
                st.markdown(f"**{quoted(name(key, plan, w))}**")
            question.show(
                f"figure.{key}",
                doubt,
                units(key),
                take=(_meant, (key, day)),
                keep=(_kept, (key, day)),
            )


def since(keys: Iterable[str]) -> None:
    """The earlier days on which figures were told, and which; only the day where all were."""
    w, plan, said = state.language(), held.forecast().plan, held.record().said(held.day())
    there, earlier = [key for key in keys if key in said], _earlier(keys)
    told_on = []
    for day, told_then in earlier.items():
        if told_then == there:
            told_on.append(w("evaluate.figures.since", day=w.date(day)))
            continue
        names = listed([w.within(name(key, plan, w)) for key in told_then], w)
        told_on.append(w("evaluate.figures.since_which", day=w.date(day), names=names))
    if told_on:
        st.caption("  \n".join(told_on))


def _earlier(keys: Iterable[str]) -> dict[date, list[str]]:
    day, said = held.day(), held.record().said(held.day())
    found: dict[date, list[str]] = {}
    for key in keys:
        if key in said and key not in held.drafts() and said[key][1] != day:
            found.setdefault(said[key][1], []).append(key)
    return dict(sorted(found.items()))


def listed(names: Sequence[str], w: Words) -> str:
    """The first few names, and how many more there are."""
    told_names = ", ".join(f"'{quoted(one)}'" for one in names[:MOST])
    more = len(names) - MOST
    if more <= 0:
        return told_names
    return w("evaluate.figures.and_more", names=told_names, n=w.number(more))


def shown_as(key: str, figure: Figure | None, w: Words) -> str:
    """A figure as it stands in its box; empty where it is not known."""
    if figure is None:
        return ""
    unit = units(key)
    if isinstance(figure, tuple):
        return "\n".join(w.typed(x, unit) for x in figure)
    return w.number(figure) if unit is Unit.COUNT else w.typed(figure, unit)


def read(key: str, text: str, w: Words) -> Figure | None:
    """The figure that was typed; None for an empty box. Raises `ScenarioError`."""
    unit = units(key)
    if not text.strip():
        return None
    if key == "values":
        return tuple(w.parse(line, unit) for line in _apart(key, text))
    value = w.parse(text, unit)
    if unit is Unit.COUNT:
        if value != int(value):
            raise ScenarioError("not_whole", got=text, least=0)
        return int(value)
    return value


def drafted(key: str, draft: Draft, w: Words) -> str:
    """What could not be taken, with the marks of a language; what is no number stays."""
    if draft.language == w.code:
        return draft.text
    before = words(draft.language)
    lines = re.split(f"([{SEPARATORS}])", draft.text) if key == "values" else [draft.text]
    return "".join(retyped({"": line}, units(key), before, w)[""] for line in lines)


@state.whole
def _typed(key: str, code: str, day: date) -> None:
    """Takes what was typed into a box of a day drawn in the language `code`, and with it what could
    not be taken before: a figure may only fit when another one is put right too."""
    w, drafts = words(code), held.drafts(day)
    typed = {one: drafted(one, draft, w) for one, draft in drafts.items()}
    typed[key] = str(state.widget(_widget(key, day), ""))
    said = held.record().said(day)
    figures: dict[str, Figure | None] = {}
    for one, text in typed.items():
        try:
            figures[one] = read(one, text, w)
        except ScenarioError as problem:
            drafts[one] = Draft(text, problem, code)
    for together in (figures, *({one: figures[one]} for one in figures)):
        try:
            tell(together, day)
        except ScenarioError as problem:
            if len(together) == 1:
                (one,) = together
                drafts[one] = Draft(typed[one], problem, code)
            continue
        for one in together:
            drafts.pop(one, None)
            before = said[one][0] if one in said else None
            doubted.were_typed(one, units(one), _apart(one, typed[one]), before, day)
        if together is figures:
            return


def _apart(key: str, text: str) -> list[str]:
    """The texts of a box's numbers; none of an empty box."""
    lines = text.replace(";", "\n").splitlines() if key == "values" else [text]
    return [line for line in lines if line.strip()]


@state.whole
def _meant(key: str, day: date) -> None:
    """The visitor means the other number of the two that are asked about."""
    figure = doubted.as_meant(key, day)
    doubted.settle(key, day)
    if figure is None:
        return
    try:
        tell({key: figure}, day)
    except ScenarioError as problem:
        w = state.language()
        held.drafts(day)[key] = Draft(shown_as(key, figure, w), problem, w.code)


@state.whole
def _kept(key: str, day: date) -> None:
    """What was typed is meant."""
    doubted.settle(key, day)


def tell(figures: dict[str, Figure | None], day: date) -> None:
    """Adds figures of a day to the record. Raises `ScenarioError`."""
    record = held.record()
    figures = dict(still_open.following(record, day, figures))
    held.commit(record.with_entry(Entry(day, figures)))
