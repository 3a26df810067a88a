"""A year's forecast is kept as it was made, and read back the same."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from sim import ScenarioError, example
from sim.actuals.year_forecast import LARGEST, Figures, YearForecast, dumps, forecast_of, loads
from sim.links.plan_link import Link
from sim.links.year_link import FairOfYear, YearLink
from sim.play.result import Measured
from sim.year.answer import Weighed, weighed
from sim.year.settings import Settings

ALONE = (Figures(0.3, 1.0, -2.0, 0.5, 4.0),) * 3
DAY = date(2026, 11, 30)
TRIALS = 2048


def link_of(*taken: str, settings: Settings | None = None) -> YearLink:
    names = ("regional", "national", "international")
    fairs = (FairOfYear(Link(example(name), 1), taken=name in taken) for name in names)
    return YearLink(tuple(fairs), settings or Settings(budget=300_000.0))


def weighed_year(link: YearLink) -> Weighed:
    year = link.settings.year([fair.candidate for fair in link.fairs])
    return weighed(year, trials=TRIALS, alone=(Measured(0.3, 0.01),) * 3)


@pytest.fixture(scope="module")
def made() -> YearForecast:
    link = link_of("regional", "international")
    return forecast_of(link, weighed_year(link), ALONE, 300_000.0, DAY)


def test_what_was_forecast_is_read_back_to_the_last_digit(made: YearForecast) -> None:
    found = loads(dumps(made))
    assert found == made
    assert found.fingerprint == made.fingerprint
    assert (found.taken, found.day, found.alone) == ((0, 2), DAY, ALONE)


def test_the_figures_are_those_of_the_fairs_that_were_taken(made: YearForecast) -> None:
    told = weighed_year(made.link).told(0b101)
    assert (made.figures.chance, made.figures.mean) == (told.chance.value, told.mean.value)
    assert made.figures.p10 == told.p10.value


def test_it_says_by_which_choice_the_fairs_were_taken() -> None:
    every = link_of("regional", "national", "international")
    found = weighed_year(every)
    best = found.best(1e9)
    assert best.by_chance is not None
    names = ("regional", "national", "international")
    said = {best.by_chance: "by_chance"} | {best.by_mean: "by_mean"}
    for place, choice in said.items():
        link = link_of(*(names[at] for at in best.sets[place].fairs))
        assert forecast_of(link, found, ALONE, 1e9, DAY).choice == choice
    rest = next(each for each in best.sets if each.chosen not in (
        best.sets[best.by_mean].chosen, best.sets[best.by_chance].chosen, found.between(1e9), 0
    ))  # fmt: skip
    link = link_of(*(names[at] for at in rest.fairs))
    assert forecast_of(link, found, ALONE, 1e9, DAY).choice == "own"


def test_the_fingerprint_changes_with_whatever_decides_the_figures(made: YearForecast) -> None:
    others = [
        replace(made, link=link_of("regional")),
        replace(made, link=link_of("regional", "international", settings=Settings(together=0.4))),
        replace(made, seed=2),
        replace(made, engine=made.engine + 1),
    ]
    assert len({made.fingerprint, *(one.fingerprint for one in others)}) == 5


@pytest.mark.parametrize(
    "broken",
    [
        {"version": 2},
        {"alone": []},
        {"alone": [{"chance": 1}] * 3},
        {"choice": "by_lot"},
        {"day": "soon"},
        {"figures": None},
        {"seed": "x"},
    ],
    ids=["version", "none alone", "half alone", "choice", "day", "figures", "seed"],
)
def test_what_is_no_forecast_is_told_in_one_sentence(
    broken: dict[str, Any], made: YearForecast
) -> None:
    with pytest.raises(ScenarioError) as found:
        loads(json.dumps(json.loads(dumps(made)) | broken))
    assert found.value.code == "not_forecast"


def test_a_forecast_that_is_far_too_long_is_not_read(made: YearForecast) -> None:
    with pytest.raises(ScenarioError) as found:
        loads(dumps(made).ljust(LARGEST + 1))
    assert found.value.code == "too_large"
