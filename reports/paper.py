"""A report of several pages: sentences, sections and tables on A4, tagged for screen readers."""

from __future__ import annotations

import datetime
import json
import re
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

TEMPLATE: Final = Path(__file__).parent / "templates" / "paper.typ"
LONGEST_WORD: Final = 24
BREAK: Final = "\u200b"


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


def paper_pdf(paper: Paper) -> bytes:
    """The paper as PDF/UA; where a letter can be drawn by no font, without that mark."""
    import typst

    files = {"main.typ": TEMPLATE.read_bytes()}
    for at, section in enumerate(paper.sections):
        if section.picture:
            files[f"{at}.svg"] = section.picture.encode()
    told = json.dumps(_contents(paper))
    moment = datetime.datetime.combine(paper.date, datetime.time(), datetime.UTC)
    for standards, alone in (("ua-1", True), ("ua-1", False), ([], False)):
        try:
            made = typst.compile(  # type: ignore[call-overload]  # takes several files, and does not say so
                files,
                sys_inputs={"data": told},
                pdf_standards=standards,
                ignore_system_fonts=alone,
                timestamp=moment,
            )
            return bytes(made)
        except typst.TypstError as problem:
            if not standards or "could not be displayed" not in str(problem):
                raise
    raise AssertionError("the last attempt returns or raises")


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
        return re.sub(rf"(\S{{{LONGEST_WORD}}})(?=\S{{4}})", rf"\1{BREAK}", part)
    if isinstance(part, dict):
        return {key: _broken(value) for key, value in part.items()}
    return [_broken(value) for value in part] if isinstance(part, list | tuple) else part
