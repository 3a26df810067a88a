"""A backup of the database as it is at one moment, while others go on writing."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from sqlalchemy import Connection, Engine

from store.backup.rows import Counts, copy, counts, version
from store.database import Database
from store.problems import StoreError, as_store_errors
from store.tables import VERSION

ONE_MOMENT: Final = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"


def backup(url: str, file: Path) -> Counts:
    """Copies the database at `url` into a new file, which only its owner may read.

    The database is not changed, not even brought up to date, and nobody waits. The file is there
    whole or not at all. Raises `StoreError`: `exists` where there is a file already, `no_database`
    where there is nothing to copy, `older` where a server's tables are of an older app.
    """
    with as_store_errors():
        if file.exists():
            raise StoreError("exists")
        engine = engine_at(url)
        part = file.with_name(f"{file.name}.part")
        try:
            part.unlink(missing_ok=True)
            os.close(os.open(part, os.O_CREAT | os.O_EXCL, 0o600))
            if engine.dialect.name == "sqlite":
                _of_file(engine, part)
            else:
                _of_server(engine, part)
            found = _closed(part)
            os.replace(part, file)
            _on_disk(file.parent)
        finally:
            engine.dispose()
            for end in ("", "-wal", "-shm", "-journal"):
                part.with_name(part.name + end).unlink(missing_ok=True)
    return found


def _of_file(engine: Engine, part: Path) -> None:
    """By SQLite's online backup, in one step: writers go on, in the write-ahead log."""
    place = engine.url
    if not place.query.get("uri") and not Path(place.database or "").is_file():
        raise StoreError("no_database")
    with engine.connect() as connection:
        _checked(connection, ("", VERSION))
    raw = engine.raw_connection()
    try:
        source: Any = raw.driver_connection
        target = sqlite3.connect(part)
        try:
            source.backup(target)
        finally:
            target.close()
    finally:
        raw.close()


def _of_server(engine: Engine, part: Path) -> None:
    """Row by row, all of them as of one moment."""
    target = Database(at(part))
    try:
        with engine.connect() as source:
            source.exec_driver_sql(ONE_MOMENT)
            _checked(source, (VERSION, VERSION))
            with target.writing() as connection:
                copy(source, connection)
    finally:
        target.close()


def _checked(connection: Connection, between: tuple[str, str]) -> None:
    """Raises `StoreError` where the database has no version, or none between these."""
    found = version(connection)
    if found is None:
        raise StoreError("no_database")
    if found > between[1]:
        raise StoreError("newer", found=found, known=VERSION)
    if found < between[0]:
        raise StoreError("older", found=found, known=VERSION)


def _closed(part: Path) -> Counts:
    """The backup as one file without a log beside it, once it was found sound."""
    connection = sqlite3.connect(part)
    try:
        connection.execute("PRAGMA journal_mode = DELETE")
        (said,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
        if said != "ok" or connection.execute("PRAGMA foreign_key_check").fetchone():
            raise StoreError("not_a_database", detail="integrity")
    finally:
        connection.close()
    engine = engine_at(at(part))
    with engine.connect() as read:
        found = counts(read)
    engine.dispose()
    _on_disk(part)
    return found


def _on_disk(path: Path) -> None:
    """Waits until a file, or the names in a folder, would outlive a loss of power."""
    if os.name == "nt" and path.is_dir():
        return  # has no such thing
    handle = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def at(file: Path) -> str:
    """The address of a file of SQLite, whatever its name."""
    return f"sqlite:///{quote(file.absolute().as_posix())}"


def engine_at(url: str) -> Engine:
    """A way to the database that neither makes it nor brings it up to date."""
    return Database(url)._engine
