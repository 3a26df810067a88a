"""The book of fairs: what was planned, forecast, found and agreed, so that nothing is ever lost.

A fair belongs to an owner, and nobody else finds it. Its documents are only ever added to: who
saves says on which version it rests, and where there is a newer one by now, hears of it.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from store.database import Database
from store.entries import (
    KEPT,
    ONCE,
    Conflict,
    Document,
    Fair,
    Renamed,
    checked_by,
    checked_content,
    checked_id,
    checked_name,
    checked_part,
    checked_year,
    series_of,
    sought,
)
from store.problems import StoreError
from store.rows import COLUMNS, LIGHT, fair_of, fairs_of, insert_documents, insert_fair, newest
from store.snapshots import empty_ended
from store.tables import DOCUMENTS, FAIRS, HEADINGS, YEARS


class Fairs:
    """The fairs of one owner in a database. Every method raises `StoreError`.

    `owner` is a company, or "" where nobody signs in. Who is not named in `by` is "". Where `seen`
    is given, the moment of `changed` of the fair as somebody saw it, a fair that has changed since
    is left as it is: ``changed``.
    """

    def __init__(self, database: Database, owner: str) -> None:
        self.database = database
        self.owner = checked_by(owner)

    # Fairs

    def new(self, name: str, year: int, *, series: str | None = None) -> Fair:
        """A fair without documents; its series follows from its name where none is chosen."""
        now = datetime.now(UTC)
        name = checked_name(name)
        kept = Fair(
            id=secrets.token_urlsafe(18),
            name=name,
            year=checked_year(year),
            series=series_of(name) if series is None else checked_name(series),
            created=now,
            changed=now,
        )
        with self.database.writing() as connection:
            insert_fair(connection, self.owner, kept)
        return kept

    def fair(self, id: str) -> Fair:
        """One fair, with what is kept of it; one that was deleted too, as long as it can be
        brought back."""
        with self.database.reading() as connection:
            return fair_of(connection, self.owner, checked_id(id))

    def listed(
        self,
        text: str = "",
        *,
        year: int | None = None,
        series: str | None = None,
        archived: bool | None = False,
        deleted: bool = False,
    ) -> list[Fair]:
        """The fairs with every word of `text` in name or year, newest first; `archived` of None:
        those and the others. Those that were deleted, and can be brought back, only where asked
        for."""
        with self.database.reading() as connection:
            found = fairs_of(connection, self.owner)
        words = sought(text).split()
        return [
            fair
            for fair in found
            if (fair.deleted is not None) == deleted
            and (year is None or fair.year == year)
            and (series is None or fair.series == series)
            and (archived is None or deleted or (fair.archived is not None) == archived)
            and all(word in sought(f"{fair.name} {fair.year}") for word in words)
        ]

    def counts(self) -> dict[str, int]:
        """How many fairs are "open", "archived" and "deleted"."""
        with self.database.reading() as connection:
            found = [_state(fair) for fair in fairs_of(connection, self.owner)]
        return {state: found.count(state) for state in ("open", "archived", "deleted")}

    def rename(
        self, id: str, name: str, year: int, *, series: str | None = None, seen: Fair | None = None
    ) -> Fair:
        """Another name and year; a series that followed from the name follows it again. Raises
        `Renamed` where the fair is no longer named as it was `seen`."""
        name, year = checked_name(name), checked_year(year)
        with self._changing(id) as (connection, fair):
            if seen is not None and seen.named != fair.named:
                raise Renamed(fair)
            if series is None:
                follows = fair.series == series_of(fair.name)
                series = series_of(name) if follows else fair.series
            values = {"name": name, "year": year, "series": checked_name(series)}
            return self._set(connection, fair, **values)

    def archive(self, id: str, *, seen: datetime | None = None) -> Fair:
        """Out of the list, but not away."""
        with self._changing(id, seen=seen) as (connection, fair):
            return self._set(connection, fair, archived=fair.archived or datetime.now(UTC))

    def unarchive(self, id: str, *, seen: datetime | None = None) -> Fair:
        """Back into the list."""
        with self._changing(id, seen=seen) as (connection, fair):
            return self._set(connection, fair, archived=None)

    def copy(
        self, id: str, name: str, year: int, *, by: str = "", seen: datetime | None = None
    ) -> Fair:
        """A new fair of the same series with the newest plan of this one."""
        now = datetime.now(UTC)
        name, year, by = checked_name(name), checked_year(year), checked_by(by)
        with self._changing(id, seen=seen) as (connection, fair):
            new = Fair(secrets.token_urlsafe(18), name, year, fair.series, now, now)
            insert_fair(connection, self.owner, new)
            plan = newest(connection, fair.id, "plan")
            if plan is not None:
                start = replace(plan, fair=new.id, version=1, saved=now, by=by)
                insert_documents(connection, [start])
            return fair_of(connection, self.owner, new.id)

    def delete(self, id: str, *, seen: datetime | None = None) -> Fair:
        """Out of the book; for `KEPT` it can be brought back."""
        self.purge()
        with self._changing(id, seen=seen) as (connection, fair):
            return self._set(connection, fair, deleted=datetime.now(UTC))

    def undelete(self, id: str) -> Fair:
        """Brings back what was deleted."""
        with self._changing(id, deleted=True) as (connection, fair):
            return self._set(connection, fair, deleted=None)

    def remove(self, id: str) -> Fair:
        """What was deleted goes for good, on request, and cannot be brought back."""
        with self._changing(id, deleted=True) as (connection, fair):
            if fair.deleted is None:  # somebody has brought it back
                raise StoreError("changed", saved=fair.changed)
            connection.execute(delete(FAIRS).where(FAIRS.c.id == fair.id))
        return fair

    def purge(self, *, now: datetime | None = None) -> int:
        """Removes for good what was deleted more than `KEPT` ago, whoever owns it: no owner finds
        it any more; years too, and what links show that ended so long ago. How many fairs it
        were."""
        before = (now or datetime.now(UTC)) - KEPT
        with self.database.writing() as connection:
            empty_ended(connection, before)
            connection.execute(delete(YEARS).where(YEARS.c.deleted <= before))
            return connection.execute(delete(FAIRS).where(FAIRS.c.deleted <= before)).rowcount

    # Documents

    def save(
        self,
        id: str,
        part: str,
        content: str,
        *,
        base: int,
        by: str = "",
        seen: datetime | None = None,
    ) -> Document:
        """The next version of a part, made from version `base`, or 0. The same content once more
        is no new version.

        Raises `Conflict` where `base` is not the newest, and `StoreError` ``frozen`` for a second
        forecast.
        """
        part, content, by = checked_part(part), checked_content(content), checked_by(by)
        with self._changing(id) as (connection, fair):
            last = newest(connection, fair.id, part)
            if last is not None and last.content == content:
                return last
            if last is not None and part == ONCE:
                raise StoreError("frozen", saved=last.saved)
            if last is not None and last.version != base:
                raise Conflict(last)
            _unchanged(fair, seen)
            version = 1 if last is None else last.version + 1
            saved = Document(fair.id, part, version, datetime.now(UTC), by, content)
            insert_documents(connection, [saved])
            self._set(connection, fair, changed=saved.saved)
        return saved

    def latest(self, id: str, part: str) -> Document | None:
        """The newest version of a part, or None."""
        with self.database.reading() as connection:
            return newest(
                connection, fair_of(connection, self.owner, checked_id(id)).id, checked_part(part)
            )

    def document(self, id: str, part: str, version: int) -> Document | None:
        """One version of a part, or None."""
        return next(iter(self._versions(id, part, COLUMNS, DOCUMENTS.c.version == version)), None)

    def history(self, id: str, part: str) -> list[Document]:
        """Every version of a part, newest first, without their contents."""
        return self._versions(id, part, LIGHT)

    # Files of leads

    def headings(self, of: str) -> str | None:
        """What was said last of a file with these headings (their SHA-256), or None."""
        wanted = select(HEADINGS.c.content).where(*self._headed(of))
        with self.database.reading() as connection:
            return connection.execute(wanted).scalar_one_or_none()

    def keep_headings(self, of: str, content: str) -> None:
        """What is said of such a file, in place of what was."""
        kept = {"saved": datetime.now(UTC), "content": checked_content(content)}
        with self.database.writing() as connection:
            there = update(HEADINGS).where(*self._headed(of)).values(**kept)
            if not connection.execute(there).rowcount:
                new = insert(HEADINGS).values(owner=self.owner, headings=of, **kept)
                connection.execute(new)

    def forget_headings(self, of: str) -> None:
        """As if nothing had been said of such a file."""
        with self.database.writing() as connection:
            connection.execute(delete(HEADINGS).where(*self._headed(of)))

    # Rows

    def _headed(self, of: str) -> tuple[Any, ...]:
        return HEADINGS.c.owner == self.owner, HEADINGS.c.headings == of

    def _versions(self, id: str, part: str, columns: list[Any], *which: Any) -> list[Document]:
        with self.database.reading() as connection:
            fair = fair_of(connection, self.owner, checked_id(id))
            of_part = (DOCUMENTS.c.fair == fair.id, DOCUMENTS.c.part == checked_part(part))
            wanted = select(*columns).where(*of_part, *which).order_by(DOCUMENTS.c.version.desc())
            return [Document(**row) for row in connection.execute(wanted).mappings()]

    @contextmanager
    def _changing(
        self, id: str, *, deleted: bool = False, seen: datetime | None = None
    ) -> Iterator[tuple[Connection, Fair]]:
        """A fair that nobody else changes meanwhile."""
        checked_id(id)
        with self.database.writing() as connection:
            fair = fair_of(connection, self.owner, id, alone=True)
            if fair.deleted is not None and not deleted:
                raise StoreError("deleted")
            _unchanged(fair, seen)
            yield connection, fair

    def _set(self, connection: Connection, fair: Fair, **values: Any) -> Fair:
        values = {"changed": datetime.now(UTC)} | values
        connection.execute(update(FAIRS).where(FAIRS.c.id == fair.id).values(**values))
        return fair_of(connection, self.owner, fair.id)


def _unchanged(fair: Fair, seen: datetime | None) -> None:
    if seen is not None and fair.changed != seen:
        raise StoreError("changed", saved=fair.changed)


def _state(fair: Fair) -> str:
    if fair.deleted is not None:
        return "deleted"
    return "open" if fair.archived is None else "archived"
