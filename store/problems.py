"""What can go wrong with the store, said in one sentence.

A problem is a code with values, so that the words can be given in any language; the English
sentences stand here. No sentence tells the address of the database, which may hold a password.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

DATABASE: Final[dict[str, str]] = {
    "unwritable": "the database cannot be written: disk full, read-only or no right ({detail})",
    "unreachable": "the database cannot be reached, or was busy for too long ({detail})",
    "vanished": "the database that was there is gone; put it back, or start anew with an empty one",
    "damaged": "the database is damaged; put a copy of before in its place ({detail})",
    "newer": "the database has version {found}, this app knows {known}; use a newer app",
    "not_a_database": "what stands at the database's address is no database of this app ({detail})",
    "not_address": "the database's address is not understood; give sqlite:///FILE or "
    "postgresql://USER:PASSWORD@HOST/NAME",
    "not_content": "the content has to be a text of at most {most} bytes",
}
LINKS: Final[dict[str, str]] = {
    "unknown_link": "there is no presentation under this link, or no longer",
    "not_title": "the title has to be a text of 1 to {most} characters on one line",
    "not_audience": "this audience is not known; allowed are {allowed}",
    "not_later": "the end has to be later than now",
}
BOOK: Final[dict[str, str]] = {
    "unknown_fair": "there is no such fair in the book",
    "conflict": "{by} saved a newer version at {saved:%Y-%m-%d %H:%M} UTC",
    "changed": "the fair was changed at {saved:%Y-%m-%d %H:%M} UTC, after it was looked at",
    "renamed": "the fair is called {name} {year} by now",
    "frozen": "the forecast was frozen at {saved:%Y-%m-%d %H:%M} UTC and cannot be changed",
    "deleted": "the fair was deleted; bring it back first",
    "not_name": "the name of a fair has to be a text of 1 to {most} characters on one line",
    "not_year": "the year has to be a whole number from {least} to {most}",
    "not_by": "who saves has to be a text of at most {most} characters on one line",
    "not_part": "this part of a fair is not known; allowed are {allowed}",
    "unknown_year": "there is no such year in the book",
    "year_changed": "the year was changed at {saved:%Y-%m-%d %H:%M} UTC, after it was looked at",
    "year_deleted": "the year was deleted; bring it back first",
    "not_year_name": "the name of a year has to be a text of 1 to {most} characters on one line",
    "not_plan": "the plan that was kept cannot be read by this app",
    "not_book": "the file is no book of fairs that this app has exported, or it is damaged",
    "newer_book": "the file has version {found}, this app reads {known}; use a newer app",
    "large_book": "the file is too large: at most {fairs} fairs and {most} MB unpacked are read",
    "broken_book": "{place} in the file is missing or not what is allowed",
}
BACKUP: Final[dict[str, str]] = {
    "exists": "there is a file of this name already",
    "no_database": "there is no database of this app at the address",
    "older": "the database has version {found}, this app knows {known}; make the backup with the "
    "app that wrote it, or open this one once",
    "no_backup": "there is no such file",
    "not_backup": "the file is no backup of this app, or it is damaged",
    "not_empty": "the database is not empty",
}
MESSAGES: Final[dict[str, str]] = DATABASE | LINKS | BOOK | BACKUP


class StoreError(Exception):
    """Something that the store cannot do: `code` is a key of `MESSAGES`, `values` what the
    sentence tells."""

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.values = values
        super().__init__(MESSAGES[code].format(**values))


# SQLite's primary result codes, https://www.sqlite.org/rescode.html
_SQLITE: Final = {
    sqlite3.SQLITE_PERM: "unwritable",
    sqlite3.SQLITE_READONLY: "unwritable",
    sqlite3.SQLITE_IOERR: "unwritable",
    sqlite3.SQLITE_FULL: "unwritable",
    sqlite3.SQLITE_CANTOPEN: "unwritable",
    sqlite3.SQLITE_AUTH: "unwritable",
    sqlite3.SQLITE_ERROR: "not_a_database",  # a table or column that is not there
    sqlite3.SQLITE_NOTADB: "not_a_database",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_BUSY: "unreachable",
    sqlite3.SQLITE_LOCKED: "unreachable",
    sqlite3.SQLITE_PROTOCOL: "unreachable",
    sqlite3.SQLITE_INTERRUPT: "unreachable",
    sqlite3.SQLITE_NOMEM: "unreachable",
    sqlite3.SQLITE_SCHEMA: "unreachable",
    sqlite3.SQLITE_CONSTRAINT: "unreachable",
}
# Where a file ends too early, or its system has lost a part of it.
_TORN: Final = (sqlite3.SQLITE_IOERR_SHORT_READ, sqlite3.SQLITE_IOERR_CORRUPTFS)
# PostgreSQL's codes and classes, https://www.postgresql.org/docs/current/errcodes-appendix.html
_POSTGRESQL: Final = {
    "25006": "unwritable",  # read-only
    "42501": "unwritable",  # no privilege
    "53100": "unwritable",  # disk full
    "58": "unwritable",  # the system around the server
    "22": "unwritable",  # a letter that the database's encoding does not have
    "42": "not_a_database",  # a table or column that is not there, or is there already
    "XX001": "damaged",
    "XX002": "damaged",
    "XX": "not_a_database",  # an error of the server itself
}


@contextmanager
def as_store_errors() -> Iterator[None]:
    """Every error of database, driver and system raised inside becomes a `StoreError`."""
    try:
        yield
    except ValueError:  # a moment that is none
        raise StoreError("damaged", detail="ValueError") from None
    except (SQLAlchemyError, sqlite3.Error, OSError) as error:
        raise _problem(error) from None


def _problem(error: Exception) -> StoreError:
    """The problem behind an error; its detail is a short code, never the error's own words."""
    cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
    if isinstance(cause, OSError):
        return StoreError("unwritable", detail=cause.strerror or type(cause).__name__)
    detail = str(getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None) or "")
    if isinstance(cause, sqlite3.Error):
        number = getattr(cause, "sqlite_errorcode", 0)
        # What SQLite gives no number, Python could not make of what stands in the file.
        code = "damaged" if number in _TORN else _SQLITE.get(number & 0xFF, "damaged")
    else:
        code = _POSTGRESQL.get(detail) or _POSTGRESQL.get(detail[:2], "unreachable")
    return StoreError(code, detail=detail or type(cause).__name__)
