"""Where the database is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from store import Database, Snapshots, address
from store.address import SECRET, VARIABLE
from tests.store.made_up import GIVEN


class NoFile(Mapping[str, str]):
    """Secrets whose file does not exist, which is found out on the first question."""

    def __getitem__(self, key: str) -> str:
        raise FileNotFoundError(key)

    def __iter__(self) -> Iterator[str]:
        raise FileNotFoundError

    def __len__(self) -> int:
        raise FileNotFoundError


def test_the_environment_goes_before_the_secrets_and_both_before_a_file() -> None:
    environ = {VARIABLE: " sqlite:///a.db\n", "XDG_DATA_HOME": "/data"}
    assert VARIABLE == "QUITTE_DATABASE_URL"
    assert SECRET == "database_url"
    assert address(environ, {SECRET: "sqlite:///b.db"}) == "sqlite:///a.db"
    for unset in ({}, {VARIABLE: ""}, {VARIABLE: "  "}):
        data = unset | {"XDG_DATA_HOME": "/data"}
        assert address(data, {SECRET: "sqlite:///b.db"}) == "sqlite:///b.db"
        for secrets in ({}, {SECRET: ""}, {SECRET: None}, NoFile()):
            assert address(data, secrets) == "sqlite:////data/quitte/quitte.db"


@pytest.mark.parametrize("relative", [None, "", "data", "./data"])
def test_without_a_data_folder_it_is_the_usual_one_of_the_user(
    relative: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", "/home/visitor")
    environ = {} if relative is None else {"XDG_DATA_HOME": relative}
    expected = "sqlite:////home/visitor/.local/share/quitte/quitte.db"
    assert address(environ, {}) == expected


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_each_spelling_of_postgresql_gets_the_driver_that_is_here(scheme: str) -> None:
    rest = "://quitte:a%2Fb@host:5432/quitte?sslmode=require"
    assert address({VARIABLE: scheme + rest}, {}) == "postgresql+psycopg" + rest
    Database(address({VARIABLE: scheme + rest}, {})).close()


def test_the_first_use_makes_the_file_and_its_folder(tmp_path: Path) -> None:
    data = tmp_path / "a folder" / "of 100%"
    database = Database(address({"XDG_DATA_HOME": str(data)}, {}))
    assert not data.exists()
    id = Snapshots(database).save(**GIVEN).id
    assert Snapshots(database).open(id).id == id
    assert (data / "quitte" / "quitte.db").is_file()
    assert (data / "quitte").stat().st_mode & 0o077 == 0  # nobody else's business
    database.close()
