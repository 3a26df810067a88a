"""What a text may be that any database keeps: a name of an entry, a line, a content."""

from __future__ import annotations

import json
import re
from typing import Any, Final, TypeGuard

_ID: Final = re.compile("[A-Za-z0-9_-]{1,40}")
_ESCAPED: Final = re.compile(r"\\u(?:d[89a-f]|0000)", re.IGNORECASE)
_CONTROL: Final = re.compile("[\0-\x1f\x7f-\x9f\u2028\u2029]")


def is_id(id: Any) -> TypeGuard[str]:
    """Whether it can be the id of a fair or of a link: up to 40 letters, digits, - and _."""
    return isinstance(id, str) and bool(_ID.fullmatch(id))


def is_line(text: Any, most: int) -> TypeGuard[str]:
    """Whether it is a text of up to so many characters on one line; it may be empty."""
    return _is_text(text) and len(text) <= most and not _CONTROL.search(text)


def is_document(text: Any, most: int) -> TypeGuard[str]:
    """The same of a part of a fair, which is JSON or a scenario file: whoever reads it finds no
    half letter, and no NUL, that stands there as an escape."""
    return is_content(text, most) and not (_ESCAPED.search(text) and _half(text))


def _half(text: str) -> bool:
    """Whether JSON holds a text that cannot be kept as it is; what is no JSON holds none."""
    try:
        todo = [json.loads(text)]
    except (ValueError, RecursionError):
        return False
    while todo:
        one = todo.pop()
        if isinstance(one, dict):
            todo += [*one, *one.values()]
        elif isinstance(one, list):
            todo += one
        elif isinstance(one, str) and ("\0" in one or not _is_text(one)):
            return True
    return False


def is_content(text: Any, most: int) -> TypeGuard[str]:
    """Whether it is a text of 1 to so many bytes of UTF-8; PostgreSQL refuses a NUL in it."""
    return _is_text(text) and 0 < len(text.encode()) <= most and "\0" not in text


def _is_text(text: Any) -> TypeGuard[str]:
    """Half a letter of UTF-16, which Python can hold, is no text."""
    try:
        return isinstance(text, str) and text.encode() is not None
    except UnicodeEncodeError:
        return False
