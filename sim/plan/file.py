"""Scenario files: TOML in and out, and the example fairs that ship with the project.

Reading uses the standard library. Writing is done here, because the few shapes that a scenario
has (numbers, lists of numbers, one-line texts, inline tables) do not earn the core a dependency.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any, Final

from sim.plan.checks import is_text
from sim.plan.document import document, from_document
from sim.plan.parameters import PATHS
from sim.plan.problems import ScenarioError
from sim.plan.scenario import Scenario

EXAMPLES: Final = ("regional", "national", "international")
LARGEST: Final = 1_000_000  # bytes
LONG_NAME: Final = re.compile(r"(?<![\w\"'-])(?:[\w\"'-]++[ \t]*+\.[ \t]*+){100}")
# What stands above the tables, in this order.
HEAD: Final = (
    "name",
    "currency",
    "dependence",
    "cost_dependence",
    "hurdle",
    "triage",
    "horizon",
    "yours",
)


@lru_cache
def example(name: str) -> Scenario:
    """One of `EXAMPLES`, or ``own``: the plain starting point for a plan of one's own."""
    return loads(_example(name))


def _example(name: str) -> str:
    return (resources.files("sim") / "fairs" / f"{name}.toml").read_text("utf-8")


def is_example(file: str) -> bool:
    """Whether `load` takes it for the name of an example: there is no file of that name."""
    return file in EXAMPLES and not Path(file).exists()


def load(file: str) -> Scenario:
    """The scenario in `file`: a path, or the name of an example. Raises `ScenarioError`."""
    return example(file) if is_example(file) else loads(read(file))


def read(file: str) -> bytes:
    """What `load` reads. Raises `ScenarioError` for what is no file, or too large for one."""
    if is_example(file):
        return _example(file).encode()
    try:
        absent = not Path(file).exists()
    except (OSError, ValueError):  # a name that no file can have; reading it says so
        absent = False
    if absent:
        raise ScenarioError("absent", examples=", ".join(EXAMPLES))
    return content(file, LARGEST)


def content(file: str, most: int) -> bytes:
    """What a file holds, of so many bytes at most. Raises `ScenarioError`."""
    path = Path(file)
    try:
        if path.is_dir():
            raise ScenarioError("folder")
        if path.stat().st_size > most:
            raise ScenarioError("too_large", got=path.stat().st_size, most=most)
        with path.open("rb") as opened:
            return opened.read(most + 1)  # a device has no size and no end
    except (OSError, ValueError) as error:
        if isinstance(error, ScenarioError):
            raise
        detail = getattr(error, "strerror", None) or str(error)
        raise ScenarioError("unreadable", detail=detail) from None


def loads(content: str | bytes) -> Scenario:
    """The scenario written in `content`, TOML. Raises `ScenarioError` with the place."""
    return from_document(parsed(content))


def parsed(content: str | bytes) -> dict[str, Any]:
    """The tables written in `content`, TOML. Raises `ScenarioError` with the line."""
    if len(content) > LARGEST:
        raise ScenarioError("too_large", got=len(content), most=LARGEST)
    if isinstance(content, bytes):
        try:
            content = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise ScenarioError("not_text") from None
    if not is_text(content):
        raise ScenarioError("not_text")
    long = LONG_NAME.search(content)
    if long:  # the time to read a name grows with the square of its parts
        line = content.count("\n", 0, long.start()) + 1
        raise ScenarioError("not_toml", line=line, detail="a name has too many parts")
    try:
        return tomllib.loads(content)
    except RecursionError:
        lines = content.split("\n")
        deepest = max(range(len(lines)), key=lambda at: lines[at].count("[") + lines[at].count("{"))
        raise ScenarioError("not_toml", line=deepest + 1, detail="too deeply nested") from None
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(str(error), content) from None
    except ValueError:  # Python reads no number this long
        before = re.split("[0-9_]{4000}", content, maxsplit=1)[0]
        line = before.count("\n") + 1
        raise ScenarioError("not_toml", line=line, detail="a number has too many digits") from None


def _not_toml(message: str, content: str) -> ScenarioError:
    """What Python's parser says, its place apart: "... (at line 3, column 5)" or at the end."""
    found = re.fullmatch(r"(.*) \(at line (\d+), column (\d+)\)", message, re.DOTALL)
    if found is None:
        last = content.rstrip().count("\n") + 1
        return ScenarioError("not_toml", line=last, detail=message.partition(" (at ")[0])
    detail, line, column = found.groups()
    return ScenarioError("not_toml", line=int(line), detail=f"{detail} (column {column})")


def dumps(scenario: Scenario) -> str:
    """The scenario as a file; `loads` gives it back, equal. What is empty, or paid once a fair, is
    left to the defaults."""
    told = document(scenario)
    lines = [f"{key} = {_value(told[key])}" for key in HEAD if told.get(key, []) != []]
    lines += ["", "[inputs]", *_pairs(told["inputs"])]
    for of in ("costs", "income"):
        for line in told.get(of, []):
            shown = {key: value for key, value in line.items() if (key, value) != ("per", "fair")}
            lines += ["", f"[[{of}]]", *_pairs(shown)]
    for step in told.get("steps", []):
        change = {_text(path): value for path, value in step["change"].items()}
        lines += ["", "[[steps]]", *_pairs(step | {"change": change})]
    for one in told.get("decide", []):
        lines += ["", "[[decide]]", *_pairs(one)]
    if "goal" in told:
        lines += ["", "[goal]", *_pairs(told["goal"])]
    if told["evidence"]:
        known = {_text(path): told["evidence"][path] for path in PATHS if path in told["evidence"]}
        lines += ["", "[evidence]", *_pairs(known)]
    return "\n".join(lines) + "\n"


def _pairs(table: Mapping[str, Any]) -> list[str]:
    return [f"{key} = {_value(value)}" for key, value in table.items()]


def inline(table: Mapping[str, Any]) -> str:
    """What stands between the braces of an inline table, every key in quotes."""
    return ", ".join(_pairs({_text(key): value for key, value in table.items()}))


def _value(value: Any) -> str:
    """A text, a number, a list or an inline table."""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, dict):
        return f"{{ {', '.join(_pairs(value))} }}"
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
