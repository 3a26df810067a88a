"""Which companies have a book where people sign in: those that the deployment names, and no other.

In its secrets stands ``companies``, a list. An entry is the domain of e-mail addresses that the
provider has verified, or a table:

    domain = "one.example"             or  claim = "tid" and value = "...": a claim and what it says
    issuer = "https://idp.example"     who says so; needed with a claim, or with `book`
    book = "one.example"               a book of before, by the name that it had; else a new one

A book belongs to who says so and to what is said together: two providers that both speak of
one.example open two books. A personal account at Microsoft is of no company, whatever it claims.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

LONGEST: Final = 254  # characters of an address, and of the name of a book
PERSONAL: Final = "9188040d-6c67-4c5b-b112-36a304b66dad"  # Microsoft's tenant of personal accounts
_DOMAIN: Final = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z](?:[a-z0-9-]*[a-z0-9])?")
_KEYS: Final = frozenset(("issuer", "domain", "claim", "value", "book"))


@dataclass(frozen=True)
class Company:
    """A company that may come in: `name` for people, `book` for the database."""

    name: str
    book: str


@dataclass(frozen=True)
class Allowed:
    """An entry of the list; `issuer` and `book` may be empty, and so are `claim` and `value` of an
    entry with a domain, or its `domain`."""

    issuer: str = ""
    domain: str = ""
    claim: str = ""
    value: str = ""
    book: str = ""


def allowed(told: object) -> tuple[Allowed, ...]:
    """The entries of a list in the secrets. Raises ValueError with the number of the first one
    that is not understood, from 1; 0 for what is no list."""
    if told is None:
        return ()
    if isinstance(told, str) or not isinstance(told, Sequence):
        raise ValueError(0)
    return tuple(_entry(one, number) for number, one in enumerate(told, start=1))


def _entry(told: object, number: int) -> Allowed:
    parts = {"domain": told} if isinstance(told, str) else told
    if not isinstance(parts, Mapping) or not {*parts} <= _KEYS:
        raise ValueError(number)
    if not all(isinstance(one, str) and _line(one) for one in parts.values()):
        raise ValueError(number)
    bare = {key: str(one).strip() for key, one in parts.items()}
    found = Allowed(**bare | {"domain": bare.get("domain", "").lower()})
    by_claim = bool(found.claim and found.value and found.issuer and not found.domain)
    by_domain = bool(_DOMAIN.fullmatch(found.domain) and not (found.claim or found.value))
    needs_issuer = bool(found.book) and not found.issuer
    personal = PERSONAL in (found.value.lower(), *found.issuer.lower().split("/"))
    if by_claim == by_domain or needs_issuer or personal:
        raise ValueError(number)
    return found


def company(claims: Mapping[str, Any], entries: Sequence[Allowed]) -> Company | None:
    """The company in the claims of an identity token, or None."""
    issuer, unverified = _text(claims, "iss"), claims.get("email_verified") in (False, "false")
    if not issuer or unverified or personal(claims):
        return None
    for one in entries:
        if one.issuer in ("", issuer) and (name := _named(one, claims)):
            book = one.book or f"{issuer} {name if one.domain else f'{one.claim}={name}'}"
            return Company(name, book) if len(book) <= LONGEST else None
    return None


def personal(claims: Mapping[str, Any]) -> bool:
    """Whether it is somebody's own account at Microsoft."""
    told = (_text(claims, "tid"), *_text(claims, "iss").split("/"))
    return PERSONAL in map(str.lower, told)


def _named(one: Allowed, claims: Mapping[str, Any]) -> str:
    """What the claims say of the company of an entry; empty where that is something else."""
    if one.domain:
        return one.domain if domain(claims) == one.domain else ""
    found = _text(claims, one.claim)
    if "@" in found and found.lower() != address(claims):
        return ""  # an address that nobody has verified
    same = found == one.value or ("@" in found and found.lower() == one.value.lower())
    return one.value if same else ""


def address(claims: Mapping[str, Any]) -> str:
    """The e-mail address that the provider has verified, in small letters; empty without one.
    Only plain letters: others look like them, or become them."""
    told = _text(claims, "email")
    name, at, domain = told.rpartition("@")
    plain = told.isascii() and len(told) <= LONGEST and not {"@", " "} & {*name}
    verified = claims.get("email_verified") in (True, "true")
    if not (verified and plain and name and at and _DOMAIN.fullmatch(domain.lower())):
        return ""
    return told.lower()


def domain(claims: Mapping[str, Any]) -> str:
    """The domain of that address; empty without one."""
    return address(claims).rpartition("@")[2]


def _text(claims: Mapping[str, Any], key: str) -> str:
    """A claim that is one text on one line: of a list nobody knows which one counts."""
    found = claims.get(key)
    told = found.strip() if isinstance(found, str) else ""
    return told if _line(told) else ""


def _line(text: str) -> bool:
    return 0 < len(text) <= LONGEST and text.isprintable()


# For whoever runs the deployment


def lines(claims: Mapping[str, Any], claim: str, before: str) -> str:
    """The entry by which whoever signed in would come in, for the secrets (TOML); empty where
    nobody may.

    claim   the one that named the company before there was a list, or empty
    before  the name of a book of before, or empty
    """
    told = {"issuer": _text(claims, "iss")}
    if "@" in before:  # of one person, at a mail service where anybody can have an address
        told |= {"claim": "email", "value": before}
    elif claim:
        told |= {"claim": claim, "value": _text(claims, claim)}
    else:
        told |= {"domain": domain(claims)}
    told |= {"book": before} if before else {}
    try:
        (entry,) = allowed([told])
    except ValueError:
        return ""
    if company(claims, [entry]) is None:
        return ""
    return "\n".join(["[[companies]]", *(f'{key} = "{_quoted(one)}"' for key, one in told.items())])


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
