"""What AppTest and SQLite do at every run or write, done once or not at all: it says nothing of the
product, and took longer than many a page.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from functools import lru_cache
from typing import Any
from unittest.mock import MagicMock, patch

import pytest
from sqlalchemy import Engine, event
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime import context
from streamlit.runtime.caching import cache_data_api
from streamlit.testing.v1 import app_test, local_script_runner

# That there is no server where pages are imported without one would stand under the last line.
logging.getLogger(cache_data_api.__name__).setLevel(logging.ERROR)


@event.listens_for(Engine, "connect")
def unhurried(connection: Any, _: object) -> None:
    """What a test keeps in a file need not outlive a power cut: nobody waits for the disk."""
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA synchronous = OFF")


@pytest.fixture(autouse=True, scope="session")
def components() -> Iterator[None]:
    """Whether an installed package brings a component for Streamlit along is looked up once, as a
    server does, and not again for every visitor: that takes longer than many a page."""
    once = lru_cache(manifest_scanner.scan_component_manifests)
    with patch.object(manifest_scanner, "scan_component_manifests", once):
        yield


@pytest.fixture(autouse=True, scope="session")
def unconnected() -> Iterator[None]:
    """Visitors without a browser have sent no headers and no cookies, and all come to one server:
    AppTest makes a stand-in of it for every run, and of each thing that is asked of that, down to
    the headers, which takes a third of a page."""
    once = lru_cache(MagicMock)
    with (
        patch.object(app_test, "MagicMock", once),
        patch.object(context, "_get_client_context", lambda: None),
    ):
        yield


@pytest.fixture(autouse=True, scope="session")
def told_at_once() -> Iterator[None]:
    """A run of a script is waited for instead of asked after a thousand times a second, each time
    in the way of the run."""

    def ended(runner: local_script_runner.LocalScriptRunner, timeout: float = 3) -> None:
        thread = runner._script_thread
        assert thread is not None
        thread.join(timeout)
        waited(runner, 1)  # which says so where it has not ended

    waited = local_script_runner.require_widgets_deltas
    with patch.object(local_script_runner, "require_widgets_deltas", ended):
        yield
