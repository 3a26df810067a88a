"""Who is here: a company and a person where the deployment has sign-in, otherwise everybody.

A company is the domain of an e-mail address that the provider has verified; an address at a public
mail service is a company by itself. Where the deployment names a claim in its secrets, as
``company_claim``, that claim is the company instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import streamlit as st
from streamlit.errors import StreamlitAPIException

from ui.visit.database import secrets

CLAIM: Final = "company_claim"
EVERYBODY: Final = ""
LONGEST: Final = 254  # characters, of an address too

# Mail services where anybody can have an address, by the name before the country.
_FAMILIES: Final = frozenset(
    ["gmail", "googlemail", "outlook", "hotmail", "live", "msn", "yahoo", "ymail", "icloud", "aol",
     "gmx", "proton", "protonmail", "tutanota", "fastmail", "zoho", "yandex", "mail", "ziggo",
     "telenet", "skynet", "proximus", "pandora", "scarlet", "voo", "kpnmail", "kpnplanet", "planet",
     "hetnet", "xs4all", "upcmail", "home", "casema", "chello", "tele2", "quicknet", "zonnet",
     "solcon", "orange", "wanadoo", "free", "laposte", "sfr", "web", "t-online", "freenet",
     "btinternet", "comcast"]
)  # fmt: skip
_PUBLIC: Final = frozenset(
    ["me.com", "mac.com", "pm.me", "hey.com", "tuta.com", "qq.com", "163.com"]
)


def configured() -> bool:
    """Whether this deployment has a sign-in."""
    return bool(secrets().get("auth"))


def owner() -> str | None:
    """The company whose book this visitor sees, `EVERYBODY` without a sign-in; None for somebody
    who has not signed in, or whose company is not known."""
    if not configured():
        return EVERYBODY
    return company(_claims(), str(secrets().get(CLAIM) or "")) if signed_in() else None


def signed_in() -> bool:
    return configured() and _claims().get("is_logged_in") is True


def mail() -> str:
    """The address of who signed in; empty where nobody did, or where it is not told."""
    found = _claims().get("email") if signed_in() else None
    return found.strip()[:LONGEST] if isinstance(found, str) else ""


def company(claims: Mapping[str, Any], claim: str = "") -> str | None:
    """The company in the claims of an identity token, or None."""
    if claim:
        found = claims.get(claim)
        told = found.strip() if isinstance(found, str) else ""
        return told if 0 < len(told) <= LONGEST and told.isprintable() else None
    if claims.get("email_verified") not in (True, "true"):
        return None
    name, at, domain = str(claims.get("email") or "").strip().lower().rpartition("@")
    address = f"{name}@{domain}"
    if not (name and at and "." in domain and address.isprintable() and len(address) <= LONGEST):
        return None
    if "@" in name or " " in address:
        return None
    public = domain in _PUBLIC or domain.partition(".")[0] in _FAMILIES
    return address if public else domain


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
