"""What the gate leaves to a thorough run, `pytest --thorough`.

Two kinds: tests marked `thorough`, which go through every page in every state or play a brute force
for long; and of a test of pages or in a browser that is tried in both languages, on a screen and on
a phone, with both databases or with several hostile texts, all but one, by turns. A run that is
given files, folders or names tries all of them.
"""

from __future__ import annotations

from typing import Any, Final
from zlib import crc32

import pytest

from tests.pages.visits import HOSTILE

TURNS: Final[tuple[set[Any], ...]] = (
    {"nl", "en", "nl-NL", "en-US"},
    {"sqlite", "postgresql"},
    {True, False},
    {*HOSTILE},
)
SCREEN: Final = "phone"  # the parameter that says which one
BY_TURNS: Final = ("tests/browser/", "tests/pages/")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--thorough", action="store_true", help="the long tests too, in every variant")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out what the gate does, and says how many these are."""
    if config.option.thorough or config.args_source is not pytest.Config.ArgsSource.TESTPATHS:
        return
    left = [item for item in items if item.get_closest_marker("thorough")]
    kept = [item for item in items if not item.get_closest_marker("thorough")]
    variants: dict[tuple[object, ...], list[pytest.Item]] = {}
    for item in kept:
        variants.setdefault(_without_variants(item), []).append(item)
    chosen = {
        id(alike[crc32(item.nodeid.partition("[")[0].encode()) % len(alike)])
        for alike in variants.values()
        for item in alike[:1]
    }
    left += [item for item in kept if id(item) not in chosen]
    config.hook.pytest_deselected(items=left)
    items[:] = [item for item in kept if id(item) in chosen]


def _without_variants(item: pytest.Item) -> tuple[object, ...]:
    """What a test has in common with the same one in another language, on another screen or with
    another database."""
    if not item.nodeid.startswith(BY_TURNS) or not isinstance(item, pytest.Function):
        return (item.nodeid,)
    spec: Any = getattr(item, "callspec", None)
    told = [(name, _turn(name, value)) for name, value in spec.params.items()] if spec else []
    return (item.nodeid.partition("[")[0], *told)


def _turn(name: str, value: Any) -> object:
    if name == SCREEN or isinstance(value, str):
        kinds = [at for at, kind in enumerate(TURNS) if value in kind]
        return ("any of", kinds[0]) if kinds else value
    return repr(value)
