"""What every answer tells the browser: what a page may load, and who may show it in a frame.

Streamlit's pages carry scripts and styles in the page itself, which is why those are allowed, and
their reader of messages counts in WebAssembly; nothing is loaded from anywhere else. The address of
a page holds its plan: no other site is told it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_SOURCES: Final = {
    "default-src": "'self'",
    "script-src": "'self' 'unsafe-inline' 'wasm-unsafe-eval' blob:",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self' ws: wss: blob:",
    "worker-src": "'self' blob:",
    "base-uri": "'self'",
    "object-src": "'none'",
}
_UNUSED: Final = ("camera", "geolocation", "microphone", "payment", "usb")


def told(embedders: Sequence[str] = ()) -> dict[str, str]:
    """The headers; `embedders` are the sites that may show the page in a frame."""
    frames = " ".join(("'self'", *embedders)) if embedders else "'none'"
    policy = {**_SOURCES, "frame-ancestors": frames}
    return {
        "content-security-policy": "; ".join(f"{of} {what}" for of, what in policy.items()),
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
        "permissions-policy": ", ".join(f"{one}=()" for one in _UNUSED),
    }


class Headers:
    """Puts them on every answer that does not say otherwise itself. The `embedders` may show the
    page at the path `board` in a frame, and no other: nothing is changed on a board."""

    def __init__(self, app: ASGIApp, embedders: Sequence[str] = (), board: str = "") -> None:
        self._app = app
        self._path = board
        self._board, self._told = _encoded(told(embedders)), _encoded(told())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = {name.lower() for name, _ in message["headers"]}
                more = self._board if scope["path"] == self._path else self._told
                more = [pair for pair in more if pair[0] not in own]
                message["headers"] = [*message["headers"], *more]
            await send(message)

        await self._app(scope, receive, with_headers if scope["type"] == "http" else send)


def _encoded(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.encode(), value.encode()) for name, value in headers.items()]
