"""The advice on the board page: one line in the company's own terms, and what stands beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import streamlit as st

from sim.decide.variants import smaller_and_less_seen
from sim.later.verdict import Option, Verdict, verdict
from sim.links.presentation import Brief
from sim.plan.round_numbers import of_hundred
from sim.plan.scenario import Scenario
from ui.visit import clock
from ui.visit.answers import answer, brief_of, deciding
from words import research as findings
from words.answer import again
from words.catalogue import Words
from words.costs import without_one
from words.markdown import dollars_escaped


def brief(plan: Scenario, seed: int) -> Brief:
    """All that the board page shows of a plan, with what to do about it."""
    return replace(brief_of(plan, seed), verdict=of_plan(plan, seed))


def of_plan(plan: Scenario, seed: int) -> Verdict:
    """What to do about a plan."""
    smaller = {"less_seen": smaller_and_less_seen(plan), "person": without_one(plan)}
    answers = {what: answer(made, seed) for what, made in smaller.items() if made is not None}
    later = deciding(plan, seed, clock.today()) if plan.decide else None
    return verdict(plan, answer(plan, seed), answers, later)


def show(brief: Brief, found: Verdict, w: Words) -> None:
    """The box; where the average decides, from where to where it goes, and where that turns."""
    plan = brief.plan
    with st.container(border=True, key="advice", gap="xsmall", height="stretch"):
        st.caption(w("board.advice.title"))
        st.markdown(dollars_escaped(f"**{first_line(found, plan, w)}**"))
        if brief.going is not None and found.hurdle is None:
            lines = [*although(found, w), findings.advice(brief.going, plan, w)]
            st.markdown(dollars_escaped(" ".join(lines)))
        beside = [f"- {line}" for line in alternatives(found, plan, w)]
        st.markdown(dollars_escaped("\n".join(beside)))


def although(found: Verdict, w: Words) -> Iterator[str]:
    """Where the average says go and most fairs lose: that both are true, beside the headline that
    seems to say otherwise."""
    option = found.smaller if found.what == "smaller" else None
    chance = found.chance if option is None else option.chance
    if found.what in ("go", "smaller") and chance < 0.5:
        yield w("research.but_chance", lost=w.of_hundred(1 - chance))


def first_line(found: Verdict, plan: Scenario, w: Words) -> str:
    """Go, smaller, later or not, and by which terms."""
    if found.what == "later":
        return w("board.advice.later", worth=w.money(found.waiting, plan.currency))
    terms = "mean" if found.hurdle is None else "hurdle"
    option = found.smaller if found.what == "smaller" else None
    chance, mean = (found.chance, found.mean) if option is None else (option.chance, option.mean)
    return w(
        f"board.advice.{found.what}_{terms}",
        option="" if option is None else w(f"board.advice.{option.what}"),
        n=w.of_hundred(chance),
        mean=_money(mean, plan, w),
        hurdle=of_hundred(found.hurdle or 0.0),
    )


def alternatives(found: Verdict, plan: Scenario, w: Words) -> Iterator[str]:
    """This plan, not going and the best smaller plan side by side, chance and average; and by when
    to decide."""
    yield _option(w("board.advice.this"), found.chance, found.mean, plan, w)
    yield w("board.advice.home", money=_money(found.not_going, plan, w))
    if found.smaller is not None:
        yield _smaller(found.smaller, plan, w)
    if found.again is not None:
        fee = found.again.money(plan.costs, plan.inputs)
        yield again(found.again, fee, plan.currency, w)


def _smaller(option: Option, plan: Scenario, w: Words) -> str:
    name = w.capital(w(f"board.advice.{option.what}"))
    return _option(name, option.chance, option.mean, plan, w)


def _option(name: str, chance: float, mean: float, plan: Scenario, w: Words) -> str:
    n = w.of_hundred(chance)
    return w("board.advice.option", name=name, n=n, mean=_money(mean, plan, w))


def _money(mean: float, plan: Scenario, w: Words) -> str:
    return w.signed(mean, plan.currency)
