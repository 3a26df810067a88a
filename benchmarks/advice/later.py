"""Deciding later, beside a clairvoyant who cancels the fairs that lose.

The study names neither the plan of its figures nor what becomes known, so the same is shown of the
regional fair with an order value of 10,000 to 150,000, which is known by then. The profit is linear
in it, so that plain draws of the line, and many quantiles, say what waiting is worth.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from benchmarks.advice.figures import Figure
from benchmarks.advice.known import TAILS, lines
from benchmarks.advice.plans import averaged, document, draws, plan
from sim import Measured, Range, simulate
from sim.later.dates import Later, later
from sim.plan.choices.dates import DecisionDate

TRIALS: Final = 16_384
RENT: Final = 1_560  # of the regional fair's stand
FEES: Final = (0.0, 0.15, 0.8)  # of the rent
RAW: Final = TAILS[0][0]


def figures() -> Iterator[Figure | str]:
    yield "  not found again: a clairvoyant's 5,460 where 1,875 is right (15 % of the rent), 4,790"
    yield "  for 1,340 (80 %). Here the column of the study is what plain draws say:"
    of = document("regional")
    of["inputs"]["order_value"] = RAW
    every = [profit for _, profit in draws(of)]
    for share in FEES:
        fee = share * RENT
        right, found = _plain(fee), _by_quitte(fee)
        told = f"worth of waiting, fee {fee:,.0f}"
        yield Figure(told, "Quitte", round(right.value), found.worth, right.error)
        wrong = averaged([float(np.maximum(x, -fee).mean() - max(x.mean(), 0.0)) for x in every])
        yield f"    a clairvoyant would say {wrong.value:,.0f} \u00b1 {wrong.error:,.0f}"


def _plain(fee: float) -> Measured:
    """Nothing is booked yet: today not going costs nothing."""
    return averaged(
        [
            max(float(np.maximum(line, -fee).mean()), 0.0) - max(float(line.mean()), 0.0)
            for line in lines(RAW)
        ]
    )


def _by_quitte(fee: float) -> Later:
    belief = Range(float(RAW[0]), float(RAW[2]), float(RAW[1]))
    date = DecisionDate(fee, months_before=3, known=("order_value",))
    fair = plan("regional").with_(inputs={"order_value": belief}, decide=(date,))
    return later(simulate(fair, trials=TRIALS, detail=True))
