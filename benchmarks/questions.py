"""How long all questions of a plan take together: `python -m benchmarks.questions`.

Each question in plain simulations of as many trials: of the plan, with a seed that was not met
before, side by side in the same run, because machines are shared and noisy. Two ratios stand beside
each other: of the time on the clock, in which a simulation has all processors and some of a
question only one, and of the processors' time, which depends less on what else runs. The middle of
the turns counts. The first question plays the plan itself, with a new seed too.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Any, Final

from sim import Result, Scenario, example, simulate
from sim.decide.backwards import required
from sim.decide.levers import all_needed, step_worth
from sim.decide.team import team_curve
from sim.decide.timeline import timeline
from sim.plan.file import EXAMPLES
from sim.why.drivers import drivers, stages
from sim.why.information import information
from sim.why.luck import split
from sim.why.robustness import robustness

TRIALS: Final = 16_384
TURNS: Final = 5
PLAYED: Final = 3  # plain simulations a turn, of which the middle one counts
WANTED: Final = 10.0  # plain simulations
SECONDS: Final = 1.0  # on two processors with nothing else to do

Times = tuple[float, float]  # seconds on the clock, and of the processors


class Questions:
    """Every question that the pages ask of a plan; they share its trials, as the pages do."""

    def __init__(self, plan: Scenario, seed: int) -> None:
        self.plan = plan
        self.run: dict[str, Any] = {"trials": TRIALS, "seed": seed}

    @cached_property
    def result(self) -> Result:
        return simulate(self.plan, **self.run, detail=True, chances=True)

    def asked(self) -> dict[str, Callable[[], object]]:
        plan, run = self.plan, self.run

        def shared() -> dict[str, Any]:
            return run | {"planned": self.result}

        return {
            "trials": lambda: self.result,
            "drivers": lambda: (drivers(self.result), stages(self.result)),
            "luck": lambda: split(self.result),
            "information": lambda: information(self.result),
            "robustness": lambda: robustness(plan, **shared()),
            "levers": lambda: all_needed(plan, **shared()),
            "steps": lambda: step_worth(plan, **shared()),
            "team": lambda: team_curve(plan, **shared()),
            "backwards": lambda: required(plan, **shared()),
            "when": lambda: timeline(plan, **shared()),
        }


def timed(work: Callable[[], object]) -> Times:
    start = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - start[0], time.process_time() - start[1]


def turn(plan: Scenario, seeds: Iterator[int]) -> dict[str, Times]:
    """The times of a plain simulation, ``plain``, and of each question."""
    played = [timed(lambda: simulate(plan, trials=TRIALS, seed=next(seeds))) for _ in range(PLAYED)]
    plain = statistics.median(p[0] for p in played), statistics.median(p[1] for p in played)
    asked = Questions(plan, next(seeds)).asked()
    return {"plain": plain} | {key: timed(work) for key, work in asked.items()}


def main() -> None:
    seeds = iter(range(1, 10_000))
    together = []
    for name in EXAMPLES:
        plan = example(name)
        simulate(plan, trials=TRIALS, seed=next(seeds))  # imports, tables
        turns = [turn(plan, seeds) for _ in range(TURNS)]
        keys = [key for key in turns[0] if key != "plain"]
        each = {key: [middle(turns, (key,), of) for of in (0, 1)] for key in keys}
        clock, processors = (middle(turns, keys, of) for of in (0, 1))
        seconds = statistics.median(sum(times[key][0] for key in keys) for times in turns)
        together.append((seconds, clock, processors))
        print(
            f"{name}: {clock:.1f} plain simulations by the clock, {processors:.1f} by the", end=" "
        )
        print(f"processors (wanted: {WANTED:.0f}); {seconds:.2f} s (wanted: {SECONDS:.0f})")
        print("   ", ", ".join(f"{key} {by[0]:.1f} / {by[1]:.1f}" for key, by in each.items()))
    print(f"all: {sum(fair[0] for fair in together):.2f} s;", end=" ")
    print(f"most {max(f[1] for f in together):.1f} / {max(f[2] for f in together):.1f}")


def middle(turns: list[dict[str, Times]], keys: Iterable[str], of: int) -> float:
    """Time of some questions over that of a plain simulation, the median of the turns."""
    ratios = (sum(turn[key][of] for key in keys) / turn["plain"][of] for turn in turns)
    return statistics.median(ratios)


if __name__ == "__main__":
    main()
