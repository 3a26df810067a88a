"""How long all questions of a plan take together: `python -m benchmarks.questions`.

Seconds are those of this machine at this moment; beside them stands the ratio to one plain
simulation in the same run, which is what to watch.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from sim import Scenario, example, simulate
from sim.decide.backwards import required
from sim.decide.levers import all_needed, step_worth
from sim.decide.team import team_curve
from sim.decide.timeline import timeline
from sim.plan.file import EXAMPLES
from sim.why.drivers import drivers, stages
from sim.why.information import information
from sim.why.luck import split
from sim.why.robustness import robustness

TRIALS = 16_384
TURNS = 3
WANTED = 3.0  # seconds


def questions(plan: Scenario, seed: int) -> dict[str, Callable[[], object]]:
    """Every question that the pages ask, by name; the first four share their trials."""
    result = simulate(plan, trials=TRIALS, seed=seed, detail=True)
    return {
        "trials": lambda: simulate(plan, trials=TRIALS, seed=seed, detail=True),
        "drivers": lambda: (drivers(result), stages(result)),
        "luck": lambda: split(result),
        "information": lambda: information(result),
        "robustness": lambda: robustness(plan, trials=TRIALS, seed=seed),
        "levers": lambda: all_needed(plan, trials=TRIALS, seed=seed),
        "steps": lambda: step_worth(plan, trials=TRIALS, seed=seed),
        "team": lambda: team_curve(plan, trials=TRIALS, seed=seed),
        "backwards": lambda: required(plan, trials=TRIALS, seed=seed),
        "when": lambda: timeline(plan, trials=TRIALS, seed=seed),
    }


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    for name in EXAMPLES:
        plan, turns = example(name), []
        for seed in range(1, TURNS + 1):
            start = time.perf_counter()
            simulate(plan, trials=TRIALS, seed=seed + 99)
            plain = time.perf_counter() - start
            took = {key: seconds(work) for key, work in questions(plan, seed).items()}
            turns.append((sum(took.values()), sum(took.values()) / plain, took))
        total, ratio, took = sorted(turns, key=lambda turn: turn[0])[TURNS // 2]
        each = ", ".join(f"{key} {second:.2f}" for key, second in took.items())
        print(
            f"{name}: {total:.2f} s (wanted: {WANTED:.2f}), {ratio:.0f} plain simulations; {each}"
        )


if __name__ == "__main__":
    main()
