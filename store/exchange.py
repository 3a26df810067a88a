"""Everything of an owner as one file, and a file taken into the book without overwriting."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from store.book_file import Kept, KeptWhole, packed, unpacked
from store.entries import Document, Fair
from store.fairs import Fairs
from store.rows import COLUMNS, HEADS, insert_documents, insert_fair
from store.tables import DOCUMENTS, FAIRS, YEARS
from store.years.entries import KeptYear
from store.years.kept import every_year
from store.years.rows import insert_year, insert_year_documents


@dataclass(frozen=True)
class Imported:
    """What became of the fairs in a file: `added`; `copied` beside one that is there already with
    other content; `skipped`, because it is there already just so. `years`: those that came in,
    added or copied."""

    added: tuple[Fair, ...]
    copied: tuple[Fair, ...]
    skipped: tuple[Fair, ...]
    years: tuple[KeptYear, ...] = ()


def exported(fairs: Fairs) -> bytes:
    """The file of all fairs and years of an owner, archived ones too, with every version. What was
    deleted is not in it."""
    with fairs.database.reading() as connection:
        return packed(_kept(connection, fairs.owner), _years(connection, fairs.owner))


def imported(fairs: Fairs, content: bytes) -> Imported:
    """Takes all fairs and years of a file into the book, or none. Raises `StoreError`.

    A fair that is there already with the same name, year and documents is left as it is. One
    whose id is taken comes in under a new one, and years name it by that; they come in likewise.
    """
    book = unpacked(content)
    found: dict[str, list[Fair]] = {"added": [], "copied": [], "skipped": []}
    with fairs.database.writing() as connection:
        here = _kept(connection, fairs.owner)
        known = {one.fair.id for one in here}
        same = {_content(one): one.fair.id for one in here}
        now: dict[str, str] = {}  # the ids of the file -> those of the book
        for kept in book.fairs:
            fair = kept.fair
            fate = "copied" if fair.id in known else "added"
            if _content(kept) in same:
                found["skipped"].append(fair)
                now[fair.id] = same[_content(kept)]
                continue
            if _taken(connection, fair.id):
                fair = replace(fair, id=secrets.token_urlsafe(18))
            insert_fair(connection, fairs.owner, fair)
            insert_documents(connection, (replace(one, fair=fair.id) for one in kept.documents))
            known.add(fair.id)
            same[_content(kept)] = now[kept.fair.id] = fair.id
            found[fate].append(fair)
        years = tuple(_bring_in(connection, fairs.owner, book.years, now))
    return Imported(**{fate: tuple(fairs) for fate, fairs in found.items()}, years=years)


def _bring_in(
    connection: Connection, owner: str, years: Iterable[KeptWhole], now: Mapping[str, str]
) -> Iterator[KeptYear]:
    """The years that are not there just so; `now`: the ids that the fairs of the file have here."""
    same = {_content_of_year(one) for one in _years(connection, owner)}
    for kept in years:
        year, documents = kept.year, []
        if connection.execute(select(YEARS.c.id).where(YEARS.c.id == year.id)).first():
            year = replace(year, id=secrets.token_urlsafe(18))
        for one in kept.documents:
            held = tuple(now.get(id, id) for id in one.fairs)
            documents.append(replace(one, of=year.id, fairs=held))
        told = _content_of_year(KeptWhole(year, tuple(documents)))
        if told in same:
            continue
        same.add(told)
        insert_year(connection, owner, year)
        insert_year_documents(connection, documents)
        yield year


def _content(kept: Kept) -> tuple[object, ...]:
    """What makes two fairs the same: everything but ids, moments of the fair itself and whether
    it is archived."""
    fair = kept.fair
    documents = [tuple(vars(replace(one, fair="")).values()) for one in kept.documents]
    return (fair.name, fair.year, fair.series, *documents)


def _content_of_year(kept: KeptWhole) -> tuple[object, ...]:
    documents = [tuple(vars(replace(one, of="")).values()) for one in kept.documents]
    return (kept.year.name, kept.year.year, *documents)


def _years(connection: Connection, owner: str) -> list[KeptWhole]:
    return [KeptWhole(year, tuple(of)) for year, of in every_year(connection, owner)]


def _kept(connection: Connection, owner: str) -> list[Kept]:
    """The fairs of an owner that are not deleted, the oldest first, with every document."""
    of_owner = select(*HEADS).where(FAIRS.c.owner == owner, FAIRS.c.deleted.is_(None))
    heads = connection.execute(of_owner.order_by(FAIRS.c.created, FAIRS.c.id)).mappings().all()
    here = select(FAIRS.c.id).where(FAIRS.c.owner == owner, FAIRS.c.deleted.is_(None))
    in_order = (DOCUMENTS.c.part, DOCUMENTS.c.version)
    wanted = select(*COLUMNS).where(DOCUMENTS.c.fair.in_(here)).order_by(*in_order)
    documents: dict[str, list[Document]] = {row["id"]: [] for row in heads}
    for row in connection.execute(wanted).mappings():
        documents[row["fair"]].append(Document(**row))
    return [Kept(Fair(**row), tuple(documents[row["id"]])) for row in heads]


def _taken(connection: Connection, id: str) -> bool:
    return connection.execute(select(FAIRS.c.id).where(FAIRS.c.id == id)).first() is not None
