"""A company comes in where the deployment names it, and by nothing that only looks like it."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from ui.visit import companies
from ui.visit.companies import LONGEST, PERSONAL, allowed, company

IDP, OTHER = "https://idp.example", "https://other.example"
MICROSOFT = "https://login.microsoftonline.com"
ONE = allowed(["one.example"])


def ann(mail: Any = "ann@one.example", verified: Any = True, **more: Any) -> dict[str, Any]:
    return {"iss": IDP, "email": mail, "email_verified": verified} | more


def book(claims: dict[str, Any], *told: Any) -> str | None:
    found = company(claims, allowed(list(told)))
    return None if found is None else found.book


# Mail services where anybody can have an address: of 26 that were tried, those that once gave all
# their customers one book, and some that did not.
SERVICES = ("posteo.de", "mailbox.org", "privaterelay.appleid.com", "gmail.com", "telenet.be")


@pytest.mark.parametrize("domain", ["one.example", *SERVICES])
def test_without_a_list_nobody_has_a_book(domain: str) -> None:
    assert book(ann(f"ann@{domain}")) is None
    assert book(ann(f"ann@{domain}"), "two.example") is None


@pytest.mark.parametrize("mail", ["ann@one.example", " Ann@ONE.example ", "ann@one.example\n"])
@pytest.mark.parametrize("verified", [True, "true"])
def test_a_verified_address_of_a_listed_domain_opens_its_book(mail: str, verified: Any) -> None:
    found = company(ann(mail, verified), ONE)
    assert found is not None
    assert (found.name, found.book) == ("one.example", f"{IDP} one.example")


UNLIKE: list[Any] = [
    "ann@one.example.",
    "ann@.one.example",
    "ann@sub.one.example",
    "ann@one.example.evil.example",
    "ann@two.example@one.example",
    '"ann@one.example"@evil.example',
    "ann b@one.example",
    "ann\n@one.example",
    "ann@one.example,ann@two.example",
    "ann@one.exаmple",
    "ann@one\uff0eexample",
    "ann@\uff4fne.example",
    "ann@one.example\u200b",
    "anﬁ@one.example",
    "\u212aann@one.example",
    "@one.example",
    "ann@one",
    "one.example",
    "",
    "a" * 250 + "@one.example",
    ["ann@one.example"],
    {"ann@one.example": 1},
    None,
    7,
]


@pytest.mark.parametrize("mail", UNLIKE, ids=repr)
def test_what_only_looks_like_an_address_of_the_domain_opens_nothing(mail: Any) -> None:
    assert company(ann(mail), ONE) is None


@pytest.mark.parametrize("verified", [False, "false", None, "yes", "True ", ["true"]])
def test_an_address_that_is_not_verified_opens_nothing(verified: Any) -> None:
    by_claim = {"issuer": IDP, "claim": "email", "value": "ann@one.example"}
    assert book(ann(), by_claim)
    assert book(ann(verified=verified), by_claim) is None
    assert company(ann(verified=verified), ONE) is None


def test_two_providers_that_speak_of_one_domain_open_two_books() -> None:
    books = {book(ann(iss=issuer), "one.example") for issuer in (IDP, OTHER)}
    assert books == {f"{IDP} one.example", f"{OTHER} one.example"}
    only = {"issuer": IDP, "domain": "one.example"}
    assert book(ann(iss=OTHER), only) is None
    for issuer in ("", None, f"{IDP}/", f" {IDP}x", [IDP]):
        assert book(ann(iss=issuer), only) is None
    assert book({k: v for k, v in ann().items() if k != "iss"}, "one.example") is None


def test_a_claim_counts_with_who_says_so() -> None:
    tenant = {"issuer": f"{MICROSOFT}/t1/v2.0", "claim": "tid", "value": "t1"}
    bert = {"iss": f"{MICROSOFT}/t1/v2.0", "tid": "t1", "email": "bert@one.example"}
    assert book(bert, tenant) == f"{MICROSOFT}/t1/v2.0 tid=t1"
    for wrong in ({"tid": "t2"}, {"tid": ["t1"]}, {"tid": "T1"}, {"tid": ""}, {"tid": 1},
                  {"iss": f"{MICROSOFT}/t2/v2.0"}, {"email_verified": False}):  # fmt: skip
        assert book(bert | wrong, tenant) is None


@pytest.mark.parametrize("claim", ["upn", "preferred_username", "firm"])
def test_an_address_in_any_claim_has_to_be_the_verified_one(claim: str) -> None:
    entry = {"issuer": IDP, "claim": claim, "value": "ann@gmail.com"}
    told = {claim: "ann@gmail.com"}
    assert book({"iss": IDP} | told, entry) is None
    assert book(ann("bert@gmail.com") | told, entry) is None
    assert book(ann("ann@gmail.com", None) | told, entry) is None
    assert book(ann("ann@gmail.com") | told, entry) == f"{IDP} {claim}=ann@gmail.com"


def test_a_personal_account_at_microsoft_is_of_no_company() -> None:
    issuer = f"{MICROSOFT}/{PERSONAL}/v2.0"
    for claims in (ann(iss=issuer), ann(tid=PERSONAL), ann(tid=PERSONAL.upper())):
        assert companies.personal(claims)
        assert company(claims, ONE) is None
    for entry in ({"issuer": issuer, "claim": "tid", "value": "x"},
                  {"issuer": IDP, "claim": "tid", "value": PERSONAL}):  # fmt: skip
        with pytest.raises(ValueError, match="1"):
            allowed([entry])


def test_a_book_of_before_opens_by_its_name() -> None:
    entry = {"issuer": IDP, "domain": "one.example", "book": "one.example"}
    assert book(ann(), entry) == "one.example"
    assert book(ann(iss=OTHER), entry) is None


WRONG: list[Any] = [
    "",
    "example",
    "one.example.",
    "one,example",
    "ann@one.example",
    "*.example",
    "*",
    "öne.example",
    7,
    ["one.example"],
    {},
    {"domain": ""},
    {"domain": "one.example", "book": "one.example"},
    {"domain": "one.example", "claim": "tid", "value": "x", "issuer": IDP},
    {"claim": "tid", "value": "x"},
    {"claim": "tid", "issuer": IDP},
    {"issuer": IDP},
    {"issuer": IDP, "domain": "one.example", "more": "x"},
    {"issuer": IDP, "domain": ["one.example"]},
    {"issuer": IDP, "domain": "one.example", "book": "two\nlines"},
]


@pytest.mark.parametrize("entry", WRONG, ids=repr)
def test_an_entry_that_is_not_understood_is_told_and_no_other_is_read(entry: Any) -> None:
    with pytest.raises(ValueError, match="2") as wrong:
        allowed(["one.example", entry])
    assert wrong.value.args == (2,)


@pytest.mark.parametrize("told", ["one.example", {"domain": "one.example"}, 7])
def test_a_list_that_is_none_is_told(told: Any) -> None:
    with pytest.raises(ValueError, match="0"):
        allowed(told)
    assert allowed(None) == ()


def test_the_name_of_a_book_fits_into_its_column() -> None:
    def named(length: int) -> str | None:
        value = "x" * length
        entry = {"issuer": IDP, "claim": "firm", "value": value}
        return book({"iss": IDP, "firm": value}, entry)

    left = LONGEST - len(f"{IDP} firm=")
    assert len(named(left) or "") == LONGEST
    assert named(left + 1) is None


@pytest.mark.parametrize(
    ("claims", "claim", "before", "opened"),
    [
        (ann(), "", "", f"{IDP} one.example"),
        (ann(), "", "one.example", "one.example"),
        (ann("Ann@gmail.com"), "", "ann@gmail.com", "ann@gmail.com"),
        ({"iss": IDP, "tid": " t1 "}, "tid", "t1", "t1"),
        ({"iss": IDP, "tid": 'a "quoted" \\ t1'}, "tid", "", f'{IDP} tid=a "quoted" \\ t1'),
    ],
)
def test_the_lines_that_are_shown_let_in_whoever_they_are_shown_to(
    claims: dict[str, Any], claim: str, before: str, opened: str
) -> None:
    lines = companies.lines(claims, claim, before)
    told = tomllib.loads(lines)["companies"]
    assert book(claims, *told) == opened


@pytest.mark.parametrize(
    "claims", [ann(verified=False), ann(tid=PERSONAL), ann(None), ann(iss=""), {}]
)
def test_nobody_is_shown_lines_who_could_not_come_in_by_them(claims: dict[str, Any]) -> None:
    assert companies.lines(claims, "", "") == ""
