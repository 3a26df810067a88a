"""`python -m sim backup FILE` and `restore FILE`: which database, and how it is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.main import REFUSED, main
from store import Database, Fairs
from store.problems import BACKUP, DATABASE
from words.catalogue import words
from words.languages import LANGUAGES


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user without a database, in an empty folder."""
    for name in ("QUITTE_DATABASE_URL", "XDG_DATA_HOME", "STREAMLIT_SECRETS_FILES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def made(file: Path) -> str:
    database = Database(f"sqlite:///{file}")
    Fairs(database, "").new("Ours", 2026)
    database.close()
    return f"sqlite:///{file}"


def test_a_backup_and_back(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("QUITTE_DATABASE_URL", made(home / "one.db"))
    assert main(["backup", "kept.db"]) == 0
    assert capsys.readouterr().out == (
        f"kept.db holds all of {home}/one.db: links to show 0, fairs 1, years 0, "
        "saved versions 0.\n"
    )
    monkeypatch.setenv("QUITTE_DATABASE_URL", f"sqlite:///{home}/two.db")
    assert main(["restore", "kept.db", "--language", "nl"]) == 0
    assert "beurzen 1" in capsys.readouterr().out
    assert main(["restore", "kept.db"]) == REFUSED
    assert capsys.readouterr().err.startswith(f"{home}/two.db: the database is not empty; with")
    assert main(["restore", "--replace", "kept.db"]) == 0


@pytest.mark.parametrize("place", [".streamlit/secrets.toml", "elsewhere.toml"])
def test_the_secrets_say_the_database_as_they_do_for_the_pages(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], place: str
) -> None:
    file = home / place
    file.parent.mkdir(exist_ok=True)
    file.write_text(f'database_url = "{made(home / "told.db")}"')
    if place.startswith("elsewhere"):
        monkeypatch.setenv("STREAMLIT_SECRETS_FILES", str(file))
    assert main(["backup", "kept.db"]) == 0
    assert f"{home}/told.db" in capsys.readouterr().out
    file.write_text("database_url = ")
    assert main(["backup", "other.db"]) == REFUSED
    assert "these secrets cannot be read" in capsys.readouterr().err


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_there_is_no_database_none_is_made(
    home: Path, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    assert main(["backup", "kept.db", "--language", language]) == REFUSED
    told = capsys.readouterr().err
    assert told.startswith(f"{home}/.local/share/quitte/quitte.db: ")
    assert told.count("\n") == 1
    assert [*home.iterdir()] == []


def test_no_password_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(
        "QUITTE_DATABASE_URL", "postgresql://ann:secret@127.0.0.1:1/quitte?password=secret"
    )
    assert main(["backup", "kept.db"]) == REFUSED
    told = capsys.readouterr().err
    assert told.startswith("postgresql://127.0.0.1/quitte: the database cannot be reached")
    assert "secret" not in told
    monkeypatch.setenv("QUITTE_DATABASE_URL", "mysql://ann:secret@host/quitte")
    assert main(["backup", "kept.db"]) == REFUSED
    assert "secret" not in capsys.readouterr().err


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_the_store_cannot_do_is_told_in_a_sentence(language: str) -> None:
    values = {"detail": "SQLITE_FULL", "found": "0002", "known": "0001"}
    told = words(language).text("console.not_kept")
    assert {*DATABASE, *BACKUP} - {"not_content"} <= {*told}
    assert all("{" not in text.format(**values) for text in told.values())


@pytest.mark.parametrize("word", ["backup", "restore"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_help_tells_what_it_does(
    capsys: pytest.CaptureFixture[str], word: str, language: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([word, "--help", "--language", language])
    told = capsys.readouterr().out
    assert ended.value.code == 0
    assert ("--replace" in told) == (word == "restore")
    assert "--trials" not in told
