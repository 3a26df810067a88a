"""What typst draws: a template filled with words and pictures, as an accessible PDF or as pixels.

Every word goes in as JSON and is text there: nothing that a user typed is read as markup.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

TEMPLATES: Final = Path(__file__).parent / "templates"
FONT: Final = "Libertinus Serif"  # comes with typst
BREAK: Final = "\u200b"
POINTS: Final = 72  # to an inch

Contents = Mapping[str, Any]
Pictures = Mapping[str, bytes]


def pdf(template: str, contents: Contents, pictures: Pictures, moment: datetime.datetime) -> bytes:
    """The pages of one of `TEMPLATES` as PDF/UA, made at `moment`; `pictures` are SVG by the names
    that the words or the template call them.

    Letters that typst's own fonts lack are taken from the computer's; where that has none either,
    the pages do without the mark of the accessibility standard, which allows no letter that cannot
    be drawn.
    """
    import typst

    for standards, alone in (("ua-1", True), ("ua-1", False), ([], False)):
        try:
            return _drawn(
                template,
                contents,
                pictures,
                pdf_standards=standards,
                ignore_system_fonts=alone,
                timestamp=moment,
            )
        except typst.TypstError as problem:
            if not standards or "could not be displayed" not in str(problem):
                raise
    raise AssertionError("the last attempt returns or raises")


def png(template: str, contents: Contents, pictures: Pictures) -> bytes:
    """The same as pixels, two to a point; typst has its fonts with it, so that the picture is the
    same on every computer."""
    return _drawn(template, contents, pictures, format="png", ppi=2 * POINTS)


def _drawn(template: str, contents: Contents, pictures: Pictures, **options: Any) -> bytes:
    import typst

    files = {"main.typ": (TEMPLATES / f"{template}.typ").read_bytes(), **pictures}
    drawn = typst.compile(files, sys_inputs={"data": json.dumps(contents)}, **options)
    return bytes(drawn)


def broken(text: str, longest: int) -> str:
    """With places where a word of more than so many letters may break, four letters at least
    going to the next line."""
    return re.sub(rf"(\S{{{longest}}})(?=\S{{4}})", rf"\1{BREAK}", text)
