"""Behind a sign-in each company has a book of its own, and nobody else has one."""

from __future__ import annotations

from typing import Any

import pytest

from store import Fairs
from tests.pages.fairs.booked import kept, told
from tests.pages.visits import NL, click
from ui.visit import sign_in

AUTH = {"redirect_uri": "http://quitte.example/oauth2callback", "cookie_secret": "x",
        "client_id": "x", "client_secret": "x"}  # fmt: skip


def signed_visitor(visit: Any, monkeypatch: pytest.MonkeyPatch, **claims: Any) -> Any:
    monkeypatch.setattr(sign_in, "secrets", lambda: {"auth": AUTH})
    monkeypatch.setattr(sign_in, "_claims", lambda: claims)
    return visit("nl-NL", "fairs")


def test_who_has_not_signed_in_sees_a_button_and_no_fairs(
    visit: Any, fairs: Fairs, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(fairs, "Secret fair")
    for claims in ({}, {"is_logged_in": False}, {"is_logged_in": "true"}):
        visitor = signed_visitor(visit, monkeypatch, **claims)
        assert [str(button.key) for button in visitor.at.button] == ["sign_in."]
        assert "Secret" not in told(visitor)
        assert not visitor.english()


def test_each_company_sees_its_own_book_only(
    visit: Any, fairs: Fairs, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(fairs, "Of everybody")
    for mail in ("ann@one.example", "bert@two.example", "CEES@One.example"):
        claims = {"is_logged_in": True, "email": mail, "email_verified": True}
        visitor = signed_visitor(visit, monkeypatch, **claims)
        assert "Of everybody" not in told(visitor)
        visitor.type("put_name", f"Fair of {mail.partition('@')[0]}")
        click(visitor, "put_plan")
        shown = told(visitor)
        assert ("Fair of ann" in shown) == ("one" in mail.lower())
        assert ("Fair of bert" in shown) == ("two" in mail)
    one = Fairs(fairs.database, "one.example")
    assert {fair.by for fair in one.listed()} == {"ann@one.example", "CEES@One.example"}


def test_a_mail_address_that_is_not_verified_has_no_book(
    visit: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    claims = {"is_logged_in": True, "email": "ann@one.example", "email_verified": False}
    visitor = signed_visitor(visit, monkeypatch, **claims)
    assert NL("fairs.sign.no_company") in told(visitor)
    assert [str(button.key) for button in visitor.at.button] == ["sign_out"]
    assert not visitor.english()


@pytest.mark.parametrize(
    ("mail", "company"),
    [
        ("ann@one.example", "one.example"),
        (" Ann@ONE.example ", "one.example"),
        ("ann@gmail.com", "ann@gmail.com"),
        ("Ann@Outlook.com", "ann@outlook.com"),
        ("ann@hotmail.co.uk", "ann@hotmail.co.uk"),
        ("ann@ziggo.nl", "ann@ziggo.nl"),
        ("ann@telenet.be", "ann@telenet.be"),
        ("ann@me.com", "ann@me.com"),
        ("ann@example", None),
        ("@one.example", None),
        ("ann", None),
        ("", None),
        ("ann@two.example@one.example", None),
        ("ann b@one.example", None),
        ("ann@one.example\n", "one.example"),
        ("ann\n@one.example", None),
        ("a" * 250 + "@one.example", None),
    ],
)
def test_a_company_is_the_domain_of_an_address_and_a_public_address_is_its_own(
    mail: str, company: str | None
) -> None:
    assert sign_in.company({"email": mail, "email_verified": True}) == company
    assert sign_in.company({"email": mail, "email_verified": "true"}) == company
    for wrong in (False, None, 1, "yes"):
        assert wrong == 1 or sign_in.company({"email": mail, "email_verified": wrong}) is None
    assert sign_in.company({"email": mail}) is None


def test_a_claim_that_the_deployment_names_is_the_company() -> None:
    claims = {"tid": " tenant 1 ", "email": "ann@one.example", "n": 5, "empty": " "}
    assert sign_in.company(claims, "tid") == "tenant 1"
    for claim in ("absent", "n", "empty"):
        assert sign_in.company(claims, claim) is None
    assert sign_in.company({"tid": "x" * 255}, "tid") is None
    assert sign_in.company({"tid": "a\nb"}, "tid") is None
