"""A presentation to keep, and what the tests of the store ask again and again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Barrier, Thread
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine

from store import Snapshots, StoreError

GIVEN: dict[str, Any] = {
    "maker": "key of the maker",
    "title": "Messe „Größe“ 展示会 🎪 'a'; DROP TABLE snapshots; --",
    "audience": "board",
    "expires": None,
    "engine": 3,
    "seed": 2**63 - 1,
    "fingerprint": "12AB-CDEF",
    "content": json.dumps({"profit": [0.1 + 0.2, -1e300], "said": "€ \0 \ud800"}) + " ü 展 🎪",
}


def at_once(act: Callable[[str], None], many: int = 6) -> None:
    """Acts `many` times at the same moment, each time with another name."""
    start = Barrier(many)

    def run(name: str) -> None:
        start.wait()
        act(name)

    threads = [Thread(target=run, args=(f"{at}",)) for at in range(many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def code(problem: pytest.ExceptionInfo[StoreError]) -> str:
    return problem.value.code


def problem(use: Callable[..., object], *arguments: Any, **values: Any) -> StoreError:
    """The problem that a use ends with; no other error will do."""
    with pytest.raises(StoreError) as found:
        use(*arguments, **values)
    return found.value


@contextmanager
def beside(url: str) -> Iterator[Connection]:
    """Somebody else's connection to the same database."""
    engine = create_engine(url)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def every_use(snapshots: Snapshots, id: str = "a" * 24) -> set[str]:
    """The codes of the problems that all uses end with."""
    uses: list[Callable[[], object]] = [
        lambda: snapshots.save(**GIVEN),
        lambda: snapshots.open(id),
        lambda: snapshots.made_by(GIVEN["maker"]),
        lambda: snapshots.revoke(id, GIVEN["maker"]),
    ]
    return {problem(use).code for use in uses}
