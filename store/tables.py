"""The tables, and the version of the database that this code reads and writes."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)
from sqlalchemy.types import TypeDecorator

VERSION: Final = "0004"  # the newest file in migrations/versions; text that sorts by age
VERSIONS: Final = "quitte_version"  # the table in which a database says its version


class Moment(TypeDecorator[datetime]):
    """A moment, kept and given back in UTC; SQLite itself knows no time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value and value.astimezone(UTC)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment: datetime = value
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


class Ids(TypeDecorator[tuple[str, ...]]):
    """A row of ids, kept as JSON."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str | None:
        return None if value is None else json.dumps([*value])

    def process_result_value(self, value: Any | None, dialect: Dialect) -> tuple[str, ...] | None:
        return None if value is None else tuple(map(str, json.loads(value)))


METADATA: Final = MetaData()
SNAPSHOTS: Final = Table(
    "snapshots",
    METADATA,
    Column("id", String(40), primary_key=True),
    Column("maker", String(64), nullable=False),  # SHA-256 of the maker's key
    Column("title", Text, nullable=False),
    Column("audience", String(20), nullable=False),
    Column("created", Moment, nullable=False),
    Column("expires", Moment),
    Column("opened", Moment),
    Column("revoked", Moment),
    Column("engine", Integer, nullable=False),
    Column("seed", BigInteger, nullable=False),
    Column("fingerprint", String(40), nullable=False),
    Column("content", Text),  # nothing once revoked
    Index("snapshots_of_a_maker", "maker", "created"),
)
FAIRS: Final = Table(
    "fairs",
    METADATA,
    Column("id", String(40), primary_key=True),
    Column("owner", String(254), nullable=False),  # a company; empty where nobody signs in
    Column("name", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("series", Text, nullable=False),  # equal for the same fair over the years
    Column("created", Moment, nullable=False),
    Column("changed", Moment, nullable=False),
    Column("archived", Moment),
    Column("deleted", Moment),
    Index("fairs_of_an_owner", "owner", "year"),
)
DOCUMENTS: Final = Table(
    "documents",
    METADATA,
    Column("fair", String(40), ForeignKey("fairs.id", ondelete="CASCADE"), primary_key=True),
    Column("part", String(20), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),  # 1, 2, 3, ...
    Column("saved", Moment, nullable=False),
    Column("by", Text, nullable=False),
    Column("content", Text, nullable=False),
)
HEADINGS: Final = Table(
    "headings",
    METADATA,
    Column("owner", String(254), primary_key=True),
    Column("headings", String(64), primary_key=True),  # SHA-256 of those of a file of leads
    Column("saved", Moment, nullable=False),
    Column("content", Text, nullable=False),  # what its columns and words are
)
YEARS: Final = Table(
    "years",
    METADATA,
    Column("id", String(40), primary_key=True),
    Column("owner", String(254), nullable=False),  # as of fairs
    Column("name", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("created", Moment, nullable=False),
    Column("changed", Moment, nullable=False),
    Column("deleted", Moment),
    Index("years_of_an_owner", "owner", "year"),
)
YEAR_DOCUMENTS: Final = Table(
    "year_documents",
    METADATA,
    Column("of", String(40), ForeignKey("years.id", ondelete="CASCADE"), primary_key=True),
    Column("part", String(20), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),  # 1, 2, 3, ...
    Column("saved", Moment, nullable=False),
    Column("by", Text, nullable=False),
    Column("fairs", Ids, nullable=False),  # of the book, that it holds
    Column("content", Text, nullable=False),
)
