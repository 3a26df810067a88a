"""Who is let in, and where to."""

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


HTML = {"Accept": "text/html,application/xhtml+xml"}


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("/prices", "/"),
        ("/prices?s=abc&x=1", "/?s=abc&x=1"),
        ("/prices/", "/"),
        ("/Year?y=abc", "/year?y=abc"),
        ("/board)?p=abc", "/board?p=abc"),
        ("/board.", "/board"),
        ("/wat-te-doen", "/"),
    ],
)
def test_a_page_that_there_is_not_leads_to_the_one_that_is_meant(asked: str, led: str) -> None:
    found = client().get(asked, headers=HTML, follow_redirects=False)
    assert found.headers["location"] == led
    assert "content-security-policy" in found.headers
    assert client().get(led, headers=HTML, follow_redirects=False).status_code == 200


@pytest.mark.parametrize(
    "asked", ["/", "/year", "/favicon.png", "/healthz", "/readyz", "/_stcore/health", METRICS]
)
def test_nothing_else_is_led_elsewhere(asked: str) -> None:
    found = client().get(asked, headers=HTML, follow_redirects=False)
    assert "location" not in found.headers


def test_only_browsers_are_led_elsewhere_and_under_the_path_of_the_deployment(
    said: dict[str, object],
) -> None:
    assert "location" not in client().get("/prices", follow_redirects=False).headers
    said["server.baseUrlPath"] = "/fairs/"
    asked = client()
    led = asked.get("/fairs/prices?s=a", headers=HTML, follow_redirects=False)
    assert led.headers["location"] == "/fairs/?s=a"
    assert "location" not in asked.get("/prices", headers=HTML, follow_redirects=False).headers
