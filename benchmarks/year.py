"""Every set of a year's fairs, beside each set summed anew: `python -m benchmarks.year [TURNS]`.

Twelve fairs, 4,095 sets and not going, 16,384 years. Beside the walk (`sim.year.sets`) stands plain
NumPy, which adds up the fairs of every set, of which `SOME` sets are timed and the others reckoned;
and one simulation of as many fairs, so that a machine can be told from another. Each turn has other
fairs; the middle turn counts. Wanted of the walk: 2 s.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from typing import Final

import numpy as np

from sim import Scenario, example, simulate
from sim.plan.file import EXAMPLES
from sim.year.sets import every_set
from sim.year.shared import Years, played
from sim.year.year import Candidate, Year

FAIRS: Final = 12
TRIALS: Final = 16_384
SOME: Final = 256  # sets that are summed plainly
TURNS: Final = 5
WANTED: Final = 2.0  # seconds


def fairs() -> tuple[Scenario, ...]:
    """The examples by turns, each by a name of its own."""
    return tuple(example(EXAMPLES[n % len(EXAMPLES)]).with_(name=str(n)) for n in range(FAIRS))


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def summed(years: Years, sets: list[tuple[int, ...]]) -> None:
    """Mean and chance of each set, its fairs added up."""
    for members in sets:
        profit = np.zeros(years.trials)
        for member in members:
            profit += years.fairs[member].profit
        profit.mean(), (profit > 0).mean()


def turn(seed: int) -> tuple[float, float, float]:
    """Seconds of the walk, of plain sums and of one simulation."""
    year = Year(tuple(map(Candidate, fairs())))
    simulation = timed(lambda: simulate(year.fairs[0].plan, trials=TRIALS, seed=seed))
    years = played(year, trials=TRIALS, seed=seed)
    random = np.random.default_rng(seed)
    chosen = [np.flatnonzero(row) for row in random.random((SOME, FAIRS)) < 0.5]
    plainly = timed(lambda: summed(years, [tuple(row.tolist()) for row in chosen]))
    return timed(lambda: every_set(years)), plainly * 2**FAIRS / SOME, simulation


def main() -> None:
    turns = int(sys.argv[1]) if len(sys.argv) > 1 else TURNS
    turn(0)  # imports, tables
    times = [turn(seed) for seed in range(1, turns + 1)]
    walk, plainly, simulation = (statistics.median(each) for each in zip(*times, strict=True))
    print(f"{2**FAIRS:,} sets of {FAIRS} fairs, {TRIALS:,} years:", end=" ")
    print(f"{walk:.2f} s (wanted: {WANTED:.0f});", end=" ")
    print(f"{walk / plainly:.2f} of every set summed anew, {walk / simulation:.1f} simulations")


if __name__ == "__main__":
    main()
