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
from sim.plan.parameters import PATHS
from sim.plan.problems import ScenarioError
from sim.plan.scenario import Scenario
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
SAVED: Final = Key[int | None]("levers.saved", None)  # of 100 of a cost line, likewise
PEOPLE: Final = Key[int | None]("levers.people", None)  # on the stand at most, likewise


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
        found: Levers = worked_out.of_trials(acting_found.levers, plan, seed, asked / 100)
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
    saved, people = state.kept(SAVED), state.kept(PEOPLE)
    with st.expander(w("levers.bounds.title"), key="levers.bounds"):
        shown = round(100 * usual.saved) if saved is None else saved
        number_of_hundred(SAVED, w("levers.bounds.saved"), shown)
        if plan.limited:
            most = math.floor(usual.people) if people is None else people
            state.put(PEOPLE.name, max(most, 1))
            st.number_input(
                w("levers.bounds.people"),
                1,
                999,
                key=PEOPLE.name,
                on_change=_most_people,
                help=w("levers.bounds.people_help"),
                width=420,
            )
    return Bounds(
        usual.saved if saved is None else saved / 100, usual.people if people is None else people
    )


@state.whole
def _most_people() -> None:
    value = state.widget(PEOPLE.name)
    if value is not None:
        state.keep(PEOPLE, min(max(int(value), 1), 999))


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
            st.caption(w("levers.number.caption"))
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
    """A lever that was turned here: in which plan, and what it was before and after."""

    slot: str
    lever: str
    before: Belief
    after: Belief
    evidence: str | None
    yours: bool


TAKEN: Final = Key[Taken | None]("levers.taken", None)


def _dial(plan: Scenario, lever: str) -> Dial | None:
    try:
        return Dial(plan, lever)
    except (KeyError, IndexError):  # the plan became another one meanwhile
        return None


@state.whole
def _take(lever: str, before: Belief, after: Belief) -> None:
    plan = state.plan()
    dial = _dial(plan, lever)
    if dial is None or dial.now != before:
        return
    taken = Taken(state.slot(), lever, before, after, plan.evidence.get(lever), lever in plan.yours)
    _turn(dial, after, "guess", True)
    state.keep(TAKEN, taken)


@state.whole
def _back() -> None:
    taken = state.kept(TAKEN)
    dial = None if taken is None else _dial(state.plan(), taken.lever)
    if taken is not None and dial is not None and dial.now == taken.after:
        _turn(dial, taken.before, taken.evidence, taken.yours)
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
