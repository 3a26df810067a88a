"""What a link shows of itself where it is sent."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser

import pytest

import reports
from server import preview
from sim import CostLine, Exact, Goal, example, simulate
from sim.links.fingerprint import fingerprint
from sim.links.presentation import Brief, Letter, content
from sim.play.answer import summarised
from sim.play.engine import ENGINE
from store import Snapshot
from tests.server.asked import HERE, client
from ui.visit.database import shelf
from words import answer as sentences
from words.catalogue import words

OURS = example("regional").with_(
    name="Our own fair",
    costs=(CostLine("Secret stand", Exact(98_765.0)),),
    goal=Goal(876_543.0, 0.4567),
)
FOUND = summarised(simulate(OURS, trials=256, seed=1))
MAKER = "a" * 48
HOSTILE = "\"><script>alert(1)</script> & 'x' \u202e"


def kept(
    audience: str = "board",
    title: str = "To the board",
    letter: Letter | None = None,
    expires: datetime | None = None,
    what: str = "",
) -> Snapshot:
    """A link to show, as the Share page makes it."""
    return shelf().save(
        maker=MAKER,
        title=title,
        audience=audience,
        expires=expires,
        engine=ENGINE,
        seed=1,
        fingerprint=fingerprint(OURS, 1),
        content=what or content(Brief(OURS, FOUND, ()), audience, letter),
    )  # fmt: skip


class Head(HTMLParser):
    """The title of a page, and what else its head says."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.title, self.told, self.scripts, self._inside = "", dict[str, str](), 0, False
        self.language = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self._inside = tag == "title"
        self.scripts += tag == "script"
        self.language = found.get("lang", self.language)
        if tag == "meta" and "content" in found:
            self.told[found.get("property") or found.get("name", "")] = found["content"]

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        self.title += data if self._inside else ""


def head(path: str, **headers: str) -> Head:
    answer = client().get(path, headers=headers)
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-cache")
    return Head(answer.text)


@pytest.mark.parametrize("code", ["nl", "en"])
def test_a_link_tells_what_its_page_tells_in_the_language_of_its_maker(code: str) -> None:
    found = head(f"/board?p={kept().id}&l={code}", accept_language="fr")
    w = words(code)
    assert found.language == code
    assert found.title == "To the board \u00b7 Quitte"
    assert found.told["og:title"] == "To the board"
    told = found.told["og:description"]
    assert preview.plain(sentences.first_sentence(FOUND, w)) in told
    assert preview.plain(sentences.second_sentence(FOUND, OURS, w)) in told
    assert found.told["description"] == told
    assert found.told["robots"] == "noindex"


def test_a_link_of_before_tells_it_in_a_language_that_the_reader_asks_for() -> None:
    link = f"/board?p={kept().id}"
    assert head(link, **{"Accept-Language": "fr, nl-BE;q=0.9, en;q=0.8"}).language == "nl"
    assert head(link).language == "en"
    assert head(f"{link}&l=xx").language == "en"


@pytest.mark.parametrize("chance", ["none", "exact"])
def test_a_customers_link_tells_nothing_of_the_companys_money(chance: str) -> None:
    letter = Letter(first="own", opening="Come and *see* <us>", chance=chance)
    found = head(f"/board?p={kept('customer', 'For you', letter).id}&l=en")
    told = found.told["og:description"]
    assert told.startswith("Come and *see* <us> ")
    assert "\u20ac" not in told
    assert ("cover their costs" in told) == (chance == "exact")
    for secret in ("Secret", "98", "876", "45.67", "Our own fair"):
        assert secret not in " ".join([found.title, *found.told.values()])


def test_whatever_a_title_is_made_of_stays_text() -> None:
    plain = head("/board").scripts
    found = head(f"/board?p={kept(title=HOSTILE).id}&l=en", Host='a.example"><script>')
    assert found.told["og:title"] == HOSTILE.replace("\u202e", "").strip()
    assert found.scripts == plain


def test_to_look_at_it_is_not_to_open_it_and_its_page_still_is() -> None:
    id = kept().id
    assert head(f"/board?p={id}&l=en").told["og:title"] == "To the board"
    assert client().get(f"/preview/{id}.png").status_code == 200
    (row,) = (one for one in shelf().made_by(MAKER) if one.id == id)
    assert row.opened is None
    assert shelf().open(id).opened is not None


def test_a_link_that_cannot_be_opened_tells_no_more_than_any_other_page() -> None:
    withdrawn, over = kept().id, kept(expires=datetime.now(UTC) + timedelta(seconds=0.2)).id
    shelf().revoke(withdrawn, MAKER)
    odd = kept("customer", what='{"bands": {}}').id
    time.sleep(0.2)
    closed = ("unknown", withdrawn, over, odd)
    pages = [client().get(f"/board?p={id}&l=nl") for id in (*closed, "x" * 99)]
    assert {page.text for page in pages} == {client().get("/board?l=nl").text}
    assert "To the board" not in pages[0].text
    for id in closed:
        answer = client().get(f"/preview/{id}.png")
        assert (answer.status_code, answer.content) == (404, b"")


def test_a_link_shows_its_picture_which_is_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn, own = [], reports.chart_png

    def draws(report: reports.Report) -> bytes:
        drawn.append(report)
        return own(report)

    monkeypatch.setattr(reports, "chart_png", draws)
    id = kept(title="A title of its own").id
    address = head(f"/board?p={id}&l=nl").told["og:image"]
    assert address.startswith(f"{HERE}/")
    first, second = (client().get(address) for _ in range(2))
    assert first.headers["content-type"] == "image/png"
    assert first.content[:8] == b"\x89PNG\r\n\x1a\n"
    assert first.content == second.content
    (report,) = drawn
    assert (report.words.code, report.plan.name) == ("nl", "A title of its own")


def test_the_picture_of_a_customers_link_is_drawn_from_what_the_customer_may_see() -> None:
    id = kept("customer", "For you", Letter(first="orders")).id
    answer = client().get(f"/preview/{id}.png?l=nl")
    assert answer.content[:8] == b"\x89PNG\r\n\x1a\n"


def test_any_other_page_tells_what_the_app_is_for() -> None:
    for path in ("/", "/year", f"/share?p={kept().id}", f"/?p={kept().id}"):
        found = head(f"{path}{'&' if '?' in path else '?'}l=nl")
        assert found.title == f"Quitte \u00b7 {words('nl')('menu.question')}"
        assert "og:image" not in found.told
