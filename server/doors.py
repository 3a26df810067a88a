"""Who is let in: by which name of the host, to the figures of the server itself, and where to by a
misspelt address."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from ipaddress import ip_address
from typing import Final

from starlette.datastructures import Headers
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from server.health import ALIVE, READY

STREAMLITS: Final = "/_stcore/health"
METRICS: Final = "/_stcore/metrics"
# Not pages: health, and where a browser comes back from signing in.
NO_PAGES: Final = (ALIVE, READY, "/oauth2callback")
PUNCTUATION: Final = " .,;:!?()<>'\"\u201c\u201d\u2019"  # that stood around an address in a letter
_FORWARDED: Final = ("forwarded", "x-forwarded-for", "x-real-ip")


class Hosts:
    """Refuses whoever calls the server by another name than the deployment's, so that no page of
    another site can point a name of its own at it. Who asks after its health often knows only its
    number."""

    def __init__(self, app: ASGIApp, allowed: Sequence[str], base: str = "") -> None:
        self._open = app
        self._guarded = TrustedHostMiddleware(app, allowed, www_redirect=False)
        self._health = {base + path for path in (ALIVE, READY, STREAMLITS)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        free = scope["type"] == "http" and scope["path"] in self._health
        await (self._open if free else self._guarded)(scope, receive, send)


class Metrics:
    """How many visits there are and how much they hold is told on this machine only."""

    def __init__(self, app: ASGIApp, base: str = "") -> None:
        self._app = app
        self._path = base + METRICS

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = scope["type"] == "http" and scope["path"].rstrip("/") == self._path
        app = Response(status_code=404) if asked and not from_here(scope) else self._app
        await app(scope, receive, send)


class Misspelt:
    """Leads the address of a page that there is not to the page that is meant, otherwise to the
    first one; what stands behind the path goes along. Streamlit would open the first one too, but
    under a dialog in English about a folder of the program."""

    def __init__(self, app: ASGIApp, pages: Collection[str], base: str = "") -> None:
        self._app = app
        self._pages = {"", *pages}
        self._base = base

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        place = self._instead(scope) if scope["type"] == "http" else None
        await (self._app if place is None else RedirectResponse(place))(scope, receive, send)

    def _instead(self, scope: Scope) -> str | None:
        """Where a browser is led that asks for a page; None where it may stay."""
        path, first = str(scope["path"]), f"{self._base}/"
        if scope["method"] != "GET" or "text/html" not in Headers(scope=scope).get("accept", ""):
            return None
        name = path.removeprefix(first).removesuffix("/")
        if not path.startswith(first) or name in self._pages or f"/{name}" in NO_PAGES:
            return None
        meant = name.strip(PUNCTUATION).lower()
        if not re.fullmatch(r"[a-z0-9][\w-]*", meant):
            return None
        query = scope["query_string"].decode("latin-1")
        return first + (meant if meant in self._pages else "") + (f"?{query}" if query else "")


def from_here(scope: Scope) -> bool:
    """Whether the request comes from this machine itself, and not through a proxy on it."""
    headers = Headers(scope=scope)
    if any(name in headers for name in _FORWARDED):
        return False
    try:
        return ip_address((scope.get("client") or ("",))[0]).is_loopback
    except ValueError:
        return False
