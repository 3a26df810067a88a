"""What a user does to a number: callbacks that read the widgets and believe the result."""

from __future__ import annotations

from typing import Final

from sim.plan.beliefs import Belief, Counted, Exact, Range
from sim.plan.johnson import Scale
from sim.plan.parameters import PATHS, Unit
from sim.plan.problems import ScenarioError
from sim.plan.round_numbers import rounded, with_round_ends
from ui.editing import doubts, echoes, ends
from ui.visit import state
from words.catalogue import Words, words

PARTS: Final = ("low", "likely", "high")


def parts(belief: Belief) -> tuple[str, ...]:
    """The boxes of a belief."""
    if isinstance(belief, Counted):
        return ("hits", "of")
    return ("likely",) if isinstance(belief, Exact) else PARTS


def box_text(belief: Belief, part: str, unit: Unit, w: Words) -> str:
    """One number of the belief as it stands in its box."""
    x = float(getattr(belief, part))
    return w.number(x) if part in ("hits", "of") else w.typed(x, unit)


def typed(path: str, code: str) -> bool:
    """Reads the boxes of a row, drawn in the language `code`; what cannot be read stays with the
    reason beside it. False where nothing was typed."""
    w, unit = words(code), PATHS[path].unit
    belief = state.plan().inputs[path]
    boxes = {part: str(state.widget(f"{part}.{path}", "")) for part in parts(belief)}
    left_alone = {part for part in boxes if _left_alone(path, part, boxes[part], w)}
    if left_alone == {*boxes} and path not in state.drafts():
        return False
    try:
        values = {
            part: float(getattr(belief, part))
            if part in left_alone
            else _value(part, text, unit, w)
            for part, text in boxes.items()
        }
        new = _believed(belief, values, path)
        unit.check_belief(new)
    except ScenarioError as problem:
        state.draft(path, boxes, problem, code)
        return True
    state.drafts().pop(path, None)
    if new != belief:
        _take(path, new, values)
        texts = {part: text for part, text in boxes.items() if part not in left_alone}
        doubts.were_typed(path, belief, texts)
    return True


def _take(path: str, new: Belief, values: dict[str, float]) -> None:
    """The plan believes what the boxes say."""
    belief = state.plan().inputs[path]
    state.believe(path, new)
    ends.were_typed(path, _typed_ends(belief, values))


def meant(path: str) -> bool:
    """The visitor means the other number of the two that are asked about."""
    doubt, belief = doubts.open_doubt(path), state.plan().inputs[path]
    if doubt is None:
        return False
    values = {part: float(getattr(belief, part)) for part in parts(belief)}
    values[doubt.part] = doubt.meant
    doubts.settle(path)
    try:
        new = _believed(belief, values, path)
        PATHS[path].unit.check_belief(new)
    except ScenarioError as problem:
        w = state.language()
        state.draft(path, {doubt.part: w.typed(doubt.meant, PATHS[path].unit)}, problem)
        return True
    _take(path, new, values)
    return True


def _left_alone(path: str, part: str, text: str, w: Words) -> bool:
    """Whether a box says what is believed already, which keeps all its figures, or only what the
    page has put there (see `ui.editing.echoes`); what could not be read was typed."""
    if text == box_text(state.plan().inputs[path], part, PATHS[path].unit, w):
        return True
    return path not in state.drafts() and echoes.heard(f"{part}.{path}", text)


def _value(part: str, text: str, unit: Unit, w: Words) -> float:
    """The number in a box."""
    if part in ("hits", "of"):
        count = w.parse(text, Unit.COUNT)
        if count != int(count):
            raise ScenarioError("not_whole", got=text, least=0)
        return count
    return w.parse(text, unit)


def _believed(belief: Belief, values: dict[str, float], path: str) -> Belief:
    """The belief that the boxes say; where likely was typed, the ends that were not go along."""
    if isinstance(belief, Counted):
        return Counted(int(values["hits"]), int(values["of"]))
    if isinstance(belief, Exact):
        return Exact(values["likely"], belief.scale)
    typed, likely = _typed_ends(belief, values), values["likely"]
    if likely == belief.likely or len(typed) == len(ends.ENDS):
        return Range(values["low"], values["high"], likely, belief.scale)
    PATHS[path].unit.check(likely)
    return ends.around(path, belief, likely, typed)


def _typed_ends(belief: Belief, values: dict[str, float]) -> dict[str, float]:
    """The ends whose boxes say something else than is believed."""
    return {end: x for end, x in values.items() if end in ends.ENDS and x != getattr(belief, end)}


def kind(path: str) -> None:
    """The same belief, as near as it can be written in the other way."""
    belief, way = state.plan().inputs[path], state.widget(f"kind.{path}")
    state.drafts().pop(path, None)
    if way == "exact":
        state.believe(path, Exact(rounded(belief.likely, 4)[0], belief.scale))
    elif way == "counted":
        state.believe(path, Counted(round(100 * belief.likely), 100))
    elif not isinstance(belief, Range):
        state.believe(path, _range_around(path, belief))


def _range_around(path: str, belief: Exact | Counted) -> Range:
    """The range of a count; around an exact number, as wide as the example's or a third."""
    if isinstance(belief, Counted):
        return belief.range
    start = state.origin(state.slot()).inputs.get(path)
    share = belief.scale is Scale.SHARE
    likely = min(max(belief.value, 0.001), 0.999) if share else max(belief.value, 1e-6)
    if isinstance(start, Range):
        return with_round_ends(start.moved(likely))
    return Range(
        likely * 0.75,
        min(likely * 1.3, (1 + likely) / 2) if share else likely * 1.3,
        likely,
        belief.scale,
    )


def evidence(path: str) -> None:
    """The user says how a number is known."""
    plan = state.plan()
    known = {**plan.evidence, path: state.widget(f"evidence.{path}")}
    state.commit(plan.with_(evidence=known, yours=plan.yours | {path}))
