"""A real PostgreSQL server in a folder of its own, for the time of the tests."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL

PASSWORD = "open sesame: /?#%@"


class PostgreSQL:
    """A server that can be stopped and started again, at the same address."""

    def __init__(self, binaries: Path) -> None:
        self._binaries = binaries
        self._folder = Path(tempfile.mkdtemp(prefix="quitte-postgresql-"))
        self._data = self._folder / "data"
        self._databases = 0
        password = self._folder / "password"
        password.write_text(PASSWORD)
        if os.geteuid() == 0:  # initdb refuses root; Debian's package brings this user along
            user = pwd.getpwnam("postgres")
            for path in (self._folder, password):
                os.chown(path, user.pw_uid, user.pw_gid)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._run(
            "initdb",
            "-U",
            "quitte",
            "-A",
            "scram-sha-256",
            f"--pwfile={password}",
            "-N",
            "-E",
            "UTF8",
        )
        self.start()

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c fsync=off"
        options += " -c unix_socket_directories="
        log = str(self._folder / "log")
        self._run("pg_ctl", "start", "-w", "-t", "30", "-l", log, "-o", options)

    def stop(self) -> None:
        """At once, whoever is connected."""
        self._run("pg_ctl", "stop", "-w", "-m", "fast")

    def remove(self) -> None:
        self._run("pg_ctl", "stop", "-w", "-m", "immediate", check=False)
        shutil.rmtree(self._folder)

    def url(self, database: str, password: str = PASSWORD) -> str:
        place = URL.create(
            "postgresql+psycopg", "quitte", password, "127.0.0.1", self.port, database
        )
        return place.render_as_string(hide_password=False)

    def new_database(self, encoding: str = "UTF8") -> str:
        """The name of another database, empty."""
        self._databases += 1
        name = f"quitte_{self._databases}"
        place = ["-h", "127.0.0.1", "-p", str(self.port), "-U", "quitte"]
        self._run("createdb", *place, "-T", "template0", "-E", encoding, name)
        return name

    def _run(self, program: str, *arguments: str, check: bool = True) -> None:
        command = [str(self._binaries / program), *arguments]
        environ = {**os.environ, "PGPASSWORD": PASSWORD, "LC_ALL": "C"}
        if program != "createdb":
            command[1:1] = ["-D", str(self._data)]
            if os.geteuid() == 0:
                command = ["runuser", "-u", "postgres", "--", *command]
        # The server keeps the outputs that it is started with, so that a pipe would never end.
        with (self._folder / "output").open("a") as output:
            done = subprocess.run(
                command, cwd=self._folder, env=environ, stdout=output, stderr=output
            )
        assert not check or done.returncode == 0, (self._folder / "output").read_text()


def running() -> Iterator[PostgreSQL]:
    """A server until the generator is closed; without PostgreSQL the test is skipped, and fails
    where ``CI=true``."""
    binaries = _found()
    if binaries is None:
        say = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        say("PostgreSQL is not installed here; on Debian: apt-get install postgresql")
    server = PostgreSQL(binaries)
    yield server
    server.remove()


def _found() -> Path | None:
    """The folder with the server's programs: on the path, or where Debian has them."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return debian[-1].parent if debian else None
