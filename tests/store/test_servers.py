"""PostgreSQL: servers that go and come back, are full or read-only, or speak otherwise."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import text

from store import Database, Snapshots
from tests.postgresql import PostgreSQL
from tests.store.made_up import GIVEN, beside, every_use, problem

MAKER = GIVEN["maker"]


@pytest.fixture
def name(server: PostgreSQL) -> str:
    return server.new_database()


@pytest.fixture
def on_server(server: PostgreSQL, name: str) -> Iterator[Snapshots]:
    database = Database(server.url(name))
    yield Snapshots(database)
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
        ("XX001", "damaged"),
        ("XX000", "not_a_database"),  # an error of its own
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
