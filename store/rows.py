"""Rows of the book's two tables, read and written inside a transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, func, insert, literal, select

from store.entries import KEPT, Document, Fair
from store.problems import StoreError
from store.tables import DOCUMENTS, FAIRS

HEADS: Final = [FAIRS.c[f.name] for f in fields(Fair) if f.name != "parts"]
COLUMNS: Final = [DOCUMENTS.c[f.name] for f in fields(Document)]
LIGHT: Final = [*COLUMNS[:-1], literal("").label("content")]  # which is not read at all


def newest(connection: Connection, id: str, part: str) -> Document | None:
    """The newest version of a part, with its content."""
    wanted = select(*COLUMNS).where(DOCUMENTS.c.fair == id, DOCUMENTS.c.part == part)
    row = (
        connection.execute(wanted.order_by(DOCUMENTS.c.version.desc()).limit(1)).mappings().first()
    )
    return None if row is None else Document(**row)


def insert_fair(connection: Connection, owner: str, fair: Fair) -> None:
    row = {column.name: getattr(fair, column.name) for column in HEADS}
    connection.execute(insert(FAIRS).values(owner=owner, **row))


def insert_documents(connection: Connection, documents: Iterable[Document]) -> None:
    rows = [vars(one) for one in documents]
    if rows:
        connection.execute(insert(DOCUMENTS), rows)


def with_parts(connection: Connection, rows: Iterable[RowMapping], theirs: Any) -> Iterator[Fair]:
    """The fairs of some rows, each with its newest documents."""
    key = (DOCUMENTS.c.fair, DOCUMENTS.c.part)
    last = select(*key, func.max(DOCUMENTS.c.version).label("version")).where(theirs)
    last_of = last.group_by(*key).subquery()
    same = [column == DOCUMENTS.c[column.name] for column in last_of.c]
    wanted = select(*LIGHT).join(last_of, same[0] & same[1] & same[2])
    parts: dict[str, dict[str, Document]] = {}
    for row in connection.execute(wanted).mappings():
        parts.setdefault(row["fair"], {})[row["part"]] = Document(**row)
    for row in rows:
        yield Fair(**row, parts=parts.get(row["id"], {}))


def fair_of(connection: Connection, owner: str, id: str, *, alone: bool = False) -> Fair:
    """A fair of an owner, `alone` until the transaction ends. Raises `StoreError`."""
    wanted = select(*HEADS).where(FAIRS.c.id == id, FAIRS.c.owner == owner)
    row = connection.execute(wanted.with_for_update() if alone else wanted).mappings().first()
    if row is None or gone(row["deleted"]):
        raise StoreError("unknown_fair")
    return next(with_parts(connection, [row], DOCUMENTS.c.fair == id))


def fairs_of(connection: Connection, owner: str) -> list[Fair]:
    """The fairs of an owner, newest first, and those that were deleted and can come back."""
    of_owner = select(*HEADS).where(FAIRS.c.owner == owner)
    newest_first = of_owner.order_by(FAIRS.c.year.desc(), FAIRS.c.changed.desc(), FAIRS.c.id)
    rows = connection.execute(newest_first).mappings().all()
    theirs = DOCUMENTS.c.fair.in_(select(FAIRS.c.id).where(FAIRS.c.owner == owner))
    here = [row for row in rows if not gone(row["deleted"])]
    return list(with_parts(connection, here, theirs))


def gone(deleted: datetime | None) -> bool:
    """Whether what was deleted then cannot come back any more."""
    return deleted is not None and deleted <= datetime.now(UTC) - KEPT
