"""Who sits at this machine, and who only looks so."""

from __future__ import annotations

import time
from types import SimpleNamespace
from typing import Any

import pytest
import streamlit as st

from ui.visit import strangers
from ui.visit.strangers import nearby  # the real one, which the other tests go without

OWN = {"Host": "localhost:8501", "Origin": "http://localhost:8501", "User-Agent": "Firefox"}


@pytest.mark.parametrize(
    ("peer", "headers"),
    [
        (None, OWN),
        (None, {"Host": "127.0.0.1:8501", "Origin": "http://127.0.0.1:8501"}),
        (None, {"Host": "[::1]:8501", "Origin": "http://[::1]:8501"}),
        (None, {"host": "LOCALHOST"}),
        ("127.0.0.2", OWN),
        ("::ffff:127.0.0.1", OWN),
    ],
)
def test_a_browser_of_this_machine_is_at_this_machine(
    peer: str | None, headers: dict[str, str]
) -> None:
    assert strangers.at_this_machine(peer, headers)


PASSED_ON = {
    "X-Forwarded-For": "127.0.0.1",
    "x-forwarded-proto": "https",
    "X-Real-IP": "127.0.0.1",
    "Forwarded": "for=127.0.0.1",
    "Via": "1.1 proxy",
    "CF-Connecting-IP": "127.0.0.1",
    "Fly-Client-IP": "127.0.0.1",
}


@pytest.mark.parametrize("header", PASSED_ON)
def test_whoever_was_passed_on_is_a_stranger_whatever_the_header_says(header: str) -> None:
    assert not strangers.at_this_machine(None, OWN | {header: PASSED_ON[header]})


@pytest.mark.parametrize(
    ("peer", "headers"),
    [
        ("192.168.1.7", OWN),
        ("10.0.0.1", OWN),
        ("2001:db8::1", OWN),
        ("nonsense", OWN),
        ("", OWN),
        (None, OWN | {"Host": "quitte.example"}),
        (None, OWN | {"Host": "localhost.quitte.example"}),
        (None, OWN | {"Host": "127.0.0.1.quitte.example:8501"}),
        (None, OWN | {"Host": "192.168.1.7:8501"}),
        (None, OWN | {"Host": ""}),
        (None, OWN | {"Host": "[::1"}),
        (None, OWN | {"Origin": "https://quitte.example"}),
        (None, OWN | {"Origin": "null"}),
        (None, OWN | {"Origin": "http://localhost@quitte.example"}),
        (None, {}),
        (None, {"Origin": "http://localhost:8501"}),
    ],
)
def test_whoever_comes_from_elsewhere_or_by_another_name_is_a_stranger(
    peer: str | None, headers: dict[str, str]
) -> None:
    assert not strangers.at_this_machine(peer, headers)


class TestServer:
    """What the server itself is set up for, and what it sees of a connection."""

    @pytest.fixture
    def options(self, screen: Any, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
        """The options of a server that nobody has set up, which a test changes."""
        names = ("server.enableCORS", "server.enableXsrfProtection", "server.corsAllowedOrigins",
                 "server.address", "browser.serverAddress")  # fmt: skip
        found: dict[str, Any] = {name: st.get_option(name) for name in names}
        monkeypatch.setattr("streamlit.get_option", found.get)
        self._connected(monkeypatch, OWN)
        return found

    def _connected(
        self, monkeypatch: pytest.MonkeyPatch, headers: dict[str, str], peer: str | None = None
    ) -> None:
        told = SimpleNamespace(to_dict=lambda: headers)
        context = SimpleNamespace(headers=told, ip_address=peer, cookies={})
        monkeypatch.setattr("streamlit.context", context)

    @pytest.mark.parametrize(
        "changed",
        [
            {"server.enableCORS": False},
            {"server.enableXsrfProtection": False},
            {"server.corsAllowedOrigins": ["https://quitte.example"]},
            {"browser.serverAddress": "quitte.example"},
            {"server.address": "unix://quitte.sock"},
        ],
    )
    def test_nobody_is_near_a_server_that_is_set_up_for_others(
        self, options: dict[str, Any], changed: dict[str, Any]
    ) -> None:
        assert nearby()
        options |= changed
        assert not nearby()

    def test_a_connection_that_is_gone_proves_nothing_new(
        self, options: dict[str, Any], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self._connected(monkeypatch, {})
        assert not nearby()  # as in a visit that has just begun
        self._connected(monkeypatch, OWN)
        assert nearby()
        self._connected(monkeypatch, {})
        assert nearby()
        self._connected(monkeypatch, OWN, "192.168.1.7")
        assert not nearby()


class TestKey:
    """The deployment's key, in a visit without Streamlit."""

    @pytest.fixture(autouse=True)
    def _visit(self, screen: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(strangers, "secrets", dict)
        monkeypatch.delenv("QUITTE_BOOK", raising=False)
        monkeypatch.setenv("QUITTE_BOOK_KEY", "a key that nobody guesses")

    def test_only_the_key_lets_in_whoever_sits_at_the_machine_too(self) -> None:
        assert strangers.door() == "key"
        assert not strangers.let_in()
        for wrong in ("", " ", "a key that nobody guesse", "A key that nobody guesses", "\ud800"):
            assert not strangers.give(wrong)
            assert not strangers.let_in()
        assert strangers.give(" a key that nobody guesses\n")
        assert strangers.let_in()
        assert "quitte_book=" in strangers.remembered()

    def test_another_key_lets_nobody_in_who_had_the_one_before(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        strangers.give("a key that nobody guesses")
        monkeypatch.setenv("QUITTE_BOOK_KEY", "a key that is another one")
        assert not strangers.let_in()
        assert strangers.remembered() == ""

    def test_a_pass_lasts_a_working_day(self, monkeypatch: pytest.MonkeyPatch) -> None:
        strangers.give("a key that nobody guesses")
        now = time.time()
        monkeypatch.setattr(time, "time", lambda: now + 9 * 3600)
        assert strangers.let_in()
        monkeypatch.setattr(time, "time", lambda: now + 10 * 3600 + 1)
        assert not strangers.let_in()

    def test_a_pass_that_was_made_up_lets_nobody_in(self, monkeypatch: pytest.MonkeyPatch) -> None:
        strangers.give("a key that nobody guesses")
        made = strangers.remembered().partition("=")[2].partition(" = ")[0]
        until, _, mark = made.split("=", 1)[-1].partition(";")[0].partition(".")
        for forged in ("", ".", f"{int(until) + 1}.{mark}", f"{until}.{'0' * 64}", f"{until}.",
                       f"-{until}.{mark}", f"{'9' * 400}.{mark}", "\ud800.\ud800"):  # fmt: skip
            assert not strangers._passes(forged)
        assert strangers._passes(f"{until}.{mark}")

    def test_a_short_key_lets_nobody_in(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("QUITTE_BOOK_KEY", "x" * (strangers.SHORTEST - 1))
        assert strangers.too_short()
        assert not strangers.give("x" * (strangers.SHORTEST - 1))
        assert not strangers.let_in()

    def test_where_both_are_named_the_key_counts(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("QUITTE_BOOK", "open")
        assert strangers.door() == "key"


def test_one_word_opens_the_book_and_any_other_word_does_not(
    screen: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(strangers, "nearby", lambda: False)
    for told, opens in (("open", True), ("Open", False), ("yes", False), ("closed", False)):
        monkeypatch.setattr(strangers, "secrets", lambda told=told: {"book": told})
        assert strangers.let_in() is opens
    monkeypatch.setattr(strangers, "secrets", dict)
    assert not strangers.let_in()
    monkeypatch.setenv("QUITTE_BOOK", "open")
    assert strangers.let_in()
