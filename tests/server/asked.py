"""The server as it answers beside the pages, without Streamlit and without a network."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import anyio
import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from server import served, settings
from server.doors import METRICS

HERE = "http://quitte.example"


async def figures(request: Request) -> Response:
    return PlainTextResponse("active_sessions 3")


@dataclass(frozen=True)
class Client:
    """Who asks a server from an address of the network."""

    app: Starlette
    came_from: str

    def get(self, path: str, **more: Any) -> httpx.Response:
        return self._asked("GET", path, more)

    def post(self, path: str, **more: Any) -> httpx.Response:
        return self._asked("POST", path, more)

    def _asked(self, method: str, path: str, more: dict[str, Any]) -> httpx.Response:
        """In a thread of its own: where a browser was driven, this one has a loop already."""
        with ThreadPoolExecutor(1) as other:
            return other.submit(anyio.run, self._ask, method, path, more).result()

    async def _ask(self, method: str, path: str, more: dict[str, Any]) -> httpx.Response:
        there = httpx.ASGITransport(self.app, client=(self.came_from, 50_000))
        async with httpx.AsyncClient(transport=there, base_url=HERE) as asked:
            return await asked.request(method, path, **more)


def client(came_from: str = "127.0.0.1") -> Client:
    """A caller of a server that nobody has asked anything yet."""
    streamlits = Route(settings.base() + METRICS, figures)
    routes = [*served.routes(), streamlits]
    return Client(Starlette(routes=routes, middleware=served.middleware()), came_from)
