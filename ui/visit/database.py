"""What is kept, presentation links and the book of fairs: the app's only way to the database.

A plan needs none of it, so that it is loaded when somebody asks: the first picture is sooner there.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

if TYPE_CHECKING:
    from store import Database, Fairs, Snapshots


def shelf() -> Snapshots:
    """The kept links of this deployment. Raises `StoreError` where its database is out of reach."""
    from store import Snapshots

    return Snapshots(_kept())


def fairs_of(owner: str) -> Fairs:
    """The fairs of one company. Raises `StoreError`."""
    from store import Fairs

    return Fairs(_kept(), owner)


def _kept() -> Database:
    from store import address

    return _database(address(os.environ, secrets()))


def check() -> None:
    """Looks whether the database answers and has this code's version. Raises `StoreError`."""
    _kept().check()


def secrets() -> Mapping[str, Any]:
    """What only this deployment knows; nothing where it has no such file."""
    try:
        return st.secrets.to_dict()
    except StreamlitSecretNotFoundError:
        return {}


@st.cache_resource(show_spinner=False)
def _database(url: str) -> Database:
    from store import Database

    return Database(url)
