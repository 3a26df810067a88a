"""What is written for whoever runs the deployment: who and what, and nothing of what was typed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from store import Fairs
from ui.book import actions, at_hand
from ui.frame import failed
from ui.visit import journal, state
from ui.visit.database import fairs_of

TYPED = "Our secret fair"


@pytest.fixture(autouse=True)
def visit(screen: Any, fairs: Fairs, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A visit at this machine, where nobody signs in."""
    for module in ("database", "sign_in", "strangers"):
        monkeypatch.setattr(f"ui.visit.{module}.secrets", dict)
    yield
    fairs_of("").database.close()


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines() if line[:1] == "{"]


def test_a_line_says_who_did_what_and_not_what_stands_in_it(
    capsys: pytest.CaptureFixture[str], fairs: Fairs
) -> None:
    at_hand.call_me("Ann")
    fair = fairs.new(TYPED, 2026)
    at_hand.hold(fair.id, "plan", None)
    at_hand.save("plan", f'name = "{TYPED}"', fair.id)
    actions.do("delete", fairs.fair(fair.id))
    actions.do("remove", fairs.fair(fair.id))
    found = lines(capsys)
    told = [(one["event"], one["what"], one["who"], one["fair"]) for one in found]
    assert told == [
        ("saved", "plan", "Ann", fair.id),
        ("deleted", "delete", "Ann", fair.id),
        ("deleted", "remove", "Ann", fair.id),
    ]
    assert TYPED not in json.dumps(found)
    assert len({one["visit"] for one in found}) == 1
    assert found[0]["version"] == 1


def test_what_could_not_be_saved_is_not_said_to_be(capsys: pytest.CaptureFixture[str]) -> None:
    at_hand.save("plan", "content", "a" * 24)
    assert lines(capsys) == []


def test_a_link_is_told_by_a_trace_that_opens_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(3):
        journal.tell_once("opened", "presentation", link=journal.trace("the id of a link"))
    journal.tell_once("opened", "presentation", link=journal.trace("another"))
    first, second = lines(capsys)
    assert "id of a link" not in json.dumps(first)
    assert first["link"] != second["link"]
    assert first["link"] == journal.trace("the id of a link")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_error_has_an_id_that_the_visitor_sees_and_none_of_its_words(
    language: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr("streamlit.error", lambda text, **_: shown.append(text))
    state.speak(language)
    with failed.told():
        raise KeyError(TYPED)
    (line,) = lines(capsys)
    assert (line["event"], line["what"]) == ("error", "KeyError")
    assert line["where"][-1].endswith(
        "test_an_error_has_an_id_that_the_visitor_sees_and_none_of_its_words"
    )
    assert TYPED not in json.dumps(line)
    assert shown == [state.language()("menu.failed", id=line["id"])]


def test_under_the_tests_an_error_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("streamlit.error", lambda *_, **__: None)
    monkeypatch.setattr("streamlit.get_option", lambda name: name == "global.appTest")
    with pytest.raises(ZeroDivisionError), failed.told():
        raise ZeroDivisionError


def test_a_line_is_one_line_whatever_is_in_it(capsys: pytest.CaptureFixture[str]) -> None:
    journal.tell("saved", "plan", who="Ann\nBert \ud800")
    (line,) = lines(capsys)
    assert line["who"] == "Ann\nBert \ud800"
