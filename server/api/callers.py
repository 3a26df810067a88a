"""Who asks, and how often: a company by its token, otherwise an address of the network."""

from __future__ import annotations

import hmac
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from hashlib import sha256
from ipaddress import ip_address, ip_network
from typing import Any, Final

from starlette.requests import Request

from server.api.refused import RefusedError

SECTION: Final = "api"  # of the secrets
PER_MINUTE: Final = 60
SHORTEST: Final = 20  # letters of a token
MOST: Final = 10_000  # callers that are remembered
_MINUTE: Final = 60.0


def caller(request: Request, secrets: Mapping[str, Any]) -> str:
    """Who asks. Where the deployment has tokens, or a sign-in, only a company with one; raises
    `RefusedError`."""
    tokens = _tokens(secrets)
    if not tokens and not secrets.get("auth"):
        return _address(request)
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    found = ""
    for company, token in tokens.items():  # all of them, so that no time tells which
        if hmac.compare_digest(_hashed(token), _hashed(given.strip())):
            found = company
    if scheme.lower() != "bearer" or not found:
        raise RefusedError(401, "no_token")
    return f"company {found}"


def per_minute(secrets: Mapping[str, Any]) -> int:
    """So many requests a minute each caller may send."""
    told = _section(secrets).get("per_minute")
    return told if isinstance(told, int) and told > 0 else PER_MINUTE


def _section(secrets: Mapping[str, Any]) -> Mapping[str, Any]:
    found = secrets.get(SECTION)
    return found if isinstance(found, Mapping) else {}


def _tokens(secrets: Mapping[str, Any]) -> dict[str, str]:
    """Company -> token; one that could be guessed counts as none."""
    found = _section(secrets).get("tokens")
    told = found.items() if isinstance(found, Mapping) else ()
    return {str(name): str(token) for name, token in told if len(str(token)) >= SHORTEST}


def _hashed(token: str) -> bytes:
    return sha256(token.encode("utf-8", "replace")).digest()


def _address(request: Request) -> str:
    """The number of a machine; of IPv6 that of its network, of which one has as many as one
    likes."""
    host = request.client.host if request.client else ""
    try:
        number = ip_address(host)
    except ValueError:
        return host
    return host if number.version == 4 else str(ip_network((number, 64), strict=False))


class Pace:
    """At most so many requests a minute of each caller: some at once, and the next as they come
    back one by one. For one thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()  # how many, and when

    def take(self, caller: str, per_minute: int) -> None:
        """One request more; raises `RefusedError` where it is one too many."""
        now = self._clock()
        left, before = self._left.pop(caller, (float(per_minute), now))
        left = min(left + (now - before) * per_minute / _MINUTE, float(per_minute))
        enough = left >= 1
        self._left[caller] = (left - enough, now)
        if len(self._left) > MOST:
            self._left.popitem(last=False)
        if not enough:
            after = (1 - left) * _MINUTE / per_minute
            raise RefusedError(429, "too_fast", after=after, most=per_minute)
