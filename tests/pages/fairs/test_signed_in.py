"""Behind a sign-in each company has a book of its own, and nobody else has one."""

from __future__ import annotations

import time
import tomllib
from typing import Any

import pytest

from store import Fairs
from tests.pages.fairs.booked import kept, told
from tests.pages.visits import NL, click
from ui.visit import sign_in
from ui.visit.companies import PERSONAL

IDP = "https://idp.example"
AUTH = {"redirect_uri": "http://quitte.example/oauth2callback", "cookie_secret": "x",
        "client_id": "x", "client_secret": "x"}  # fmt: skip
LISTED = {"auth": AUTH, "companies": ["one.example", "two.example"]}


def person(mail: str, *, hours_ago: float = 0.0, **claims: Any) -> dict[str, Any]:
    """The claims of somebody whom the provider signed in, the address verified."""
    made = time.time() - hours_ago * 3600
    told = {"is_logged_in": True, "iss": IDP, "iat": made, "sub": "7"}
    return told | {"email": mail, "email_verified": True} | claims


def signed_visitor(
    visit: Any, monkeypatch: pytest.MonkeyPatch, told: Any = None, **claims: Any
) -> Any:
    """A visitor of the book, under these secrets."""
    told = LISTED if told is None else told
    monkeypatch.setattr(sign_in, "secrets", lambda: told)
    monkeypatch.setattr(sign_in, "_claims", lambda: claims)
    return visit("nl-NL", "fairs")


def test_who_has_not_signed_in_sees_a_button_and_no_fairs(
    visit: Any, fairs: Fairs, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(fairs, "Secret fair")
    unsigned: tuple[dict[str, Any], ...] = ({}, {"is_logged_in": False}, {"is_logged_in": "true"})
    for claims in (*unsigned, person("ann@one.example", iat=None)):
        visitor = signed_visitor(visit, monkeypatch, **claims)
        assert [str(button.key) for button in visitor.at.button] == ["sign_in."]
        assert "Secret" not in told(visitor)
        assert not visitor.english()


def test_each_company_sees_its_own_book_only(
    visit: Any, fairs: Fairs, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(fairs, "Of everybody")
    for mail in ("ann@one.example", "bert@two.example", "CEES@One.example"):
        visitor = signed_visitor(visit, monkeypatch, **person(mail))
        assert "Of everybody" not in told(visitor)
        visitor.type("put_name", f"Fair of {mail.partition('@')[0]}")
        click(visitor, "put_plan")
        shown = told(visitor)
        assert ("Fair of ann" in shown) == ("one" in mail.lower())
        assert ("Fair of bert" in shown) == ("two" in mail)
    one = Fairs(fairs.database, f"{IDP} one.example")
    assert {fair.by for fair in one.listed()} == {"ann@one.example", "CEES@One.example"}


def refused(visit: Any, monkeypatch: pytest.MonkeyPatch, why: str, **more: Any) -> str:
    """What stands on the page of somebody who signed in and has no book."""
    visitor = signed_visitor(visit, monkeypatch, **more)
    assert NL(f"fairs.sign.{why}", n=2) in told(visitor)
    assert [str(button.key) for button in visitor.at.button] == ["sign_out"]
    assert not visitor.english()
    return told(visitor)


def test_who_has_no_book_is_told_why(visit: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    ann = person("ann@one.example")
    for why, claims, secrets in (
        ("unverified", ann | {"email_verified": False}, LISTED),
        ("unlisted", person("ann@posteo.de"), LISTED),
        ("unlisted", ann, {"auth": AUTH}),
        ("personal", ann | {"tid": PERSONAL}, LISTED),
        ("revoked", ann, LISTED | {"revoked": ["ANN@one.example "]}),
        ("revoked", ann, LISTED | {"revoked": "7"}),
        ("list_wrong", ann, LISTED | {"companies": ["one.example", "?"]}),
    ):
        refused(visit, monkeypatch, why, told=secrets, **claims)


@pytest.mark.parametrize(
    ("claim", "name", "claims"),
    [
        ("", "one.example", person("ann@one.example")),
        ("", "ann@gmail.com", person("Ann@gmail.com")),
        ("tid", "tenant 1", {**person("ann@one.example", tid="tenant 1"), "email_verified": None}),
    ],
)
def test_a_book_of_before_opens_again_by_the_lines_that_are_shown(
    claim: str,
    name: str,
    claims: dict[str, Any],
    visit: Any,
    fairs: Fairs,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept(Fairs(fairs.database, name), "From before")
    secrets = {"auth": AUTH, "company_claim": claim}
    assert "From before" not in refused(
        visit, monkeypatch, "unlisted_before", told=secrets, **claims
    )
    lines = tomllib.loads(visit_code(signed_visitor(visit, monkeypatch, secrets, **claims)))
    again = signed_visitor(visit, monkeypatch, secrets | lines, **claims)
    assert "From before" in told(again)


def visit_code(visitor: Any) -> str:
    (code,) = visitor.at.code
    return str(code.value)


def test_a_sign_in_lasts_a_working_day_or_as_long_as_the_deployment_says(
    visit: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for hours, more, there in (
        (9.9, {}, True),
        (10.1, {}, False),
        (10.1, {"sign_in_hours": 24}, True),
        (1.1, {"sign_in_hours": 1}, False),
        (10.1, {"sign_in_hours": "for ever"}, False),
        (721, {"sign_in_hours": 9999}, False),
        (-1, {}, False),
    ):
        claims = person("ann@one.example", hours_ago=hours)
        visitor = signed_visitor(visit, monkeypatch, LISTED | more, **claims)
        keys = [str(button.key) for button in visitor.at.button]
        assert ("sign_in." not in keys) is there


def test_whoever_is_put_out_is_out_with_the_next_click(
    visit: Any, fairs: Fairs, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann, one = person("ann@one.example"), Fairs(fairs.database, f"{IDP} one.example")
    kept(one, "Our fair")
    visitor = signed_visitor(visit, monkeypatch, **ann)
    assert "Our fair" in told(visitor)
    monkeypatch.setattr(sign_in, "secrets", lambda: LISTED | {"revoked": ["ann@one.example"]})
    assert "Our fair" not in told(click(visitor, "put_plan"))
    assert len(one.listed()) == 1


def test_a_stranger_to_the_sign_in_makes_no_link(
    visit: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sign_in, "secrets", lambda: LISTED)
    monkeypatch.setattr(sign_in, "_claims", dict)
    visitor = visit("nl-NL", "share")
    assert NL("door.links.sign_in") in told(visitor)
    assert not [button for button in visitor.at.button if button.key == "make"]
    monkeypatch.setattr(sign_in, "_claims", lambda: person("ann@one.example"))
    assert NL("door.reach.sign_in") in told(visitor.run())
