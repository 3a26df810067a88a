"""Where the database is: the environment says it, or the secrets, or it is a file of the user."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from store.problems import StoreError

VARIABLE: Final = "QUITTE_DATABASE_URL"
SECRET: Final = "database_url"
_POSTGRESQL: Final = ("postgres://", "postgresql://")


def address(environ: Mapping[str, str], secrets: Mapping[str, Any]) -> str:
    """The URL of the database; PostgreSQL in each of its spellings is given its driver."""
    url = environ.get(VARIABLE, "").strip() or _secret(secrets) or f"sqlite:///{_file(environ)}"
    for start in _POSTGRESQL:
        if url.startswith(start):
            return f"postgresql+psycopg://{url.removeprefix(start)}"
    return url


def shown(url: str) -> str:
    """Where that is, for people to read: without user, password and options. Raises
    `StoreError`."""
    try:
        place = make_url(url)
    except (ArgumentError, ValueError):
        raise StoreError("not_address") from None
    if place.get_backend_name() == "sqlite":
        return place.database or ""
    return f"{place.get_backend_name()}://{place.host or 'localhost'}/{place.database or ''}"


def _secret(secrets: Mapping[str, Any]) -> str:
    try:
        return str(secrets.get(SECRET) or "").strip()
    except FileNotFoundError:  # secrets that are read from a file on the first question
        return ""


def _file(environ: Mapping[str, str]) -> Path:
    """``quitte/quitte.db`` in the folder that the user's system has for data."""
    told = Path(environ.get("XDG_DATA_HOME", ""))
    if told.is_absolute():  # a relative one is to be ignored, says the XDG specification
        return told / "quitte" / "quitte.db"
    try:
        return Path.home() / ".local" / "share" / "quitte" / "quitte.db"
    except RuntimeError:  # a user without a home
        raise StoreError("not_address") from None
