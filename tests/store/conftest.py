"""Every test of the store runs twice: on a file of SQLite, and on a real PostgreSQL server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store import Database, Fairs, Snapshots
from tests.postgresql import PostgreSQL


@pytest.fixture
def server(postgresql: PostgreSQL) -> PostgreSQL:
    return postgresql


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database that is not there yet, or is empty."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'new folder' / 'quitte.db'}"
    server: PostgreSQL = request.getfixturevalue("server")
    return server.url(server.new_database())


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
