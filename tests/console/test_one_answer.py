"""There is one answer to a plan: the command line and the page say the same whole number."""

from __future__ import annotations

import json
import math
import random
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest

from console import main as command_line
from console.terminal import english
from sim import Scenario
from sim.links.plan_link import encode
from sim.plan.document import from_document
from sim.plan.file import dumps, load
from sim.plan.funnel import PER, PHASES, SIZE
from sim.plan.parameters import PARAMETERS, Parameter, Unit
from sim.play.expected import best_guess
from sim.play.trials import TRIALS
from tests.conftest import Visitor
from ui.visit.answers import answer
from words.catalogue import words

PLANS: Final = 200
FIRST: Final = 12  # of them in the gate
OPENED: Final = 2  # of these on the page itself
# Of what is allowed of an input, the part in which fairs are found that are neither hopeless nor
# certain; a share may be any.
PLAUSIBLE: Final = {
    "visitors": (500, 60_000),
    "staff": (0.5, 12),
    "days": (0.5, 5),
    "hours_per_day": (3, 10),
    "contacts_per_hour": (1, 12),
    "rush": (1, 4),
    "follow_up_hours": (5, 400),
    "hours_per_follow_up": (0.1, 3),
    "hours_per_call": (0.1, 3),
    "hours_per_visit": (0.5, 9),
    "hours_per_quote": (0.5, 20),
    "months_to_order": (0.5, 24),
    "order_value": (300, 80_000),
    "order_value_spread": (0.05, 3.5),
    "repeat_factor": (0.3, 5),
    "cost_overrun": (0.8, 1.6),
    "area": (4, 150),
}


class Drawn:
    """A plan drawn by plain random numbers: as a document, a file in all but its form."""

    def __init__(self, number: int) -> None:
        self.random = random.Random(number)
        self.seed = self.random.choice([0, 1, number, 2**63 - 1 - number])
        inputs = self.inputs()
        document = {"name": f"Fair {number}", "inputs": inputs, "dependence": self.of(0, 0.3, 0.9)}
        document |= {"cost_dependence": self.of(0, 0.5), "triage": self.of(0, 0, 0.6)}
        if "months_to_order" in inputs and self.maybe():
            document["horizon"] = self.random.randint(1, 12)
        if self.maybe():
            document["goal"] = {"revenue": self.log(1e3, 1e6), "margin": 0.2}
        at_stake = max(best_guess(from_document(document)).profit, 1.0) * self.log(0.1, 1.5)
        document["costs"] = [{"label": "stand", "amount": self.around(at_stake)}, *self.lines()]
        if self.maybe():
            document["income"] = [{"label": "sponsor", "amount": self.around(at_stake / 4)}]
        self.plan: Scenario = from_document(document)

    def of(self, *some: Any) -> Any:
        return self.random.choice(some)

    def maybe(self) -> bool:
        return self.random.random() < 0.5

    def log(self, low: float, high: float) -> float:
        return math.exp(self.random.uniform(math.log(low), math.log(high)))

    def around(self, money: float) -> Any:
        """An amount, or a range of them."""
        return self.of(money, [money * 0.7, money * 1.4], [money * 0.9, money, money * 2.5])

    def inputs(self) -> dict[str, Any]:
        left_out = {p.key for p in PARAMETERS if p.optional and not p.needed_with and self.maybe()}
        found: dict[str, Any] = {}
        for parameter in PARAMETERS:
            if not {parameter.key, parameter.needed_with, parameter.within} & left_out:
                phases = {phase: self.belief(parameter) for phase in PHASES}
                found[parameter.key] = phases if parameter.phased else self.belief(parameter)
        return found

    def belief(self, parameter: Parameter) -> Any:
        """One number, a range with or without a likely value, or a share that was counted."""
        low, high = PLAUSIBLE.get(parameter.key, (0.15, 0.95))
        points = sorted(self.log(low, high) for _ in range(3))
        if parameter.certain or self.maybe():
            return points[1]
        if parameter.unit is Unit.SHARE and self.maybe():
            of = self.random.randint(1, 60)
            return {"hits": self.random.randint(0, of), "of": of}
        middle = points[1]
        closer = [middle * (p / middle) ** 0.4 for p in points]  # as wide as people are unsure
        return self.of(closer, [closer[0], closer[2]])

    def lines(self) -> list[dict[str, Any]]:
        """Small amounts per person, visit, order, and so on."""
        per = [one for one in PER if not SIZE.get(one)]
        count = self.random.randint(0, 3)
        return [
            {"label": f"line {at}", "amount": self.around(self.log(1, 40)), "per": self.of(*per)}
            for at in range(count)
        ]


@cache
def drawn(number: int) -> Drawn:
    return Drawn(number)


def numbers(gate: int) -> list[Any]:
    """All plans, of which so many in the gate."""
    return [
        *range(gate),
        *(pytest.param(n, marks=pytest.mark.thorough) for n in range(gate, PLANS)),
    ]


def told(number: int, tmp_path: Path, capsys: pytest.CaptureFixture[str], *options: str) -> str:
    """What the command line tells of a file of the plan."""
    file = tmp_path / "plan.toml"
    file.write_text(dumps(drawn(number).plan), "utf-8")
    assert load(str(file)) == drawn(number).plan
    assert command_line.main([str(file), "--seed", str(drawn(number).seed), *options]) == 0
    return capsys.readouterr().out


@pytest.mark.by_turns(3)
@pytest.mark.parametrize("number", numbers(FIRST))
def test_the_command_line_and_the_answer_of_the_page_are_the_same_to_the_last_digit(
    number: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = json.loads(told(number, tmp_path, capsys, "--json"))
    page = answer(drawn(number).plan, drawn(number).seed)
    chance, say = found["chance_covering_costs"]["value"], words("en").of_hundred
    assert say(chance) == say(page.chance.value)
    assert (found["trials"], chance) == (page.trials, page.chance.value)
    assert found["profit"]["mean"]["value"] == pytest.approx(page.bands["profit"][0], rel=1e-12)


@pytest.mark.parametrize("number", numbers(OPENED))
def test_the_page_itself_says_the_whole_number_of_the_command_line(
    number: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chance = json.loads(told(number, tmp_path, capsys, "--json"))["chance_covering_costs"]["value"]
    visitor = Visitor(s=encode(drawn(number).plan, drawn(number).seed))
    say = words("en").of_hundred
    covers, loses = f" {say(chance)} would cover their costs,", f" {say(1 - chance)} would not."
    assert covers in visitor.first
    assert loses in visitor.first


@pytest.mark.parametrize("number", range(0, FIRST * 5, 12))
def test_people_are_told_that_number_too(
    number: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    say, chance = english(), answer(drawn(number).plan, drawn(number).seed).chance.value
    covers, loses = say.hundredths(chance), say.hundredths(1 - chance)
    first = say("answer.covers", covers=covers, loses=loses)
    assert first in " ".join(told(number, tmp_path, capsys).split())


@pytest.mark.thorough
def test_the_plans_are_of_every_kind() -> None:
    """Otherwise the numbers could be the same because there is nothing to tell."""
    pages = [answer(drawn(number).plan, drawn(number).seed) for number in range(PLANS)]
    between = {words("en").of_hundred(page.chance.value) for page in pages}
    assert len(between) >= PLANS / 4
    assert {page.trials > TRIALS for page in pages} == {True, False}
