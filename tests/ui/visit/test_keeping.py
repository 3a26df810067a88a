"""What a visit keeps is reached by one way only, through declared keys, everywhere in the house."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.house import CODE, dotted, functions, module_of, nodes, parsed, read_once


@pytest.fixture(autouse=True, scope="module")
def _read_once() -> Iterator[None]:
    with read_once():
        yield


def test_only_the_session_touches_streamlits_session_and_address() -> None:
    touched = {
        module_of(file)
        for file in CODE
        for node in nodes(file)
        if getattr(node, "attr", getattr(node, "id", "")) in ("session_state", "query_params")
        and ast.unparse(node) != "request.query_params"  # of HTTP, not of a visit
    }
    assert touched == {"ui.visit.session"}


KEEPING = ("change", "keep", "keeper", "kept")  # what a visit keeps: `ui.visit.session`


def key_made(node: ast.AST) -> str | None:
    """The name in ``Key[...]("name", ...)``; None for anything else."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Subscript):
        return None
    if getattr(node.func.value, "id", "") != "Key":
        return None
    first = node.args[0]
    assert isinstance(first, ast.Constant), ast.unparse(node)
    return str(first.value)


@cache
def keys_declared(file: Path) -> dict[str, str]:
    """The keys that a module declares, each once and for good: ``WANTED: Final = Key[...](...)``,
    with the names of what they keep."""
    return {
        ast.unparse(node.target): name
        for node in parsed(file).body
        if isinstance(node, ast.AnnAssign) and node.value is not None
        and (name := key_made(node.value)) is not None
        and dotted(node.annotation) == "Final"
    }  # fmt: skip


def test_what_a_visit_keeps_is_declared_once_and_no_two_share_a_name() -> None:
    made = [name for file in CODE for node in nodes(file) if (name := key_made(node))]
    declared = [name for file in CODE for name in keys_declared(file).values()]
    assert sorted(made) == sorted({*declared})
    assert len(made) > 30
    spelled = {
        module_of(file)
        for file in CODE
        for node in nodes(file)
        if isinstance(node, ast.Call) and dotted(node.func) in ("Key", "keys.Key")
    }
    assert spelled == set()


def test_a_visit_is_asked_for_what_it_keeps_by_a_declared_key_only() -> None:
    declared = {name for file in CODE for name in keys_declared(file)}
    keeping = {f"{owner}.{name}" for owner in ("state", "session") for name in KEEPING}
    free = set()
    for file, function in functions(CODE):
        given = {
            one.arg
            for one in (*function.args.args, *function.args.kwonlyargs)
            if one.annotation is not None and ast.unparse(one.annotation).startswith("Key[")
        }
        for node in ast.walk(function):
            if isinstance(node, ast.Call) and dotted(node.func) in keeping:
                key = ast.unparse(node.args[0])
                if key.split(".")[-1] not in declared and key not in given:
                    free.add(f"{module_of(file)}.{function.name}: {key}")
    assert free == set()


def test_nobody_takes_the_functions_that_keep_out_of_their_module() -> None:
    """They are called as ``state.keep``, where the rule above sees them."""
    homes = ("ui.visit.session", "ui.visit.state")
    taken = {
        module_of(file)
        for file in CODE
        for node in nodes(file)
        if isinstance(node, ast.ImportFrom) and node.module in homes
        if {alias.name for alias in node.names} & {*KEEPING, "_own"}
    }
    assert taken == {"ui.visit.state"}


def test_every_callback_runs_to_its_end() -> None:
    called = set()
    for file in CODE:
        for node in nodes(file):
            if not isinstance(node, ast.keyword) or isinstance(node.value, ast.Constant):
                continue
            if node.arg in ("on_change", "on_click"):
                called.add(ast.unparse(node.value).split(".")[-1])
    safe = {
        node.name
        for _, node in functions(CODE)
        if {dotted(one) for one in node.decorator_list} & {"whole", "state.whole"}
    }
    # The first does nothing; the second is one of those of `ui.editing.question.show`'s callers.
    assert called - {"_noticed", "callback"} <= safe
    assert len(called) > 15
