"""Who is here: a company and a person where the deployment has sign-in, otherwise everybody who is
no stranger.

Which companies may come in is a list in the secrets (`ui.visit.companies`). A sign-in lasts a
working day, or ``sign_in_hours``. Who stands in ``revoked``, by address or ``sub``, is out with the
next thing they do: the secrets are read again whenever they change.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any, Final

import streamlit as st
from streamlit.errors import StreamlitAPIException

from ui.visit import companies, strangers
from ui.visit.companies import Company
from ui.visit.database import secrets

CLAIM: Final = "company_claim"  # which named the company before there was a list
EVERYBODY: Final = ""
HOURS: Final = 10.0  # that a sign-in lasts where the deployment says nothing
MOST_HOURS: Final = 720.0  # after which the browser has forgotten it
EARLY: Final = 300  # seconds that the provider's clock may be ahead


def configured() -> bool:
    """Whether this deployment has a sign-in."""
    return bool(secrets().get("auth"))


def owner() -> str | None:
    """The company whose book this visitor sees, `EVERYBODY` without a sign-in; None for a stranger,
    and for somebody who has not signed in, or whose company has no book."""
    if not configured():
        return EVERYBODY if strangers.let_in() else None
    found = company()
    return None if found is None else found.book


def company() -> Company | None:
    """The company of who signed in, of those that the deployment allows."""
    return _company(_claims()) if configured() else None


def _company(claims: Mapping[str, Any]) -> Company | None:
    if not _lasts(claims) or _out(claims):
        return None
    try:
        return companies.company(claims, companies.allowed(secrets().get("companies")))
    except ValueError:
        return None


def ticket() -> Callable[[], bool]:
    """Whether this visitor has a book, asked later by a thread that knows no visit."""
    if not configured():
        return strangers.ticket()
    claims = dict(_claims())
    return lambda: _company(claims) is not None


def refusal() -> tuple[str, int]:
    """Why somebody who signed in has no book, as a key of ``fairs.sign``: ``revoked``,
    ``list_wrong`` with the entry of the list, ``personal``, ``unverified`` or ``unlisted``."""
    claims = _claims()
    if revoked():
        return "revoked", 0
    try:
        companies.allowed(secrets().get("companies"))
    except ValueError as wrong:
        return "list_wrong", int(wrong.args[0])
    if companies.personal(claims):
        return "personal", 0
    unverified = not (secrets().get(CLAIM) or companies.address(claims))
    return ("unverified" if unverified else "unlisted"), 0


def books_before() -> list[str]:
    """What the book of who signed in was called before there was a list of companies: by the claim
    that the deployment named, or else by address or domain."""
    claims, claim = _claims(), str(secrets().get(CLAIM) or "")
    if claim:
        found = claims.get(claim)
        return [found.strip()] if isinstance(found, str) and found.strip() else []
    return [one for one in (companies.address(claims), companies.domain(claims)) if one]


def lines(before: str) -> str:
    """What whoever runs the deployment adds to its secrets to let this visitor's company in."""
    return companies.lines(_claims(), str(secrets().get(CLAIM) or ""), before)


def signed_in() -> bool:
    """Whether somebody has signed in, and not longer ago than a sign-in lasts."""
    return configured() and _lasts(_claims())


def _lasts(claims: Mapping[str, Any]) -> bool:
    made = claims.get("iat")
    if claims.get("is_logged_in") is not True or isinstance(made, bool):
        return False
    if not isinstance(made, int | float):
        return False
    return -EARLY <= time.time() - made < _hours() * 3600


def _hours() -> float:
    told = secrets().get("sign_in_hours", HOURS)
    allowed = isinstance(told, int | float) and not isinstance(told, bool) and told > 0
    return min(float(told), MOST_HOURS) if allowed else HOURS


def revoked() -> bool:
    """Whether the deployment has put out who signed in."""
    return _out(_claims())


def _out(claims: Mapping[str, Any]) -> bool:
    told = secrets().get("revoked") or []
    listed = told if isinstance(told, list) else [told]
    out = {str(one).strip().casefold() for one in listed}
    names = (claims.get(name) for name in ("sub", "email", "preferred_username", "upn"))
    return any(isinstance(name, str) and name.strip().casefold() in out for name in names)


def mail() -> str:
    """The verified address of who signed in; empty where nobody did, or where it is not told."""
    claims = _claims()
    found = bool(signed_in() and companies.address(claims))
    return str(claims["email"]).strip() if found else ""


def providers() -> list[str]:
    """The names of the providers that the deployment lets choose from; "" for its only one."""
    section = secrets().get("auth") or {}
    named = [name for name, part in section.items() if isinstance(part, Mapping)]
    return [name for name in named if name != "client_kwargs"] or [""]


# The provider leads back to the start page and to a new visit: the tab itself remembers where the
# visitor was, and with which plan.
_REMEMBER: Final = """const here = new URL(location.href);
here.searchParams.set('s', '%s');
sessionStorage.setItem('quitte.back', here.href);"""
_RETURN: Final = """const back = sessionStorage.getItem('quitte.back');
if (back !== null) {
  sessionStorage.removeItem('quitte.back');
  if (new URL(back).origin === location.origin && back !== location.href) location.replace(back);
}"""


def remember_page(token: str) -> None:
    """Marks this page as the one to come back to, with the plan of a link's token."""
    st.html(f"<script>{_REMEMBER % token}</script>", unsafe_allow_javascript=True)


def way_back() -> str:
    """The script that leads a visitor who has just signed in to where they were."""
    return f"{{{_RETURN}}}" if signed_in() else ""


def sign_in(provider: str = "") -> bool:
    """Sends the browser to a provider; whether the deployment is ready for it."""
    try:
        st.login(provider or None)
    except StreamlitAPIException:  # Authlib is not installed, or the section is not complete
        return False
    return True


def sign_out() -> None:
    st.logout()


def _claims() -> Mapping[str, Any]:
    return st.user.to_dict()
