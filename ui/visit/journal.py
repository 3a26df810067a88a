"""What happened, for whoever runs the deployment: one line of JSON an event, on standard error.

    {"at": "2026-03-01T09:30:00+00:00", "event": "saved", "what": "plan",
     "who": "ann@one.example", "company": "one.example", "visit": "5f3a01bc",
     "fair": "...", "version": 3}

``event`` is one of `Event`, ``visit`` joins the lines of one visit. A line says who and what, and
never what a plan says or a link: a link is told by `trace`, the same for the same link, by which
nobody opens it. An error has an ``id``, which its visitor sees too, and where it happened; not its
own words, in which what was typed may stand.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import sys
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final, Literal

from ui.visit import session, sign_in
from ui.visit.keys import Key

Event = Literal["opened", "saved", "exported", "deleted", "signed in", "refused", "error"]
Line = Callable[..., None]

_VISIT: Final = Key[str]("journal.visit", "")
_ONCE: Final = Key[frozenset[tuple[str, str]]]("journal.once", frozenset())


def tell(event: Event, what: str, **more: object) -> None:
    """Writes a line about this visit: `what` the event is about, and in `more` ids, numbers and
    codes. ``who`` may stand there for somebody who did not sign in."""
    teller()(event, what, **more)


def tell_once(event: Event, what: str, **more: object) -> None:
    """The same, once a visit for the same line."""
    line = (event, f"{what} {sorted(more.items())}")
    if line not in session.kept(_ONCE):
        session.change(_ONCE, lambda told: told | {line})
        tell(event, what, **more)


def teller() -> Line:
    """`tell` of this visit, for a thread that knows no visit."""
    if session.begun():
        session.change(_VISIT, lambda mark: mark or secrets.token_hex(4))
    company = sign_in.company() if sign_in.configured() else None
    about = {"who": sign_in.mail(), "company": "" if company is None else company.name}
    about |= {"visit": session.kept(_VISIT) if session.begun() else ""}

    def line(event: Event, what: str, **more: object) -> None:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        told = {"at": now, "event": event, "what": what, **about, **more}
        sys.stderr.write(json.dumps(told) + "\n")
        sys.stderr.flush()

    return line


def arrived() -> None:
    """That somebody has signed in, when a visit begins."""
    if sign_in.signed_in():
        tell_once("signed in", "app")


def failed(error: BaseException) -> str:
    """Writes where an error happened, under an id, which is returned."""
    id = secrets.token_hex(4)
    steps = [f"{one.filename}:{one.lineno} {one.name}" for one in traceback.extract_tb(
        error.__traceback__)]  # fmt: skip
    tell("error", type(error).__name__, id=id, where=steps)
    return id


def trace(link: str) -> str:
    """By which a link is known in the journal."""
    return hashlib.blake2b(link.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
