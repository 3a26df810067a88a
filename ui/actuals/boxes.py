"""Boxes for what really happened: what is typed stays, what cannot be read is named beside it.

Every box shows what is known on the chosen day, and what is typed is told of that day.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

import streamlit as st

from sim.actuals.actuals import LEADS
from sim.actuals.record import Entry, Figure
from sim.plan.funnel import PHASES
from sim.plan.parameters import Unit
from sim.plan.problems import ScenarioError
from sim.plan.scenario import Scenario
from ui.actuals import held
from ui.actuals.held import Draft
from ui.frame.shell import on_phone
from ui.visit import state
from words.catalogue import Words, words
from words.markdown import quoted, told
from words.translation import retyped

AUDIENCE: Final = ("visitors", "target_visitors", "stand_visitors")
SEPARATORS: Final = ";\n"  # between the values of orders


def units(key: str) -> Unit:
    """In what a figure is counted."""
    if key == "margin":
        return Unit.SHARE
    return Unit.MONEY if key.startswith(("costs.", "values")) else Unit.COUNT


def name(key: str, plan: Scenario, w: Words) -> str:
    """What a figure is called, as plain text."""
    head, _, rest = key.partition(".")
    if head == "costs":
        return plan.costs[int(rest)].label
    if head == "open":
        stage, _, phase = rest.partition(".")
        return w("evaluate.figures.open_of", stage=w(f"stages.{stage}"), phase=w(f"phases.{phase}"))
    if rest:
        return f"{w(f'stages.{head}')}: {w(f'phases.{rest}')}"
    return w(f"evaluate.figures.{key}") if key in ("values", "margin") else w(f"stages.{key}")


# The groups of boxes


def audience() -> None:
    """People at the fair and at the stand."""
    w = state.language()
    st.caption(w("evaluate.figures.audience_hint"))
    for column, key in zip(_columns(len(AUDIENCE)), AUDIENCE, strict=True):
        with column:
            _box(key)


def leads() -> None:
    """Each phase: how many came so far, and how many of those may still go on."""
    w = state.language()
    st.caption(w("evaluate.figures.leads_hint"))
    for column, phase in zip(_columns(len(PHASES)), PHASES, strict=True):
        with column:
            st.markdown(f"**{w.capital(w(f'phases.{phase}'))}**")
            for stage in LEADS:
                key = f"boxes.{stage}.{phase}"
                pair = {f"{stage}.{phase}": w(f"stages.{stage}")}
                if stage != LEADS[-1]:
                    pair[f"open.{stage}.{phase}"] = w("evaluate.figures.open")
                with st.container(horizontal=True, wrap=False, gap="xsmall", key=key):
                    for figure, label in pair.items():
                        _text(figure, label)
                _notes(*pair)
    if empty := _empty():
        st.button(w("evaluate.figures.close"), key="evaluate.close", on_click=_close, args=(empty,))


def _empty() -> list[str]:
    """Who may still go on, of the stages that are known, only because nobody has said otherwise."""
    said, still = held.record().said(held.day()), held.record().known(held.day()).open
    return [key for place, many in still.items() if many and (key := f"open.{place}") not in said]


@state.whole
def _close(empty: Sequence[str]) -> None:
    tell(dict.fromkeys(empty, 0), held.day())


def orders() -> None:
    """What the orders came to, how many are extra, and the margin that was made."""
    w = state.language()
    st.caption(w("evaluate.figures.orders_hint"))
    _box("values", area=True)
    known, plan = held.record().known(held.day()), held.forecast().plan
    left = known.total("orders") - len(known.values)
    if known.values and left > 0:
        st.caption(w.counted("evaluate.figures.values_left", left, n=w.number(left)))
    for column, key in zip(_columns(2), ("extra_orders", "margin"), strict=True):
        with column:
            _box(key)
    with column:
        margin = w.percent(plan.inputs["margin"].likely)
        st.caption(w("evaluate.figures.planned", value=margin))


def costs() -> None:
    """Every line of the budget with what it came to."""
    w, plan = state.language(), held.forecast().plan
    if not plan.costs:
        st.markdown(w("evaluate.figures.no_costs"))
        return
    st.caption(w("evaluate.figures.costs_hint"))
    columns = _columns(2)
    for at, line in enumerate(plan.costs):
        with columns[at % len(columns)]:
            each = "" if line.per == "fair" else f" {w('costs.per_unit', per=w(f'per.{line.per}'))}"
            budget = w.money(line.amount.likely, plan.currency, 5) + each
            _box(f"costs.{at}")
            st.caption(told(w("evaluate.figures.budget", amount=budget)))
    _total(plan, w)


def _total(plan: Scenario, w: Words) -> None:
    """What the lines per fair that are known came to, beside their budget."""
    fixed = [at for at, line in enumerate(plan.costs) if line.per == "fair"]
    costs = held.record().known(held.day()).costs
    known = [at for at in fixed if at in costs]
    if known:
        actual = w.money(sum(costs[at] for at in known), plan.currency, 5)
        budget = w.money(sum(plan.costs[at].amount.likely for at in known), plan.currency, 5)
        n, of = w.number(len(known)), w.number(len(fixed))
        told_of = w("evaluate.figures.total", n=n, of=of, actual=actual, budget=budget)
        st.markdown(told(told_of))


def _columns(n: int) -> list[st.delta_generator.DeltaGenerator]:
    return [st.container() for _ in range(n)] if on_phone() else st.columns(n, gap="medium")


# One box


def _box(key: str, *, area: bool = False) -> None:
    _text(key, quoted(name(key, held.forecast().plan, state.language())), area=area)
    _notes(key)


def _text(key: str, label: str, *, area: bool = False) -> None:
    w, draft = state.language(), held.drafts().get(key)
    said = held.record().said(held.day()).get(key)
    shown = shown_as(key, said and said[0], w) if draft is None else drafted(key, draft, w)
    widget = f"figure.{key}"
    state.put(widget, shown)
    make = st.text_area if area else st.text_input
    make(
        label,
        key=widget,
        on_change=_typed,
        args=(key, w.code),
        placeholder="\u2013",
    )


def _notes(*keys: str) -> None:
    """What could not be read or does not fit, and the days on which the others were told."""
    w, day, said, since = state.language(), held.day(), held.record().said(held.day()), set()
    for key in keys:
        if key in held.drafts():
            problem = held.drafts()[key].problem
            st.error(w.problem(problem, units(key)), icon=":material/error:")
        elif key in said and said[key][1] != day:
            since.add(said[key][1])
    for one in sorted(since):
        st.caption(w("evaluate.figures.since", day=w.date(one)))


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
        lines = text.replace(";", "\n").splitlines()
        return tuple(w.parse(line, unit) for line in lines if line.strip())
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
def _typed(key: str, code: str) -> None:
    """Takes what was typed into a box drawn in the language `code`, and with it what could not be
    taken before: a figure may only fit when another one is put right too."""
    w, drafts = words(code), held.drafts()
    typed = {one: drafted(one, draft, w) for one, draft in drafts.items()}
    typed[key] = str(state.widget(f"figure.{key}", ""))
    figures: dict[str, Figure | None] = {}
    for one, text in typed.items():
        try:
            figures[one] = read(one, text, w)
        except ScenarioError as problem:
            drafts[one] = Draft(text, problem, code)
    for together in (figures, *({one: figures[one]} for one in figures)):
        try:
            tell(together, held.day())
        except ScenarioError as problem:
            if len(together) == 1:
                (one,) = together
                drafts[one] = Draft(typed[one], problem, code)
            continue
        for one in together:
            drafts.pop(one, None)
        if together is figures:
            return


def tell(figures: dict[str, Figure | None], day: date) -> None:
    """Adds figures of a day to the record. Raises `ScenarioError`."""
    held.commit(held.record().with_entry(Entry(day, figures)))
