"""Two processes of the app as a deployment has them: one database, one secret of cookies."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest
from playwright.sync_api import Page, expect

from sim import Scenario, dumps
from tests.browser.conftest import Server, served
from tests.postgresql import PostgreSQL


@contextmanager
def pair(
    postgresql: PostgreSQL, folders: pytest.TempPathFactory, *options: str, **settings: str
) -> Iterator[dict[str, Server]]:
    """Both by their addresses; `options` of `streamlit run`, `settings` of the environment."""
    database = postgresql.url(postgresql.new_database())
    with ExitStack() as running, pytest.MonkeyPatch.context() as environment:
        for name, value in settings.items():
            environment.setenv(name, value)
        environment.setenv("STREAMLIT_SERVER_COOKIE_SECRET", "the same at both, for tests only")
        found = {}
        for _ in range(2):
            folder = folders.mktemp("app")
            start = contextmanager(served)(folder, None, *options, database=database)
            server = running.enter_context(start)
            found[server.url.removeprefix("http://")] = server
        yield found


def brought(page: Page, plan: Scenario) -> None:
    """Opens the file of a plan on the page of another one."""
    page.get_by_test_id("stPopoverButton").filter(has_text="Open").click()
    file = page.locator("input[type=file]")
    file.set_input_files(
        {"name": "plan.toml", "mimeType": "application/toml", "buffer": dumps(plan).encode()}
    )
    expect(page.locator("h1")).to_have_text(plan.name)


def ports(processes: dict[str, Server]) -> list[int]:
    return [int(address.rpartition(":")[2]) for address in processes]
