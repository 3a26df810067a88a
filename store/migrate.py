"""A database brought to the version of this code; Alembic is loaded when there is work only."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, inspect, text

from store.problems import StoreError, as_store_errors
from store.tables import VERSION, VERSIONS

FOLDER: Final = Path(__file__).parent / "migrations"
_KEY: Final = 0x51_75_69_74_74_65  # "Quitte", the advisory lock of a PostgreSQL server
_NO_TABLE: Final = ("SQLITE_ERROR", "42P01")  # what a database says that is empty by now
_ONE: Final = threading.Lock()  # Alembic keeps what it works on in a module


def migrate(engine: Engine, *, had: bool = False) -> None:
    """Brings the database to `VERSION`. Raises `StoreError` for a newer one, and for an empty one
    where it is known that this process `had` it before.

    Of processes that start at once, one works and the others wait for it: in SQLite because a
    writing transaction is alone, in PostgreSQL by an advisory lock.
    """
    with engine.connect() as connection:
        if not _behind(connection, had):
            return
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    with _ONE, engine.connect().execution_options(writes=True) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _KEY})
        if _behind(connection, had):
            config.attributes["connection"] = connection
            try:
                command.upgrade(config, "head")
            except CommandError:
                raise StoreError("not_a_database", detail="version") from None


def check(connection: Connection, *, writes: bool) -> None:
    """Whether a database that was up to date still is: a newer server may have changed it since,
    or a copy of before was put back. Raises `StoreError`.

    Who writes keeps the version as it is until the transaction ends: in SQLite a writer is alone,
    in PostgreSQL whoever migrates waits for all that hold the lock.
    """
    if writes and connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock_shared(:key)"), {"key": _KEY})
    try:
        with as_store_errors():
            found = _version(connection)
    except StoreError as problem:
        gone = problem.values.get("detail") in _NO_TABLE
        raise StoreError("vanished") if gone else problem from None
    if found < VERSION:  # the next use migrates it
        raise StoreError("unreachable", detail="version")


def _version(connection: Connection) -> str:
    """The version that the database says. Raises `StoreError` for a newer one."""
    found = str(connection.execute(text(f"SELECT version_num FROM {VERSIONS}")).scalar() or "")
    if found > VERSION:
        raise StoreError("newer", found=found, known=VERSION)
    return found


def _behind(connection: Connection, had: bool) -> bool:
    """Whether the database is older than this code, or empty."""
    tables = inspect(connection).get_table_names()
    if VERSIONS not in tables:
        if had and not tables:
            raise StoreError("vanished")
        if tables and connection.dialect.name == "sqlite":  # the file of another program
            raise StoreError("not_a_database", detail=tables[0])
        return True
    return _version(connection) < VERSION
