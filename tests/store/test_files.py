"""SQLite: files that are full, read-only, removed, or something else."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Pool, event, text

from store import Database, Snapshots
from tests.store.made_up import GIVEN, beside, every_use, problem

MAKER = GIVEN["maker"]
LARGE = GIVEN | {"content": "large " * 100_000}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "quitte.db"


@pytest.fixture
def on_file(file: Path) -> Iterator[Snapshots]:
    database = Database(f"sqlite:///{file}")
    yield Snapshots(database)
    database.close()


def test_a_full_disk_is_told_and_what_was_kept_stays(on_file: Snapshots) -> None:
    id = on_file.save(**GIVEN).id

    def full(connection: sqlite3.Connection, _: object) -> None:
        connection.execute("PRAGMA max_page_count = 1")  # SQLite takes it as: no page more

    event.listen(Pool, "connect", full)
    try:
        found = problem(on_file.save, **LARGE)
        assert (found.code, found.values) == ("unwritable", {"detail": "SQLITE_FULL"})
        assert on_file.open(id).content == GIVEN["content"]
    finally:
        event.remove(Pool, "connect", full)
    on_file.save(**LARGE)
    assert len(on_file.made_by(MAKER)) == 2


def test_a_read_only_file_still_shows_its_links(on_file: Snapshots, file: Path) -> None:
    id = on_file.save(**GIVEN).id
    database = Database(f"sqlite:///file:{file}?mode=ro&uri=true")
    reader = Snapshots(database)
    assert problem(reader.save, **GIVEN).code == "unwritable"
    assert problem(reader.revoke, id, MAKER).code == "unwritable"
    assert reader.open(id).content == GIVEN["content"]
    assert [(one.id, one.opened) for one in reader.made_by(MAKER)] == [(id, None)]
    database.close()


def test_a_folder_in_place_of_the_file_and_a_file_in_place_of_the_folder(file: Path) -> None:
    file.mkdir()
    assert every_use(Snapshots(Database(f"sqlite:///{file}"))) == {"unwritable"}
    (file / "file").touch()
    assert every_use(Snapshots(Database(f"sqlite:///{file}/file/one.db"))) == {"unwritable"}


@pytest.mark.parametrize("content", [b"no database " * 500, b"%PDF", b"\0" * 5000, b"SQLite f"])
def test_a_file_that_is_something_else_is_left_alone(
    on_file: Snapshots, file: Path, content: bytes
) -> None:
    file.write_bytes(content)
    assert every_use(on_file) == {"not_a_database"}
    assert file.read_bytes() == content


def test_the_database_of_another_program_is_left_alone(on_file: Snapshots, file: Path) -> None:
    other = sqlite3.connect(file)
    other.execute("CREATE TABLE bookmarks (address)")
    other.close()
    before = file.read_bytes()
    assert every_use(on_file) == {"not_a_database"}
    assert file.read_bytes() == before


def test_a_damaged_file_is_told(on_file: Snapshots, file: Path) -> None:
    on_file.save(**LARGE)
    content = file.read_bytes()
    file.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    assert every_use(on_file) == {"damaged"}


def test_a_file_that_was_a_database_and_is_none_any_more_is_damaged(
    on_file: Snapshots, file: Path
) -> None:
    on_file.save(**GIVEN)
    file.write_bytes(b"nothing " * 5000)
    assert every_use(on_file) == {"damaged"}


def test_a_file_that_ends_too_early_or_says_what_it_cannot_is_damaged_and_not_busy(
    on_file: Snapshots, file: Path
) -> None:
    on_file.save(**LARGE)
    content = file.read_bytes()
    torn = content[: len(content) - 3 * 4096], content[:6000]
    letters = content.replace(GIVEN["audience"].encode(), b"\xff\xfe\xff\xfe\xff")
    moments = content.replace(f"{datetime.now(UTC):%Y-}".encode(), b"x" * 5)
    assert len({content, *torn, letters, moments}) == 5
    for wrong in (*torn, letters, moments):
        file.write_bytes(wrong)
        database = Database(f"sqlite:///{file}")
        assert problem(Snapshots(database).made_by, MAKER).code == "damaged"
        database.close()


def test_an_empty_file_is_a_new_database(on_file: Snapshots, file: Path) -> None:
    file.touch()
    assert on_file.open(on_file.save(**GIVEN).id).content == GIVEN["content"]


@pytest.mark.parametrize("left", ["nothing", "an empty file", "an empty database"])
def test_a_file_that_was_there_and_is_gone_is_told_and_not_made_anew(
    on_file: Snapshots, file: Path, left: str
) -> None:
    id = on_file.save(**GIVEN).id
    copy = file.read_bytes()
    file.unlink()
    if left == "an empty file":
        file.touch()
    elif left == "an empty database":
        empty = sqlite3.connect(file)
        empty.execute("VACUUM")
        empty.close()
    before = file.read_bytes() if file.exists() else None
    for _ in range(2):
        assert every_use(on_file, id) == {"vanished"}
    assert before == (file.read_bytes() if file.exists() else None)
    file.write_bytes(copy)
    assert on_file.open(id).content == GIVEN["content"]


def test_a_server_that_starts_without_a_file_makes_one(file: Path) -> None:
    for name in (file.name, "another.db"):  # a first start, and one elsewhere
        database = Database(f"sqlite:///{file.with_name(name)}")
        assert Snapshots(database).made_by(MAKER) == []
        database.close()


def test_a_new_file_is_for_its_owner_alone(file: Path) -> None:
    before = os.umask(0)
    try:
        database = Database(f"sqlite:///{file}")
        with database.writing() as connection:  # the files beside it are there meanwhile
            connection.execute(text("UPDATE snapshots SET title = ''"))
            modes = {one.name: one.stat().st_mode & 0o777 for one in file.parent.iterdir()}
        database.close()
    finally:
        os.umask(before)
    assert file.name in modes
    assert set(modes.values()) == {0o600}


def test_a_file_of_before_is_closed_to_everybody_but_its_owner_and_group(file: Path) -> None:
    for before, after in ((0o644, 0o640), (0o666, 0o660), (0o600, 0o600)):
        file.touch()
        file.chmod(before)
        database = Database(f"sqlite:///{file}")
        assert Snapshots(database).made_by(MAKER) == []
        database.close()
        assert file.stat().st_mode & 0o777 == after


def test_readers_do_not_wait_for_a_writer(on_file: Snapshots, file: Path) -> None:
    on_file.save(**GIVEN)
    with beside(f"sqlite:///{file}") as writer:
        assert writer.scalar(text("PRAGMA journal_mode")) == "wal"
        writer.execute(text("UPDATE snapshots SET title = 'other'"))
        assert [one.title for one in on_file.made_by(MAKER)] == [GIVEN["title"]]
