"""The years of an owner: saved, frozen, renamed, deleted, as fairs are (`store.fairs`)."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, delete, select, update

from store.database import Database
from store.entries import ONCE, checked_by, checked_content, checked_year
from store.problems import StoreError
from store.tables import YEAR_DOCUMENTS, YEARS
from store.years.entries import (
    KeptYear,
    YearConflict,
    YearDocument,
    checked_fairs,
    checked_year_id,
    checked_year_name,
    checked_year_part,
)
from store.years.rows import (
    COLUMNS,
    LIGHT,
    insert_year,
    insert_year_documents,
    newest_of_year,
    year_of,
    years_of,
)


class KeptYears:
    """The years of one owner in a database. Every method raises `StoreError`.

    `owner`, `by` and `seen` as of `store.fairs.Fairs`; a year that has changed since it was seen is
    left as it is: ``year_changed``. Those deleted long ago go with the fairs (`Fairs.purge`).
    """

    def __init__(self, database: Database, owner: str) -> None:
        self.database = database
        self.owner = checked_by(owner)

    def new(self, name: str, year: int) -> KeptYear:
        """A year without documents."""
        now, name = datetime.now(UTC), checked_year_name(name)
        kept = KeptYear(secrets.token_urlsafe(18), name, checked_year(year), now, now)
        with self.database.writing() as connection:
            insert_year(connection, self.owner, kept)
        return kept

    def year(self, id: str) -> KeptYear:
        """One year; one that was deleted too, as long as it can be brought back."""
        with self.database.reading() as connection:
            return year_of(connection, self.owner, checked_year_id(id))

    def listed(self, *, deleted: bool = False) -> list[KeptYear]:
        """The years, newest first; those that were deleted only where asked for."""
        with self.database.reading() as connection:
            found = years_of(connection, self.owner)
        return [year for year in found if (year.deleted is not None) == deleted]

    def rename(self, id: str, name: str, year: int, *, seen: datetime | None = None) -> KeptYear:
        name, year = checked_year_name(name), checked_year(year)
        with self._changing(id, seen=seen) as (connection, kept):
            return self._set(connection, kept, name=name, year=year)

    def delete(self, id: str, *, seen: datetime | None = None) -> KeptYear:
        """Out of the book; for `store.entries.KEPT` it can be brought back."""
        with self._changing(id, seen=seen) as (connection, kept):
            return self._set(connection, kept, deleted=datetime.now(UTC))

    def undelete(self, id: str) -> KeptYear:
        with self._changing(id, deleted=True) as (connection, kept):
            return self._set(connection, kept, deleted=None)

    def remove(self, id: str) -> KeptYear:
        """What was deleted goes for good, and cannot be brought back."""
        with self._changing(id, deleted=True) as (connection, kept):
            if kept.deleted is None:  # somebody has brought it back
                raise StoreError("year_changed", saved=kept.changed)
            connection.execute(delete(YEARS).where(YEARS.c.id == kept.id))
        return kept

    # Documents

    def save(
        self,
        id: str,
        part: str,
        content: str,
        fairs: Sequence[str],
        *,
        base: int,
        by: str = "",
        seen: datetime | None = None,
    ) -> YearDocument:
        """The next version of a part that holds these fairs, made from version `base`, or 0. The
        same once more is no new version.

        Raises `YearConflict` where `base` is not the newest, and `StoreError` ``frozen`` for a
        second forecast.
        """
        part, content, by = checked_year_part(part), checked_content(content), checked_by(by)
        ids = checked_fairs(fairs)
        with self._changing(id, seen=seen) as (connection, kept):
            last = newest_of_year(connection, kept.id, part)
            if last is not None and (last.content, last.fairs) == (content, ids):
                return last
            if last is not None and part == ONCE:
                raise StoreError("frozen", saved=last.saved)
            if last is not None and last.version != base:
                raise YearConflict(last)
            version = 1 if last is None else last.version + 1
            saved = YearDocument(kept.id, part, version, datetime.now(UTC), by, ids, content)
            insert_year_documents(connection, [saved])
            self._set(connection, kept, changed=saved.saved)
        return saved

    def latest(self, id: str, part: str) -> YearDocument | None:
        """The newest version of a part, or None."""
        with self.database.reading() as connection:
            kept = year_of(connection, self.owner, checked_year_id(id))
            return newest_of_year(connection, kept.id, checked_year_part(part))

    def document(self, id: str, part: str, version: int) -> YearDocument | None:
        """One version of a part, or None."""
        return next(
            iter(self._versions(id, part, COLUMNS, YEAR_DOCUMENTS.c.version == version)), None
        )

    def history(self, id: str, part: str) -> list[YearDocument]:
        """Every version of a part, newest first, without their contents."""
        return self._versions(id, part, LIGHT)

    def _versions(self, id: str, part: str, columns: list[Any], *which: Any) -> list[YearDocument]:
        with self.database.reading() as connection:
            kept = year_of(connection, self.owner, checked_year_id(id))
            of_part = (YEAR_DOCUMENTS.c.of == kept.id, YEAR_DOCUMENTS.c.part == part)
            wanted = select(*columns).where(*of_part, *which)
            rows = connection.execute(wanted.order_by(YEAR_DOCUMENTS.c.version.desc())).mappings()
            return [YearDocument(**row) for row in rows]

    @contextmanager
    def _changing(
        self, id: str, *, deleted: bool = False, seen: datetime | None = None
    ) -> Iterator[tuple[Connection, KeptYear]]:
        """A year that nobody else changes meanwhile."""
        checked_year_id(id)
        with self.database.writing() as connection:
            kept = year_of(connection, self.owner, id, alone=True)
            if kept.deleted is not None and not deleted:
                raise StoreError("year_deleted")
            if seen is not None and kept.changed != seen:
                raise StoreError("year_changed", saved=kept.changed)
            yield connection, kept

    def _set(self, connection: Connection, kept: KeptYear, **values: Any) -> KeptYear:
        values = {"changed": datetime.now(UTC)} | values
        connection.execute(update(YEARS).where(YEARS.c.id == kept.id).values(**values))
        return year_of(connection, self.owner, kept.id)


def every_year(connection: Connection, owner: str) -> list[tuple[KeptYear, list[YearDocument]]]:
    """The years of an owner that are not deleted, the oldest first, with every document."""
    here = (YEARS.c.owner == owner, YEARS.c.deleted.is_(None))
    in_order = (YEAR_DOCUMENTS.c.part, YEAR_DOCUMENTS.c.version)
    wanted = select(*COLUMNS).where(YEAR_DOCUMENTS.c.of.in_(select(YEARS.c.id).where(*here)))
    documents: dict[str, list[YearDocument]] = {}
    for row in connection.execute(wanted.order_by(*in_order)).mappings():
        documents.setdefault(row["of"], []).append(YearDocument(**row))
    years = [year for year in years_of(connection, owner) if year.deleted is None]
    years.sort(key=lambda year: (year.created, year.id))
    return [(year, documents.get(year.id, [])) for year in years]
