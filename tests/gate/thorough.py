"""What the gate leaves to a thorough run, `pytest --thorough`.

Three kinds: tests marked `thorough`, which go through every page in every state, play a brute force
for long, or walk in a browser what a visitor without one (`tests/pages`) walks in the gate; of a
test marked `by_turns(n)`, whose many variants say the same of other plans, all but one in n; and of
a test of pages or in a browser that is tried in both languages, on a screen and on a phone, with
both databases or with several hostile texts, all but one. Which one is a matter of the test's name.
A run that is given files, folders or names tries all of them.
"""

from __future__ import annotations

from collections.abc import Collection
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
    chosen = {id(item) for alike in _alike(kept) for item in _chosen(alike)}
    left += [item for item in kept if id(item) not in chosen]
    config.hook.pytest_deselected(items=left)
    items[:] = [item for item in kept if id(item) in chosen]


def _alike(items: list[pytest.Item]) -> Collection[list[pytest.Item]]:
    """The variants of each test that are tried by turns, in their order; one of any other."""
    variants: dict[tuple[object, ...], list[pytest.Item]] = {}
    for item in items:
        kind = (_name(item),) if _turns(item) else _without_variants(item)
        variants.setdefault(kind, []).append(item)
    return variants.values()


def _chosen(alike: list[pytest.Item]) -> list[pytest.Item]:
    """Whose turn it is: one, or one in as many as the test says."""
    apart = min(_turns(alike[0]) or len(alike), len(alike))
    return alike[crc32(_name(alike[0]).encode()) % apart :: apart]


def _turns(item: pytest.Item) -> int:
    mark = item.get_closest_marker("by_turns")
    return int(mark.args[0]) if mark else 0


def _name(item: pytest.Item) -> str:
    return item.nodeid.partition("[")[0]


def _without_variants(item: pytest.Item) -> tuple[object, ...]:
    """What a test has in common with the same one in another language, on another screen or with
    another database."""
    if not item.nodeid.startswith(BY_TURNS) or not isinstance(item, pytest.Function):
        return (item.nodeid,)
    spec: Any = getattr(item, "callspec", None)
    told = [(name, _turn(name, value)) for name, value in spec.params.items()] if spec else []
    return (_name(item), *told)


def _turn(name: str, value: Any) -> object:
    if name == SCREEN or isinstance(value, str):
        kinds = [at for at, kind in enumerate(TURNS) if value in kind]
        return ("any of", kinds[0]) if kinds else value
    return repr(value)
