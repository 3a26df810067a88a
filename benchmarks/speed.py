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
from collections.abc import Callable
from importlib import resources

import numpy as np

from benchmarks import plain_numpy
from sim import example, simulate

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

    error = 0.001
    trials = 16_384
    while statistics.median(ours(trials) for _ in range(5)) > error:
        trials = round(trials * 1.25)
    chance = simulate(scenario).chance_covering_costs.value
    needed = round(chance * (1 - chance) / error**2)
    ratio = in_turns(lambda: ours(trials), lambda: plain(needed))
    print(
        f"to a standard error of 0.1 of 100: {trials:,} trials against {needed:,}, "
        f"{ratio:.2f} of its time (wanted: 0.50)"
    )
    print(f"import sim over import numpy: {imports():.2f}")
    for what, code in LARGE_RUNS.items():
        print(f"{LARGE:,} trials, {what}: {memory(code):.0f} MB at most (wanted: below 400)")


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
