"""What each number alone would have to be, and the button that puts it into the plan."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pictures import actions as acting_charts
from sim.decide import actions as acting_found
from sim.decide.actions import Levers
from sim.decide.dials import Bounds, Dial, bounds_of
from sim.decide.levers import Needed
from sim.plan.beliefs import Belief
from sim.plan.budget import CostLine
from sim.plan.parameters import PATHS
from sim.plan.problems import ScenarioError
from sim.plan.scenario import Scenario
from ui.editing.person import people
from ui.frame.blocks import on_request
from ui.frame.shell import on_phone
from ui.questions.together import answer as together
from ui.visit import state, worked_out
from ui.visit.answers import trials
from ui.visit.keys import Key
from words import actions as acting_words
from words.catalogue import Words
from words.markdown import dollars_escaped, quoted

SHOWN: Final = 6  # in the picture and in the list beside it; the others wait in a closed box
USUAL: Final = 70
WANTED: Final = Key[int | None]("levers.wanted", None)  # of 100 fairs, as chosen in this visit
# How far a lever may be asked to go, likewise: of 100 of a cost line, people on the stand, times as
# far as the end of a range, of 100 of a number without one.
SAVED: Final = Key[int | None]("levers.saved", None)
PEOPLE: Final = Key[int | None]("levers.people", None)
BEYOND: Final = Key[int | None]("levers.far", None)
MORE: Final = Key[int | None]("levers.more", None)


def wanted() -> int:
    """So many of 100 fairs are to cover their costs: as chosen in this visit, otherwise the
    company's own hurdle."""
    chosen, hurdle = state.kept(WANTED), state.plan().hurdle
    if chosen is not None:
        return chosen
    return USUAL if hurdle is None else min(max(round(100 * hurdle), 1), 99)


def show() -> None:
    """The whole part."""
    w, plan, seed = state.language(), state.plan(), state.seed()
    number_of_hundred(WANTED, w("levers.number.wanted"), wanted(), w("levers.number.wanted_help"))
    _taken()
    asked = wanted()
    together.show(asked)
    bounds = _bounds(plan, w)
    with worked_out.working(1, 1):
        found: Levers = worked_out.of_trials(
            acting_found.levers, plan, seed, asked / 100, people(plan, w)
        )
    found = replace(found, bounds=bounds)
    first, *more = acting_words.headline(found, asked, plan, w)
    by_itself = acting_words.unable(found) != [*found.needed]
    if by_itself or not found.needed:
        st.header(dollars_escaped(first), anchor=False)
    else:  # what several do together is the answer, and stands above
        more = [first, *more[1:]]
    st.markdown(dollars_escaped("  \n".join(more)))
    none = not found.needed[0].reached and not acting_words.nearest_first(found)
    if none and (less := nearer(found, asked)):
        st.button(w("levers.number.ask", n=less), key="levers.ask", on_click=_ask, args=(less,))
    if found.costs > 0:
        _list(found, plan, w)
    st.caption(f"{acting_words.foot(w, seed, trials(plan, seed))} {w('levers.number.alone')}")


def _bounds(plan: Scenario, w: Words) -> Bounds:
    """How far levers may be asked to go: what is usual, or as chosen in this visit."""
    usual = bounds_of(plan)
    with st.expander(w("levers.bounds.title"), key="levers.bounds"):
        saved = _bound(SAVED, "saved", 100 * usual.saved, 99, w)
        people = usual.people
        if plan.limited:
            people = _bound(PEOPLE, "people", usual.people, 999, w)
        far = _bound(BEYOND, "beyond", usual.beyond, 99, w)
        more = _bound(MORE, "more", 100 * usual.more, 999, w)
    return Bounds(saved / 100, people, far, more / 100)


def _bound(key: Key[int | None], which: str, usual: float, most: int, w: Words) -> float:
    """A box for one of them, a whole number from 1 on, and what holds."""
    kept = state.kept(key)
    state.put(key.name, min(max(round(usual) if kept is None else kept, 1), most))
    st.number_input(
        w(f"levers.bounds.{which}"),
        1,
        most,
        key=key.name,
        on_change=_bounded,
        args=(key, most),
        help=w(f"levers.bounds.{which}_help"),
        width=420,
    )
    return usual if kept is None else kept


@state.whole
def _bounded(key: Key[int | None], most: int) -> None:
    value = state.widget(key.name)
    if value is not None:
        state.keep(key, min(max(int(value), 1), most))


def nearer(found: Levers, asked: int) -> int | None:
    """The next ten of 100 above today, where that is less than what is asked for."""
    ten = 10 * (math.floor(10 * found.today.value) + 1)
    return ten if ten < asked else None


@state.whole
def _ask(n: int) -> None:
    state.keep(WANTED, n)


def number_of_hundred(
    key: Key[int | None], label: str, value: int, help: str | None = None
) -> None:
    """A box for a number of fairs of 100 that is kept for the visit."""
    state.put(key.name, value)
    st.number_input(label, 1, 99, step=5, key=key.name, on_change=_chosen, args=(key,), help=help,
                    width=420)  # fmt: skip


@state.whole
def _chosen(key: Key[int | None]) -> None:
    value = state.widget(key.name)
    if value is not None:
        state.keep(key, min(max(int(value), 1), 99))


# The picture and the list


def _list(found: Levers, plan: Scenario, w: Words) -> None:
    best, reached = acting_words.nearest_first(found), "_reached" if found.needed[0].reached else ""
    if best:
        st.header(w(f"levers.number.title{reached}"), anchor=False)
        left, right = st.columns(2, gap="large")
        with left:
            _picture(best[:SHOWN], plan, w)
        with right:
            _rows(best[:SHOWN], plan, w)
            st.caption(dollars_escaped(_notes(best[:SHOWN], plan, w)))
    if rest := best[SHOWN:]:
        label = w(f"levers.number.others{reached}", n=len(rest))
        on_request(label, "levers.others", lambda: _rows(rest, plan, w))
    if tight := acting_words.tight(found):
        with _box("tight", tight, w):
            st.markdown(dollars_escaped(f"{acting_words.names(tight, plan, w)}."))
    if idle := acting_words.idle(found):
        names = acting_words.names(idle, plan, w)
        st.markdown(dollars_escaped(w("levers.number.any", names=names)))
    if beyond := acting_words.beyond(found):
        names = acting_words.needed_names(beyond, plan, w)
        with _box("beyond", beyond, w):
            st.markdown(dollars_escaped(w("levers.number.beyond_why", names=names)))
    if unable := acting_words.unable(found):
        names = acting_words.names(unable, plan, w)
        with _box("cannot", unable, w):
            st.markdown(dollars_escaped(w("levers.number.cannot_why", names=names)))


def _notes(shown: Sequence[Needed], plan: Scenario, w: Words) -> str:
    """How to read the list; what a person more costs, where it asks for one."""
    told, cost = w("levers.number.caption"), people(plan, w).cost
    if not cost or all(one.lever != "staff" for one in shown):
        return told
    return f"{told} {w('levers.number.priced', cost=w.costs(cost, plan.currency))}"


def _box(kind: str, several: Sequence[Needed], w: Words) -> DeltaGenerator:
    return st.expander(w(f"levers.number.{kind}", n=len(several)), key=f"levers.{kind}")


def _picture(best: Sequence[Needed], plan: Scenario, w: Words) -> None:
    rows = []
    for one in best:
        assert one.likely is not None
        likely = acting_words.value(one.lever, one.now.likely, plan, w)
        needed = acting_words.simulated(one.lever, one.likely, plan, w)
        arrow = w("levers.number.arrow", likely=likely, needed=needed)
        rows.append((one, acting_words.name(one.lever, plan, w), arrow))
    st.vega_lite_chart(
        acting_charts.levers_frame(rows),
        acting_charts.levers_spec(w.code),
        key="chart.levers",
        alt=w("levers.number.alt"),
        width="stretch",
    )
    st.caption(w("levers.number.picture"))


def _rows(several: Sequence[Needed], plan: Scenario, w: Words) -> None:
    for one in several:
        with st.container(
            horizontal=True,
            wrap=on_phone(),
            vertical_alignment="center",
            key=f"levers.row.{one.lever}",
        ):
            st.markdown(dollars_escaped(acting_words.row(one, plan, w)), width="stretch")
            if one.belief is None or one.likely is None or one.reached:
                continue
            needed = acting_words.simulated(one.lever, one.likely, plan, w)
            st.button(
                dollars_escaped(w("levers.number.set", needed=needed)),
                key=f"levers.set.{one.lever}",
                on_click=_take,
                args=(one.lever, one.now, one.belief),
            )


# Into the plan and back


@dataclass(frozen=True)
class Taken:
    """A lever that was turned here: in which plan, what it was before and after, and the costs,
    which people on the stand change too."""

    slot: str
    lever: str
    before: Belief
    after: Belief
    evidence: str | None
    yours: bool
    costs: tuple[CostLine, ...]
    costs_after: tuple[CostLine, ...]


TAKEN: Final = Key[Taken | None]("levers.taken", None)


def _dial(plan: Scenario, lever: str) -> Dial | None:
    try:
        return Dial(plan, lever, people(plan, state.language()))
    except (KeyError, IndexError):  # the plan became another one meanwhile
        return None


@state.whole
def _take(lever: str, before: Belief, after: Belief) -> None:
    plan = state.plan()
    dial = _dial(plan, lever)
    if dial is None or dial.now != before:
        return
    known = (plan.evidence.get(lever), lever in plan.yours)
    _turn(dial, after, "guess", True)
    costs = (plan.costs, state.plan().costs)
    state.keep(TAKEN, Taken(state.slot(), lever, before, after, *known, *costs))


@state.whole
def _back() -> None:
    taken = state.kept(TAKEN)
    dial = None if taken is None else _dial(state.plan(), taken.lever)
    if taken is not None and dial is not None and dial.now == taken.after:
        same = taken.lever == "staff" and state.plan().costs == taken.costs_after
        _turn(dial, taken.before, taken.evidence, taken.yours)
        if same and state.plan().inputs["staff"] == taken.before:
            state.commit(state.plan().with_(costs=taken.costs))
    state.keep(TAKEN, None)


def _turn(dial: Dial, belief: Belief, evidence: str | None, yours: bool) -> None:
    """The plan with the lever at a belief, and how that is known; what was typed there and could
    not be read is gone."""
    try:
        turned = dial.turned(belief)
    except ScenarioError:
        return
    if dial.lever in PATHS:
        known = {path: kind for path, kind in turned.evidence.items() if path != dial.lever}
        known |= {} if evidence is None else {dial.lever: evidence}
        own = turned.yours | {dial.lever} if yours else turned.yours - {dial.lever}
        turned = turned.with_(evidence=known, yours=own)
    state.drafts().pop(dial.lever if dial.line is None else dial.line[0], None)
    if turned.costs != dial.scenario.costs:
        state.drafts().pop("costs", None)
    state.commit(turned)


def _taken() -> None:
    """What was put into the plan here, as long as it is there, and the way back."""
    taken = state.kept(TAKEN)
    if taken is None or taken.slot != state.slot():
        return
    w, plan = state.language(), state.plan()
    dial = _dial(plan, taken.lever)
    if dial is None or dial.now != taken.after:
        return
    before, after = (
        acting_words.value(taken.lever, belief.likely, plan, w)
        for belief in (taken.before, taken.after)
    )
    name = quoted(acting_words.name(taken.lever, plan, w))
    with st.container(
        horizontal=True, wrap=on_phone(), vertical_alignment="center", key="levers.taken"
    ):
        text = w("levers.number.taken", name=name, before=before, after=after)
        st.markdown(dollars_escaped(text), width="stretch")
        st.button(dollars_escaped(w("levers.number.back", before=before)), key="levers.back",
                  on_click=_back, icon=":material/undo:")  # fmt: skip
