"""The answers of the page: simulated once for equal numbers, whoever asks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache

import streamlit as st

from sim.later.dates import Later, later
from sim.links.presentation import Brief
from sim.plan.choices.dates import DecisionDate, ahead
from sim.plan.file import dumps
from sim.plan.scenario import Scenario
from sim.play.answer import Answer, summarised
from sim.play.enough import played
from sim.why.drivers import Driver, drivers, good_fair
from sim.why.robustness import Robustness, robustness
from sim.why.unmeasured import Span, mean_profits
from ui.visit.worked_out import detailed


def answer(scenario: Scenario, seed: int) -> Answer:
    """The answer for a plan; equal numbers are simulated once, whoever asks."""
    return _answer(scenario.numbers, seed)


def trials(scenario: Scenario, seed: int) -> int:
    """So many fairs the plan is played with: its answer's, for every question about it."""
    return answer(scenario, seed).trials


def robust(scenario: Scenario, seed: int) -> Robustness:
    """How far the answer depends on what nobody has measured; averages as the answer has them."""
    found = _robust(dumps(scenario.numbers), scenario.numbers, seed)
    return replace(found, means=found.means.from_(_mean(scenario, seed)))


def strongest(scenario: Scenario, seed: int) -> tuple[Driver, ...]:
    """The inputs that move the profit most by their own part, the strongest first."""
    return _strongest(dumps(scenario.numbers), scenario.numbers, seed)[0]


def fair(scenario: Scenario, seed: int) -> Driver | None:
    """What the good or bad fair does to the profit; None where nothing moves with it."""
    return _strongest(dumps(scenario.numbers), scenario.numbers, seed)[1]


def brief_of(scenario: Scenario, seed: int) -> Brief:
    """All that the board page shows of a plan."""
    found = answer(scenario, seed)
    best, common = strongest(scenario, seed), fair(scenario, seed)
    return Brief(scenario, found, best, fair=common, going=going(scenario, seed))


def going(scenario: Scenario, seed: int) -> Span:
    """The average profit as the answer has it, also under each choice that nobody has measured."""
    found = _going(dumps(scenario.numbers), scenario.numbers, seed)
    return found.from_(_mean(scenario, seed))


def _mean(scenario: Scenario, seed: int) -> float:
    return answer(scenario, seed).bands["profit"][0]


def deciding(scenario: Scenario, seed: int, day: date) -> Later:
    """What deciding later is worth, on the dates of the plan that are not over on that day."""
    dates = ahead(scenario.decide, day)
    return _deciding(dumps(scenario.numbers), dates, scenario.numbers, seed)


@st.cache_data(max_entries=128, show_spinner=False)
def _deciding(key: str, dates: tuple[DecisionDate, ...], _scenario: Scenario, seed: int) -> Later:
    return later(played(_scenario.with_(decide=dates), seed=seed, detail=True))


@lru_cache(maxsize=512)
def _answer(numbers: Scenario, seed: int) -> Answer:
    return summarised(played(numbers, seed=seed))


@st.cache_data(max_entries=128, show_spinner=False)
def _strongest(
    key: str, _scenario: Scenario, seed: int
) -> tuple[tuple[Driver, ...], Driver | None]:
    result = played(_scenario, seed=seed, detail=True)
    return drivers(result), good_fair(result)


@st.cache_data(max_entries=128, show_spinner=False)
def _going(key: str, _scenario: Scenario, seed: int) -> Span:
    return mean_profits(_scenario, trials=trials(_scenario, seed), seed=seed)


@st.cache_data(max_entries=128, show_spinner=False)
def _robust(key: str, _scenario: Scenario, seed: int) -> Robustness:
    planned = detailed(_scenario, seed)
    return robustness(_scenario, trials=planned.trials, seed=seed, planned=planned)
