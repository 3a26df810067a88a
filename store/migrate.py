"""A database brought to the version of this code; Alembic is loaded when there is work only."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, inspect, text

from store.problems import StoreError
from store.tables import VERSION, VERSIONS

FOLDER: Final = Path(__file__).parent / "migrations"
_KEY: Final = 0x51_75_69_74_74_65  # "Quitte", the advisory lock of a PostgreSQL server
_ONE: Final = threading.Lock()  # Alembic keeps what it works on in a module


def migrate(engine: Engine) -> None:
    """Brings the database to `VERSION`. Raises `StoreError` for a newer one.

    Of processes that start at once, one works and the others wait for it: in SQLite because a
    writing transaction is alone, in PostgreSQL by an advisory lock.
    """
    with engine.connect() as connection:
        if not _behind(connection):
            return
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    with _ONE, engine.connect().execution_options(writes=True) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _KEY})
        if _behind(connection):
            config.attributes["connection"] = connection
            try:
                command.upgrade(config, "head")
            except CommandError:
                raise StoreError("not_a_database", detail="version") from None


def _behind(connection: Connection) -> bool:
    """Whether the database is older than this code, or empty."""
    tables = inspect(connection).get_table_names()
    if VERSIONS not in tables:
        if tables and connection.dialect.name == "sqlite":  # the file of another program
            raise StoreError("not_a_database", detail=tables[0])
        return True
    found = connection.execute(text(f"SELECT version_num FROM {VERSIONS}")).scalar() or ""
    if found > VERSION:
        raise StoreError("newer", found=found, known=VERSION)
    return bool(found < VERSION)
