"""Why a request is refused: a status, and one sentence in the language of whoever asks."""

from __future__ import annotations

import json
import math
from typing import Final

from starlette.responses import Response

from sim.plan.problems import ScenarioError
from words.catalogue import Words

# The problems of a plan that are none of its numbers.
_STATUS: Final = {"too_large": 413, "not_text": 400, "not_toml": 400}
NO_PLAN: Final = 422


class RefusedError(Exception):
    """`code` is a key of ``api`` among the words; `after`: so many seconds later it may be asked
    again."""

    def __init__(
        self, status: int, code: str, *, after: float | None = None, **values: object
    ) -> None:
        super().__init__(code)
        self.status, self.code, self.after, self.values = status, code, after, values

    def response(self, w: Words) -> Response:
        headers = {"allow": "POST"} if self.status == 405 else {}
        if self.status == 401:
            headers["www-authenticate"] = "Bearer"
        if self.after is not None:
            headers["retry-after"] = str(math.ceil(self.after))
        return told(self.status, w(f"api.{self.code}", **self.values), self.code, "", headers)


def of_plan(problem: ScenarioError, w: Words) -> Response:
    """What is wrong with a plan or with how it is asked about."""
    status = _STATUS.get(problem.code, NO_PLAN)
    return told(status, w.problem_of_file(problem), problem.code, problem.place, {})


def told(status: int, sentence: str, code: str, place: str, headers: dict[str, str]) -> Response:
    """One JSON object; what a sender wrote may stand in it, and is no HTML anywhere."""
    content = json.dumps({"error": sentence, "code": code, "place": place}, indent=2)
    return Response(content, status, headers, media_type="application/json")
