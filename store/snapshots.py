"""Presentation links: an answer as it was, under an address that nobody can guess."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, Select, func, insert, literal, select, update

from store.database import Database
from store.problems import StoreError
from store.tables import SNAPSHOTS, Moment
from store.texts import is_content, is_id, is_line

AUDIENCES: Final = ("board", "customer")
TITLE: Final = 120  # characters
CONTENT: Final = 1_000_000  # bytes


@dataclass(frozen=True)
class Snapshot:
    """A presentation that was kept. All moments are UTC; `content` is JSON that only its writer
    understands, and is empty in a list."""

    id: str
    title: str
    audience: str
    created: datetime
    expires: datetime | None
    opened: datetime | None
    revoked: datetime | None
    engine: int
    seed: int
    fingerprint: str
    content: str


COLUMNS: Final = [SNAPSHOTS.c[field.name] for field in fields(Snapshot)]


class Snapshots:
    """The presentations in a database. A maker is known by a secret key, of which only the hash
    is kept. Every method raises `StoreError`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(
        self,
        *,
        maker: str,
        title: str,
        audience: str,
        expires: datetime | None,
        engine: int,
        seed: int,
        fingerprint: str,
        content: str,
    ) -> Snapshot:
        """Keeps a presentation until it `expires` or is revoked; its `id` is the link."""
        now = datetime.now(UTC)
        _check(title, audience, content)
        if expires is not None and expires <= now:
            raise StoreError("not_later")
        kept = Snapshot(
            id=secrets.token_urlsafe(18),
            title=title,
            audience=audience,
            created=now,
            expires=expires and expires.astimezone(UTC),
            opened=None,
            revoked=None,
            engine=engine,
            seed=seed,
            fingerprint=fingerprint,
            content=content,
        )
        with self._database.writing() as connection:
            connection.execute(insert(SNAPSHOTS).values(maker=_hashed(maker), **vars(kept)))
        return kept

    def open(self, id: str, *, now: datetime | None = None) -> Snapshot:
        """The presentation under a link, marked as opened `now`.

        One that was revoked, or has expired, is asked for and refused just as one that never was:
        whoever tries ids learns nothing from what is said, nor from how long it takes. Who has a
        valid link sees it even where the mark cannot be written.
        """
        now = now or datetime.now(UTC)
        found = self.look(id, now=now)
        try:
            with self._database.writing() as connection:
                connection.execute(update(SNAPSHOTS).where(SNAPSHOTS.c.id == id).values(opened=now))
        except StoreError:
            return found
        return replace(found, opened=now.astimezone(UTC))

    def look(self, id: str, *, now: datetime | None = None) -> Snapshot:
        """The same, and nobody has opened it."""
        _known(id)
        now = now or datetime.now(UTC)
        with self._database.reading() as connection:
            row = connection.execute(_valid(id, now)).one_or_none()
        if row is None:
            raise StoreError("unknown_link")
        return Snapshot(**row._asdict())

    def made_by(self, maker: str) -> list[Snapshot]:
        """All that a maker has kept, newest first, without their contents."""
        of_maker = (
            _light()
            .where(SNAPSHOTS.c.maker == _hashed(maker))
            .order_by(SNAPSHOTS.c.created.desc(), SNAPSHOTS.c.id)
        )
        with self._database.reading() as connection:
            return [Snapshot(**row._asdict()) for row in connection.execute(of_maker)]

    def revoke(self, id: str, maker: str) -> None:
        """Closes a link for good and deletes its content; only for its own maker."""
        _known(id)
        now = literal(datetime.now(UTC), Moment)
        closed = (
            update(SNAPSHOTS)
            .where(SNAPSHOTS.c.id == id, SNAPSHOTS.c.maker == _hashed(maker))
            .values(revoked=func.coalesce(SNAPSHOTS.c.revoked, now), content=None)
        )
        with self._database.writing() as connection:
            if not connection.execute(closed).rowcount:
                raise StoreError("unknown_link")


def empty_ended(connection: Connection, before: datetime) -> None:
    """Nothing is kept any more of what links showed that ended before then; their makers still see
    that there was one."""
    ended = SNAPSHOTS.c.expires <= literal(before, Moment)
    there = SNAPSHOTS.c.content.is_not(None)
    connection.execute(update(SNAPSHOTS).where(ended, there).values(content=None))


def _valid(id: str, now: datetime) -> Select[Any]:
    """The row of a link that can be opened `now`."""
    expires, at = SNAPSHOTS.c.expires, literal(now, Moment)
    lasts = expires.is_(None) | (expires > at)
    return select(*COLUMNS).where(SNAPSHOTS.c.id == id, SNAPSHOTS.c.revoked.is_(None), lasts)


def _light() -> Select[Any]:
    """Snapshots with an empty content, which is not read at all."""
    return select(*COLUMNS[:-1], literal("").label("content"))


def _hashed(maker: str) -> str:
    return hashlib.sha256(maker.encode("utf-8", "surrogatepass")).hexdigest()


def _known(id: str) -> None:
    if not is_id(id):
        raise StoreError("unknown_link")


def _check(title: str, audience: str, content: str) -> None:
    if not is_line(title, TITLE) or not title.strip():
        raise StoreError("not_title", most=TITLE)
    if audience not in AUDIENCES:
        raise StoreError("not_audience", allowed=", ".join(AUDIENCES))
    if not is_content(content, CONTENT):
        raise StoreError("not_content", most=CONTENT)
