"""Who is let in: by which name of the host, and to the figures of the server itself."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import ip_address
from typing import Final

from starlette.datastructures import Headers
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from server.health import ALIVE, READY

STREAMLITS: Final = "/_stcore/health"
METRICS: Final = "/_stcore/metrics"
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


def from_here(scope: Scope) -> bool:
    """Whether the request comes from this machine itself, and not through a proxy on it."""
    headers = Headers(scope=scope)
    if any(name in headers for name in _FORWARDED):
        return False
    try:
        return ip_address((scope.get("client") or ("",))[0]).is_loopback
    except ValueError:
        return False
