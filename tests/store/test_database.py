"""Databases that are full, read-only, locked, away, or no database at all."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Pool, create_engine, event, inspect, text

from store import Database, Snapshots, StoreError
from store.problems import MESSAGES
from tests.store.made_up import GIVEN, problem
from tests.store.postgresql import PASSWORD, PostgreSQL

ROOT = Path(__file__).parent.parent.parent
MAKER = GIVEN["maker"]
LARGE = GIVEN | {"content": "large " * 100_000}

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
for url in sys.argv[1:]:
    database = Database(url)
    print("ready", flush=True)
    sys.stdin.readline()
    print(*(Snapshots(database).save(**GIVEN).id for _ in range(10)), flush=True)
    database.close()
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "quitte.db"


@pytest.fixture
def on_file(file: Path) -> Iterator[Snapshots]:
    database = Database(f"sqlite:///{file}")
    yield Snapshots(database)
    database.close()


@pytest.fixture
def name(server: PostgreSQL) -> str:
    return server.new_database()


@pytest.fixture
def on_server(server: PostgreSQL, name: str) -> Iterator[Snapshots]:
    database = Database(server.url(name))
    yield Snapshots(database)
    database.close()


@contextmanager
def beside(url: str) -> Iterator[Connection]:
    """Somebody else's connection to the same database."""
    engine = create_engine(url)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def every_use(snapshots: Snapshots, id: str = "a" * 24) -> set[str]:
    """The codes of the problems that all uses end with."""
    uses: list[Callable[[], object]] = [
        lambda: snapshots.save(**GIVEN),
        lambda: snapshots.open(id),
        lambda: snapshots.made_by(MAKER),
        lambda: snapshots.revoke(id, MAKER),
    ]
    return {problem(use).code for use in uses}


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_processes_that_start_at_once_migrate_once_and_lose_nothing(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """More than one empty database, because a race is not always lost."""
    if kind == "sqlite":
        urls = [f"sqlite:///{tmp_path / str(count)}" for count in range(2)]
    else:
        server: PostgreSQL = request.getfixturevalue("server")
        urls = [server.url(server.new_database()) for _ in range(2)]
    command = [sys.executable, "-W", "error", "-c", CHILD, *urls]
    pipe = subprocess.PIPE
    children = [
        subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe, text=True)
        for _ in range(3)
    ]
    saved: list[set[str]] = []
    for _ in urls:
        ready = [child.stdout.readline() for child in children if child.stdout]
        if ready == ["ready\n"] * 3:
            for child in children:
                assert child.stdin is not None
                child.stdin.write("go\n")
                child.stdin.flush()
            saved.append({id for child in children for id in _line(child)})
    errors = [child.communicate()[1] for child in children]
    assert errors == ["", "", ""]
    assert [len(ids) for ids in saved] == [30, 30]
    for url, ids in zip(urls, saved, strict=True):
        database = Database(url)
        assert {one.id for one in Snapshots(database).made_by(MAKER)} == ids
        database.close()


def _line(child: subprocess.Popen[str]) -> list[str]:
    assert child.stdout is not None
    return child.stdout.readline().split()


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
    assert every_use(on_file) == {"not_a_database"}


def test_an_empty_file_is_a_new_database(on_file: Snapshots, file: Path) -> None:
    file.touch()
    assert on_file.open(on_file.save(**GIVEN).id).content == GIVEN["content"]


def test_a_file_that_was_removed_is_made_anew(on_file: Snapshots, file: Path) -> None:
    id = on_file.save(**GIVEN).id
    file.unlink()
    assert problem(on_file.open, id).code == "unknown_link"
    on_file.save(**GIVEN)
    assert len(on_file.made_by(MAKER)) == 1


def test_tables_that_were_removed_are_made_anew_after_one_failure(
    snapshots: Snapshots, url: str
) -> None:
    snapshots.save(**GIVEN)
    with beside(url) as other:
        for table in inspect(other).get_table_names():
            other.execute(text(f"DROP TABLE {table}"))
        other.commit()
    assert problem(snapshots.made_by, MAKER).code == "not_a_database"
    snapshots.save(**GIVEN)
    assert len(snapshots.made_by(MAKER)) == 1


def test_readers_do_not_wait_for_a_writer(on_file: Snapshots, file: Path) -> None:
    on_file.save(**GIVEN)
    with beside(f"sqlite:///{file}") as writer:
        assert writer.scalar(text("PRAGMA journal_mode")) == "wal"
        writer.execute(text("UPDATE snapshots SET title = 'other'"))
        assert [one.title for one in on_file.made_by(MAKER)] == [GIVEN["title"]]


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


def test_a_server_that_comes_back_works_again(on_server: Snapshots, server: PostgreSQL) -> None:
    id = on_server.save(**GIVEN).id
    server.stop()
    try:
        assert every_use(on_server, id) == {"unreachable"}
    finally:
        server.start()
    assert on_server.open(id).content == GIVEN["content"]
    server.stop()
    server.start()  # between two uses, unseen
    assert [one.id for one in on_server.made_by(MAKER)] == [id]


def test_a_server_that_is_away_at_the_start_is_used_once_it_is_there(
    on_server: Snapshots, server: PostgreSQL
) -> None:
    server.stop()
    try:
        assert every_use(on_server) == {"unreachable"}
    finally:
        server.start()
    on_server.save(**GIVEN)


@pytest.mark.parametrize(
    ("raised", "code"),
    [
        ("53100", "unwritable"),  # disk full
        ("58030", "unwritable"),  # input/output error
        ("42501", "unwritable"),  # no privilege
        ("53300", "unreachable"),  # too many connections
        ("57P01", "unreachable"),  # shut down by its administrator
        ("XX001", "not_a_database"),  # damaged
    ],
)
def test_what_a_server_raises_is_told(
    on_server: Snapshots, server: PostgreSQL, name: str, raised: str, code: str
) -> None:
    assert on_server.made_by(MAKER) == []
    with beside(server.url(name)) as admin:
        admin.exec_driver_sql(
            "CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION USING ERRCODE = '{raised}'; END $$"
        )
        admin.exec_driver_sql(
            "CREATE TRIGGER fails BEFORE INSERT ON snapshots EXECUTE FUNCTION fail()"
        )
        admin.commit()
    found = problem(on_server.save, **GIVEN)
    assert (found.code, found.values) == (code, {"detail": raised})


def test_a_read_only_server_still_shows_its_links(
    on_server: Snapshots, server: PostgreSQL, name: str
) -> None:
    id = on_server.save(**GIVEN).id
    with beside(server.url(name)) as admin:
        admin.execute(text(f"ALTER DATABASE {name} SET default_transaction_read_only = on"))
        admin.commit()
    database = Database(server.url(name))
    reader = Snapshots(database)
    assert problem(reader.save, **GIVEN).code == "unwritable"
    assert reader.open(id).content == GIVEN["content"]
    database.close()


@pytest.mark.parametrize("encoding", ["SQL_ASCII", "LATIN1"])
def test_a_server_of_another_encoding_keeps_what_it_can(server: PostgreSQL, encoding: str) -> None:
    database = Database(server.url(server.new_database(encoding)))
    snapshots = Snapshots(database)
    plain = GIVEN | {"title": "Größe", "content": '"é"'}
    id = snapshots.save(**plain).id
    assert (snapshots.open(id).title, snapshots.open(id).content) == ("Größe", '"é"')
    if encoding == "LATIN1":
        assert problem(snapshots.save, **GIVEN).code == "unwritable"
    else:
        assert snapshots.open(snapshots.save(**GIVEN).id).title == GIVEN["title"]
    database.close()


NO_ADDRESS: list[Any] = [
    "",
    "nonsense",
    "sesame",
    None,
    "mysql://quitte:sesame@host/quitte",
    "postgresql+pg8000://quitte:sesame@host/quitte",
    "postgresql://quitte:sesame@host:port/quitte",
    "sqlite://",
    "sqlite:///:memory:",
    "sqlite:///one.db?key=sesame",
]


@pytest.mark.parametrize("url", NO_ADDRESS, ids=repr)
def test_what_is_no_address_is_told_without_its_password(url: Any) -> None:
    found = problem(lambda: Snapshots(Database(url)).made_by(MAKER))
    told = "".join(traceback.format_exception(found))
    assert found.code == "not_address"
    assert "sesame" not in told.replace("open sesame", "")


def test_no_problem_tells_the_password(server: PostgreSQL) -> None:
    wrong = "sesame street"
    there = server.url("postgres", wrong)
    urls = [
        there,
        server.url("absent"),
        there.replace(f":{server.port}/", ":1/"),
        there + "?nonsense=1",
        there + "?sslmode=nonsense",
    ]
    for url in urls:
        database = Database(url)
        found = problem(Snapshots(database).made_by, MAKER)
        assert found.code == "unreachable"
        told = "".join(traceback.format_exception(found)) + repr(found.values) + repr(database)
        for password in (wrong, wrong.replace(" ", "+"), "sesame%20", PASSWORD):
            assert password not in told
        database.close()


def test_every_problem_is_a_sentence() -> None:
    values = {"detail": "SQLITE_FULL", "found": "0002", "known": "0001", "most": 1, "allowed": "a"}
    for key, message in MESSAGES.items():
        assert message == " ".join(message.split())
        if key != "expired":
            assert "{" not in str(StoreError(key, **values))
