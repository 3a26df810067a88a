"""Who is let in."""

from __future__ import annotations

from pathlib import Path

import pytest
import streamlit as st
from streamlit.web.server.app_discovery import discover_asgi_app

from server.doors import METRICS
from tests.server.asked import client

ROOT = Path(__file__).parents[2]


def test_streamlit_finds_the_app_by_the_command_of_the_readme() -> None:
    found = discover_asgi_app(ROOT / "app.py")
    assert found.import_string == "app:app"


def test_the_figures_of_the_server_are_told_on_this_machine_only() -> None:
    for path in (METRICS, f"{METRICS}/"):
        assert client("203.0.113.9").get(path).status_code == 404
    assert "active_sessions" in client("127.0.0.1").get(METRICS).text
    assert "active_sessions" in client("::1").get(METRICS).text


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP"])
def test_what_came_through_a_proxy_did_not_come_from_this_machine(header: str) -> None:
    assert client("127.0.0.1").get(METRICS, headers={header: "127.0.0.1"}).status_code == 404


@pytest.fixture
def named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A deployment that says by which name it is called."""
    own = st.get_option

    def option(name: str) -> object:
        return ["quitte.example"] if name == "server.allowedHosts" else own(name)

    monkeypatch.setattr(st, "get_option", option)


@pytest.mark.usefixtures("named")
def test_a_deployment_answers_to_its_own_name_and_its_health_to_any() -> None:
    asked = client()
    assert asked.get("/").status_code == 200
    wrong = {"Host": "other.example"}
    for path in ("/", "/board", "/api/v1/openapi.json", METRICS):
        refused = asked.get(path, headers=wrong)
        assert refused.status_code == 400
        assert "content-security-policy" in refused.headers
    assert asked.get("/healthz", headers=wrong).text == "ok"


def test_without_a_name_it_answers_to_every_one() -> None:
    assert client().get("/", headers={"Host": "other.example"}).status_code == 200
