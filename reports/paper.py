"""A report of one page or several: sentences and tables on A4, tagged for screen readers."""

from __future__ import annotations

import datetime
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from reports import typst

LONGEST_WORD: Final = 24


@dataclass(frozen=True)
class Section:
    """A part of a paper. `table`: the heads first, then the rows; may be empty.

    numbers  whether all columns of the table but the first are numbers
    picture  SVG, or empty; `alt` tells the same in words
    """

    head: str
    paragraphs: tuple[str, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()
    numbers: bool = True
    picture: str = ""
    alt: str = ""


@dataclass(frozen=True)
class Paper:
    """What stands on the pages, all of it plain text in one language.

    language  code, for hyphenation and screen readers
    made      a line above the title; `foot` stands at the foot of every page
    one_page  its letters and pictures get so much smaller that it all fits on one, down to a size
              that can still be read; what is longer than that takes another page
    """

    language: str
    title: str
    made: str
    first: str
    then: tuple[str, ...]
    sections: tuple[Section, ...]
    foot: str
    page: str
    date: datetime.date
    one_page: bool = False


def paper_pdf(paper: Paper) -> bytes:
    """The paper as a file, dated as it says."""
    pictures = {
        f"{at}.svg": section.picture.encode()
        for at, section in enumerate(paper.sections)
        if section.picture
    }
    moment = datetime.datetime.combine(paper.date, datetime.time(), datetime.UTC)
    return typst.pdf("paper", _contents(paper), pictures, moment)


def _contents(paper: Paper) -> dict[str, Any]:
    """Everything in words; a picture is only named."""
    sections = tuple(
        replace(section, picture=f"{at}.svg" if section.picture else "")
        for at, section in enumerate(paper.sections)
    )
    told: dict[str, Any] = _broken(asdict(replace(paper, sections=sections)) | {"date": ""})
    return told | {"name": paper.title}


def _broken(part: Any) -> Any:
    """With places where a word that is longer than a line may break."""
    if isinstance(part, str):
        return typst.broken(part, LONGEST_WORD)
    if isinstance(part, dict):
        return {key: _broken(value) for key, value in part.items()}
    return [_broken(value) for value in part] if isinstance(part, list | tuple) else part
