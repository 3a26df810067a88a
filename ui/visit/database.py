"""What is kept, presentation links and the book of fairs: the app's only way to the database.

A plan needs none of it, so that it is loaded when somebody asks: the first picture is sooner there.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import streamlit as st
from streamlit import config
from streamlit.errors import StreamlitSecretNotFoundError

if TYPE_CHECKING:
    from store import Database, Fairs, KeptYears, Snapshots

FILES: Final = "secrets.files"
NO_FILE: Final = "no-secrets-found"  # what Streamlit calls it


class SettingsError(Exception):
    """The secrets of the deployment cannot be read: nobody knows what they would have closed. The
    text says where and why, and nothing of what they hold."""


def shelf() -> Snapshots:
    """The kept links of this deployment. Raises `StoreError` where its database is out of reach."""
    from store import Snapshots

    return Snapshots(_kept())


def fairs_of(owner: str) -> Fairs:
    """The fairs of one company. Raises `StoreError`."""
    from store import Fairs

    return Fairs(_kept(), owner)


def years_of(owner: str) -> KeptYears:
    """The years of one company. Raises `StoreError`."""
    from store import KeptYears

    return KeptYears(_kept(), owner)


def _kept() -> Database:
    from store import address

    return _database(address(os.environ, secrets()))


def check() -> None:
    """Looks whether the database answers and has this code's version. Raises `StoreError`."""
    _kept().check()


def secrets() -> Mapping[str, Any]:
    """What only this deployment knows; nothing where it has no such file. Raises `SettingsError`
    where it has one that cannot be read, or names one that is not there."""
    try:
        return st.secrets.to_dict()
    except StreamlitSecretNotFoundError as problem:
        if problem.error_id == NO_FILE and not config.is_manually_set(FILES):
            return {}
        raise SettingsError(str(problem)) from None
    except UnicodeDecodeError:
        raise SettingsError("they are not written in UTF-8") from None
    except OSError as problem:
        raise SettingsError(f"{problem.filename}: {problem.strerror}") from None


@st.cache_resource(show_spinner=False)
def _database(url: str) -> Database:
    from store import Database

    return Database(url)
