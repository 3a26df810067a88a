"""What of the texts on a page is English only."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from sim.plan.parameters import Unit
from words.catalogue import sources, words

SIM = sorted((Path(__file__).parent.parent / "sim").rglob("*.py"))


@lru_cache
def english() -> tuple[set[str], dict[str, frozenset[str]]]:
    """Texts that are English only, and their parts between what is filled in, each with its words
    but the first and the last, of which a text may have more letters."""
    forms = [form for file in SIM for form in re.findall(r'form="(\w+ [^"]+)"', file.read_text())]
    texts: dict[str, list[str]] = {"en": [unit.form for unit in Unit] + forms, "nl": []}
    for code, found in texts.items():
        todo: list[Any] = [words(code).app, words(code).parameters, words(code).examples]
        while todo:
            part = todo.pop()
            todo += part.values() if isinstance(part, dict) else []
            found += [part] if isinstance(part, str) else []
    meant = "\n".join(texts["nl"] + [source["title"] for source in sources().values()])
    parts = {part.strip() for text in texts["en"] for part in re.split(r"\{\w+\}|\*\*", text)}
    only = {p: frozenset(p.split()[1:-1]) for p in parts if " " in p and p not in meant}
    return set(texts["en"]) - set(texts["nl"]), only


def english_in(shown: list[str]) -> set[str]:
    """What of the shown texts is English only: a whole text, or two words or more of one."""
    (whole, parts), texts = english(), {*shown}
    said = {word for text in texts for word in text.split()}
    found = {text for text in texts if text.strip("*") in whole}
    near = [part for part, inner in parts.items() if inner <= said]  # thousands are not
    return found | {part for part in near for text in texts if part in text}
