"""nginx with the repository's configuration, before processes of the app on free ports."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import streamlit

ROOT = Path(__file__).parents[3]
CONFIGURATION = ROOT / "deploy" / "nginx.conf"
STATIC = Path(streamlit.__file__).parent / "static"
TYPES = Path("/etc/nginx/mime.types")
HEALTH = "/_stcore/health"
COOKIE = "quitte_process"
COOKIES = [f"{COOKIE}={number:032x}" for number in range(30)]  # enough that no process is left out
AROUND = """
{user}
daemon off;
worker_processes 1;
pid {folder}/pid;
error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
    include {types};
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/quitte.conf;
}}
"""


@dataclass(frozen=True)
class Answer:
    """What came back: status, every header in its order, and the body."""

    status: int
    headers: Sequence[tuple[str, str]]
    body: bytes

    def all(self, name: str) -> list[str]:
        """The values of a header, as often as it was sent."""
        return [value for key, value in self.headers if key.lower() == name.lower()]


class Processes(list[str]):
    """Addresses of processes in the order of what they answered; "-" where nginx did so itself."""


@dataclass(frozen=True)
class Proxy:
    """A running nginx on 127.0.0.1, and where its configuration and logs are."""

    port: int
    folder: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(
        self, path: str = "/", *, method: str = "GET", body: str = "", **headers: str
    ) -> Answer:
        """One request on a connection of its own; `_` in a header's name is a hyphen."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        line.request(method, path, body, named)
        answer = line.getresponse()
        found = Answer(answer.status, answer.getheaders(), answer.read())
        line.close()
        return found

    def process(self, path: str = HEALTH, **headers: str) -> str:
        """The process that answers who sends these headers."""
        with self.noticed(path) as found:
            assert self.ask(path, **headers).status == 200
        (one,) = found
        return one

    def cookies(self) -> dict[str, str]:
        """For each process a cookie by which a visitor stays there."""
        return {self.process(Cookie=one): one for one in COOKIES}

    def log(self) -> list[str]:
        """The lines of its log, of requests that have ended."""
        return (self.folder / "access.log").read_text().splitlines()

    @contextmanager
    def noticed(self, path: str) -> Iterator[Processes]:
        """Which processes answered what is asked for a path inside: nginx writes a line only after
        an answer has been given."""
        found, before = Processes(), len(self._lines(path))
        yield found
        for _ in range(2000):
            lines = self._lines(path)[before:]
            if lines:
                break
            time.sleep(0.005)
        found.extend(line.split()[-1] for line in lines)

    def _lines(self, path: str) -> list[str]:
        return [line for line in self.log() if f' {path}" ' in line]


def program() -> str | None:
    """nginx: on the path, or where Debian has it, which is on the path of root only."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


def needed() -> str:
    """nginx; without it the test is skipped, and fails where ``CI=true``."""
    found = program()
    if found is None:
        say = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        say("nginx is not installed here; on Debian: apt-get install nginx")
    return str(found)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def configured(processes: Sequence[int], port: int, folder: Path) -> str:
    """The repository's configuration, with what docs/operating.md calls yours filled in."""
    text = CONFIGURATION.read_text("utf-8")
    servers = [line for line in text.splitlines() if line.startswith("    server 127.0.0.1:850")]
    here = [servers[0].replace(":8501", f":{one}") for one in processes]
    (root,) = (line for line in text.splitlines() if line.startswith("    root "))
    for old, new in (
        ("\n".join(servers), "\n".join(here)),
        ("    listen 80;\n    listen [::]:80;", f"    listen 127.0.0.1:{port};"),
        (root, f"    root {STATIC};"),
        ("/var/log/nginx/quitte.log", f"{folder}/access.log"),
        ("/var/log/nginx/quitte-error.log", f"{folder}/error.log"),
    ):
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


@contextmanager
def before(
    nginx: str, processes: Sequence[int], folder: Path, port: int | None = None
) -> Iterator[Proxy]:
    """nginx before the processes of the app on these ports; on a port of its own, or a free one."""
    port = port or _free_port()
    user = "user root root;" if os.geteuid() == 0 else ""  # who reads a private environment
    (folder / "nginx.conf").write_text(AROUND.format(user=user, folder=folder, types=TYPES))
    (folder / "quitte.conf").write_text(configured(processes, port, folder))
    command = [nginx, "-p", str(folder), "-c", str(folder / "nginx.conf")]
    command += ["-e", str(folder / "error.log")]
    with (folder / "output").open("w") as output:
        running = subprocess.Popen(command, stdout=output, stderr=output)
    try:
        for _ in range(100):
            with socket.socket() as line:
                if running.poll() is not None or not line.connect_ex(("127.0.0.1", port)):
                    break
            time.sleep(0.05)
        assert running.poll() is None, (folder / "output").read_text()
        yield Proxy(port, folder)
    finally:
        running.terminate()
        running.wait()
