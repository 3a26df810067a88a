"""Scenario files: TOML in and out, and the example fairs that ship with the project.

Reading uses the standard library. Writing is done here, because the few shapes that a scenario
has (numbers, lists of numbers, one-line texts, inline tables) do not earn the core a dependency.
"""

from __future__ import annotations

import difflib
import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any, Final

from sim.plan.beliefs import Belief
from sim.plan.funnel import PHASES
from sim.plan.parameters import BY_KEY, PARAMETERS, PATHS, Unit
from sim.plan.problems import ScenarioError, at, shown, written
from sim.plan.scenario import CostLine, Goal, Scenario

EXAMPLES: Final = ("regional", "national", "international")
LARGEST: Final = 1_000_000  # bytes
LONG_NAME: Final = re.compile(r"(?<![\w\"'-])(?:[\w\"'-]++[ \t]*+\.[ \t]*+){100}")
_TOP: Final = tuple(f.name for f in fields(Scenario))


@lru_cache
def example(name: str) -> Scenario:
    """One of `EXAMPLES`, or ``own``: the plain starting point for a plan of one's own."""
    return loads((resources.files("sim") / "fairs" / f"{name}.toml").read_text("utf-8"))


def load(file: str) -> Scenario:
    """The scenario in `file`: a path, or the name of an example. Raises `ScenarioError`."""
    path = Path(file)
    if file in EXAMPLES and not path.exists():
        return example(file)
    try:
        if path.is_dir():
            raise ScenarioError("folder")
        if not path.exists():
            raise ScenarioError("absent", examples=", ".join(EXAMPLES))
        if path.stat().st_size > LARGEST:
            raise ScenarioError("too_large", got=path.stat().st_size, most=LARGEST)
        with path.open("rb") as opened:
            content = opened.read(LARGEST + 1)  # a device has no size and no end
    except (OSError, ValueError) as error:
        if isinstance(error, ScenarioError):
            raise
        detail = getattr(error, "strerror", None) or str(error)
        raise ScenarioError("unreadable", detail=detail) from None
    return loads(content)


def loads(content: str | bytes) -> Scenario:
    """The scenario written in `content`, TOML. Raises `ScenarioError` with the place."""
    if len(content) > LARGEST:
        raise ScenarioError("too_large", got=len(content), most=LARGEST)
    if isinstance(content, bytes):
        try:
            content = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise ScenarioError("not_text") from None
    if "\0" in content:
        raise ScenarioError("not_text")
    long = LONG_NAME.search(content)
    if long:  # the time to read a name grows with the square of its parts
        line = content.count("\n", 0, long.start()) + 1
        raise ScenarioError("not_toml", line=line, detail="a name has too many parts")
    try:
        document = tomllib.loads(content)
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
    return from_document(document)


def _not_toml(message: str, content: str) -> ScenarioError:
    """What Python's parser says, its place apart: "... (at line 3, column 5)" or at the end."""
    found = re.fullmatch(r"(.*) \(at line (\d+), column (\d+)\)", message, re.DOTALL)
    if found is None:
        last = content.rstrip().count("\n") + 1
        return ScenarioError("not_toml", line=last, detail=message.partition(" (at ")[0])
    detail, line, column = found.groups()
    return ScenarioError("not_toml", line=int(line), detail=f"{detail} (column {column})")


def from_document(document: Mapping[str, Any]) -> Scenario:
    """The scenario in a parsed document, the shape of a file. Raises `ScenarioError`."""
    _known(document, _TOP, "")
    read: dict[str, Any] = {key: document[key] for key in _TOP if key in document}
    if "inputs" not in read:
        raise ScenarioError("missing", "inputs", form="a table with the inputs of the funnel")
    read.setdefault("name", "-")
    read["inputs"] = _inputs(_table(read["inputs"], "inputs"))
    read["costs"] = tuple(_costs(read.get("costs", [])))
    if "goal" in read:
        read["goal"] = _goal(_table(read["goal"], "goal"))
    evidence = _table(read.get("evidence", {}), "evidence")
    _known(evidence, PATHS, "evidence")
    read["evidence"] = evidence
    yours = read.get("yours", [])
    if not isinstance(yours, list) or not all(isinstance(path, str) for path in yours):
        raise ScenarioError("not_list", "yours", form="names of inputs")
    _known(yours, PATHS, "yours")
    read["yours"] = frozenset(yours)
    return Scenario(**read)


def _inputs(table: Mapping[str, Any]) -> dict[str, Belief]:
    _known(table, BY_KEY, "inputs")
    beliefs: dict[str, Belief] = {}
    for parameter in PARAMETERS:
        if parameter.key not in table:
            continue
        raw = table[parameter.key]
        place = f"inputs.{parameter.key}"
        if parameter.phased:
            _known(_table(raw, place), PHASES, place)
            values = {f"{parameter.key}.{phase}": value for phase, value in raw.items()}
        else:
            values = {parameter.key: raw}
        for path, value in values.items():
            with at(f"inputs.{path}"):
                beliefs[path] = parameter.read(value)
    return beliefs


def _costs(raw: Any) -> Iterable[CostLine]:
    if not isinstance(raw, list):
        raise ScenarioError("not_list", "costs", form="tables")
    for count, line in enumerate(raw, start=1):
        place = f"costs[{count}]"
        table = dict(_table(line, place))
        _known(table, ("label", "amount", "per", "key", "month"), place)
        for needed, form in (("label", "a text"), ("amount", Unit.MONEY.form)):
            if needed not in table:
                raise ScenarioError("missing", f"{place}.{needed}", form=form)
        if not isinstance(table.get("per", ""), str):
            table["per"] = written(table["per"])
        with at(f"{place}.amount"):
            table["amount"] = Unit.MONEY.read(table["amount"])
        with at(place):
            line_read = CostLine(**table)
        yield line_read


def _goal(table: Mapping[str, Any]) -> Goal:
    _known(table, ("revenue", "margin"), "goal")
    for key, unit in (("revenue", Unit.MONEY), ("margin", Unit.SHARE)):
        if key not in table:
            raise ScenarioError("missing", f"goal.{key}", form=unit.form)
    with at("goal"):
        return Goal(**table)


def _table(raw: Any, place: str) -> Mapping[str, Any]:
    if not isinstance(raw, dict):
        raise ScenarioError("not_table", place)
    return raw


def _known(keys: Iterable[str], allowed: Iterable[str], place: str) -> None:
    allowed = list(allowed)
    for key in keys:
        if key not in allowed:
            told = " ".join(shown(key).split())  # whatever it is, it stays part of one sentence
            where = f"{place}.{told}" if place else told
            near = difflib.get_close_matches(key, allowed, n=1, cutoff=0.5)
            if near:
                raise ScenarioError("unknown", where, nearest=near[0])
            raise ScenarioError("unknown_key", where, allowed=", ".join(allowed))


def dumps(scenario: Scenario) -> str:
    """The scenario as a file; `loads` gives it back, equal."""
    lines = [
        f"name = {_text(scenario.name)}",
        f"currency = {_text(scenario.currency)}",
        f"dependence = {_number(scenario.dependence)}",
    ]
    if scenario.hurdle is not None:
        lines.append(f"hurdle = {_number(scenario.hurdle)}")
    if scenario.triage:
        lines.append(f"triage = {_number(scenario.triage)}")
    if scenario.horizon is not None:
        lines.append(f"horizon = {scenario.horizon}")
    if scenario.yours:
        lines.append(f"yours = [{', '.join(map(_text, sorted(scenario.yours)))}]")
    lines += ["", "[inputs]", *_input_lines(scenario)]
    for line in scenario.costs:
        lines += ["", "[[costs]]", f"label = {_text(line.label)}"]
        lines += [f"amount = {_belief(line.amount)}"]
        lines += [f'per = "{line.per}"'] if line.per != "fair" else []
        lines += [f"key = {_text(line.key)}"] if line.key else []
        lines += [f"month = {line.month}"] if line.month else []
    if scenario.goal is not None:
        revenue, margin = _number(scenario.goal.revenue), _number(scenario.goal.margin)
        lines += ["", "[goal]", f"revenue = {revenue}", f"margin = {margin}"]
    if scenario.evidence:
        known = [path for path in PATHS if path in scenario.evidence]
        lines += ["", "[evidence]"]
        lines += [f"{_text(path)} = {_text(scenario.evidence[path])}" for path in known]
    return "\n".join(lines) + "\n"


def _input_lines(scenario: Scenario) -> Iterator[str]:
    for parameter in PARAMETERS:
        given = [path for path in parameter.paths if path in scenario.inputs]
        beliefs = [_belief(scenario.inputs[path]) for path in given]
        if parameter.phased and given:
            pairs = (
                f"{path.partition('.')[2]} = {b}" for path, b in zip(given, beliefs, strict=True)
            )
            yield f"{parameter.key} = {{ {', '.join(pairs)} }}"
        elif given:
            yield f"{parameter.key} = {beliefs[0]}"


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))


def _belief(belief: Belief) -> str:
    raw = belief.raw
    if isinstance(raw, dict):
        return f"{{ hits = {raw['hits']}, of = {raw['of']} }}"
    if isinstance(raw, list):
        return f"[{', '.join(map(_number, raw))}]"
    return _number(raw)


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
