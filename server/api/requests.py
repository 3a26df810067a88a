"""A request on its way: who asks, how much is sent, the work apart from the server, the answer."""

from __future__ import annotations

import logging
from typing import Final

from anyio import CapacityLimiter, fail_after, to_thread
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from server.api import callers
from server.api.described import description
from server.api.refused import RefusedError, of_plan
from sim.plan.file import LARGEST
from sim.plan.problems import ScenarioError
from ui.visit.database import SettingsError, secrets
from words.catalogue import Words, words
from words.languages import accepted

QUESTION: Final = "/api/v1/{question:path}"
DESCRIPTION: Final = "/api/v1/openapi.json"
AT_ONCE: Final = 2  # questions worked on; the pages need the machine too
MOST_WAITING: Final = 8  # others that wait for their turn
PATIENCE: Final = 30  # seconds for what is sent
BUSY: Final = 5.0  # seconds after which it is worth asking again
_log = logging.getLogger("quitte")


class Api:
    """`answer` to every question, `describe` for the description of them all."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._pace = callers.Pace()
        self._turn = CapacityLimiter(AT_ONCE)
        self._here = 0

    async def describe(self, request: Request) -> Response:
        return JSONResponse(description(self._base))

    async def answer(self, request: Request) -> Response:
        """The answer, or one sentence why there is none; never a traceback."""
        w = spoken(request)
        try:
            return await self._answered(request)
        except RefusedError as refused:
            return refused.response(w)
        except ScenarioError as problem:
            return of_plan(problem, w)
        except SettingsError as problem:
            _log.error("Quitte is closed, its secrets cannot be read: %s", problem)
            return RefusedError(503, "settings").response(w)
        except ClientDisconnect:
            raise
        except Exception:  # a fault of ours: who operates it reads what, who asked reads that
            _log.exception("a question of the API failed")
            return RefusedError(500, "unforeseen").response(w)

    async def _answered(self, request: Request) -> Response:
        from server.api import answers  # and with it all that simulates

        word, kept = request.path_params["question"], secrets()
        self._pace.take(callers.caller(request, kept), callers.per_minute(kept))
        if word not in answers.ASKED:
            raise RefusedError(404, "no_question", allowed=", ".join(answers.ASKED))
        if request.method != "POST":
            raise RefusedError(405, "not_post")
        if self._here >= AT_ONCE + MOST_WAITING:
            raise RefusedError(503, "busy", after=BUSY)
        self._here += 1
        try:
            body = await _body(request, answers.BYTES.get(word, LARGEST))
            told = dict(request.query_params)
            text = await to_thread.run_sync(
                answers.answered, word, body, _is_json(request, body), told, spoken(request),
                limiter=self._turn,
            )  # fmt: skip
        finally:
            self._here -= 1
        return Response(text, media_type="application/json", headers={"cache-control": "no-store"})


def spoken(request: Request) -> Words:
    """The words of whoever asks."""
    return words(accepted(request.headers.get("accept-language", "")))


async def _body(request: Request, most: int) -> bytes:
    """All that was sent. Raises `RefusedError` where that is more, or takes longer, than is
    allowed."""
    length = request.headers.get("content-length", "")
    if length.isdecimal() and (len(length) > len(str(most)) or int(length) > most):
        raise RefusedError(413, "too_large", most=most)
    found = bytearray()
    try:
        with fail_after(PATIENCE):
            async for part in request.stream():
                found += part
                if len(found) > most:
                    raise RefusedError(413, "too_large", most=most)
    except TimeoutError:
        raise RefusedError(408, "too_slow") from None
    return bytes(found)


def _is_json(request: Request, body: bytes) -> bool:
    """What the request says that it is, or else its first letter, with which no TOML begins."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind.startswith("multipart/"):
        raise RefusedError(415, "not_a_form")
    if "toml" in kind:
        return False
    return kind.endswith("json") or body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
