"""Everything of an owner as one file, and a file taken into the book without overwriting."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from store.book_file import Kept, packed, unpacked
from store.entries import Document, Fair
from store.fairs import Fairs
from store.rows import COLUMNS, HEADS, insert_documents, insert_fair
from store.tables import DOCUMENTS, FAIRS


@dataclass(frozen=True)
class Imported:
    """What became of the fairs in a file: `added`; `copied` beside one that is there already with
    other content; `skipped`, because it is there already just so."""

    added: tuple[Fair, ...]
    copied: tuple[Fair, ...]
    skipped: tuple[Fair, ...]


def exported(fairs: Fairs) -> bytes:
    """The file of all fairs of an owner, archived ones too, with every version. What was deleted
    is not in it."""
    with fairs.database.reading() as connection:
        return packed(_kept(connection, fairs.owner))


def imported(fairs: Fairs, content: bytes) -> Imported:
    """Takes all fairs of a file into the book, or none. Raises `StoreError`.

    A fair that is there already with the same name, year and documents is left as it is. One
    whose id is taken comes in under a new one.
    """
    book = unpacked(content)
    found: dict[str, list[Fair]] = {"added": [], "copied": [], "skipped": []}
    with fairs.database.writing() as connection:
        here = _kept(connection, fairs.owner)
        known = {one.fair.id for one in here}
        same = {_content(one) for one in here}
        for kept in book:
            fair = kept.fair
            fate = "copied" if fair.id in known else "added"
            if _content(kept) in same:
                found["skipped"].append(fair)
                continue
            if _taken(connection, fair.id):
                fair = replace(fair, id=secrets.token_urlsafe(18))
            insert_fair(connection, fairs.owner, fair)
            insert_documents(connection, (replace(one, fair=fair.id) for one in kept.documents))
            known.add(fair.id)
            same.add(_content(kept))
            found[fate].append(fair)
    return Imported(**{fate: tuple(fairs) for fate, fairs in found.items()})


def _content(kept: Kept) -> tuple[object, ...]:
    """What makes two fairs the same: everything but ids, moments of the fair itself and whether
    it is archived."""
    fair = kept.fair
    documents = [tuple(vars(replace(one, fair="")).values()) for one in kept.documents]
    return (fair.name, fair.year, fair.series, *documents)


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
