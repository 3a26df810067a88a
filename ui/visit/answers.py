"""The answers of the page: simulated once for equal numbers, whoever asks."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import streamlit as st

from sim.later.dates import Later, later
from sim.plan.choices.dates import DecisionDate, ahead
from sim.plan.file import dumps
from sim.plan.scenario import Scenario
from sim.play.answer import Answer, summarised
from sim.play.enough import played
from sim.why.drivers import Driver, drivers
from sim.why.robustness import Robustness, robustness


def answer(scenario: Scenario, seed: int) -> Answer:
    """The answer for a plan; equal numbers are simulated once, whoever asks."""
    return _answer(scenario.numbers, seed)


def trials(scenario: Scenario, seed: int) -> int:
    """So many fairs the plan is played with: its answer's, for every question about it."""
    return answer(scenario, seed).trials


def robust(scenario: Scenario, seed: int) -> Robustness:
    """How far the answer depends on what nobody has measured."""
    return _robust(dumps(scenario.numbers), scenario.numbers, seed)


def strongest(scenario: Scenario, seed: int) -> tuple[Driver, ...]:
    """The inputs that move the profit most, the strongest first."""
    return _strongest(dumps(scenario.numbers), scenario.numbers, seed)


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
def _strongest(key: str, _scenario: Scenario, seed: int) -> tuple[Driver, ...]:
    return drivers(played(_scenario, seed=seed, detail=True))


@st.cache_data(max_entries=128, show_spinner=False)
def _robust(key: str, _scenario: Scenario, seed: int) -> Robustness:
    return robustness(_scenario, trials=trials(_scenario, seed), seed=seed)
