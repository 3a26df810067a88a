"""The sentences of the answer: which one is said when."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim import example, simulate
from sim.play.answer import summarised
from sim.play.result import Measured
from words.answer import asides, bottleneck
from words.catalogue import words
from words.languages import LANGUAGES

ANSWER = summarised(simulate(example("regional"), trials=256, seed=1))


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize(
    ("full", "narrow"), [(0.5, "team"), (0.49, "both"), (0.05, "both"), (0.04, "audience")]
)
def test_the_team_is_too_small_for_half_of_the_fairs_and_fits_where_1_in_20_fills_the_stand(
    full: float, narrow: str, code: str
) -> None:
    w = words(code)
    told = bottleneck(replace(ANSWER, chance_full=Measured(full, 0.0)), w)
    unserved = w.short(ANSWER.bands["unserved"][0], 2)
    assert told == w(
        f"funnel.{narrow}", n=w.of_hundred(full), unserved=unserved, todo=w("menu.levers")
    )


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize(("months", "form"), [(1, "one"), (2, "other"), (12, "other")])
def test_a_horizon_of_one_month_is_told_as_one(months: int, form: str, code: str) -> None:
    w, plan = words(code), example("regional").with_(horizon=months)
    assert [*asides(ANSWER, plan, w)] == [w.text("answer.horizon")[form].format(n=months)]
    assert w.text("answer.horizon")["one"] != w.text("answer.horizon")["other"]
