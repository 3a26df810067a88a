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
def said(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """What the deployment says in Streamlit's options, instead of what stands there."""
    told, own = dict[str, object](), st.get_option
    monkeypatch.setattr(st, "get_option", lambda name: told.get(name, own(name)))
    return told


def test_a_deployment_answers_to_its_own_name_and_its_health_to_any(
    said: dict[str, object],
) -> None:
    said["server.allowedHosts"] = ["Quitte.example"]
    asked = client()
    assert asked.get("/").status_code == 200
    wrong = {"Host": "other.example"}
    for path in ("/", "/board", "/api/v1/openapi.json", METRICS):
        refused = asked.get(path, headers=wrong)
        assert refused.status_code == 400
        assert "content-security-policy" in refused.headers
    assert asked.get("/healthz", headers=wrong).text == "ok"


def test_everything_stands_under_the_path_that_the_deployment_puts_before_all(
    said: dict[str, object],
) -> None:
    said |= {"server.baseUrlPath": "/fairs/", "server.allowedHosts": ["quitte.example"]}
    asked = client("203.0.113.9")
    assert asked.get("/fairs/healthz", headers={"Host": "203.0.113.1"}).text == "ok"
    assert asked.get("/fairs/year").status_code == 200
    assert asked.get("/fairs/api/v1/openapi.json").json()["servers"] == [{"url": "/fairs"}]
    assert asked.get(f"/fairs{METRICS}").status_code == 404
    assert client().get(f"/fairs{METRICS}").status_code == 200
    assert asked.get("/healthz").status_code == 404


def test_without_a_name_it_answers_to_every_one() -> None:
    assert client().get("/", headers={"Host": "other.example"}).status_code == 200
