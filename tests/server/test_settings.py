"""Secrets that cannot be read: nobody knows what they would have closed, so everything is."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
import streamlit as st
from streamlit import config
from streamlit.runtime.secrets import Secrets

from server import served, settings
from sim import dumps, example
from store import Fairs
from tests.browser.conftest import ROOT
from tests.browser.conftest import served as running
from tests.pages.visits import click
from tests.server.asked import client
from ui.visit import sign_in, strangers
from ui.visit.database import FILES, SettingsError, secrets
from words.catalogue import words

EN, NL = words("en"), words("nl")
PLAN = dumps(example("regional")).encode()
KEY = "a long random text of theirs"
OPEN = b'book = "open"\n'
BROKEN = {
    "a letter too few": f'book_key = "{KEY}\n'.encode(),
    "half a section": b'[auth\nclient_id = "quitte"\n',
    "said twice": b'book_key = "one"\nbook_key = "another"\n',
    "not in UTF-8": b'book_key = "caf\xe9 caf\xe9 caf\xe9 caf\xe9"\n',
}
Told = Callable[..., None]


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Told:
    """The file of secrets is this from now on: its content, a folder, or None where there is none;
    `named` where the deployment says by itself which file it is."""
    file, option, named = tmp_path / "secrets.toml", config.get_option, False
    monkeypatch.setattr(Secrets, "_maybe_install_file_watchers", lambda _: None)
    monkeypatch.setattr(
        config, "get_option", lambda name: [str(file)] if name == FILES else option(name)
    )
    monkeypatch.setattr(config, "is_manually_set", lambda name: name == FILES and named)
    monkeypatch.delenv("QUITTE_BOOK", raising=False)

    def now(content: bytes | None, *, by_name: bool = False) -> None:
        nonlocal named
        named = by_name
        file.unlink(missing_ok=True)
        if content is not None:
            file.write_bytes(content)
        monkeypatch.setattr(st, "secrets", Secrets())  # as when Streamlit sees the change

    return now


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_a_file_that_cannot_be_read_is_no_deployment_without_secrets(
    told: Told, content: bytes
) -> None:
    told(content)
    with pytest.raises(SettingsError) as problem:
        secrets()
    assert KEY not in str(problem.value)
    for asks in (sign_in.configured, sign_in.owner, strangers.door):
        with pytest.raises(SettingsError):
            asks()
    with pytest.raises(SystemExit, match="Quitte does not start"):
        served.routes()


def test_a_folder_in_the_place_of_the_file_cannot_be_read(told: Told, tmp_path: Path) -> None:
    told(None)
    (tmp_path / "secrets.toml").mkdir()
    with pytest.raises(SettingsError):
        secrets()


def test_a_file_that_is_named_has_to_be_there_and_any_other_need_not(told: Told) -> None:
    told(None)
    assert secrets() == {}
    settings.readable()
    told(None, by_name=True)
    with pytest.raises(SettingsError):
        secrets()
    told(b"", by_name=True)
    assert secrets() == {}
    told(OPEN, by_name=True)
    assert secrets() == {"book": "open"}


def test_who_asks_by_http_is_told_and_nothing_is_answered_until_it_is_mended(told: Told) -> None:
    told(OPEN)
    asked = client()
    assert asked.get("/readyz").status_code == 200
    told(BROKEN["said twice"])
    ready = asked.get("/readyz")
    assert (ready.status_code, ready.json()["problem"]) == (503, "settings")
    assert asked.get("/healthz").status_code == 200
    for language, w in (("en", EN), ("nl", NL)):
        answer = asked.post("/api/v1/forecast", content=PLAN, headers={"Accept-Language": language})
        assert answer.status_code == 503
        assert answer.json() == {"error": w("api.settings"), "code": "settings", "place": ""}
    assert asked.get("/board?p=" + "a" * 24).status_code == 200
    told(OPEN)
    assert asked.post("/api/v1/forecast?trials=256", content=PLAN).status_code == 200


@pytest.mark.parametrize(("locale", "w"), [("nl-NL", NL), ("en-US", EN)], ids=["nl", "en"])
@pytest.mark.parametrize("page", ["", "fairs", "board"])
def test_every_page_says_so_and_shows_nothing_else(
    told: Told, visit: Any, page: str, locale: str, w: Any
) -> None:
    told(BROKEN["half a section"])
    visitor = visit(locale, page)
    assert visitor.errors == [w("menu.closed")]
    assert not [*visitor.at.button, *visitor.at.text_input, *visitor.at.header]


def test_who_is_on_a_page_already_saves_nothing_more(told: Told, visit: Any, fairs: Fairs) -> None:
    told(OPEN)
    visitor = visit("en-US", "fairs")
    told(BROKEN["half a section"])
    click(visitor, "put_plan")
    assert {*visitor.errors} == {EN("menu.closed")}
    assert fairs.listed() == []
    told(OPEN)
    click(visit("en-US", "fairs"), "put_plan")
    assert len(fairs.listed()) == 1


@pytest.mark.thorough
def test_a_server_does_not_start_and_says_why_in_one_line(tmp_path: Path) -> None:
    for name, content in (("broken.toml", BROKEN["a letter too few"]), ("missing.toml", None)):
        file = tmp_path / name
        if content is not None:
            file.write_bytes(content)
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port=0"]
        command += ["--server.address=127.0.0.1", f"--secrets.files={file}"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
        told = [line for line in done.stderr.splitlines() if "does not start" in line]
        assert done.returncode != 0
        assert len(told) == 1
        assert str(file) in told[0]
        assert "Traceback" not in done.stderr
        assert KEY not in done.stderr + done.stdout


def answered(url: str) -> tuple[int, dict[str, Any]]:
    try:
        with urlopen(url, timeout=10) as answer:
            return answer.status, json.load(answer)
    except HTTPError as refused:
        return refused.code, json.load(refused)


@pytest.mark.thorough
def test_a_server_that_runs_closes_when_its_secrets_break_and_opens_when_they_are_mended(
    tmp_path: Path,
) -> None:
    file = tmp_path / "secrets.toml"
    file.write_bytes(OPEN)
    with contextmanager(running)(tmp_path, None, f"--secrets.files={file}") as server:
        for content, wanted in ((OPEN, 200), (BROKEN["half a section"], 503), (OPEN, 200)):
            file.write_bytes(content)
            end = time.monotonic() + 60
            while (found := answered(f"{server.url}/readyz"))[0] != wanted:
                assert time.monotonic() < end
                time.sleep(0.2)
            assert found[1]["problem"] == (None if wanted == 200 else "settings")
