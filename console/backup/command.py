"""A backup of the database that the pages use, and such a backup put back.

The database is the one that `store.address` finds: the environment says it, or Streamlit's secrets
where Streamlit itself would read them. What can go wrong is a `NotKeptError`.
"""

from __future__ import annotations

import argparse
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from console.terminal import Terminal

if TYPE_CHECKING:
    from store import StoreError

BACKUP: Final = "backup"
RESTORE: Final = "restore"
WORDS: Final = (BACKUP, RESTORE)
SECRETS: Final = "STREAMLIT_SECRETS_FILES"
OF_DATABASE: Final = {"no_database", "not_address", "not_empty", "older", "unreachable"}


class NotKeptError(Exception):
    """Why nothing was kept or put back, in the language of the terminal; `place` is the file or the
    database that it is about."""

    def __init__(self, place: str, text: str) -> None:
        self.place = place
        super().__init__(text)


def add_arguments(
    told: argparse._ArgumentGroup, options: argparse._ArgumentGroup, word: str, say: Terminal
) -> None:
    """The file, and for `restore` whether what is there may be replaced."""
    told.add_argument("file", metavar=say("help.name"), help=say(f"help.{word}"))
    if word == RESTORE:
        options.add_argument("--replace", action="store_true", help=say("help.replace"))


def done(word: str, options: argparse.Namespace, say: Terminal) -> str:
    """Does it, and tells what the file or the database holds now."""
    from store import StoreError, address
    from store.address import shown
    from store.backup import backup, restore

    place = ""
    try:
        url = address(os.environ, secrets(os.environ, say))
        place = shown(url)
        if word == BACKUP:
            found = backup(url, Path(options.file))
        else:
            found = restore(url, Path(options.file), replace=options.replace)
    except StoreError as problem:
        where = place if problem.code in OF_DATABASE else options.file
        raise NotKeptError(where or options.file, _problem(problem, say)) from None
    return say(f"backup.{word}", file=options.file, place=place, **vars(found))


def secrets(environ: Mapping[str, str], say: Terminal) -> Mapping[str, Any]:
    """What Streamlit's secrets say at their head; of several files the later ones count."""
    own = Path.home() / ".streamlit" / "secrets.toml"
    told = environ.get(SECRETS, "").split() or [str(own), ".streamlit/secrets.toml"]
    found: dict[str, Any] = {}
    for name in told:
        try:
            found |= tomllib.loads(Path(name).read_text("utf-8"))
        except FileNotFoundError:
            continue
        except (OSError, ValueError):
            raise NotKeptError(name, say("backup.not_secrets")) from None
    return found


def _problem(problem: StoreError, say: Terminal) -> str:
    return say(f"not_kept.{problem.code}", **problem.values)
