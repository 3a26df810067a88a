"""A book of fairs as one file: a zip archive that can be read without this app.

``book.json`` is ``{"format": "quitte-book", "version": 1, "fairs": [...]}``. Each fair has ``id``,
``name``, ``year``, ``series``, ``created``, ``changed``, ``archived`` (a moment or null) and
``documents``: a list of ``part``, ``version``, ``saved``, ``by`` and ``file``, the name of the
member that holds the content in UTF-8. A book that holds years has version 2, and ``years``: each
with ``id``, ``name``, ``year``, ``created``, ``changed`` and ``documents`` as above, which name in
``fairs`` the ids of the fairs they hold (empty for one that is in no book). Moments are ISO 8601 in
UTC. The same book gives the same bytes.

Whoever brings a file hears in one sentence what is wrong with it; how much is unpacked is bounded
before it is.
"""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from store.entries import (
    CONTENT,
    ONCE,
    PARTS,
    Document,
    Fair,
    checked_by,
    checked_content,
    checked_id,
    checked_name,
    checked_part,
    checked_year,
)
from store.problems import StoreError
from store.years.entries import (
    YEAR_PARTS,
    KeptYear,
    YearDocument,
    checked_fairs,
    checked_year_id,
    checked_year_name,
    checked_year_part,
)

FORMAT: Final = "quitte-book"
VERSION: Final = 2
WITHOUT_YEARS: Final = 1  # which apps from before there were years read too
INDEX: Final = "book.json"
LARGEST: Final = 100_000_000  # bytes unpacked
LONGEST: Final = 20_000_000  # bytes of the index
MOST: Final = 10_000  # fairs, and years
METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
FIRST: Final = (1980, 1, 1, 0, 0, 0)  # the moment of every member, the earliest that a zip knows
ENDINGS: Final = dict.fromkeys(PARTS, "json") | {"plan": "toml"}


@dataclass(frozen=True)
class Kept:
    """A fair with every document, the oldest version of a part first."""

    fair: Fair
    documents: tuple[Document, ...]


@dataclass(frozen=True)
class KeptWhole:
    """A year with every document, the oldest version of a part first."""

    year: KeptYear
    documents: tuple[YearDocument, ...]


@dataclass(frozen=True)
class Book:
    """What is in a file."""

    fairs: tuple[Kept, ...]
    years: tuple[KeptWhole, ...] = ()


def packed(book: Iterable[Kept], years: Iterable[KeptWhole] = ()) -> bytes:
    """The file of a book."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        heads = []
        for at, kept in enumerate(book, start=1):
            files = [_file(at, one) for one in kept.documents]
            for file, one in zip(files, kept.documents, strict=True):
                _add(archive, file, one.content)
            heads.append(_head(kept, files))
        index: dict[str, Any] = {"format": FORMAT, "version": WITHOUT_YEARS, "fairs": heads}
        told = [_add_year(archive, at, one) for at, one in enumerate(years, start=1)]
        if told:
            index |= {"version": VERSION, "years": told}
        _add(archive, INDEX, json.dumps(index, ensure_ascii=False, indent=1))
    return buffer.getvalue()


def _file(at: int, document: Document) -> str:
    return f"fairs/{at}/{document.part}.{document.version}.{ENDINGS[document.part]}"


def _add_year(archive: zipfile.ZipFile, at: int, kept: KeptWhole) -> dict[str, Any]:
    """Its head in the index."""
    year, documents = kept.year, []
    for one in kept.documents:
        file = f"years/{at}/{one.part}.{one.version}.json"
        _add(archive, file, one.content)
        told = {"part": one.part, "version": one.version, "saved": one.saved.isoformat()}
        documents.append(told | {"by": one.by, "fairs": [*one.fairs], "file": file})
    return {
        "id": year.id,
        "name": year.name,
        "year": year.year,
        "created": year.created.isoformat(),
        "changed": year.changed.isoformat(),
        "documents": documents,
    }


def _add(archive: zipfile.ZipFile, name: str, content: str) -> None:
    member = zipfile.ZipInfo(name, FIRST)
    member.compress_type = zipfile.ZIP_DEFLATED
    member.external_attr = 0o600 << 16
    archive.writestr(member, content.encode())


def _head(kept: Kept, files: list[str]) -> dict[str, Any]:
    fair = kept.fair
    return {
        "id": fair.id,
        "name": fair.name,
        "year": fair.year,
        "series": fair.series,
        "created": fair.created.isoformat(),
        "changed": fair.changed.isoformat(),
        "archived": fair.archived and fair.archived.isoformat(),
        "documents": [
            {
                "part": one.part,
                "version": one.version,
                "saved": one.saved.isoformat(),
                "by": one.by,
                "file": file,
            }
            for file, one in zip(files, kept.documents, strict=True)
        ],
    }


def unpacked(content: bytes) -> Book:
    """The book in a file. Raises `StoreError`: ``not_book``, ``newer_book``, ``large_book`` or
    ``broken_book``."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _read(_Members(archive))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError):
        raise StoreError("not_book") from None


class _Members:
    """The files in an archive: each is read once, and none is larger than it says."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._left = {member.filename: member for member in archive.infolist()}
        if sum(member.file_size for member in self._left.values()) > LARGEST:
            raise _too_large()

    def text(self, name: str, most: int) -> str:
        """The text of a file. Raises KeyError and ValueError."""
        member = self._left.pop(name)
        if member.file_size > most or member.compress_type not in METHODS:
            raise ValueError(name)
        with self._archive.open(member) as opened:
            content = opened.read(most + 1)
        if len(content) > most:
            raise ValueError(name)
        return content.decode()


def _too_large() -> StoreError:
    return StoreError("large_book", fairs=MOST, most=LARGEST // 1_000_000)


def _read(members: _Members) -> Book:
    try:
        index = json.loads(members.text(INDEX, LONGEST))
    except KeyError:
        raise StoreError("not_book") from None
    if not isinstance(index, dict) or index.get("format") != FORMAT:
        raise StoreError("not_book")
    version = index.get("version")
    if type(version) is int and VERSION < version < 1000:
        raise StoreError("newer_book", found=version, known=VERSION)
    if type(version) is not int or not WITHOUT_YEARS <= version <= VERSION:
        raise StoreError("broken_book", place="version")
    fairs = _heads(index, "fairs")
    years = [] if version == WITHOUT_YEARS else _heads(index, "years")
    return Book(
        tuple(_fair(head, place, members) for place, head in fairs),
        tuple(_year(head, place, members) for place, head in years),
    )


def _heads(index: dict[str, Any], of: str) -> list[tuple[str, Any]]:
    """The heads of one kind, each with its place."""
    heads = index.get(of)
    if not isinstance(heads, list):
        raise StoreError("broken_book", place=of)
    if len(heads) > MOST:
        raise _too_large()
    return [(f"{of}[{at}]", head) for at, head in enumerate(heads, start=1)]


def _fair(head: Any, place: str, members: _Members) -> Kept:
    """A fair of the index, checked as one that is typed in."""
    with _at(place):
        archived = head["archived"]
        fair = Fair(
            id=checked_id(head["id"]),
            name=checked_name(head["name"]),
            year=checked_year(head["year"]),
            series=checked_name(head["series"]),
            created=_moment(head["created"]),
            changed=_moment(head["changed"]),
            archived=None if archived is None else _moment(archived),
        )
        told = list(enumerate(head["documents"], start=1))
    found = [_document(fair.id, one, f"{place}.documents[{at}]", members) for at, one in told]
    _check_versions([(one.part, one.version) for one in found], PARTS, place)
    return Kept(fair, tuple(sorted(found, key=lambda one: (one.part, one.version))))


def _check_versions(found: list[tuple[str, int]], parts: Sequence[str], place: str) -> None:
    """Each version of a part is there once, and of a forecast there is one."""
    for part in parts:
        versions = sorted(version for of, version in found if of == part)
        if versions != list(range(1, len(versions) + 1)) or (part == ONCE and len(versions) > 1):
            raise StoreError("broken_book", place=f"{place}.documents")


def _year(head: Any, place: str, members: _Members) -> KeptWhole:
    """A year of the index, checked as one that is typed in."""
    with _at(place):
        year = KeptYear(
            id=checked_year_id(head["id"]),
            name=checked_year_name(head["name"]),
            year=checked_year(head["year"]),
            created=_moment(head["created"]),
            changed=_moment(head["changed"]),
        )
        told = list(enumerate(head["documents"], start=1))
    found = [_of_year(year.id, one, f"{place}.documents[{at}]", members) for at, one in told]
    _check_versions([(one.part, one.version) for one in found], YEAR_PARTS, place)
    return KeptWhole(year, tuple(sorted(found, key=lambda one: (one.part, one.version))))


def _of_year(id: str, head: Any, place: str, members: _Members) -> YearDocument:
    with _at(place):
        return YearDocument(
            of=id,
            part=checked_year_part(head["part"]),
            version=_whole(head["version"]),
            saved=_moment(head["saved"]),
            by=checked_by(head["by"]),
            fairs=checked_fairs(head["fairs"]),
            content=checked_content(members.text(head["file"], CONTENT)),
        )


def _document(id: str, head: Any, place: str, members: _Members) -> Document:
    with _at(place):
        return Document(
            fair=id,
            part=checked_part(head["part"]),
            version=_whole(head["version"]),
            saved=_moment(head["saved"]),
            by=checked_by(head["by"]),
            content=checked_content(members.text(head["file"], CONTENT)),
        )


@contextmanager
def _at(place: str) -> Iterator[None]:
    """Whatever is wrong inside stands at a place of the index."""
    try:
        yield
    except (StoreError, LookupError, TypeError, ValueError, AttributeError, ArithmeticError):
        raise StoreError("broken_book", place=place) from None


def _whole(number: Any) -> int:
    if type(number) is not int:
        raise TypeError(number)
    return number


def _moment(text: Any) -> datetime:
    """A moment with its zone, in UTC."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment.astimezone(UTC)
