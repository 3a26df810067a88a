"""Plans at random, and what they bring in plain draws."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from benchmarks.advice.plans import averaged, document
from benchmarks.plain_fairs import drawn, profits, widened
from sim import Measured, Scenario
from sim.plan.document import from_document

NAMES: Final = ("regional", "national", "international")
TRIALS: Final = 32_768  # of a batch
BATCHES: Final = 12
NEAR: Final = 0.35  # of what a plan earns: booking is better or worse by no more
AREA: Final = 24
FEES: Final = (0.0, 0.15, 0.4, 0.6, 0.8)  # of the first line, as organisers ask for cancelling

Document = dict[str, Any]


@dataclass(frozen=True)
class Fair:
    """A plan, what not booking it costs (money, 0 or more), and what it truly brings on average."""

    plan: Scenario
    fee: float
    truth: Measured

    @property
    def costs(self) -> float:
        """Of the plan's lines per fair and per m2, money."""
        lines = (line for line in self.plan.costs if line.stage is None)
        return sum(line.amount.likely * line.size(self.plan.inputs) for line in lines)

    @property
    def worth(self) -> float:
        """What booking brings more than not booking, as a part of the costs: every plan counts
        alike, however large."""
        return (self.truth.value + self.fee) / self.costs

    @property
    def error(self) -> float:
        return self.truth.error / self.costs


def fairs(count: int, seed: int = 11) -> Iterator[Fair]:
    """So many plans."""
    for number in range(count):
        rng = np.random.default_rng([seed, number])
        share = float(rng.choice(FEES))
        better = float(rng.uniform(0, NEAR)) * (1 if number % 2 else -1)
        of = balanced(at_random(rng), share, better, rng)
        fee = round(share * _first(of), -1)
        of["decide"] = [{"date": "today", "fee": fee}]
        yield Fair(from_document(of), fee, truth(of, rng))


def truth(of: Document, rng: np.random.Generator, batches: int = BATCHES) -> Measured:
    """The average profit in plain draws."""
    each = []
    for _ in range(batches):
        each.append(float(profits(of, drawn(of, TRIALS, rng), rng).mean()))
    return averaged(each)


def at_random(rng: np.random.Generator) -> Document:
    """One of the three fairs of the study, larger or smaller, better or worse known."""
    of = copy.deepcopy(document(str(rng.choice(NAMES))))
    inputs = of["inputs"]
    for key in ("visitors", "order_value"):
        times = float(np.exp(rng.normal(0, 0.5)))
        inputs[key] = [x * times for x in inputs[key]]
    inputs["staff"] = int(rng.integers(1, 13))
    of["dependence"] = float(rng.choice([0.0, 0.3, 0.6]))
    of = widened(of, float(rng.choice([0.6, 1.0, 1.5])))
    if rng.random() < 0.5:
        of["inputs"]["area"] = AREA
        line = of["costs"][0]
        line |= {"per": "m2", "amount": line["amount"] / AREA}
    return of


def balanced(of: Document, share: float, better: float, rng: np.random.Generator) -> Document:
    """The plan with its costs so many times as high that, with a fee of this share of its first
    line, booking is better than not by this part of what it earns."""
    now = truth(of, rng, 4).value
    free = copy.deepcopy(of)
    free["costs"] = []
    contribution = truth(free, rng, 4).value
    costs = contribution - now
    times = contribution * (1 - better) / (costs - share * _first(of))
    for line in of["costs"]:
        amount = line["amount"]
        line["amount"] = [times * x for x in amount] if isinstance(amount, list) else times * amount
    return of


def _first(of: Document) -> float:
    line = of["costs"][0]
    return float(line["amount"] * (AREA if line.get("per") == "m2" else 1))
