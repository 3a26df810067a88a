"""Many plans at once, beside one process a plan: `python -m benchmarks.many [PLANS]`.

Every figure is a ratio of two times measured in turns in one run, because machines are shared and
noisy; the middle of the turns counts. What somebody would do instead is a loop that calls `python
-m sim FILE --json` for each file. That takes long, so a turn does it for a part of the plans only,
and its time is taken times the parts; `many` answers all of them each time, its start included.
Workers are counted without the start: of those of this machine the time runs from the first answer
to the last, of those of a cluster from the first plan that is given.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np

from sim import EXAMPLES, Range, dumps, example
from sim.many import cluster, processes
from sim.many.files import found
from sim.many.run import Asked, Play, answer

PLANS = 200
TURNS = 3
PARTS = 5


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else PLANS
    with tempfile.TemporaryDirectory() as folder:
        plans = Path(folder) / "plans"
        plans.mkdir()
        made(plans, count)
        out = Path(folder) / "answers.csv"
        ratios, each = zip(
            *(beside_processes(plans, out, turn) for turn in range(TURNS)), strict=True
        )
        print(
            f"{count} plans, over one process a plan: {statistics.median(ratios):.2f} of its time "
            f"(wanted: 0.40), {statistics.median(each):.2f} s a plan"
        )
        faster = workers(lambda n: _timed(plans, out, partial(processes.played, workers=n)))
        print(f"two processes over one: {faster:.2f} times as fast (wanted: 1.7)")
        faster = workers(lambda n: clustered(plans, out, n))
        print(f"two workers of Dask over one: {faster:.2f} times as fast (wanted: 1.7)")


def made(folder: Path, count: int) -> None:
    """Plans that differ, each near one of the examples."""
    random = np.random.default_rng(1)
    for at in range(count):
        plan = example(EXAMPLES[at % len(EXAMPLES)])
        value = plan.inputs["order_value"].likely * random.uniform(0.5, 2)
        belief = Range(0.6 * value, 1.7 * value, value)
        named = plan.with_(name=f"Exhibitor {at}", inputs={"order_value": belief})
        (folder / f"{at:04}.toml").write_text(dumps(named), "utf-8")


def beside_processes(plans: Path, out: Path, turn: int) -> tuple[float, float]:
    """Time of `many` over that of a process a plan, and seconds of `many` a plan."""
    files = sorted(plans.iterdir())
    out.unlink(missing_ok=True)
    together = _seconds("many", str(plans), "--out", str(out))
    alone = sum(_seconds(str(file), "--json") for file in files[turn % PARTS :: PARTS])
    return together / (PARTS * alone), together / len(files)


def _seconds(*arguments: str) -> float:
    start = time.perf_counter()
    command = [sys.executable, "-m", "sim", *arguments]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def workers(timed: Callable[[int], float]) -> float:
    """How many times as fast two are as one."""
    return statistics.median(timed(1) / timed(2) for _ in range(TURNS))


def _timed(plans: Path, out: Path, play: Play) -> float:
    """Seconds a plan, from the first answer on."""
    out.unlink(missing_ok=True)
    moments: list[float] = []
    done = answer(
        Asked(found([str(plans)]), out),
        play,
        progress=lambda _: moments.append(time.perf_counter()),
    )
    assert done.rows == len(moments) - 1
    return (moments[-1] - moments[1]) / (done.rows - 1)


def clustered(plans: Path, out: Path, count: int) -> float:
    """The same with so many workers of a cluster on this machine."""
    from distributed import LocalCluster

    with (
        LocalCluster(
            n_workers=count, threads_per_worker=1, processes=True, dashboard_address=None
        ) as here,
        cluster.connected(here.scheduler_address) as play,
    ):
        return _timed(plans, out, play)


if __name__ == "__main__":
    main()
