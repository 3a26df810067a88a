"""Every test of the store runs twice: on a file of SQLite, and on a real PostgreSQL server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine

from store import Database, Fairs, Snapshots
from store.tables import METADATA
from tests.postgresql import PostgreSQL


@pytest.fixture
def server(postgresql: PostgreSQL) -> PostgreSQL:
    return postgresql


@pytest.fixture(params=["sqlite", "postgresql"])
def unused(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database that is not there yet, or has no table."""
    return _empty(request, tmp_path / "new folder")


@pytest.fixture(params=["sqlite", "postgresql"])
def elsewhere(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of another one."""
    return _empty(request, tmp_path / "elsewhere")


def _empty(request: pytest.FixtureRequest, folder: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{folder / 'quitte.db'}"
    server: PostgreSQL = request.getfixturevalue("server")
    return server.url(server.new_database())


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def prepared(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Engine]]:
    """A database whose tables are there, its address, and a way in for who empties it: making one
    takes longer than most tests."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('prepared') / 'quitte.db'}"
    else:
        server: PostgreSQL = request.getfixturevalue("postgresql")
        url = server.url(server.new_database())
    database, engine = Database(url), create_engine(url)
    with database.reading():
        pass
    database.close()
    yield url, engine
    engine.dispose()


@pytest.fixture
def url(prepared: tuple[str, Engine]) -> Iterator[str]:
    """The address of an empty database, which is emptied again."""
    address, engine = prepared
    yield address
    with engine.begin() as connection:
        for table in reversed(METADATA.sorted_tables):
            connection.execute(table.delete())


@pytest.fixture
def fresh(url: str) -> Iterator[Database]:
    one = Database(url)
    yield one
    one.close()


@pytest.fixture
def snapshots(fresh: Database) -> Snapshots:
    return Snapshots(fresh)


@pytest.fixture
def fairs(fresh: Database) -> Fairs:
    return Fairs(fresh, "maker.example")
