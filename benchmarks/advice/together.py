"""Which steps together, and how long ten of them take.

The plan and the steps behind the study's figures it does not name. So the effect is shown on a plan
of its own, in plain draws too: where the stand is full, more visitors alone bring nothing.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.advice.plans import plan
from benchmarks.together import random_plan
from sim import Measured, Scenario, dumps, simulate
from sim.play.enough import covering_costs
from sim.together.together import cheapest

STEPS: Final = 10
PLANS: Final = 3
PLAIN: Final = 16_384  # trials of the simulation that is the measure
WANTED: Final = 3.0  # seconds, for ten priced steps
FULL: Final = """
[[steps]]
label = "Invite more"
cost = 3000
change = { "inputs.reach_share" = "x1.5" }

[[steps]]
label = "Three people more"
cost = 4000
change = { "inputs.staff" = "+3" }

[[steps]]
label = "Follow up everything"
cost = 1500
change = { "inputs.follow_up_share" = [0.85, 0.95] }
"""


def figures() -> Iterator[str]:
    yield "  not found again: single gains that add up to +10 of 100, really +18.5; 'invite more'"
    yield "  alone -0.4; 'without it: 31'. The study names neither plan nor steps. The same effect"
    yield "  on the national fair, whose stand is full:"
    yield from _effect()


def _effect() -> Iterator[str]:
    fair = plan("national", FULL)
    today = covering_costs(fair)
    alone = [covering_costs(fair.taking([step])).minus(today) for step in fair.steps]
    for step, gain in zip(fair.steps, alone, strict=True):
        yield f"    {step.label:24} alone {_points(gain)}"
    both = covering_costs(fair.taking(fair.steps)).minus(today)
    yield f"    {'added up':24}       {100 * sum(one.value for one in alone):+.1f}"
    yield f"    {'together':24}       {_points(both)}"


def _points(gain: Measured) -> str:
    return f"{100 * gain.value:+.1f} ± {100 * gain.error:.1f}"


def clock() -> Iterator[str]:
    """Ten priced steps: as a ratio to one plain simulation in the same run, in seconds of the
    processors and on the clock, within Python and as the command line answers."""
    for seed in range(PLANS):
        fair = random_plan(np.random.default_rng(seed), STEPS)
        one = statistics.median(_timed(partial(_plainly, fair, at))[1] for at in range(6))
        wall, work = _timed(partial(cheapest, fair, 0.5))
        yield (
            f"  plan {seed}: {work / one:.0f} plain simulations of {PLAIN:,} fairs, {work:.1f} s of"
            f" the processors, {wall:.1f} s on the clock"
        )
        wall, work = _command(fair)
        mark = "" if wall <= WANTED else "   TOO LONG, or the machine is busy"
        yield (
            f"          python -m sim together: {work:.1f} s of the processors, {wall:.1f} s on the"
            f" clock (wanted: {WANTED:.0f}){mark}"
        )


def _plainly(fair: Scenario, seed: int) -> None:
    simulate(fair, trials=PLAIN, seed=seed)


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    start = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - start[0], time.process_time() - start[1]


def _command(plan: Scenario) -> tuple[float, float]:
    """Seconds on the clock and of the processors that the command line takes."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "plan.toml"
        file.write_text(dumps(plan), "utf-8")
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "sim", "together", str(file), "--chance", "50", "--json"],
            check=True,
            capture_output=True,
        )
        wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    used = (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)
    return wall, used
