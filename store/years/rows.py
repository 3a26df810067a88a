"""Rows of the tables of years, read and written inside a transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, func, insert, literal, select

from store.problems import StoreError
from store.rows import gone
from store.tables import YEAR_DOCUMENTS, YEARS
from store.years.entries import KeptYear, YearDocument

HEADS: Final = [YEARS.c[f.name] for f in fields(KeptYear) if f.name != "parts"]
COLUMNS: Final = [YEAR_DOCUMENTS.c[f.name] for f in fields(YearDocument)]
LIGHT: Final = [*COLUMNS[:-1], literal("").label("content")]  # which is not read at all


def newest_of_year(connection: Connection, id: str, part: str) -> YearDocument | None:
    """The newest version of a part, with its content."""
    wanted = select(*COLUMNS).where(YEAR_DOCUMENTS.c.of == id, YEAR_DOCUMENTS.c.part == part)
    latest_first = wanted.order_by(YEAR_DOCUMENTS.c.version.desc()).limit(1)
    row = connection.execute(latest_first).mappings().first()
    return None if row is None else YearDocument(**row)


def insert_year(connection: Connection, owner: str, year: KeptYear) -> None:
    row = {column.name: getattr(year, column.name) for column in HEADS}
    connection.execute(insert(YEARS).values(owner=owner, **row))


def insert_year_documents(connection: Connection, documents: Iterable[YearDocument]) -> None:
    rows = [vars(one) for one in documents]
    if rows:
        connection.execute(insert(YEAR_DOCUMENTS), rows)


def year_of(connection: Connection, owner: str, id: str, *, alone: bool = False) -> KeptYear:
    """A year of an owner, `alone` until the transaction ends. Raises `StoreError`."""
    wanted = select(*HEADS).where(YEARS.c.id == id, YEARS.c.owner == owner)
    row = connection.execute(wanted.with_for_update() if alone else wanted).mappings().first()
    if row is None or gone(row["deleted"]):
        raise StoreError("unknown_year")
    return next(_with_parts(connection, [row], YEAR_DOCUMENTS.c.of == id))


def years_of(connection: Connection, owner: str) -> list[KeptYear]:
    """The years of an owner, newest first, and those that were deleted and can come back."""
    of_owner = select(*HEADS).where(YEARS.c.owner == owner)
    newest_first = of_owner.order_by(YEARS.c.year.desc(), YEARS.c.changed.desc(), YEARS.c.id)
    rows = connection.execute(newest_first).mappings().all()
    theirs = YEAR_DOCUMENTS.c.of.in_(select(YEARS.c.id).where(YEARS.c.owner == owner))
    return list(_with_parts(connection, [row for row in rows if not gone(row["deleted"])], theirs))


def _with_parts(
    connection: Connection, rows: Iterable[RowMapping], theirs: Any
) -> Iterator[KeptYear]:
    key = (YEAR_DOCUMENTS.c.of, YEAR_DOCUMENTS.c.part)
    last = select(*key, func.max(YEAR_DOCUMENTS.c.version).label("version")).where(theirs)
    last_of = last.group_by(*key).subquery()
    same = [column == YEAR_DOCUMENTS.c[column.name] for column in last_of.c]
    wanted = select(*LIGHT).join(last_of, same[0] & same[1] & same[2])
    parts: dict[str, dict[str, YearDocument]] = {}
    for row in connection.execute(wanted).mappings():
        parts.setdefault(row["of"], {})[row["part"]] = YearDocument(**row)
    for row in rows:
        yield KeptYear(**row, parts=parts.get(row["id"], {}))
