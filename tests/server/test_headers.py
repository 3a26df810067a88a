"""What every answer tells the browser."""

from __future__ import annotations

import logging

import pytest

from server import settings
from server.headers import told
from tests.server.asked import client


def policy(header: str) -> dict[str, list[str]]:
    parts = (part.split() for part in header.split(";"))
    return {name: sources for name, *sources in parts}


@pytest.mark.parametrize(
    "path", ["/", "/board", "/healthz", "/api/v1/openapi.json", "/nowhere.png"]
)
def test_every_answer_has_them(path: str) -> None:
    answer = client().get(path)
    for name, value in told().items():
        assert answer.headers[name] == value
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"


def test_a_page_loads_nothing_from_anywhere_else_and_is_shown_in_no_frame() -> None:
    found = policy(told()["content-security-policy"])
    schemes = {"'self'", "'none'", "'unsafe-inline'", "'wasm-unsafe-eval'"}
    schemes |= {"blob:", "data:", "ws:", "wss:"}
    assert {source for sources in found.values() for source in sources} == schemes
    assert found["default-src"] == ["'self'"]
    assert found["frame-ancestors"] == ["'none'"]
    assert "data:" not in found["script-src"]


def test_the_sites_that_the_deployment_names_may_show_a_board_in_a_frame_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(settings.EMBEDDED_BY, "https://intranet.example http://*.fair.example:8080")
    board, *others = (
        policy(client().get(path).headers["content-security-policy"])["frame-ancestors"]
        for path in ("/board?p=x", "/", "/share", "/fairs", "/board/x")
    )
    assert board == [
        "'self'",
        "https://intranet.example",
        "http://*.fair.example:8080",
    ]
    assert others == [["'none'"]] * 4


@pytest.mark.parametrize("site", ["intranet.example", "https://a.example/path", "*", "https://a;b"])
def test_what_is_no_address_of_a_site_is_left_out_and_the_log_says_so(
    site: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv(settings.EMBEDDED_BY, f"{site} https://intranet.example")
    with caplog.at_level(logging.WARNING, "quitte"):
        assert settings.embedders() == ["https://intranet.example"]
    assert [site in record.getMessage() for record in caplog.records] == [True]
