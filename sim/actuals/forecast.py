"""A forecast as it was made: the plan, its answer, and the day, kept so that nobody can edit it.

The answer is stored and not simulated again, so that it stays what it was when the engine changes.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sim.links.fingerprint import fingerprint
from sim.links.plan_link import decode, encode
from sim.plan.checks import from_json
from sim.plan.problems import ScenarioError
from sim.plan.scenario import Scenario
from sim.play.answer import Answer, from_document, summarised
from sim.play.engine import ENGINE
from sim.play.enough import played

VERSION: Final = 1
LARGEST: Final = 1_000_000  # characters


@dataclass(frozen=True, eq=False)
class Forecast:
    """What was forecast of a plan on a day, by a version `ENGINE` of the engine."""

    plan: Scenario
    answer: Answer
    day: date
    engine: int = ENGINE

    @property
    def seed(self) -> int:
        return self.answer.seed

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.plan, self.seed, self.engine)


def forecast(plan: Scenario, seed: int, day: date, *, trials: int | None = None) -> Forecast:
    """The forecast of a plan, made now; as many `trials` as the plan needs, or as are asked for."""
    return Forecast(plan, summarised(played(plan, trials=trials, seed=seed)), day)


def dumps(made: Forecast) -> str:
    """The forecast as JSON, which `loads` reads."""
    document = {
        "version": VERSION,
        "plan": encode(made.plan, made.seed),
        "day": made.day.isoformat(),
        "engine": made.engine,
        "answer": made.answer.document(),
    }
    return json.dumps(document)


def loads(text: str) -> Forecast:
    """What `dumps` wrote. Raises `ScenarioError`: ``not_forecast``, or what is wrong with its
    plan."""
    if len(text) > LARGEST:
        raise ScenarioError("too_large", got=len(text), most=LARGEST)
    try:
        document: dict[str, Any] = from_json(text, mend=True)
        if document["version"] != VERSION:
            raise ScenarioError("not_forecast")
        plan = decode(document["plan"]).scenario
        answer = from_document(document["answer"])
        return Forecast(plan, answer, date.fromisoformat(document["day"]), int(document["engine"]))
    except ScenarioError:
        raise
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise ScenarioError("not_forecast") from None
