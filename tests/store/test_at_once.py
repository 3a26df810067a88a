"""Several at once at the same database: processes, threads, and one that locks it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from store import Database, Snapshots
from tests.store.made_up import GIVEN, at_once, beside, problem

ROOT = Path(__file__).parent.parent.parent
MAKER = GIVEN["maker"]
CHILD = """
import sys
import time
from alembic import command
from store import Database, Snapshots
from tests.store.made_up import GIVEN
upgrade = command.upgrade

def slow(*arguments):
    time.sleep(0.3)  # so that all of them are in it at once, if they can be
    upgrade(*arguments)

command.upgrade = slow
database = Database(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
print(*(Snapshots(database).save(**GIVEN).id for _ in range(10)))
database.close()
"""


@pytest.fixture
def url(unused: str) -> str:
    """Each of these makes its own tables, and some take them away."""
    return unused


@pytest.mark.thorough
def test_processes_that_start_at_once_migrate_once_and_lose_nothing(url: str) -> None:
    command = [sys.executable, "-W", "error", "-c", CHILD, url]
    pipe = subprocess.PIPE
    children = [
        subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe, text=True)
        for _ in range(3)
    ]
    try:
        assert [child.stdout and child.stdout.readline() for child in children] == ["ready\n"] * 3
        for child in children:
            assert child.stdin
            child.stdin.write("go\n")
            child.stdin.flush()
        said = [child.communicate(timeout=60) for child in children]
    finally:
        for child in children:
            child.kill()
    assert [errors for _, errors in said] == ["", "", ""]
    ids = {id for output, _ in said for id in output.split()}
    database = Database(url)
    assert {one.id for one in Snapshots(database).made_by(MAKER)} == ids
    assert len(ids) == 30
    database.close()


@pytest.mark.thorough
def test_what_is_locked_for_too_long_is_told(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.database.PATIENCE", 1)
    database = Database(url)
    snapshots = Snapshots(database)
    id = snapshots.save(**GIVEN).id
    with beside(url) as other:
        other.execute(text("UPDATE snapshots SET title = 'other'"))
        assert problem(snapshots.revoke, id, MAKER).code == "unreachable"
        assert snapshots.open(id).opened is None  # shown, though not marked
    snapshots.revoke(id, MAKER)
    database.close()


def test_tables_that_were_removed_are_told_and_not_made_anew_by_who_had_them(
    snapshots: Snapshots, url: str
) -> None:
    snapshots.save(**GIVEN)
    with beside(url) as other:
        for table in sorted(inspect(other).get_table_names()):  # documents before their fairs
            other.execute(text(f"DROP TABLE {table}"))
        other.commit()
    for _ in range(2):
        assert problem(snapshots.made_by, MAKER).code == "vanished"
        assert problem(snapshots.save, **GIVEN).code == "vanished"
    with beside(url) as other:
        assert inspect(other).get_table_names() == []
    later = Database(url)  # a server that starts
    Snapshots(later).save(**GIVEN)
    later.close()
    assert len(snapshots.made_by(MAKER)) == 1


def test_threads_that_save_at_once_lose_nothing(snapshots: Snapshots) -> None:
    """On an empty database, so that they all want to migrate it, too."""
    ids: list[str] = []

    def save(_: str) -> None:
        for _turn in range(5):
            ids.append(snapshots.save(**GIVEN).id)

    at_once(save, 8)
    assert len(ids) == 40
    assert {one.id for one in snapshots.made_by(MAKER)} == set(ids)
