"""Other choices for the same money, and what other money would bring."""

from __future__ import annotations

from typing import Final

import streamlit as st

from sim.year.answer import Weighed
from sim.year.choices import Firmness, firmness, under_choices
from sim.year.sets import Sets, pays
from sim.year.year import Year
from ui.visit import state, worked_out
from ui.year import listed, said
from words.markdown import dollars_escaped, plain

STEP: Final = 10_000.0  # money more, and less, that is asked about


def budget_of(found: Weighed) -> float:
    """The budget; without one, what the chosen fairs cost."""
    budget = listed.settings().budget
    return found.told(listed.chosen()).cost if budget is None else budget


def show(found: Weighed) -> None:
    """At most three sets, and why each."""
    w, budget = state.language(), budget_of(found)
    sets = reasons(found, budget, listed.chosen())
    st.header(w("year.others.title"), anchor=False)
    if not sets:
        st.markdown(w("year.others.none"))
    for column, (chosen, why) in zip(st.columns(max(len(sets), 2)), sets.items(), strict=False):
        with column.container(border=True, height="stretch"):
            _card(found, chosen, why)
    profit = found.told(0).mean.value
    st.caption(dollars_escaped(said.nowhere(profit, listed.currency(), w)))
    if listed.settings().budget is not None:
        st.markdown("  \n".join(dollars_escaped(line) for line in _money(found, budget)))


def firm(found: Weighed) -> Firmness:
    """How far all this depends on choices that nobody has measured."""
    w = state.language()
    with worked_out.working(2, 2):
        found_under = under(listed.year())
    told = firmness(found_under, found.sets, listed.chosen(), budget_of(found))
    names = [*map(plain, listed.names())]
    first, then, *turns = said.firm(told, names, listed.currency(), w)
    st.subheader(w("year.firm.title"), anchor=False)
    lines = [f"{first} {then}", "\n".join(f"- {line}" for line in turns)]
    st.markdown(dollars_escaped("\n\n".join(lines)))
    return told


def under(year: Year) -> dict[str, Sets]:
    """Every set of a year under each choice that nobody has measured; worked out once."""
    return _under_choices(listed.key_of(year), year, state.seed())


@st.cache_resource(max_entries=8, show_spinner=False)
def _under_choices(key: tuple[str, ...], _year: Year, seed: int) -> dict[str, Sets]:
    return under_choices(_year, seed=seed)


def reasons(found: Weighed, budget: float, ticked: int) -> dict[int, list[str]]:
    """The sets, and what each is the best at; what may differ by noise only is one and the same,
    and where the one that is ticked is as good, it is that."""
    best = found.best(budget)
    by_mean = best.sets[best.by_mean].chosen
    paid = bool(ticked) and pays(budget, found.told(ticked).cost)
    if paid and found.more(by_mean, ticked).mean.hardly:
        by_mean = ticked
    if best.by_chance is None:
        return {by_mean: ["by_mean"]}
    by_chance = best.sets[best.by_chance].chosen
    if paid:
        more = found.more(by_chance, ticked)
        by_chance = ticked if more.as_likely and more.mean.hardly else by_chance
    if by_chance == by_mean or found.more(by_chance, by_mean).as_likely:
        return {by_mean: ["by_mean", "by_chance"] if by_mean else ["by_mean"]}
    told = {by_mean: ["by_mean"], by_chance: ["by_chance"]}
    between = found.between(budget)
    if between is not None and not (
        found.more(between, by_mean).as_likely or found.more(between, by_chance).mean.hardly
    ):
        told[between] = ["between"]
    return told


def _card(found: Weighed, chosen: int, why: list[str]) -> None:
    w, told = state.language(), found.told(chosen)
    reason = w("year.others.both") if len(why) > 1 else w(f"year.others.{why[0]}")
    st.markdown(f"**{reason}**")
    st.markdown(said.fairs(told, [*map(plain, listed.names())], w))
    if told.fairs:
        st.caption(dollars_escaped(said.other(told, listed.currency(), w)))
    else:
        st.caption(w("year.others.stay"))
    if chosen == listed.chosen():
        st.caption(f":material/check: {w('year.others.yours')}")
        return
    keys = [one.key for at, one in enumerate(listed.entries()) if chosen >> at & 1]
    st.button(
        w("year.others.take" if keys else "year.others.untick"),
        key=f"year.other.{'-'.join(why)}",
        on_click=listed.take,
        args=(keys,),
    )


def _money(found: Weighed, budget: float) -> list[str]:
    w, currency = state.language(), listed.currency()
    lines = []
    for step in (STEP, -STEP):
        if budget + step >= 0:
            more = found.other_budget(budget, step)
            lines.append(said.other_money(more, step, currency, w))
    return lines
