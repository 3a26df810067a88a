"""A database: connected when it is used, migrated before it is used first."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Final

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from store.migrate import migrate
from store.problems import StoreError, as_store_errors

PATIENCE: Final = 10  # seconds for a lock or an answer
_OPTIONS: Final = {"cache", "immutable", "mode", "nolock", "psow", "timeout", "uri", "vfs"}


class Database:
    """The database at `url`, for any number of threads. Raises `StoreError` only.

    It may go away and come back: each transaction starts on a connection that was found alive,
    and after a failure the version is looked up again.
    """

    def __init__(self, url: str) -> None:
        self._ready = False
        self._alone = threading.Lock()
        try:
            place = make_url(url)
            self._engine = _MAKERS[place.drivername](place)
        except (ArgumentError, ImportError, KeyError, ValueError):
            raise StoreError("not_address") from None
        lite = place.get_backend_name() == "sqlite"
        self._file = Path(place.database or "") if lite and not place.query.get("uri") else None

    def reading(self) -> AbstractContextManager[Connection]:
        """A transaction that reads."""
        return self._transaction(writes=False)

    def writing(self) -> AbstractContextManager[Connection]:
        """A transaction that may write, and is kept when its block ends without an error."""
        return self._transaction(writes=True)

    def close(self) -> None:
        """Lets go of all connections; the next use makes new ones."""
        with as_store_errors():
            self._engine.dispose()

    @contextmanager
    def _transaction(self, *, writes: bool) -> Iterator[Connection]:
        try:
            with as_store_errors():
                self._prepare()
                with self._engine.connect() as connection:
                    connection.execution_options(writes=writes)
                    with connection.begin():
                        yield connection
        except StoreError:
            self._ready = False
            raise

    def _prepare(self) -> None:
        """The first use, and the first one after a failure or after the file was removed."""
        with self._alone:
            if self._ready and (self._file is None or self._file.exists()):
                return
            if self._file is not None:
                self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            migrate(self._engine)
            if self._engine.dialect.name == "sqlite":
                _readers_beside_a_writer(self._engine)
            self._ready = True


def _sqlite(place: URL) -> Engine:
    """An engine that opens the file anew for each transaction, so that it may be replaced."""
    if place.database in (None, "", ":memory:"):  # each transaction would find another one
        raise ValueError(place.database)
    if not set(place.query) <= _OPTIONS:
        raise ValueError(place.query)
    engine = create_engine(place, poolclass=NullPool, connect_args={"timeout": PATIENCE})

    @event.listens_for(engine, "connect")
    def _connected(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None  # transactions begin below, never by themselves
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")  # what is revoked leaves the file, too

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _readers_beside_a_writer(engine: Engine) -> None:
    """The file's journal becomes a write-ahead log, in which a writer keeps nobody waiting."""
    connection = engine.raw_connection()
    try:
        with suppress(sqlite3.OperationalError):  # read-only, or another is doing it right now
            connection.cursor().execute("PRAGMA journal_mode = WAL")
    finally:
        connection.close()


def _postgresql(place: URL) -> Engine:
    """An engine that looks whether a kept connection is alive, and does not wait for ever."""
    wanted = {
        "client_encoding": "utf8",  # the server's own may be none at all
        "connect_timeout": PATIENCE,
        "tcp_user_timeout": PATIENCE * 1000,
        "prepare_threshold": None,  # poolers between app and server know no prepared statements
    }
    arguments = {key: value for key, value in wanted.items() if key not in place.query}
    engine = create_engine(place, pool_pre_ping=True, pool_timeout=PATIENCE, connect_args=arguments)

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{PATIENCE}s'")

    return engine


_MAKERS: Final = {
    "sqlite": _sqlite,
    "sqlite+pysqlite": _sqlite,
    "postgresql": _postgresql,
    "postgresql+psycopg": _postgresql,
}
