"""Whether the server is alive, and whether it can serve: for whoever watches over it."""

from __future__ import annotations

from typing import Final

from anyio import CapacityLimiter, move_on_after, to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from store import StoreError
from ui.visit import database

ALIVE: Final = "/healthz"
READY: Final = "/readyz"
SETTINGS: Final = "settings"
PATIENCE: Final = 5  # seconds for the database
_FRESH: Final = {"cache-control": "no-store"}


async def alive(request: Request) -> Response:
    """200 as long as there is a server."""
    return PlainTextResponse("ok", headers=_FRESH)


class Readiness:
    """200 where the database answers and has this code's version, otherwise 503 with the code of
    what is wrong: one of `store.problems.DATABASE`, or `SETTINGS` where the secrets cannot be
    read."""

    def __init__(self) -> None:
        # Its own: questions that wait for a database keep no thread from those who serve.
        self._one = CapacityLimiter(1)

    async def answer(self, request: Request) -> Response:
        problem: str | None = "unreachable"
        with move_on_after(PATIENCE):
            problem = await to_thread.run_sync(_problem, limiter=self._one, abandon_on_cancel=True)
        status = 200 if problem is None else 503
        told = {"ready": problem is None, "problem": problem}
        return JSONResponse(told, status, headers=_FRESH)


def _problem() -> str | None:
    try:
        database.check()
    except StoreError as problem:
        return problem.code
    except database.SettingsError:
        return SETTINGS
    return None
