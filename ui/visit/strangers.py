"""Who is no stranger where nobody signs in: who sits at this machine, or has the deployment's key.

A link that a customer gets is an address of this app, and one address leads to the next. So the
book, evaluations and the making of links are closed to strangers. A stranger reaches what a
presentation link shows, and the calculator with the plan of its own link. One line in the secrets,
or in the environment, says otherwise: ``book_key`` (QUITTE_BOOK_KEY) lets in whoever types that key
and nobody else, ``book = "open"`` (QUITTE_BOOK) everybody who reaches the app.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import time
from collections.abc import Callable, Mapping
from ipaddress import IPv6Address, ip_address
from typing import Final, Literal
from urllib.parse import urlsplit

import streamlit as st

from ui.visit import session
from ui.visit.database import secrets
from ui.visit.keys import Key

Door = Literal["open", "key", "machine"]
BOOK: Final = ("QUITTE_BOOK", "book")  # in the environment, and in the secrets
KEY: Final = ("QUITTE_BOOK_KEY", "book_key")
SHORTEST: Final = 16  # characters of a key: nobody tries all of them
LASTS: Final = 10 * 3600  # seconds that a browser is known to have the key: a working day
DIGITS: Final = 12  # of a moment in seconds
COOKIE: Final = "quitte_book"
# What no browser sends when it opens a connection by itself: somebody stands in between.
BETWEEN: Final = ("x-", "cf-", "fly-", "ngrok-", "tailscale-", "true-client-", "client-ip")
FORWARDED: Final = ("forwarded", "via", "cdn-loop")

_NEAR: Final = Key[bool]("strangers.near", False)
_PASS: Final = Key[str]("strangers.pass", "")  # what a visit has that gave the key


def door() -> Door:
    """What lets in. Where two are named, the narrower one."""
    if _setting(KEY):
        return "key"
    return "open" if _setting(BOOK) == "open" else "machine"


def let_in() -> bool:
    """Whether this visitor is no stranger."""
    return ticket()()


def ticket() -> Callable[[], bool]:
    """Whether this visitor is no stranger, asked later by a thread that knows no visit."""
    cookie, given = st.context.cookies.get(COOKIE), session.kept(_PASS)
    shown = [given, cookie] if isinstance(cookie, str) else [given]
    near = nearby()

    def passes() -> bool:
        found = door()
        return any(map(_passes, shown)) if found == "key" else found == "open" or near

    return passes


# At this machine


def nearby() -> bool:
    """Whether the visitor's browser runs on the machine that the app runs on. A connection that is
    gone in the middle of a run tells nothing: then it is what it was before in this visit."""
    headers = st.context.headers.to_dict()
    if headers:
        near = not _served() and at_this_machine(st.context.ip_address, headers)
        session.keep(_NEAR, near)
    return session.kept(_NEAR)


def _served() -> bool:
    """Whether the server is set up for others: then a proxy may stand before it that hides who
    asks, and what a request says of itself proves nothing."""
    checked = st.get_option("server.enableCORS"), st.get_option("server.enableXsrfProtection")
    called = str(st.get_option("browser.serverAddress") or "localhost")
    socket = str(st.get_option("server.address") or "").startswith("unix")
    others = st.get_option("server.corsAllowedOrigins")
    return not all(checked) or not _ours(called) or socket or bool(others)


def at_this_machine(peer: str | None, headers: Mapping[str, str]) -> bool:
    """Whether a connection comes from this machine itself, and nobody has passed it on.

    peer     the address at its other end; None, as Streamlit tells it, for one of this machine
    headers  of the request that opened it
    """
    told = {name.lower(): value for name, value in headers.items()}
    passed_on = any(name in FORWARDED or name.startswith(BETWEEN) for name in told)
    if passed_on or not (peer is None or _ours(peer)):
        return False
    origin = told.get("origin")
    return _ours(_host(f"//{told.get('host', '')}")) and (origin is None or _ours(_host(origin)))


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _ours(name: str) -> bool:
    """Whether a name or address means this machine wherever it is used."""
    if name == "localhost":
        return True
    try:
        found = ip_address(name)
    except ValueError:
        return False
    inner = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return (inner or found).is_loopback or found.is_unspecified


# The key


def too_short() -> bool:
    """Whether the deployment's key is none that can be trusted: it lets nobody in."""
    return 0 < len(_setting(KEY)) < SHORTEST


def give(key: str) -> bool:
    """Lets a visitor in who has the key; whether it was the key."""
    right = key and not too_short() and hmac.compare_digest(_bytes(key.strip()), _key())
    if right:
        session.keep(_PASS, _made(int(time.time()) + LASTS))
    return bool(right)


def remembered() -> str:
    """The script by which the browser knows for a working day that it has given the key; empty
    where it has not."""
    made = session.kept(_PASS)
    if door() != "key" or not _passes(made):
        return ""
    told = f"{COOKIE}={made}; path=/; max-age={LASTS}; samesite=strict"
    return f"document.cookie = '{told}' + (location.protocol === 'https:' ? '; secure' : '');"


def _made(until: int) -> str:
    """A pass that only the key can make: another key, and nobody has one any more."""
    mark = hmac.new(_key(), f"quitte book {until}".encode(), hashlib.sha256)
    return f"{until}.{mark.hexdigest()}"


def _passes(made: str) -> bool:
    until, _, _ = made.partition(".")
    if too_short() or not (until.isascii() and until.isdigit()) or len(until) > DIGITS:
        return False
    return int(until) > time.time() and hmac.compare_digest(_bytes(made), _bytes(_made(int(until))))


def _key() -> bytes:
    return _bytes(_setting(KEY))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _setting(names: tuple[str, str]) -> str:
    variable, secret = names
    return os.environ.get(variable, "").strip() or str(secrets().get(secret) or "").strip()
