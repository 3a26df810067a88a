"""What is kept of a year: its name, and documents that hold fairs of the book."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from store.entries import NAME, checked_name
from store.problems import StoreError
from store.texts import is_id

YEAR_PARTS: Final = ("plan", "frozen")  # the second is written once, as of a fair
MOST_FAIRS: Final = 100  # of a year; how many one page takes is its own affair


@dataclass(frozen=True)
class YearDocument:
    """One version of one part of a year, as somebody saved it; nobody changes it any more.

    fairs  the ids of the fairs of the book that it holds, in its order; empty for one that is in
           no book. One that is gone since is still named
    others as of `store.entries.Document`
    """

    of: str
    part: str
    version: int
    saved: datetime
    by: str
    fairs: tuple[str, ...]
    content: str


@dataclass(frozen=True)
class KeptYear:
    """A year with several fairs. All moments are UTC; `parts`: part -> its newest document, without
    its content."""

    id: str
    name: str
    year: int
    created: datetime
    changed: datetime
    deleted: datetime | None = None
    parts: Mapping[str, YearDocument] = field(default_factory=dict)

    def version(self, part: str) -> int:
        """Of the newest document of a part; 0 where there is none."""
        return self.parts[part].version if part in self.parts else 0

    @property
    def by(self) -> str:
        """Who saved last, or empty."""
        last = max(self.parts.values(), key=lambda one: one.saved, default=None)
        return "" if last is None else last.by


class YearConflict(StoreError):  # noqa: N818 - nobody has made an error
    """Somebody has saved in the meantime: `document` is the newest version, with its content."""

    def __init__(self, document: YearDocument) -> None:
        self.document = document
        super().__init__("conflict", by=document.by or "somebody", saved=document.saved)


def checked_year_id(id: Any) -> str:
    """The id. Raises `StoreError` for what can be none."""
    if not is_id(id):
        raise StoreError("unknown_year")
    return id


def checked_year_name(name: Any) -> str:
    """As `store.entries.checked_name`, of a year."""
    try:
        return checked_name(name)
    except StoreError:
        raise StoreError("not_year_name", most=NAME) from None


def checked_year_part(part: Any) -> str:
    if part not in YEAR_PARTS:
        raise StoreError("not_part", allowed=", ".join(YEAR_PARTS))
    return str(part)


def checked_fairs(fairs: Any) -> tuple[str, ...]:
    """Ids of fairs, or empty texts."""
    found = tuple(fairs)
    if len(found) > MOST_FAIRS or not all(one == "" or is_id(one) for one in found):
        raise StoreError("unknown_fair")
    return found
