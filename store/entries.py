"""What the book of fairs consists of: fairs, and the documents that are kept of each."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from store.problems import StoreError
from store.texts import is_document, is_id, is_line

PARTS: Final = ("plan", "frozen", "record", "evaluation", "guesses")
ONCE: Final = "frozen"  # the part that is written once: a forecast cannot be edited afterwards
NAME: Final = 120  # characters of a name
BY: Final = 254  # characters of who saved: as long as an address of e-mail may be
YEARS: Final = (1900, 2200)
KEPT: Final = timedelta(days=30)  # after deleting
CONTENT: Final = 10_000_000  # bytes of a document
_WHOLE: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i"}
)


@dataclass(frozen=True)
class Document:
    """One version of one part of a fair, as somebody saved it; nobody changes it any more.

    `version` is 1, 2, 3, ...; `saved` is UTC; `by` who saved it, or empty. `content` is a text
    that only its writer understands, and is empty in a list.
    """

    fair: str
    part: str
    version: int
    saved: datetime
    by: str
    content: str


@dataclass(frozen=True)
class Fair:
    """A fair of one year. All moments are UTC.

    series    the same for the same fair of other years
    archived  since when, or None; likewise `deleted`
    parts     part -> its newest document, without its content
    """

    id: str
    name: str
    year: int
    series: str
    created: datetime
    changed: datetime
    archived: datetime | None = None
    deleted: datetime | None = None
    parts: Mapping[str, Document] = field(default_factory=dict)

    @property
    def by(self) -> str:
        """Who saved last, or empty; it is not known who renamed or moved a fair."""
        last = max(self.parts.values(), key=lambda one: one.saved, default=None)
        return last.by if last is not None and last.saved >= self.changed else ""

    @property
    def title(self) -> str:
        """Its name, with the year where the name does not tell it."""
        told = _year_in(self.name, self.year)
        return self.name if told else f"{self.name} {self.year}"

    @property
    def timeless(self) -> str:
        """Its name without the year that it tells."""
        told = _year_in(self.name, self.year)
        if told is None:
            return self.name
        rest = self.name[: told.start()].rstrip("'\u2019") + self.name[told.end() :]
        rest = re.sub(r"\s+(?=[,;.])", "", " ".join(rest.split()))
        return rest.strip(" ,-\u2013()") or self.name

    @property
    def named(self) -> tuple[str, int, str]:
        """What `store.fairs.Fairs.rename` changes."""
        return self.name, self.year, self.series

    def version(self, part: str) -> int:
        """Of the newest document of a part; 0 where there is none."""
        return self.parts[part].version if part in self.parts else 0


class Conflict(StoreError):  # noqa: N818 - nobody has made an error
    """Somebody has saved in the meantime: `document` is the newest version, with its content."""

    def __init__(self, document: Document) -> None:
        self.document = document
        super().__init__("conflict", by=document.by or "somebody", saved=document.saved)


class Renamed(StoreError):  # noqa: N818
    """Somebody has renamed the fair in the meantime: `fair` is how it is now."""

    def __init__(self, fair: Fair) -> None:
        self.fair = fair
        super().__init__("renamed", name=fair.name, year=fair.year)


def series_of(name: str) -> str:
    """A fair's name without year, accents, marks and case: "Horeca Expo '26" -> "horeca expo"."""
    words = re.findall(r"[^\W_]+", re.sub(r"\b(19|20)\d\d\b|['\u2019]\d\d\b", " ", sought(name)))
    return " ".join(words) or " ".join(name.split()).casefold()


def year_of(name: str) -> int | None:
    """The year that a name tells in full, or None."""
    found = re.search(r"\b(?:19|20)\d\d\b", name)
    return None if found is None else int(found[0])


def named_for(name: str, before: int, year: int) -> str:
    """The name of a fair that moves to another year: "Abiss 2026" -> "Abiss 2027"."""
    found = _year_in(name, before)
    if found is None:
        return name
    told = str(year) if found[1] else f"{year % 100:02}"
    return name[: found.start()] + told + name[found.end() :]


def _year_in(name: str, year: int) -> re.Match[str] | None:
    """Where a name tells a year: 2026, or '26."""
    return re.search(rf"\b({year})\b|(?<=['\u2019]){year % 100:02}\b", name)


def sought(text: str) -> str:
    """A text as it is searched: without accents and case."""
    letters = unicodedata.normalize("NFKD", text).casefold().translate(_WHOLE)
    return "".join(mark for mark in letters if not unicodedata.combining(mark))


def checked_id(id: Any) -> str:
    """The id. Raises `StoreError` for what can be none."""
    if not is_id(id):
        raise StoreError("unknown_fair")
    return id


def checked_name(name: Any) -> str:
    """A name without the room around it and without what is not seen, every space a plain one."""
    bare = "".join(map(_seen, name)).strip() if is_line(name, NAME) else ""
    if not bare:
        raise StoreError("not_name", most=NAME)
    return bare


def _seen(letter: str) -> str:
    return {"Zs": " ", "Cf": ""}.get(unicodedata.category(letter), letter)


def checked_year(year: Any) -> int:
    least, most = YEARS
    if not isinstance(year, int) or isinstance(year, bool) or not least <= year <= most:
        raise StoreError("not_year", least=least, most=most)
    return year


def checked_part(part: Any) -> str:
    if part not in PARTS:
        raise StoreError("not_part", allowed=", ".join(PARTS))
    return str(part)


def checked_by(by: Any) -> str:
    if not is_line(by, BY):
        raise StoreError("not_by", most=BY)
    return by


def checked_content(content: Any) -> str:
    if not is_document(content, CONTENT):
        raise StoreError("not_content", most=CONTENT)
    return content
