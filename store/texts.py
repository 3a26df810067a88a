"""What a text may be that any database keeps: a name of an entry, a line, a content."""

from __future__ import annotations

import re
from typing import Any, Final, TypeGuard

_ID: Final = re.compile("[A-Za-z0-9_-]{1,40}")
_CONTROL: Final = re.compile("[\0-\x1f\x7f-\x9f\u2028\u2029]")


def is_id(id: Any) -> TypeGuard[str]:
    """Whether it can be the id of a fair or of a link: up to 40 letters, digits, - and _."""
    return isinstance(id, str) and bool(_ID.fullmatch(id))


def is_line(text: Any, most: int) -> TypeGuard[str]:
    """Whether it is a text of up to so many characters on one line; it may be empty."""
    return _is_text(text) and len(text) <= most and not _CONTROL.search(text)


def is_content(text: Any, most: int) -> TypeGuard[str]:
    """Whether it is a text of 1 to so many bytes of UTF-8; PostgreSQL refuses a NUL in it."""
    return _is_text(text) and 0 < len(text.encode()) <= most and "\0" not in text


def _is_text(text: Any) -> TypeGuard[str]:
    """Half a letter of UTF-16, which Python can hold, is no text."""
    try:
        return isinstance(text, str) and text.encode() is not None
    except UnicodeEncodeError:
        return False
