"""The code of the house, as those tests see it that hold a rule for all of it.

A file is read once, when the first rule looks at it.
"""

from __future__ import annotations

import ast
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
TOPS = (
    "console",
    "pages",
    "pictures",
    "quitte",
    "reports",
    "server",
    "sim",
    "store",
    "ui",
    "words",
)
ALONE = [ROOT / "app.py", ROOT / "plan.py"]
CODE = [*ALONE, *sorted(file for top in TOPS for file in (ROOT / top).rglob("*.py"))]
CODE = [file for file in CODE if "migrations" not in file.parts]
TESTS = sorted((ROOT / "tests").rglob("*.py"))


def module_of(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


MODULES = {module_of(file): file for file in CODE}
PAGES = [ROOT / "plan.py", *sorted((ROOT / "pages").glob("*.py"))]


@cache
def text(file: Path) -> str:
    return file.read_text("utf-8")


@cache
def parsed(file: Path) -> ast.Module:
    return ast.parse(text(file))


@cache
def nodes(file: Path) -> tuple[ast.AST, ...]:
    """Every part of a file."""
    return tuple(ast.walk(parsed(file)))


@contextmanager
def read_once() -> Iterator[None]:
    """Keeps what is read until the last rule has seen it. Looking among so many trees for rubbish,
    time and again, takes longer than reading them."""
    gc.disable()
    try:
        yield
    finally:
        for kept in (text, parsed, nodes):
            kept.cache_clear()
        gc.enable()


def functions(files: list[Path]) -> Iterator[tuple[Path, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for file in files:
        for node in nodes(file):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield file, node


def dotted(node: ast.AST) -> str:
    """``state.keep`` for a name and what is taken of it; nothing for anything else."""
    if isinstance(node, ast.Attribute):
        owner = dotted(node.value)
        return owner and f"{owner}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""
