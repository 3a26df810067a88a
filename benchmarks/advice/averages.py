"""Advice that rests on the mean: where it turns, and what a range means."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
from scipy.special import ndtri

from benchmarks.advice.figures import Figure, as_few
from benchmarks.advice.plans import document, over, plan
from benchmarks.plain_fairs import Drawn, Floats, widened
from benchmarks.plain_numpy import johnson
from sim import Measured, Range
from sim.plan.tails import reach
from sim.why.robustness import robustness

TRIALS: Final = 131_072
GRID: Final = 200_001
FAR: Final = 9.0  # standard normals to either side
ALIKE: Final = ("dependence_none", "dependence_strong", "ranges_wider", "ranges_widest")
MEANS: Final = (
    ("as planned: go", "", 18_700),
    ("dependence 0: stay home", "dependence_none", -40_400),
    ("ranges half as wide again", "ranges_wider", 87_300),
)
HOLDS: Final = 0.55  # of the 90 % ranges of untrained people (Hubbard 2014)
TYPED: Final = [4_000, 5_000, 100_000]


def figures() -> Iterator[Figure | str]:
    found = robustness(plan("international"), trials=TRIALS)
    for what, choice, said in MEANS:
        mean = found.means.under[choice] if choice else found.means.planned
        yield Figure(f"international, {what}", "Quitte", said, mean, as_few(mean, TRIALS), 100)
        of = document("international")
        if choice == "dependence_none":
            of["dependence"] = 0.0
        if choice == "ranges_wider":
            of = widened(of, 1.5)
        plain = over(of, _mean)
        yield Figure(f"international, {what}", "plain", said, plain, as_few(mean, TRIALS), 100)
    yield f"  Quitte names as turning: {', '.join(found.means.turns)}"
    chances = [found.planned, *(found.chances[one] for one in ALIKE)]
    for what, chance, said in (("lowest", min(chances), 30), ("highest", max(chances), 37)):
        yield Figure(
            f"of 100, {what} of dependence and ranges", "Quitte", said, _hundredths(chance)
        )
    yield from _typed()


def _hundredths(chance: float) -> Measured:
    return Measured(100 * chance, 0.1)


def _mean(_: Drawn, profit: Floats) -> float:
    return float(profit.mean())


def _typed() -> Iterator[Figure | str]:
    """What an order value of 4,000, 5,000, 100,000 means, and how much too narrow ranges are."""
    told = reach(Range(4_000.0, 100_000.0, 5_000.0))
    assert told is not None
    z = np.linspace(-FAR, FAR, GRID)
    density = np.exp(-z * z / 2)
    x = johnson(TYPED, False, z)
    mean = float(x @ density / density.sum())
    far = float(johnson(TYPED, False, np.array([ndtri(0.99)]))[0])
    for by, average, above in (
        ("Quitte", told.mean, told.hundredth),
        ("plain", mean, far),
    ):
        name = "order value 4,000, 5,000, 100,000"
        yield Figure(f"{name}: mean", by, 93_400, Measured(average, 0.0), 0.0, 100)
        yield Figure(f"{name}: 1 in 100 above", by, 1_350_000, Measured(above, 0.0), 0.0, 10_000)
    factor = float(ndtri(0.95) / ndtri(0.5 + HOLDS / 2))
    name = "times as wide, where ranges of 90 % hold 55 %"
    yield Figure(name, "plain", 2, Measured(factor, 0.0))
