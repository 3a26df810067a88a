"""A plan as a document: plain tables, lists, texts and numbers, in the shape of a scenario file.

The one form in which a plan leaves the core and comes back. A file, a link and a workbook differ
in how they put it down: TOML (`sim.plan.file`), a token (`sim.links.plan_link`), cells
(`reports.workbook.rows`, `reports.workbook.reading`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any, Final, TypeVar

from sim.plan.beliefs import Belief
from sim.plan.budget import CostLine, Income, Line
from sim.plan.checks import check_known
from sim.plan.choices.dates import DecisionDate, read_date
from sim.plan.funnel import PHASES
from sim.plan.parameters import BY_KEY, PARAMETERS, PATHS, Unit
from sim.plan.problems import ScenarioError, at, one_line, written
from sim.plan.scenario import Goal, Scenario
from sim.plan.steps.changes import Change, read_change
from sim.plan.steps.step import MOST_STEPS, Step

L = TypeVar("L", CostLine, Income)

Document = dict[str, Any]
_TOP: Final = tuple(f.name for f in fields(Scenario))
CHANGE: Final = "at least one input, and what it becomes"
_STEP: Final = tuple(f.name for f in fields(Step))
_GOAL: Final = tuple(f.name for f in fields(Goal))


def document(scenario: Scenario) -> Document:
    """The scenario as a document; `from_document` gives it back, equal.

    Nothing that has a value is left to a default, so that the document keeps its meaning after
    defaults change. What is not there (no goal, no hurdle, no horizon, no triage, no dependence of
    the costs, no income, no steps, no date to decide, no permanent name of a line, due in the month
    of the fair, for this fair alone) has no key.
    """
    found: Document = {"name": scenario.name, "inputs": _inputs_of(scenario)}
    found["costs"] = [line_document(line) for line in scenario.costs]
    if scenario.income:
        found["income"] = [line_document(line) for line in scenario.income]
    if scenario.steps:
        found["steps"] = [step_document(step) for step in scenario.steps]
    found["dependence"] = scenario.dependence
    found["currency"] = scenario.currency
    if scenario.goal is not None:
        found["goal"] = {key: getattr(scenario.goal, key) for key in _GOAL}
    if scenario.hurdle is not None:
        found["hurdle"] = scenario.hurdle
    if scenario.cost_dependence:
        found["cost_dependence"] = scenario.cost_dependence
    if scenario.triage:
        found["triage"] = scenario.triage
    if scenario.horizon is not None:
        found["horizon"] = scenario.horizon
    if scenario.decide:
        found["decide"] = [one.raw for one in scenario.decide]
    found["evidence"] = {path: scenario.evidence[path] for path in sorted(scenario.evidence)}
    found["yours"] = sorted(scenario.yours)
    return found


def _inputs_of(scenario: Scenario) -> Document:
    """The beliefs by key, those of a phased input in a table of their own."""
    found: Document = {}
    for path in (path for path in PATHS if path in scenario.inputs):
        key, _, phase = path.partition(".")
        raw = scenario.inputs[path].raw
        if phase:
            found.setdefault(key, {})[phase] = raw
        else:
            found[key] = raw
    return found


def line_document(line: Line) -> Document:
    """A line of the budget."""
    found: Document = {"label": line.label, "amount": line.amount.raw, "per": line.per}
    return (
        found
        | ({"key": line.key} if line.key else {})
        | ({"month": line.month} if line.month else {})
        | ({"over": line.over} if isinstance(line, CostLine) and line.over != 1 else {})
    )


def step_document(step: Step) -> Document:
    """A step, as `[[steps]]` has it."""
    change = {f"inputs.{path}": each.raw for path, each in step.change}
    return {"label": step.label, "cost": step.cost.raw, "change": change}


def put_costs(told: Document, plan: Scenario, costs: list[Document]) -> None:
    """Other costs in the document `told` of a plan; a fee of a line that is not among them is the
    money that it was."""
    told["costs"] = costs
    left = [line.get("key") or line["label"] for line in costs]
    for one, date in zip(told.get("decide", []), plan.decide, strict=True):
        if isinstance(one["fee"], dict) and one["fee"]["of"] not in left:
            one["fee"] = date.money(plan.costs, plan.inputs)


def from_document(document: Mapping[str, Any]) -> Scenario:
    """The scenario in a parsed document, the shape of a file. Raises `ScenarioError`."""
    check_known(document, _TOP)
    read: dict[str, Any] = {key: document[key] for key in _TOP if key in document}
    if "inputs" not in read:
        raise ScenarioError("missing", "inputs", form="a table with the inputs of the funnel")
    read.setdefault("name", "-")
    read["inputs"] = _inputs(_table(read["inputs"], "inputs"))
    read["costs"] = tuple(_lines(read.get("costs", []), "costs", CostLine))
    read["income"] = tuple(_lines(read.get("income", []), "income", Income))
    read["steps"] = tuple(read_steps(read.get("steps", [])))
    read["decide"] = tuple(_dates(read.get("decide", [])))
    if "goal" in read:
        read["goal"] = _goal(_table(read["goal"], "goal"))
    evidence = _table(read.get("evidence", {}), "evidence")
    check_known(evidence, PATHS, "evidence")
    read["evidence"] = evidence
    yours = read.get("yours", [])
    if not isinstance(yours, list) or not all(isinstance(path, str) for path in yours):
        raise ScenarioError("not_list", "yours", form="names of inputs")
    check_known(yours, PATHS, "yours")
    read["yours"] = frozenset(yours)
    return Scenario(**read)


def _inputs(table: Mapping[str, Any]) -> dict[str, Belief]:
    check_known(table, BY_KEY, "inputs")
    beliefs: dict[str, Belief] = {}
    for parameter in PARAMETERS:
        if parameter.key not in table:
            continue
        raw = table[parameter.key]
        place = f"inputs.{parameter.key}"
        if parameter.phased:
            check_known(_table(raw, place), PHASES, place)
            values = {f"{parameter.key}.{phase}": value for phase, value in raw.items()}
        else:
            values = {parameter.key: raw}
        for path, value in values.items():
            with at(f"inputs.{path}"):
                beliefs[path] = parameter.read(value)
    return beliefs


def _lines(raw: Any, of: str, kind: type[L]) -> Iterable[L]:
    """The lines of the budget in one of its lists."""
    if not isinstance(raw, list):
        raise ScenarioError("not_list", of, form="tables")
    for count, line in enumerate(raw, start=1):
        place = f"{of}[{count}]"
        table = dict(_table(line, place))
        check_known(table, [f.name for f in fields(kind)], place)
        for needed, form in (("label", "a text"), ("amount", Unit.MONEY.form)):
            if needed not in table:
                raise ScenarioError("missing", f"{place}.{needed}", form=form)
        if not isinstance(table.get("per", ""), str):
            table["per"] = written(table["per"])
        with at(f"{place}.amount"):
            table["amount"] = Unit.MONEY.read(table["amount"])
        with at(place):
            line_read = kind(**table)
        yield line_read


def read_steps(raw: Any) -> Iterable[Step]:
    """The steps of a document, `step_document` of each. Raises `ScenarioError`."""
    if not isinstance(raw, list):
        raise ScenarioError("not_list", "steps", form="tables")
    if len(raw) > MOST_STEPS:
        raise ScenarioError("too_many", "steps", got=len(raw), most=MOST_STEPS)
    for count, step in enumerate(raw, start=1):
        place = f"steps[{count}]"
        table = _table(step, place)
        check_known(table, _STEP, place)
        for needed, form in (("label", "a text"), ("cost", Unit.MONEY.form), ("change", CHANGE)):
            if needed not in table:
                raise ScenarioError("missing", f"{place}.{needed}", form=form)
        with at(f"{place}.cost"):
            cost = Unit.MONEY.read(table["cost"])
        change = _changes(_table(table["change"], f"{place}.change"), f"{place}.change")
        with at(place):
            read = Step(table["label"], cost, tuple(change.items()))
        yield read


def _changes(table: Mapping[str, Any], place: str) -> dict[str, Change]:
    """What a step changes, by path. ``"inputs.staff"`` may be written without its quotes, and a
    phased input without its phase where every phase is changed alike."""
    found: dict[str, Change] = {}
    for name, raw in _each_input(table, place):
        if name in BY_KEY and BY_KEY[name].phased:
            told = raw if isinstance(raw, dict) and {*raw} <= {*PHASES} else None
            told = dict.fromkeys(PHASES, raw) if told is None else told
            named = {f"{name}.{phase}": each for phase, each in told.items()}
        else:
            named = {name: raw}
        check_known(named, PATHS, f"{place}.inputs")
        for path, each in named.items():
            with at(f"{place}.inputs.{path}"):
                found[path] = read_change(each, PATHS[path])
    return found


def _each_input(table: Mapping[str, Any], place: str) -> Iterable[tuple[str, Any]]:
    """The inputs that are named in a table of changes; nothing but inputs can be changed."""
    for key, raw in table.items():
        before, _, name = key.partition(".")
        if before != "inputs" or (not name and not isinstance(raw, dict)):
            raise ScenarioError("not_an_input", f"{place}.{one_line(key)}")
        if name:
            yield name, raw
        else:
            yield from raw.items()


def _dates(raw: Any) -> Iterable[DecisionDate]:
    if not isinstance(raw, list):
        raise ScenarioError("not_list", "decide", form="tables")
    for count, one in enumerate(raw, start=1):
        place = f"decide[{count}]"
        table = _table(one, place)
        check_known(table, [f.name for f in fields(DecisionDate)], place)
        known = table.get("known")
        if isinstance(known, list) and all(isinstance(path, str) for path in known):
            check_known(known, [*PATHS, *BY_KEY], f"{place}.known")
        with at(place):
            yield read_date(table)


def _goal(table: Mapping[str, Any]) -> Goal:
    check_known(table, _GOAL, "goal")
    for key, unit in (("revenue", Unit.MONEY), ("margin", Unit.SHARE)):
        if key not in table:
            raise ScenarioError("missing", f"goal.{key}", form=unit.form)
    with at("goal"):
        return Goal(**table)


def _table(raw: Any, place: str) -> Mapping[str, Any]:
    if not isinstance(raw, dict):
        raise ScenarioError("not_table", place)
    return raw
