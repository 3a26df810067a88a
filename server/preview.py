"""What a link shows of itself where it is sent: title, description and picture.

Mail and chat fetch an address to show what it leads to. They run no script, so it has to stand in
the page as it is served, which Streamlit serves the same for every address. A presentation link
tells what its own page tells, in the language of whoever made it, as it was kept; any other address
tells what the app is for. To be looked at like this is not to be opened.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from html import escape
from pathlib import Path
from typing import Final

import streamlit as st
from anyio import CapacityLimiter, move_on_after, to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from sim.links.presentation import Brief, Outlook, from_content
from sim.links.year_presentation import YearBrief
from store import Snapshot, StoreError
from ui.visit import database
from ui.year import board as year
from words import answer as sentences
from words.catalogue import Words, words
from words.languages import accepted

NAME: Final = "Quitte"
LINK: Final = "p"  # the parameter with the id of a presentation
LANGUAGE: Final = "l"  # and the one with the language of whoever made it
BOARD: Final = "/board"
PICTURE: Final = "/preview/{id}.png"
PATIENCE: Final = 3  # seconds for the database, then the page comes without
AT_ONCE: Final = 4  # links looked up
_FILE: Final = Path(st.__file__).with_name("static") / "index.html"
_TITLE: Final = "<title>Streamlit</title>"
_ROOT: Final = '<html lang="en">'


@dataclass(frozen=True)
class Kept:
    """A presentation link that can be opened: as it was kept, and the sentences on top of its
    page."""

    snapshot: Snapshot
    lines: list[str]


def look(id: str, w: Words) -> Kept | None:
    """What is under a link; None for one that is unknown, over or withdrawn, all alike, and where
    the database is out of reach or not known."""
    try:
        snapshot = database.shelf().look(id)
        shown = from_content(snapshot.content, snapshot.audience)
        return Kept(snapshot, [*_lines(shown, w)])
    except (StoreError, database.SettingsError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _lines(shown: Brief | Outlook | YearBrief, w: Words) -> Iterator[str]:
    if isinstance(shown, YearBrief):
        yield from year.lines(shown, w)
    elif isinstance(shown, Outlook):
        yield sentences.opening(shown, w)
        yield from (line.replace("*", "") for line in sentences.expected(shown, w))
    else:
        yield sentences.first_sentence(shown.answer, w)
        yield sentences.second_sentence(shown.answer, shown.plan, w)
        yield from sentences.asides(shown.answer, shown.plan, w)


class Pages:
    """The page that Streamlit serves for every address, with a head of its own."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._html = _FILE.read_text("utf-8")
        self._looked = CapacityLimiter(AT_ONCE)
        self._drawn = CapacityLimiter(1)

    async def page(self, request: Request) -> Response:
        """Any page of the app."""
        w, id = _spoken(request), request.query_params.get(LINK)
        kept = None
        if id is not None and request.url.path == self._base + BOARD:
            kept = await self._look(id, w)
        if kept is None:
            title = f"{NAME} \u00b7 {w('menu.question')}"
            return self._served(w, title, {"og:title": title})
        title = plain(kept.snapshot.title)
        root = f"{request.url.scheme}://{request.url.netloc}{self._base}"
        picture = PICTURE.format(id=kept.snapshot.id)
        told = {
            "og:title": title,
            "og:description": plain(" ".join(kept.lines)),
            "og:image": f"{root}{picture}?{LANGUAGE}={w.code}",
            "og:image:alt": plain(kept.lines[0]),
            "twitter:card": "summary_large_image",
            "robots": "noindex",  # who has the link may see it; nobody is to find it
        }
        return self._served(w, f"{title} \u00b7 {NAME}", told)

    async def picture(self, request: Request) -> Response:
        """The picture of a presentation link."""
        w = _spoken(request)
        kept = await self._look(request.path_params["id"], w)
        if kept is None:
            return Response(status_code=404)
        snapshot = kept.snapshot
        what = (snapshot.content, snapshot.audience, plain(snapshot.title))
        draw = partial(_drawn, *what, snapshot.created.date(), snapshot.fingerprint, w.code)
        drawn = await to_thread.run_sync(draw, limiter=self._drawn)
        return Response(drawn, media_type="image/png", headers={"cache-control": "private"})

    async def _look(self, id: str, w: Words) -> Kept | None:
        with move_on_after(PATIENCE):
            return await to_thread.run_sync(
                look, id, w, limiter=self._looked, abandon_on_cancel=True
            )
        return None

    def _served(self, w: Words, title: str, told: Mapping[str, str]) -> Response:
        about = {"og:site_name": NAME, "og:type": "website", **told}
        about.setdefault("og:description", w("menu.question"))
        about["description"] = about["og:description"]
        head = [f"<title>{escape(title)}</title>"]
        for name, value in about.items():
            kind = "property" if name.startswith("og:") else "name"
            head.append(f'<meta {kind}="{name}" content="{escape(value)}">')
        html = self._html.replace(_ROOT, f'<html lang="{w.code}">', 1)
        html = html.replace(_TITLE, "\n    ".join(head), 1)
        return HTMLResponse(html, headers={"cache-control": "no-cache"})


def _spoken(request: Request) -> Words:
    """The language of the link, otherwise the one of whoever asks."""
    told = request.query_params.get(LANGUAGE, "")
    return words(accepted(f"{told},{request.headers.get('accept-language', '')}"))


def plain(text: str) -> str:
    """A text as the head of a page can hold it: on one line, without letters that only hold others
    together or turn the writing, and with nothing that cannot be encoded."""
    told = "".join(letter for letter in text if letter.isprintable() or letter.isspace())
    return " ".join(told.split())


@lru_cache(maxsize=32)
def _drawn(content: str, audience: str, title: str, day: date, mark: str, code: str) -> bytes:
    """What a link holds as a picture."""
    import reports

    shown, w = from_content(content, audience), words(code)
    if isinstance(shown, Outlook):
        return reports.outlook_png(shown, title, w)
    if isinstance(shown, YearBrief):
        return reports.year_png(shown, year.lines(shown, w), title, mark, w)
    plan = shown.plan.with_(name=title)
    return reports.chart_png(reports.Report(plan, shown.answer, w, mark, "", day))
