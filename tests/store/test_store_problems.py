"""Every problem is a sentence, and none tells a password."""

from __future__ import annotations

import traceback
from datetime import datetime
from typing import Any

import pytest

from store import Database, Snapshots, StoreError
from store.problems import BACKUP, BOOK, DATABASE, LINKS, MESSAGES
from tests.postgresql import PASSWORD, PostgreSQL
from tests.store.made_up import GIVEN, problem

MAKER = GIVEN["maker"]
NO_ADDRESS: list[Any] = [
    "",
    "nonsense",
    "sesame",
    None,
    "mysql://quitte:sesame@host/quitte",
    "postgresql+pg8000://quitte:sesame@host/quitte",
    "postgresql://quitte:sesame@host:port/quitte",
    "sqlite://",
    "sqlite:///:memory:",
    "sqlite:///one.db?key=sesame",
]


@pytest.mark.parametrize("url", NO_ADDRESS, ids=repr)
def test_what_is_no_address_is_told_without_its_password(url: Any) -> None:
    found = problem(lambda: Snapshots(Database(url)).made_by(MAKER))
    told = "".join(traceback.format_exception(found))
    assert found.code == "not_address"
    assert "sesame" not in told.replace("open sesame", "")


def test_no_problem_tells_the_password(server: PostgreSQL) -> None:
    wrong = "sesame street"
    there = server.url("postgres", wrong)
    urls = [
        there,
        server.url("absent"),
        there.replace(f":{server.port}/", ":1/"),
        there + "?nonsense=1",
        there + "?sslmode=nonsense",
    ]
    for url in urls:
        database = Database(url)
        found = problem(Snapshots(database).made_by, MAKER)
        assert found.code == "unreachable"
        told = "".join(traceback.format_exception(found)) + repr(found.values) + repr(database)
        for password in (wrong, wrong.replace(" ", "+"), "sesame%20", PASSWORD):
            assert password not in told
        database.close()


def test_every_problem_is_a_sentence() -> None:
    values: dict[str, Any] = {
        "detail": "SQLITE_FULL",
        "found": "0002",
        "known": "0001",
        "most": 1,
        "allowed": "a",
    }
    values |= {"least": 0, "by": "Ann", "fairs": 1, "place": "fairs[1]"}
    values |= {"name": "Abiss", "year": 2026}
    values |= dict.fromkeys(("expires", "saved"), datetime(2026, 1, 1))
    for key, message in MESSAGES.items():
        assert message == " ".join(message.split())
        assert "{" not in str(StoreError(key, **values))
    assert len(MESSAGES) == len(DATABASE) + len(LINKS) + len(BOOK) + len(BACKUP)
