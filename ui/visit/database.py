"""What is kept, presentation links and the book of fairs: the app's only way to the database."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from store import Database, Fairs, Snapshots, address


def shelf() -> Snapshots:
    """The kept links of this deployment. Raises `StoreError` where its database is out of reach."""
    return Snapshots(_database(address(os.environ, secrets())))


def fairs_of(owner: str) -> Fairs:
    """The fairs of one company. Raises `StoreError`."""
    return Fairs(_database(address(os.environ, secrets())), owner)


def check() -> None:
    """Looks whether the database answers and has this code's version. Raises `StoreError`."""
    _database(address(os.environ, secrets())).check()


def secrets() -> Mapping[str, Any]:
    """What only this deployment knows; nothing where it has no such file."""
    try:
        return st.secrets.to_dict()
    except StreamlitSecretNotFoundError:
        return {}


@st.cache_resource(show_spinner=False)
def _database(url: str) -> Database:
    return Database(url)
