"""A database is brought to the version of the code, once, and never backwards."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from store import Database, Fairs, Snapshots
from store.migrate import FOLDER
from store.tables import METADATA, VERSION, VERSIONS
from tests.store.made_up import GIVEN, beside, problem

KEY = 0x51_75_69_74_74_65  # the lock of whoever migrates, which servers of before know too
ROOT = Path(__file__).parent.parent.parent
USE = """
import sys
from store import Database, Snapshots
database = Database(sys.argv[1])
Snapshots(database).save(maker="m", title="t", audience="board", expires=None, engine=1, seed=0,
                         fingerprint="f", content="{}")
database.close()
print(*({"alembic", "psycopg"} & set(sys.modules)))
"""


@pytest.fixture
def url(unused: str) -> str:
    """Each of these makes its own tables, and some break them."""
    return unused


def test_the_migrations_end_at_the_tables_of_the_code(fresh: Database) -> None:
    with fresh.reading() as connection:
        options = {"version_table": VERSIONS, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, METADATA) == []
        assert context.get_current_revision() == VERSION


def test_a_difference_would_be_found(fresh: Database) -> None:
    with fresh.writing() as connection:
        connection.execute(text("DROP INDEX snapshots_of_a_maker"))
        connection.execute(text("ALTER TABLE snapshots ADD COLUMN colour VARCHAR(10)"))
        context = MigrationContext.configure(connection, opts={"version_table": VERSIONS})
        assert {one[0] for one in compare_metadata(context, METADATA)} == {
            "add_index",
            "remove_column",
        }


def test_the_newest_migration_is_the_version_of_the_code_and_versions_sort_by_age() -> None:
    scripts = ScriptDirectory(str(FOLDER))
    assert scripts.get_heads() == [VERSION]
    newest_first = [script.revision for script in scripts.walk_revisions()]
    assert newest_first == sorted(newest_first, reverse=True)
    assert {len(revision) for revision in newest_first} == {4}


def test_a_newer_database_is_refused_and_left_alone(fresh: Database, url: str) -> None:
    Snapshots(fresh).save(**GIVEN)
    with fresh.writing() as connection:
        connection.execute(text(f"UPDATE {VERSIONS} SET version_num = '0999'"))
    later = Database(url)
    found = problem(Snapshots(later).save, **GIVEN)
    later.close()
    assert (found.code, found.values) == ("newer", {"found": "0999", "known": VERSION})
    assert "0999" in str(found)
    with beside(url) as connection:
        assert connection.scalar(text(f"SELECT version_num FROM {VERSIONS}")) == "0999"
        assert connection.scalar(text("SELECT count(*) FROM snapshots")) == 1


def test_a_server_writes_no_more_once_a_newer_one_has_changed_its_database(
    fresh: Database, url: str
) -> None:
    snapshots, fairs = Snapshots(fresh), Fairs(fresh, "")
    id, fair = snapshots.save(**GIVEN).id, fairs.new("Abiss", 2026)
    with beside(url) as newer:
        newer.execute(text(f"UPDATE {VERSIONS} SET version_num = '0999'"))
        newer.commit()
    uses: list[Callable[[], object]] = [
        lambda: snapshots.save(**GIVEN),
        lambda: snapshots.open(id),
        lambda: snapshots.revoke(id, GIVEN["maker"]),
        lambda: fairs.save(fair.id, "plan", "a plan", base=0),
        lambda: fairs.delete(fair.id),
        fairs.purge,
        fairs.listed,
    ]
    assert [problem(use).code for use in uses] == ["newer"] * len(uses)
    with beside(url) as newer:
        assert newer.scalar(text("SELECT count(*) FROM documents")) == 0
        assert newer.scalar(text("SELECT count(*) FROM snapshots WHERE opened IS NULL")) == 1
        newer.execute(text(f"UPDATE {VERSIONS} SET version_num = '{VERSION}'"))
        newer.commit()
    assert fairs.save(fair.id, "plan", "a plan", base=0).version == 1


def test_whoever_migrates_waits_until_nobody_writes_any_more(fresh: Database, url: str) -> None:
    """What is written meanwhile was written under the version before."""
    done: list[str] = []

    def upgrade() -> None:
        with beside(url) as newer:
            if newer.dialect.name == "sqlite":
                newer.exec_driver_sql("PRAGMA busy_timeout = 10000")
                newer.exec_driver_sql("BEGIN IMMEDIATE")
            else:
                newer.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": KEY})
            newer.execute(text(f"UPDATE {VERSIONS} SET version_num = '0999'"))
            done.append("upgraded")
            newer.commit()

    with fresh.writing() as connection:
        other = Thread(target=upgrade)
        other.start()
        other.join(timeout=0.3)
        connection.execute(text("SELECT 1"))
        done.append("written")
    other.join()
    assert done == ["written", "upgraded"]


def test_a_migration_that_fails_leaves_nothing_behind(fresh: Database, url: str) -> None:
    """A table that is in the way of the last step; the steps before it are undone."""
    with fresh.writing() as connection:
        connection.execute(text(f"DELETE FROM {VERSIONS}"))
    other = Database(url)
    assert problem(Snapshots(other).made_by, "m").code == "not_a_database"
    other.close()
    with beside(url) as connection:
        assert connection.scalar(text(f"SELECT count(*) FROM {VERSIONS}")) == 0
        assert set(inspect(connection).get_table_names()) == {VERSIONS, *METADATA.tables}


def test_links_of_before_the_book_are_there_after_it(fresh: Database, url: str) -> None:
    kept = Snapshots(fresh).save(**GIVEN)
    with fresh.writing() as connection:  # back to the database that version 0001 made
        for table in ("year_documents", "years", "headings", "documents", "fairs"):
            connection.execute(text(f"DROP TABLE {table}"))
        connection.execute(text(f"UPDATE {VERSIONS} SET version_num = '0001'"))
        context = MigrationContext.configure(connection, opts={"version_table": VERSIONS})
        assert {one[0] for one in compare_metadata(context, METADATA)} == {"add_table", "add_index"}
    later = Database(url)
    assert replace(Snapshots(later).open(kept.id), opened=None) == kept
    assert Fairs(later, "").new("Abiss", 2026).name == "Abiss"
    later.close()


def test_alembic_is_loaded_for_a_migration_only_and_psycopg_for_postgresql_only(
    url: str,
) -> None:
    driver = ["psycopg"] if url.startswith("postgresql") else []
    for expected in (["alembic", *driver], driver):
        command = [sys.executable, "-W", "error", "-c", USE, url]
        run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        assert (run.stderr, sorted(run.stdout.split())) == ("", expected)
