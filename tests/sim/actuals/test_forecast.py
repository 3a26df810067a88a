"""A forecast is kept as it was made."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from sim.actuals.forecast import LARGEST, dumps, forecast, loads
from sim.links.fingerprint import fingerprint
from sim.plan.file import EXAMPLES, example
from sim.plan.problems import ScenarioError
from sim.play.answer import summarised
from sim.play.engine import ENGINE
from sim.play.enough import played

DAY = date(2026, 11, 3)


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_forecast_is_read_back_as_it_was(name: str) -> None:
    plan = example(name)
    made = forecast(plan, 7, DAY, trials=1024)
    again = loads(dumps(made))
    assert again.plan == plan
    assert (again.day, again.seed, again.engine) == (DAY, 7, ENGINE)
    assert again.answer.document() == made.answer.document()
    assert again.fingerprint == fingerprint(plan, 7)
    assert made.answer.document() == summarised(played(plan, trials=1024, seed=7)).document()


def test_what_was_forecast_stays_when_the_engine_changes() -> None:
    document = json.loads(dumps(forecast(example("regional"), 1, DAY, trials=1024)))
    document["engine"] = ENGINE + 1
    document["answer"]["chance"]["value"] = 0.123
    again = loads(json.dumps(document))
    assert again.engine == ENGINE + 1
    assert again.answer.chance.value == 0.123


def changed(**parts: Any) -> str:
    kept = json.loads(dumps(forecast(example("regional"), 1, DAY, trials=1024)))
    return json.dumps(kept | parts)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "not_forecast"),
        ("[]", "not_forecast"),
        ("[" * 100_000, "not_forecast"),
        (" " * (LARGEST + 1), "too_large"),
        (changed(version=2), "not_forecast"),
        (changed(day="yesterday"), "not_forecast"),
        (changed(engine="new"), "not_forecast"),
        (changed(answer={}), "not_forecast"),
        (changed(answer=[1]), "not_forecast"),
        (changed(plan="1AAAA"), "link_broken"),
        (changed(plan=5), "not_forecast"),
    ],
)
def test_whatever_else_is_read_gives_one_sentence(text: str, code: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        loads(text)
    assert caught.value.code == code
