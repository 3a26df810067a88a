"""The presentation links that are kept: the app's only way to the database."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from store import Database, Snapshots, address


def shelf() -> Snapshots:
    """The kept links of this deployment. Raises `StoreError` where its database is out of reach."""
    return _shelf(address(os.environ, _secrets()))


@st.cache_resource(show_spinner=False)
def _shelf(url: str) -> Snapshots:
    return Snapshots(Database(url))


def _secrets() -> Mapping[str, Any]:
    try:
        return st.secrets.to_dict()
    except StreamlitSecretNotFoundError:
        return {}
