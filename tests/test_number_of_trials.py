"""There is one answer to a plan: how many fairs are played is said in one place."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house import CODE, dotted, module_of, nodes, parsed, read_once

# Where a number of trials is declared, and what for: there is one answer to a plan.
NUMBERS_OF_TRIALS = {
    "sim.play.trials.TRIALS": "what every answer begins with",
    "sim.play.enough.MOST": "where the rule ends that gives a plan more",
    "sim.play.trials.MOST_TRIALS": "what may be asked for",
    "sim.year.shared.TRIALS": "years that choose, and as many that tell",
    "sim.evaluate.far_off.TRIALS": "whether contacts lie in 8 of 10; no figure is told",
    "sim.decide.unmeasured.TRIALS": "differences only, of one step more and of the best team",
    "sim.crm.example.TRIALS": "one fair of these is written out, and no figure told of them",
    "reports.workbook.book.MOST_TRIALS": "rows of a sheet, whatever was played",
}


@pytest.fixture(autouse=True, scope="module")
def _read_once() -> Iterator[None]:
    with read_once():
        yield


def counted(node: ast.AST) -> bool:
    """Whether a whole number stands in it."""
    return any(type(getattr(one, "value", None)) is int for one in ast.walk(node))


def last_name(node: ast.AST) -> str:
    """``trials`` of ``self.trials``, and of ``run["trials"]``."""
    key = node.slice if isinstance(node, ast.Subscript) else None
    return str(key.value) if isinstance(key, ast.Constant) else dotted(node).rpartition(".")[2]


def defaults_of_trials(node: ast.AST) -> Iterator[ast.expr]:
    """What a parameter or a field called trials is where nobody says it."""
    if isinstance(node, ast.arguments):
        plain = [*node.posonlyargs, *node.args]
        pairs: list[tuple[ast.arg, ast.expr | None]] = []
        pairs += zip(plain[::-1], node.defaults[::-1], strict=False)
        pairs += zip(node.kwonlyargs, node.kw_defaults, strict=True)
        yield from (default for one, default in pairs if one.arg == "trials" and default)
    elif isinstance(node, ast.AnnAssign) and node.value and last_name(node.target) == "trials":
        yield node.value


def said_of_trials(file: Path) -> Iterator[ast.expr]:
    """Whatever a file gives to something called trials: an argument, a default, a variable, a field
    or a key."""
    for node in nodes(file):
        if isinstance(node, ast.Assign):
            yield from [node.value] if "trials" in map(last_name, node.targets) else []
        elif isinstance(node, ast.keyword) and node.arg == "trials":
            yield node.value
        elif isinstance(node, ast.Dict):
            keys = (getattr(key, "value", None) for key in node.keys)
            yield from (of for key, of in zip(keys, node.values, strict=True) if key == "trials")
        else:
            yield from defaults_of_trials(node)


def numbers_of_trials(file: Path) -> Iterator[str]:
    """The numbers that a file declares and either calls trials or plays so many of."""
    played = {one.id for of in said_of_trials(file) for one in ast.walk(of) if hasattr(one, "id")}
    for node in parsed(file).body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value and counted(node.value):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for name in map(dotted, targets):
                if "TRIALS" in name or name in played:
                    yield f"{module_of(file)}.{name}"


def test_nobody_else_says_how_many_fairs_are_played() -> None:
    assert {name for file in CODE for name in numbers_of_trials(file)} == set(NUMBERS_OF_TRIALS)
    spelled = {
        f"{module_of(file)}: {ast.unparse(of)}"
        for file in CODE
        for of in said_of_trials(file)
        if counted(of)
    }
    assert spelled == set()


def test_without_a_number_of_trials_there_are_as_many_as_of_every_answer() -> None:
    wrong = {
        f"{module_of(file)}: {ast.unparse(default)}"
        for file in CODE
        for node in nodes(file)
        for default in defaults_of_trials(node)
        if ast.unparse(default) not in ("TRIALS", "None")
    }
    assert wrong == set()
