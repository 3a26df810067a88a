"""nginx as deploy/ has it, before two processes of the app with one PostgreSQL."""

from __future__ import annotations

import gzip
import os
import re
import signal
import tomllib
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

import pytest
from playwright.sync_api import expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from sim.crm.files.grid import MOST_BYTES
from sim.links.plan_link import encode
from tests.browser.conftest import Contexts, Runs, Server, Visits, free_port, settle
from tests.browser.deploy.pair import brought, pair
from tests.browser.deploy.pair import ports as ports_of
from tests.browser.deploy.proxy import (
    CONFIGURATION,
    COOKIE,
    COOKIES,
    HEALTH,
    ROOT,
    STATIC,
    Proxy,
    before,
    needed,
)
from tests.browser.test_share import OURS, made
from tests.postgresql import PostgreSQL

STREAM = "/_stcore/stream"
SENTENCE = re.compile("^Of 100 ")
LIKELY = "Unique visitors of the fair: likely"
ONCE = ("Content-Type", "X-Content-Type-Options", "Referrer-Policy", "Content-Security-Policy")


@pytest.fixture(scope="module")
def processes(
    postgresql: PostgreSQL, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Server]]:
    """Two processes of the app, whose book is open to everybody, by their addresses."""
    with pair(postgresql, tmp_path_factory, QUITTE_BOOK="open") as found:
        yield found


@pytest.fixture(scope="module")
def ports(processes: dict[str, Server]) -> list[int]:
    return ports_of(processes)


@pytest.fixture(scope="module")
def proxy(ports: list[int], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    with before(needed(), ports, tmp_path_factory.mktemp("nginx")) as running:
        yield running


def script(proxy: Proxy) -> str:
    """The path of the first script that the page asks for."""
    (found,) = re.findall(rb'src="\.(/static/js/index[^"]+)"', proxy.ask().body)
    return str(found.decode())


def test_a_page_comes_through_and_each_header_comes_once(proxy: Proxy) -> None:
    for path in ("/", "/board", HEALTH, script(proxy)):
        answer = proxy.ask(path)
        assert answer.status == 200
        assert {name: len(answer.all(name)) for name in ONCE} == dict.fromkeys(ONCE, 1), path
        assert answer.all("Server") in ([], ["nginx"])  # and no version
    assert proxy.ask("/_stcore/metrics").status == 404


def test_who_is_new_gets_a_cookie_that_keeps_them_at_one_process(
    proxy: Proxy, processes: dict[str, Server]
) -> None:
    (given,) = proxy.ask().all("Set-Cookie")
    cookie, *attributes = given.split("; ")
    assert re.fullmatch("quitte_process=[0-9a-f]{32}", cookie)
    assert {"Path=/", "HttpOnly", "SameSite=Lax"} == {*attributes}
    assert proxy.ask(Cookie=cookie).all("Set-Cookie") == []
    (behind_tls,) = proxy.ask(X_Forwarded_Proto="https").all("Set-Cookie")
    assert behind_tls.endswith("; Secure")
    assert len({proxy.process(Cookie=cookie) for _ in range(8)}) == 1
    found = {proxy.process(Cookie=one) for one in COOKIES}
    assert found == {*processes}


def test_without_a_cookie_a_browser_still_stays_at_one_process(proxy: Proxy) -> None:
    assert len({proxy.process(User_Agent="one browser") for _ in range(8)}) == 1
    assert len({proxy.process(User_Agent=f"browser {number}") for number in range(30)}) == 2


def test_the_websocket_of_a_visitor_runs_in_their_process(proxy: Proxy) -> None:
    for cookie in COOKIES[:2]:
        with (
            proxy.noticed(STREAM) as found,
            connect(
                proxy.url.replace("http", "ws") + STREAM,
                origin=Origin(proxy.url),
                subprotocols=[Subprotocol("streamlit")],
                additional_headers={"Cookie": cookie},
                max_size=None,
            ) as line,
        ):
            line.send(BackMsg(rerun_script=ClientState()).SerializeToString())
            said = line.recv(timeout=30)
        assert isinstance(said, bytes)
        assert ForwardMsg.FromString(said).HasField("new_session")
        assert found == [proxy.process(Cookie=cookie)]


def test_who_was_at_a_process_that_is_gone_is_answered_by_another(
    ports: list[int], tmp_path: Path
) -> None:
    with before(needed(), (ports[0], free_port()), tmp_path) as half:
        found = {half.process(Cookie=one) for one in COOKIES}
    assert found == {f"127.0.0.1:{ports[0]}"}


def test_static_files_come_from_nginx_and_compressed(proxy: Proxy) -> None:
    path = script(proxy)
    there = (STATIC / path.removeprefix("/")).read_bytes()
    with proxy.noticed(path) as found:
        answer = proxy.ask(path, Accept_Encoding="gzip")
    assert found == ["-"]
    assert answer.all("Content-Encoding") == ["gzip"]
    assert answer.all("Cache-Control") == ["public, immutable, max-age=31536000"]
    assert gzip.decompress(answer.body) == there
    assert len(answer.body) < len(there) / 2
    assert proxy.ask(path).body == there
    assert proxy.ask("/static/js/no-such-file.js").status == 404
    assert proxy.ask("/static/../../../app.py").status in (400, 404)


def test_a_body_that_is_too_large_is_refused(proxy: Proxy) -> None:
    """Only its length is told: nginx answers before a letter of it is sent."""
    upload = "/_stcore/upload_file/session/file"
    for path, most in (("/", 2), ("/api/v1/leads", 41), (upload, 51)):
        length = str(most * 2**20 + 1)
        assert proxy.ask(path, method="PUT", Content_Length=length).status == 413, path
    assert proxy.ask("/", method="PUT", body="x" * 10_000).status != 413


def test_what_the_app_takes_fits_through_nginx() -> None:
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    upload = re.search(r"upload_file \{\s+client_max_body_size (\d+)m;", CONFIGURATION.read_text())
    assert upload
    assert int(upload[1]) == config["server"]["maxUploadSize"] + 1
    by_program = re.search(r"/api/ \{\s+client_max_body_size (\d+)m;", CONFIGURATION.read_text())
    assert by_program
    assert int(by_program[1]) * 2**20 > MOST_BYTES


def test_a_long_link_comes_through_and_is_not_logged(proxy: Proxy) -> None:
    with proxy.noticed("/compare") as found:
        assert proxy.ask("/compare?s=" + "secret" * 10_000).status == 200
    assert len(found) == 1
    with proxy.noticed("/preview/-") as found:
        assert proxy.ask("/preview/secretsecretsecretsecret.png?l=nl").status == 404
    assert len(found) == 1
    told = "".join(file.read_text() for file in proxy.folder.glob("*.log"))
    assert "secret" not in told


def test_who_asks_the_api_too_often_is_told_to_wait(proxy: Proxy) -> None:
    """Two a second, and twenty at once; pages have a count of their own."""
    asked = (proxy.ask("/api/v1/nothing", method="POST").status for _ in range(200))
    answered = [*takewhile(lambda status: status != 429, asked)]
    assert 20 <= len(answered) < 200
    assert proxy.ask().status == 200


def test_what_a_visitor_claims_of_their_address_does_not_reach_the_app() -> None:
    """The app takes who is forwarded for a stranger, by this header."""
    text = CONFIGURATION.read_text("utf-8")
    assert re.findall(r"X-Forwarded-For +(\S+);", text) == ["$remote_addr"]


@pytest.mark.thorough
@pytest.mark.browser
def test_a_link_made_at_one_process_shows_itself_at_the_other(
    proxy: Proxy, processes: dict[str, Server], contexts: Contexts
) -> None:
    visits = Visits(contexts, Server(proxy.url, next(iter(processes.values())).log))
    page = visits(f"/share?s={encode(OURS, 3)}")
    link = made(page, "Board", "Made at one of them", settle).removeprefix(proxy.url)
    (own,) = (one for one in page.context.cookies() if one["name"] == COOKIE)
    made_at = proxy.process(Cookie=f"{COOKIE}={own['value']}")
    for process, cookie in proxy.cookies().items():
        with proxy.noticed("/board") as found:
            answer = proxy.ask(link, Cookie=cookie)
        assert found == [process]
        assert "<title>Made at one of them" in answer.body.decode()
    assert made_at in processes
    visits.check()


@pytest.mark.thorough
@pytest.mark.browser
def test_a_page_goes_on_at_another_process_when_its_own_is_killed(
    proxy: Proxy, processes: dict[str, Server], contexts: Contexts
) -> None:
    """The last of all, because it takes one of the two."""
    visits = Visits(contexts, Server(proxy.url, next(iter(processes.values())).log))
    page = visits("/")
    (cookie,) = (one for one in page.context.cookies() if one["name"] == "quitte_process")
    at = proxy.process(Cookie=f"quitte_process={cookie['value']}")
    box = page.get_by_label(LIKELY, exact=True)

    def typed(text: str) -> str:
        before = page.url
        box.fill(text)
        box.press("Enter")
        expect(page).not_to_have_url(before)
        return str(settle(page).locator("h2").filter(has_text=SENTENCE).inner_text())

    few, many = typed("12,000"), typed("30,000")
    asked = Runs.of[page].asked
    with page.expect_websocket(timeout=60_000):
        os.kill(processes[at].process, signal.SIGKILL)
    settle(page, asked + 1)
    assert box.input_value() == "30,000"
    assert (typed("12,000"), typed("30,000")) == (few, many)
    assert few != many
    brought(page, OURS)
    assert not visits.wrong
