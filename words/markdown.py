"""Texts as Markdown: what a user wrote stays what it is, and becomes the name of a file."""

from __future__ import annotations

import re
from typing import Final

from sim.plan.problems import mended

JOINER: Final = "\u2060"  # no line break here; it is not seen, and no emoji goes across it


def dollars_escaped(text: str) -> str:
    """A sentence with money in it, as Markdown: two dollars would enclose a formula. What has its
    escape already keeps it."""
    return re.sub(r"(?<!\\)\$", r"\\$", text)


def plain(text: str) -> str:
    """A user's words as they are: nothing in them becomes Markdown, a directive, a link or HTML."""
    return _unread(re.sub(r"([\\`*_{}\[\]()#+.!~$:<>|&^=@-])", r"\\\1", text))


def quoted(text: str) -> str:
    """The same inside a sentence, where marks that only begin a line need no escape."""
    return _unread(re.sub(r"([\\`*_{}\[\]~$:<>|&^@])", r"\\\1", text))


def _unread(text: str) -> str:
    """No colon makes an emoji, which is looked for after the escapes; no mark turns the writing; no
    letter is one that cannot be sent."""
    return re.sub("[\u202a-\u202e\u2066-\u2069]", "", mended(text)).replace(":", ":" + JOINER)


def file_name(name: str) -> str:
    """A fair's name as the name of a file, without its ending."""
    kept = "".join(c if c.isalnum() else "-" for c in name.lower())
    return "-".join(part for part in kept.split("-") if part)[:60] or "quitte"
