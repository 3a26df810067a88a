"""What stands in the boxes of the steps, and what comes of it.

A row that can be read is a step of the plan. One that cannot keeps what was typed, with a sentence
at it, and the plan keeps the step that it was last; a row that nobody changed stays what it was to
the last digit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sim.plan.funnel import PHASES
from sim.plan.parameters import BY_KEY, PARAMETERS, PATHS, Unit
from sim.plan.problems import ScenarioError, at
from sim.plan.scenario import Scenario
from sim.plan.steps.changes import Change
from sim.plan.steps.step import MOST_STEPS, Step
from ui.visit import state
from ui.visit.keys import Key
from words.catalogue import Words, words
from words.stepwise.typed import (
    belief_typed,
    change_typed,
    read_belief_typed,
    read_change_typed,
)

Texts = Mapping[str, str]
"""What is typed of a step, by part: ``label``, ``cost``, and ``input.N`` and ``to.N`` of its N-th
change."""


@dataclass(frozen=True)
class Row:
    """A step on the screen.

    number   of the row, which no other has
    texts    what stands in its boxes
    step     of the plan that it is, and was `filled` with; None for a new one
    filled   what stood in its boxes when it was filled
    problem  why it cannot be read
    """

    number: int
    texts: Texts
    step: Step | None = None
    filled: Texts | None = None
    problem: ScenarioError | None = None

    @property
    def changes(self) -> int:
        return sum(part.startswith("input.") for part in self.texts)

    @property
    def empty(self) -> bool:
        return not any(text.strip() for text in self.texts.values())


@dataclass(frozen=True)
class Held:
    """The rows of a plan's steps; other steps mean that the plan was changed elsewhere."""

    table: str
    steps: tuple[Step, ...]
    rows: tuple[Row, ...]


HELD: Final = Key[Held | None]("together.rows", None)
NUMBER: Final = Key[int]("together.number", 0)  # of the row that was made last


def table() -> str:
    """Which rows these are: of one plan, in one language."""
    return f"{state.slot()}.{state.version()}.{state.language().code}"


def box(number: int, part: str) -> str:
    """The widget that holds a part of a row."""
    return f"together.{number}.{part}"


def held(of_plan: Sequence[Step]) -> tuple[Row, ...]:
    """The rows on the screen, the last one empty; filled anew where the plan's steps were changed
    elsewhere."""
    now = state.kept(HELD)
    if now is None or (now.table, now.steps) != (table(), tuple(of_plan)):
        w = state.language()
        now = _keep(tuple(of_plan), [_filled(step, w) for step in of_plan])
    return now.rows


def options(plan: Scenario) -> list[str]:
    """The inputs that a step can change: those of the plan, a phased one as a whole and by phase,
    and those that could be added."""
    found = [""]
    for parameter in PARAMETERS:
        if parameter.phased:
            found.append(parameter.key)
        if not parameter.optional or parameter.paths[0] in plan.inputs:
            found += parameter.paths
    return [one for one in found if one == "" or one in PATHS or f"{one}.{PHASES[0]}" in found]


def _filled(step: Step, w: Words) -> Row:
    texts = {"label": step.label, "cost": belief_typed(step.cost, Unit.MONEY, w)}
    for at_, (name, change) in enumerate(_together(step)):
        texts |= {f"input.{at_}": name, f"to.{at_}": change_typed(change, _unit(name), w)}
    texts = _spare(texts)
    return Row(_number(), texts, step, texts)


def _together(step: Step) -> list[tuple[str, Change]]:
    """The changes, one for all phases where these are alike."""
    change = dict(step.change)
    found: dict[str, Change] = {}
    for path in change:
        key = PATHS[path].key
        each = [change.get(one) for one in PATHS[path].paths]
        alike = len(each) > 1 and all(one == each[0] for one in each)
        found[key if alike else path] = change[path]
    return [*found.items()]


def _spare(texts: Texts) -> dict[str, str]:
    """With room for one more change."""
    many = sum(part.startswith("input.") for part in texts)
    if many and not texts[f"input.{many - 1}"] and not texts[f"to.{many - 1}"].strip():
        return dict(texts)
    return {**texts, f"input.{many}": "", f"to.{many}": ""}


def _unit(name: str) -> Unit:
    return (PATHS.get(name) or BY_KEY[name]).unit


def _number() -> int:
    state.change(NUMBER, lambda last: last + 1)
    return state.kept(NUMBER)


def _keep(of_plan: tuple[Step, ...], rows: Sequence[Row]) -> Held:
    filled = [replace(row, texts=_spare(row.texts)) for row in rows if not row.empty]
    if len(filled) < MOST_STEPS:
        spare = [row for row in rows if row.empty][:1]
        filled += spare or [Row(_number(), {"label": "", "cost": "", "input.0": "", "to.0": ""})]
    now = Held(table(), of_plan, tuple(filled))
    state.keep(HELD, now)
    return now


# Edits: each reads every box


@state.whole
def typed(which: str, code: str) -> None:
    """Reads the boxes, which were drawn in the language `code`."""
    now = state.kept(HELD)
    if now is not None and now.table == which:
        _take([_now(row) for row in now.rows], words(code))


@state.whole
def deleted(which: str, code: str, number: int) -> None:
    """A row is gone, and with it its step."""
    now = state.kept(HELD)
    if now is not None and now.table == which:
        _take([_now(row) for row in now.rows if row.number != number], words(code))


def _now(row: Row) -> Row:
    """The row with what its boxes hold now."""
    texts = {
        part: str(state.widget(box(row.number, part), text)) for part, text in row.texts.items()
    }
    return replace(row, texts=texts)


def _take(rows: Sequence[Row], w: Words) -> None:
    """The plan's steps become what the rows say, as far as they can be read."""
    plan = state.plan()
    read: list[Row] = []
    for row in rows:
        before = [one.step for one in read if one.step is not None]
        read.append(_apart(_read(row, plan, before, w), plan, before))
    of_plan = tuple(row.step for row in read if row.step is not None)
    state.commit(plan.with_(steps=of_plan))
    _keep(of_plan, read)


def _apart(row: Row, plan: Scenario, before: Sequence[Step]) -> Row:
    """The row; without its step where one before it is called so by now."""
    if row.step is not None:
        try:
            plan.with_(steps=(*before, row.step))
        except ScenarioError as problem:
            return replace(row, step=None, filled=None, problem=problem)
    return row


def _read(row: Row, plan: Scenario, before: Sequence[Step], w: Words) -> Row:
    """The row with the step that it is in the plan now."""
    if row.empty:
        return replace(row, step=None, filled=None, problem=None)
    if row.step is not None and row.texts == row.filled:
        return replace(row, problem=None)
    number = len(before) + 1
    try:
        with at(f"steps[{number}]"):
            step = _step(row.texts, w)
        plan.with_(steps=(*before, step))
        plan.taking((*before, step)[-1:])
    except ScenarioError as problem:
        return replace(row, problem=problem)
    return replace(row, step=step, filled=row.texts, problem=None)


def _step(texts: Texts, w: Words) -> Step:
    """The step that is typed. Raises `ScenarioError`."""
    with at("cost"):
        if not texts["cost"].strip():
            raise ScenarioError("missing", form=Unit.MONEY.form)
        cost = read_belief_typed(texts["cost"], Unit.MONEY, w)
    change: dict[str, Change] = {}
    for at_ in range(sum(part.startswith("input.") for part in texts)):
        name, to = texts[f"input.{at_}"], texts[f"to.{at_}"]
        if not name and not to.strip():
            continue
        if not name:
            raise ScenarioError("missing", "change", form="at least one input, and what it becomes")
        parameter = PATHS.get(name) or BY_KEY[name]
        with at(f"change.inputs.{parameter.paths[0] if name not in PATHS else name}"):
            read = read_change_typed(to, parameter, w)
        change |= dict.fromkeys([name] if name in PATHS else parameter.paths, read)
    return Step(texts["label"].strip(), cost, tuple(change.items()))
