"""Many plans at once, beside one process a plan: `python -m benchmarks.many [PLANS]`.

Every figure is a ratio of two times measured in turns in one run, because machines are shared and
noisy; the middle of the turns counts. What somebody would do instead is a loop that calls `python
-m sim FILE --json` for each file. That takes long, so a turn does it for a part of the plans only,
and its time is taken times the parts; `many` answers all of them each time, its start included.
Workers are counted without their start, from the first answer to the last. Beside the time of the
clock stands that of the processors, which tells the same on a machine that others keep busy: how
much work a plan is, and whether two workers have more of it than one. How busy it was stands first
and last: two workers are faster than one only where two processors have nothing else to do.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import numpy as np

from sim import EXAMPLES, Range, dumps, example
from sim.many import cluster, processes
from sim.many.files import found
from sim.many.run import Asked, Play, answer

Used = tuple[float, float]  # seconds by the clock, and of the processors; or ratios of them

PLANS = 200
TURNS = 3
PARTS = 5


def main() -> None:
    print(_busy(), flush=True)
    count = int(sys.argv[1]) if len(sys.argv) > 1 else PLANS
    with tempfile.TemporaryDirectory() as folder:
        plans = Path(folder) / "plans"
        plans.mkdir()
        made(plans, count)
        out = Path(folder) / "answers.csv"
        of_clock, of_processors = _middle(beside_processes(plans, out, at) for at in range(TURNS))
        print(
            f"{count} plans, over one process a plan: {of_clock:.2f} of its time (wanted: 0.40), "
            f"{of_processors:.2f} of its processor time",
            flush=True,
        )
        kinds: dict[str, Callable[[int], Used]] = {
            "processes": lambda n: timed(plans, out, partial(processes.played, workers=n)),
            "workers of Dask": lambda n: clustered(plans, out, n),
        }
        for kind, used in kinds.items():
            pairs = [(used(1), used(2)) for _ in range(TURNS)]
            faster, more = _middle((one[0] / two[0], two[1] / one[1]) for one, two in pairs)
            print(
                f"two {kind} over one: {faster:.2f} times as fast (wanted: 1.7), "
                f"{more:.2f} of the processor time",
                flush=True,
            )
    print(_busy())


def _busy() -> str:
    """How many processes want a processor, on average over the last minute."""
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"


def _middle(turns: Iterable[Used]) -> Used:
    first, second = zip(*turns, strict=True)
    return statistics.median(first), statistics.median(second)


def made(folder: Path, count: int) -> None:
    """Plans that differ, each near one of the examples."""
    random = np.random.default_rng(1)
    for at in range(count):
        plan = example(EXAMPLES[at % len(EXAMPLES)])
        value = plan.inputs["order_value"].likely * random.uniform(0.5, 2)
        belief = Range(0.6 * value, 1.7 * value, value)
        named = plan.with_(name=f"Exhibitor {at}", inputs={"order_value": belief})
        (folder / f"{at:04}.toml").write_text(dumps(named), "utf-8")


def beside_processes(plans: Path, out: Path, turn: int) -> Used:
    """Time of `many` over that of a process a plan, by the clock and of the processors."""
    files = sorted(plans.iterdir())
    out.unlink(missing_ok=True)
    together = _used(lambda: _run("many", str(plans), "--out", str(out)))
    part = files[turn % PARTS :: PARTS]
    alone = _used(lambda: _each(part))
    whole = len(files) / len(part)
    return together[0] / (whole * alone[0]), together[1] / (whole * alone[1])


def _each(files: list[Path]) -> None:
    for file in files:
        _run(str(file), "--json")


def _run(*arguments: str) -> None:
    command = [sys.executable, "-m", "sim", *arguments]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def _used(work: Callable[[], object]) -> Used:
    """Seconds by the clock, and of the processors by this process and those that it waited for."""
    clock, before = time.perf_counter(), os.times()
    work()
    return time.perf_counter() - clock, sum(os.times()[:4]) - sum(before[:4])


def timed(plans: Path, out: Path, play: Play) -> Used:
    """Seconds from the first answer to the last, and of the processors for all of it."""
    out.unlink(missing_ok=True)
    asked = Asked(found([str(plans)]), out)
    moments: list[float] = []
    _, processor = _used(
        lambda: answer(asked, play, progress=lambda _: moments.append(time.perf_counter()))
    )
    assert len(moments) == len(asked.plans) + 1
    return moments[-1] - moments[1], processor


def clustered(plans: Path, out: Path, count: int) -> Used:
    """The same with so many workers of a cluster on this machine, its start and end included in the
    time of the processors."""
    from distributed import LocalCluster

    clock: list[float] = []

    def work() -> None:
        with (
            LocalCluster(
                n_workers=count, threads_per_worker=1, processes=True, dashboard_address=None
            ) as here,
            cluster.connected(here.scheduler_address) as play,
        ):
            clock.append(timed(plans, out, play)[0])

    _, processor = _used(work)
    return clock[0], processor


if __name__ == "__main__":
    main()
