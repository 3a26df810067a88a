"""Speed and accuracy of the simulation beside plain NumPy: `python -m benchmarks.speed`.

Every figure is a ratio of two times measured in turns in one run, because machines are shared and
noisy; the middle of the turns counts. Seeds are new in every turn, so that no kept random numbers
help; what they help somebody who tries one plan after the other is a figure of its own.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Iterator
from importlib import resources

import numpy as np

from benchmarks import plain_numpy
from sim import Scenario, example, simulate
from sim.condition import takings, values
from sim.play.engine import chances
from sim.play.enough import ENOUGH, ONLY

FAIR = "national"
TURNS = 15
LARGE = 10_000_000
LARGE_RUNS = {
    "two columns on request": f"import sim; r = sim.simulate(sim.example('{FAIR}'), "
    f"trials={LARGE}, columns=('profit', 'costs')); "
    "r.chance_covering_costs; r.quantile('profit', 0.5); r.mean('costs')",
    "all figures as JSON": f"from console.main import main; main(['{FAIR}', '--trials', "
    f"'{LARGE}', '--json'])",
}
WATCHED = """
import resource, subprocess, sys
subprocess.run([sys.executable, "-c", sys.argv[1]], check=True, stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def main() -> None:
    document = tomllib.loads((resources.files("sim") / "fairs" / f"{FAIR}.toml").read_text("utf-8"))
    plan = plain_numpy.prepare(document)
    scenario = example(FAIR).without("rush")  # which plain NumPy does not know
    seeds = iter(range(10_000))

    def plain(trials: int) -> None:
        plain_numpy.run(plan, trials, np.random.default_rng(next(seeds)))

    def ours(trials: int, seed: int | None = None) -> float:
        return simulate(
            scenario, trials=trials, seed=next(seeds) if seed is None else seed
        ).chance_covering_costs.error

    ours(16_384, seed=0)
    ratio = in_turns(lambda: ours(16_384), lambda: plain(32_768))
    print(f"16,384 trials, over plain NumPy's 32,768: {ratio:.2f} of its time (wanted: 1.00)")
    kept = in_turns(lambda: ours(16_384, seed=0), lambda: plain(32_768))
    print(f"the same with the random numbers of a seed met before: {kept:.2f}")

    error = ENOUGH
    trials = 16_384
    while statistics.median(ours(trials) for _ in range(5)) > error:
        trials = round(trials * 1.25)
    needed = independent(scenario, error)
    ratio = in_turns(lambda: ours(trials), lambda: plain(needed))
    print(
        f"to a standard error of 0.1 of 100: {trials:,} trials against {needed:,}, "
        f"{ratio:.2f} of its time (wanted: 0.50)"
    )
    worked_out(scenario, plain, seeds)
    print(f"import sim over import numpy: {imports():.2f}")
    for what, code in LARGE_RUNS.items():
        print(f"{LARGE:,} trials, {what}: {memory(code):.0f} MB at most (wanted: below 400)")


def independent(scenario: Scenario, error: float) -> int:
    """So many independent trials have this error in the chance of covering costs."""
    chance = simulate(scenario).chance_covering_costs.value
    return round(chance * (1 - chance) / error**2)


def worked_out(scenario: Scenario, plain: Callable[[int], None], seeds: Iterator[int]) -> None:
    """The chance worked out in each trial, to the same error: its tables made anew in every turn,
    and kept, as for another plan of the same spread and worth of an order."""

    def ours(trials: int, *, kept: bool = True) -> float:
        if not kept:
            forget()
        found = chances(scenario, trials=trials, seed=next(seeds), only=ONLY)
        return found.chance_covering_costs.error

    trials = 2_048  # full sets of Sobol points from here on
    while statistics.median(ours(trials) for _ in range(9)) > ENOUGH:
        trials *= 2
    needed = independent(scenario, ENOUGH)
    ways: dict[str, Callable[[], object]] = {
        f"{trials:,} trials, tables made anew": lambda: ours(trials, kept=False),
        f"{trials:,} trials, tables kept": lambda: ours(trials),
    }
    print(f"chance worked out, to a standard error of 0.1 of 100, over plain NumPy's {needed:,}:")
    for way, work in ways.items():
        print(f"  {way}: {in_turns(work, lambda: plain(needed)):.3f} (wanted: 0.08, better 0.05)")


def forget() -> None:
    """Let go of the tables of order values and of what an order is worth."""
    for remembered in (values.law, takings.worth_of, takings.smooth):
        remembered.cache_clear()


def in_turns(first: Callable[[], object], second: Callable[[], object]) -> float:
    """Time of `first` over time of `second`, the median of turns one after the other."""
    ratios = []
    for _ in range(TURNS):
        times = []
        for work in (first, second):
            start = time.perf_counter()
            work()
            times.append(time.perf_counter() - start)
        ratios.append(times[0] / times[1])
    return statistics.median(ratios)


def imports() -> float:
    """Time of a Python that imports sim over one that imports numpy alone."""
    return in_turns(lambda: _python("import sim"), lambda: _python("import numpy"))


def memory(code: str) -> float:
    """Peak memory in MB of a process that runs some code, measured by one that has no other."""
    run = subprocess.run(
        [sys.executable, "-c", WATCHED, code], check=True, capture_output=True, text=True
    )
    return int(run.stdout) * 1024 / 1e6


def _python(code: str) -> None:
    subprocess.run([sys.executable, "-c", code], check=True)


if __name__ == "__main__":
    main()
