"""A backup taken while others write, put back into either kind of database."""

from __future__ import annotations

import shutil
import sqlite3
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from sqlalchemy import Insert, Table, create_engine, insert, select, text

from store import Database, Fairs, KeptYears, Snapshots
from store.backup import Counts, backup, restore
from store.tables import METADATA, VERSION, VERSIONS
from tests.postgresql import PostgreSQL
from tests.store.made_up import GIVEN, beside, problem

OWNER = "maker.example"
MAKER = GIVEN["maker"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "a backup? yes.db"


def filled(url: str) -> str:
    """A database with a row in every table, some of them in hard cases; gives a fair's id."""
    database = Database(url)
    fairs, snapshots = Fairs(database, OWNER), Snapshots(database)
    fair = fairs.new("Messe „Größe“ 展示会 🎪", 2026)
    for base, content in enumerate(("first", "second", '{"third": 0.30000000000000004}')):
        fairs.save(fair.id, "plan", content, base=base, by="Ann")
    gone = fairs.new("Deleted", 2025)
    fairs.delete(gone.id)
    Fairs(database, "other.example").new("Of others", 2026)
    fairs.keep_headings("a" * 64, "{}")
    years = KeptYears(database, OWNER)
    year = years.new("Größe 展示会 🎪", 2027)
    years.save(year.id, "plan", "{}", [fair.id, ""], base=0, by="Ann")
    snapshots.save(**GIVEN)
    revoked = snapshots.save(**GIVEN)
    snapshots.revoke(revoked.id, MAKER)
    snapshots.open(snapshots.save(**GIVEN).id)
    database.close()
    return fair.id


def rows(url: str) -> dict[str, list[Any]]:
    """All that a database holds."""
    engine = create_engine(url)
    with engine.connect() as connection:
        found = {
            table.name: sorted(map(tuple, connection.execute(select(table))), key=repr)
            for table in METADATA.sorted_tables
        }
    engine.dispose()
    return found


@contextmanager
def writers(url: str) -> Iterator[Callable[[], list[tuple[str, int]]]]:
    """Three who write all the time, each a fair and three versions of its plan, again and again;
    gives what was confirmed to them so far."""
    stop, confirmed = Event(), list[tuple[str, int]]()

    def write(number: int) -> None:
        database = Database(url)
        fairs = Fairs(database, OWNER)
        while not stop.is_set():
            fair = fairs.new(f"Fair of {number}", 2026)
            confirmed.append((fair.id, 0))
            for base in range(3):
                fairs.save(fair.id, "plan", f"plan {base}", base=base)
                confirmed.append((fair.id, base + 1))
        database.close()

    threads = [Thread(target=write, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    try:
        while len(confirmed) < 20:
            stop.wait(0.01)
        yield lambda: [*confirmed]
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def test_what_was_backed_up_comes_back_to_the_last_row(
    unused: str, elsewhere: str, file: Path
) -> None:
    filled(unused)
    held = Counts(links=3, fairs=3, years=1, saves=4)
    assert backup(unused, file) == restore(elsewhere, file) == held
    assert rows(elsewhere) == rows(unused)
    assert all(rows(elsewhere).values())  # no table was without a row


def test_a_backup_beside_writers_is_of_one_moment_and_lacks_nothing_confirmed(
    unused: str, file: Path
) -> None:
    with writers(unused) as confirmed:
        before = confirmed()
        backup(unused, file)
        so_far = len(confirmed())
        while len(confirmed()) < so_far + 20:  # they went on
            time.sleep(0.01)
    shutil.copy(file, opened := file.with_name("opened.db"))
    database = Database(f"sqlite:///{opened}")
    fairs = Fairs(database, OWNER)
    kept = {fair.id: fairs.history(fair.id, "plan") for fair in fairs.listed()}
    for id, version in before:
        assert len(kept[id]) >= version
    for versions in kept.values():  # each rests on the one before it
        assert [one.version for one in reversed(versions)] == [*range(1, len(versions) + 1)]
    database.close()


def test_what_is_written_while_a_server_is_copied_is_not_in_it_by_half(
    server: PostgreSQL, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fair with a plan, written when fairs were copied already and plans were not."""
    url = server.url(server.new_database())
    filled(url)
    was = rows(url)
    database = Database(url)
    fairs = Fairs(database, OWNER)

    def insert_after_another(table: Table) -> Insert:
        if table.name == "fairs":
            fairs.save(fairs.new("Meanwhile", 2026).id, "plan", "{}", base=0)
        return insert(table)

    monkeypatch.setattr("store.backup.rows.insert", insert_after_another)
    backup(url, file)
    monkeypatch.undo()
    assert rows(url) != was
    restore(url, file, replace=True)
    assert rows(url) == was
    database.close()


def test_who_writes_while_a_backup_is_put_back_waits_and_writes_after_it(
    unused: str, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(unused)
    backup(unused, file)
    was = {row[0] for row in rows(unused)["fairs"]}
    database, written, early = Database(unused), Event(), list[bool]()
    fairs = Fairs(database, OWNER)
    fairs.listed()  # connected

    def write() -> None:
        fairs.new("Meanwhile", 2026)
        written.set()

    writer = Thread(target=write)

    def insert_beside_another(table: Table) -> Insert:
        if not writer.ident:
            writer.start()
            early.append(written.wait(0.3))
        return insert(table)

    monkeypatch.setattr("store.backup.rows.insert", insert_beside_another)
    restore(unused, file, replace=True)
    writer.join()
    assert early == [False]
    assert len({row[0] for row in rows(unused)["fairs"]} - was) == 1
    database.close()


def test_a_database_that_is_not_empty_is_replaced_only_where_that_is_asked(
    unused: str, file: Path
) -> None:
    id = filled(unused)
    backup(unused, file)
    was = rows(unused)
    database = Database(unused)
    Fairs(database, OWNER).rename(id, "Another name", 2027)
    Snapshots(database).save(**GIVEN)
    now = rows(unused)
    assert now != was
    assert problem(restore, unused, file).code == "not_empty"
    assert rows(unused) == now
    restore(unused, file, replace=True)
    assert rows(unused) == was
    assert len(Snapshots(database).made_by(MAKER)) == 3  # who is connected sees it
    database.close()


def test_a_backup_opens_as_a_database_and_only_its_owner_reads_it(unused: str, file: Path) -> None:
    id = filled(unused)
    backup(unused, file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [one.name for one in file.parent.iterdir() if "backup" in one.name] == [file.name]
    shutil.copy(file, opened := file.with_name("opened.db"))
    database = Database(f"sqlite:///{opened}")
    plan = Fairs(database, OWNER).latest(id, "plan")
    assert plan is not None
    assert plan.content == '{"third": 0.30000000000000004}'
    database.close()


def test_a_backup_changes_nothing_and_makes_nothing(unused: str, file: Path) -> None:
    assert problem(backup, unused, file).code == "no_database"
    assert not file.exists()
    engine = create_engine(unused)
    if engine.dialect.name == "sqlite":
        assert not Path(str(engine.url.database)).exists()
    else:
        with engine.connect() as connection:
            assert not engine.dialect.has_table(connection, "fairs")
    engine.dispose()


def test_a_file_that_is_there_is_left_as_it_is(unused: str, file: Path) -> None:
    filled(unused)
    file.write_text("of somebody")
    assert problem(backup, unused, file).code == "exists"
    assert file.read_text() == "of somebody"
    assert problem(backup, unused, file.parent / "no folder" / "x.db").code == "unwritable"


def test_a_database_of_a_newer_app_is_neither_copied_nor_put_back(
    unused: str, elsewhere: str, file: Path
) -> None:
    filled(unused)
    backup(unused, file)
    with beside(unused) as other:
        other.execute(text(f"UPDATE {VERSIONS} SET version_num = '9999'"))
        other.commit()
    assert problem(backup, unused, file.with_name("next.db")).code == "newer"
    with sqlite3.connect(file) as newer:
        newer.execute(f"UPDATE {VERSIONS} SET version_num = '9999'")
    newer.close()
    found = problem(restore, elsewhere, file)
    assert (found.code, found.values) == ("newer", {"found": "9999", "known": VERSION})


def test_a_database_of_an_older_app_is_left_as_it_is_and_its_backup_comes_up_to_date(
    unused: str, elsewhere: str, file: Path
) -> None:
    filled(unused)
    links = rows(unused)["snapshots"]
    with beside(unused) as other:  # as the first app had it, which kept links only
        for table in ("year_documents", "years", "documents", "fairs", "headings"):
            other.execute(text(f"DROP TABLE {table}"))
        other.execute(text(f"UPDATE {VERSIONS} SET version_num = '0001'"))
        other.commit()
    if unused.startswith("postgresql"):
        assert problem(backup, unused, file).code == "older"
        assert not file.exists()
    else:
        was = file.parent / "new folder" / "quitte.db"
        before = was.read_bytes()
        assert backup(unused, file) == Counts(links=3, fairs=0, years=0, saves=0)
        assert was.read_bytes() == before
        kept = file.read_bytes()
        assert restore(elsewhere, file) == Counts(links=3, fairs=0, years=0, saves=0)
        assert rows(elsewhere)["snapshots"] == links
        assert file.read_bytes() == kept


def test_a_file_that_is_no_backup_is_refused_and_nothing_is_lost(unused: str, file: Path) -> None:
    filled(unused)
    was = rows(unused)
    assert problem(restore, unused, file, replace=True).code == "no_backup"
    file.write_bytes(b"PK\3\4 a zip")
    assert problem(restore, unused, file, replace=True).code == "not_backup"
    file.unlink()
    other = sqlite3.connect(file)
    other.execute("CREATE TABLE of_another_program (x)")
    other.close()
    assert problem(restore, unused, file, replace=True).code == "not_backup"
    assert rows(unused) == was
