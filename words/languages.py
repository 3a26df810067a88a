"""The languages: every folder beside this file that holds a `language.toml` is one.

What a language is called and how it writes numbers stands in that file; its words are the other
files of the folder.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

FOLDER: Final = Path(__file__).parent
FALLBACK: Final = "en"  # for whoever asks for a language that has no folder; the examples' own


@dataclass(frozen=True, eq=False)  # one for each code
class Language:
    """What a language says of itself.

    code      name of its folder, as browsers and terminals know it
    name      what it is called in itself
    menu      place among the languages that can be chosen
    locale    of CLDR
    chosen    what it writes otherwise than CLDR has it: ``decimal``, ``thousands``, ``minus``, and
              the patterns ``percent``, ``money``, ``day``, ``day_short``
    nouns     whether they keep their ``capital`` inside a sentence or are ``small`` there
    capitals  words that begin a sentence otherwise than by their first letter as a capital
    said      words that stand in the place of numbers: ``never``, ``fewer_than``, ``more_than``
    typed     lists of words that people type with a number, or for one: ``about`` before it,
              ``thousands``, ``millions`` and ``with_vat`` behind it, ``of`` between the two of a
              part; in ``behind`` what a kind of number counts, in ``fractions`` names of parts
    """

    code: str
    name: str
    menu: int
    locale: str
    chosen: Mapping[str, str]
    nouns: str
    capitals: Mapping[str, str]
    said: Mapping[str, str]
    typed: Mapping[str, Any]


@lru_cache
def language(code: str) -> Language:
    """The language of a folder."""
    found: dict[str, Any] = tomllib.loads((FOLDER / code / "language.toml").read_text("utf-8"))
    own = {key: found[key] for key in ("name", "menu", "locale", "nouns", "chosen", "capitals")}
    return Language(code, said=found["format"], typed=found.get("typed", {}), **own)


def _found() -> tuple[str, ...]:
    """The codes, in the order of the menu."""
    codes = sorted(file.parent.name for file in FOLDER.glob("*/language.toml"))
    return tuple(sorted(codes, key=lambda code: language(code).menu))


LANGUAGES: Final = _found()


def nearest(locale: str) -> str:
    """The language of a browser's or a terminal's locale: ``nl`` for nl-BE and nl_NL.UTF-8; the
    `FALLBACK` where there is none."""
    code = re.split(r"[-_.@]", locale, maxsplit=1)[0].lower()
    return code if code in LANGUAGES else FALLBACK


def accepted(header: str) -> str:
    """The language that a browser asks for first and that there is: ``nl`` for the header
    ``fr, nl-BE;q=0.9, en;q=0.8``; the `FALLBACK` where there is none."""
    codes = (re.split("[-;]", one.strip().lower())[0] for one in header.split(","))
    return next((code for code in codes if code in LANGUAGES), FALLBACK)
