"""Whether the server is alive, and whether it can serve."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from store.tables import VERSIONS
from tests.server.asked import client


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the database is."""
    found = tmp_path / "quitte.db"
    monkeypatch.setenv("QUITTE_DATABASE_URL", f"sqlite:///{found}")
    return found


def ready() -> tuple[int, str | None]:
    answer = client().get("/readyz")
    told = answer.json()
    assert told["ready"] == (answer.status_code == 200)
    return answer.status_code, told["problem"]


def test_it_is_ready_where_its_database_answers(file: Path) -> None:
    assert ready() == (200, None)
    assert file.exists()


def test_it_is_not_ready_for_a_database_of_a_newer_version_and_ready_again_for_its_own(
    file: Path,
) -> None:
    assert ready() == (200, None)
    with sqlite3.connect(file) as database:
        (own,) = database.execute(f"SELECT version_num FROM {VERSIONS}").fetchone()
        database.execute(f"UPDATE {VERSIONS} SET version_num = '9999'")
    assert ready() == (503, "newer")
    with sqlite3.connect(file) as database:
        database.execute(f"UPDATE {VERSIONS} SET version_num = ?", (own,))
    database.close()
    assert ready() == (200, None)


def test_it_is_alive_though_its_database_is_not_to_be_used(file: Path) -> None:
    file.write_bytes(b"this is no database of ours, and long enough to be looked at" * 20)
    assert ready() == (503, "not_a_database")
    assert client().get("/healthz").text == "ok"
