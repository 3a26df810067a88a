"""What the server answers beside the pages, and through which doors: all of it for `app.py`."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Route

from server import health, settings
from server.api.requests import DESCRIPTION, QUESTION, Api
from server.doors import Hosts, Metrics, Misspelt
from server.headers import Headers
from server.preview import BOARD, PICTURE, Pages

PAGES: Final = Path(__file__).parents[1] / "pages"  # the name of a file is the path of its page


def routes() -> list[BaseRoute]:
    """By their paths, under the one that the deployment has put before all. Raises `SystemExit`
    where its secrets cannot be read."""
    settings.readable()
    base = settings.base()
    readiness, pages, api = health.Readiness(), Pages(base), Api(base)
    return [
        Route(base + health.ALIVE, health.alive),
        Route(base + health.READY, readiness.answer),
        Route(base + DESCRIPTION, api.describe),
        Route(base + QUESTION, api.answer, methods=["GET", "POST"]),
        Route(base + PICTURE, pages.picture),
        *(Route(f"{base}/{name}", pages.page) for name in ("", *_names())),
    ]


def _names() -> list[str]:
    """The paths of the pages beside the first."""
    return sorted(file.stem for file in PAGES.glob("*.py"))


def middleware() -> list[Middleware]:
    """What every request passes, the outermost first."""
    base, hosts = settings.base(), settings.hosts()
    found = [Middleware(Headers, embedders=settings.embedders(), board=base + BOARD)]
    if hosts:
        found.append(Middleware(Hosts, allowed=hosts, base=base))
    misspelt = Middleware(Misspelt, pages=_names(), base=base)
    return [*found, Middleware(Metrics, base=base), misspelt]
