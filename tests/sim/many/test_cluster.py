"""Plans on a Dask cluster: a real one, of two processes on this machine."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sim.many import cluster
from sim.many.files import found
from sim.many.run import Asked, answer
from sim.plan.problems import ScenarioError
from tests.sim.many.plans import TRIALS, at_once, columns, written

distributed = pytest.importorskip(
    "distributed", reason="Dask is not installed: pip install -r requirements-many.txt"
)


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("many") / "plans", 24)


@pytest.fixture
def two() -> Iterator[Any]:
    """A cluster of two workers, each a process."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as found:
        yield found


def process_ids(address: str) -> list[int]:
    with distributed.Client(address, set_as_default=False) as client:
        return sorted(client.run(os.getpid).values())


def test_workers_give_the_same_numbers_to_the_last_bit_though_one_is_killed_on_the_way(
    plans: Path, two: Any
) -> None:
    before = process_ids(two.scheduler_address)
    killed: list[int] = []

    def kill(rows: int) -> None:
        if rows == 5 and not killed:
            killed.append(before[0])
            os.kill(before[0], signal.SIGKILL)

    with cluster.connected(two.scheduler_address) as play:
        there = columns(plans, play, kill)
    assert (len(before), killed) == (2, before[:1])
    assert before[0] not in process_ids(two.scheduler_address)
    assert there == columns(plans, at_once())


@pytest.mark.thorough
def test_a_worker_with_other_code_is_refused(
    plans: Path, two: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "version", lambda: "another")
    asked = Asked(found([str(plans)]), plans.parent / "other.csv", TRIALS)
    with cluster.connected(two.scheduler_address) as play, pytest.raises(ScenarioError) as problem:
        answer(asked, play)
    assert (problem.value.code, problem.value.place) == ("other_version", "scheduler")


@pytest.mark.parametrize("address", ["", "nowhere", "tcp://127.0.0.1:1", "bar://x:1", "\0"])
def test_an_address_where_no_scheduler_answers_is_refused(address: str) -> None:
    with pytest.raises(ScenarioError) as problem, cluster.connected(address, patience=0.2):
        pass
    assert (problem.value.code, problem.value.values) == ("no_scheduler", {"got": repr(address)})


def test_a_scheduler_without_a_worker_is_refused() -> None:
    with (
        distributed.LocalCluster(n_workers=0, dashboard_address=None) as empty,
        pytest.raises(ScenarioError) as problem,
        cluster.connected(empty.scheduler_address, patience=1),
    ):
        pass
    assert (problem.value.code, problem.value.values) == ("no_workers", {"got": 1})


def test_without_dask_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ScenarioError) as problem, cluster.connected("tcp://127.0.0.1:1"):
        pass
    assert problem.value.values == {"what": "Dask", "file": "requirements-many.txt"}
