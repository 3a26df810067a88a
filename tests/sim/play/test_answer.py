"""The summary that pages draw and links keep: the same figures as the trials, and there again."""

from __future__ import annotations

import json

import numpy as np
import pytest

from sim import Exact, simulate
from sim.links.fingerprint import fingerprint
from sim.plan.file import EXAMPLES, example
from sim.play.answer import ARRAYS, from_document, summarised


@pytest.mark.parametrize("name", [*EXAMPLES, "own"])
def test_an_answer_written_and_read_again_is_the_same(name: str) -> None:
    answer = summarised(simulate(example(name), trials=1024, seed=3))
    again = from_document(json.loads(json.dumps(answer.document())))
    assert all(np.array_equal(getattr(again, key), getattr(answer, key)) for key in ARRAYS)
    assert json.dumps(again.document()) == json.dumps(answer.document())
    assert again.guess == answer.guess
    assert again.chance == answer.chance


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_answer_has_the_figures_of_the_result(name: str) -> None:
    result = simulate(example(name), trials=4096, seed=1)
    answer = summarised(result)
    assert result.typical_gain is not None
    assert result.typical_loss is not None
    assert answer.gain == result.typical_gain.value
    assert answer.loss == result.typical_loss.value
    for stage, cost in answer.cost_per.items():
        assert cost == pytest.approx(result.cost_per(stage).value, rel=1e-12)
    assert answer.profit(0.1) == result.quantile("profit", 0.1).value


def test_a_fingerprint_tells_numbers_seed_and_engine_apart_but_not_words() -> None:
    plan = example("regional")
    mark = fingerprint(plan, 1)
    assert mark == fingerprint(plan.with_(name="Another name"), 1)
    others = [
        fingerprint(plan, 2),
        fingerprint(plan, 1, engine=2),
        fingerprint(plan.with_(inputs={"order_value": Exact(16_001)}), 1),
        fingerprint(plan.with_(currency="USD"), 1),
        fingerprint(plan.with_(hurdle=0.7), 1),
        fingerprint(plan.with_(goal=None), 1),
    ]
    assert len({mark, *others}) == 1 + len(others)
    assert len(mark) == 9
