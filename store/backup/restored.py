"""A backup put back into an empty database, or in the place of what is there."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, delete

from store.backup.rows import Counts, copy, counts, is_empty
from store.backup.taken import at
from store.database import Database
from store.problems import StoreError, as_store_errors
from store.tables import METADATA, VERSIONS

MAGIC: Final = b"SQLite format 3\0"


def restore(url: str, file: Path, *, replace: bool = False) -> Counts:
    """Puts the backup in `file` into the database at `url`, all of it or nothing.

    Its tables are made where they are missing, and a backup of an older app is brought up to date
    on the way; the file itself stays as it is. Raises `StoreError`: `no_backup` and `not_backup`;
    `newer` where the backup is of a newer app; `not_empty` where there is something already, unless
    it is to be replaced.
    """
    with as_store_errors(), tempfile.TemporaryDirectory(prefix="quitte-") as folder:
        own = Path(folder) / "backup.db"
        shutil.copyfile(_checked(file), own)
        source, target = Database(at(own)), Database(url)
        try:
            with source.reading() as read, target.writing() as write:
                _alone(write)
                if not is_empty(write):
                    if not replace:
                        raise StoreError("not_empty")
                    for table in reversed(METADATA.sorted_tables):
                        write.execute(delete(table))
                copy(read, write)
                return counts(write)
        finally:
            source.close()
            target.close()


def _alone(connection: Connection) -> None:
    """Nobody else writes until the end; in SQLite a writing transaction is alone anyway."""
    if connection.dialect.name == "postgresql":
        names = ", ".join(table.name for table in METADATA.sorted_tables)
        connection.exec_driver_sql(f"LOCK TABLE {names} IN EXCLUSIVE MODE")


def _checked(file: Path) -> Path:
    """The file, which has the tables of this app."""
    if not file.is_file():
        raise StoreError("no_backup")
    with file.open("rb") as handle:
        if handle.read(16) != MAGIC:
            raise StoreError("not_backup")
    asked = f"{file.absolute().as_uri()}?mode=ro&immutable=1"
    connection = sqlite3.connect(asked, uri=True)
    try:
        connection.execute(f"SELECT version_num FROM {VERSIONS}").fetchone()
    except sqlite3.DatabaseError:
        raise StoreError("not_backup") from None
    finally:
        connection.close()
    return file
