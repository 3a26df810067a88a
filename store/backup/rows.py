"""The rows of all tables, from one database into another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, func, insert, inspect, select, text

from store.tables import DOCUMENTS, FAIRS, METADATA, SNAPSHOTS, VERSIONS, YEAR_DOCUMENTS, YEARS

AT_ONCE: Final = 20  # rows held in memory; a document has up to 10 MB


@dataclass(frozen=True)
class Counts:
    """How much a database holds: links to show, fairs, years of several, and what was saved of
    them."""

    links: int
    fairs: int
    years: int
    saves: int


def version(connection: Connection) -> str | None:
    """The version that a database says it has; None where it is none of this app."""
    if VERSIONS not in inspect(connection).get_table_names():
        return None
    return str(connection.execute(text(f"SELECT version_num FROM {VERSIONS}")).scalar() or "")


def counts(connection: Connection) -> Counts:
    """What is there, as this transaction sees it; tables of a newer app than wrote it are empty."""
    there = inspect(connection).get_table_names()
    sizes = (
        connection.execute(select(func.count()).select_from(table)).scalar_one()
        if table.name in there
        else 0
        for table in (SNAPSHOTS, FAIRS, YEARS, DOCUMENTS, YEAR_DOCUMENTS)
    )
    links, fairs, years, *saves = sizes
    return Counts(links, fairs, years, sum(saves))


def is_empty(connection: Connection) -> bool:
    """Whether no table has a row."""
    return all(
        connection.execute(select(table).limit(1)).first() is None
        for table in METADATA.sorted_tables
    )


def copy(source: Connection, target: Connection) -> None:
    """Every row of every table, in the order in which tables refer to one another."""
    for table in METADATA.sorted_tables:
        rows = source.execute(select(table).execution_options(yield_per=AT_ONCE))
        for part in rows.mappings().partitions():
            target.execute(insert(table), [dict(row) for row in part])
