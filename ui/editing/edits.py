"""What a user does to a number: callbacks that read the widgets and believe the result."""

from __future__ import annotations

from typing import Final

from sim.plan.beliefs import Belief, Counted, Exact, Range
from sim.plan.johnson import Scale
from sim.plan.parameters import PATHS, Unit
from sim.plan.problems import ScenarioError
from sim.plan.round_numbers import rounded, with_round_ends
from ui.editing import counting, doubts, echoes, ends
from ui.visit import state
from words.catalogue import Words, words

PARTS: Final = ("low", "likely", "high")


def parts(belief: Belief) -> tuple[str, ...]:
    """The boxes of a belief."""
    if isinstance(belief, Counted):
        return counting.PARTS
    return ("likely",) if isinstance(belief, Exact) else PARTS


def boxes(path: str) -> tuple[str, ...]:
    """The boxes of an input: of its belief, or of a count that is being typed."""
    return counting.PARTS if counting.begun(path) else parts(state.plan().inputs[path])


def shown(path: str, part: str, w: Words) -> str:
    """What a box of an input shows where nothing in it waits to be put right."""
    if counting.begun(path):
        return counting.texts(path)[part]
    return box_text(state.plan().inputs[path], part, PATHS[path].unit, w)


def box_text(belief: Belief, part: str, unit: Unit, w: Words) -> str:
    """One number of the belief as it stands in its box."""
    x = float(getattr(belief, part))
    return w.number(x) if part in ("hits", "of") else w.typed(x, unit)


def typed(path: str, code: str) -> bool:
    """Reads the boxes of a row, drawn in the language `code`; what cannot be read stays with the
    reason beside it. False where nothing was typed."""
    w, unit = words(code), PATHS[path].unit
    belief = state.plan().inputs[path]
    held = {part: str(state.widget(f"{part}.{path}", "")) for part in boxes(path)}
    left_alone = {part for part in held if _left_alone(path, part, held[part], w)}
    if left_alone == {*held} and path not in state.drafts():
        return False
    if counting.begun(path):
        _count(path, held, w)
        return True
    try:
        values = {
            part: float(getattr(belief, part))
            if part in left_alone
            else _value(path, part, text, w)
            for part, text in held.items()
        }
        new = _believed(belief, values, path)
        unit.check_belief(new)
    except ScenarioError as problem:
        state.draft(path, held, problem, code)
        return True
    state.drafts().pop(path, None)
    if new != belief:
        _take(path, new, values)
        texts = {part: text for part, text in held.items() if part not in left_alone}
        doubts.were_typed(path, belief, texts)
    return True


def _count(path: str, held: dict[str, str], w: Words) -> None:
    """Takes a count once both of its boxes are filled."""
    counting.keep(path, held)
    try:
        values = {part: _value(path, part, text, w) for part, text in held.items() if text.strip()}
        if len(values) == len(counting.PARTS):
            state.believe(path, Counted(int(values["hits"]), int(values["of"])))
            counting.end(path)
    except ScenarioError as problem:
        state.draft(path, held, problem, w.code)
        return
    state.drafts().pop(path, None)


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
    if text == shown(path, part, w):
        return True
    return path not in state.drafts() and echoes.heard(f"{part}.{path}", text)


def _value(path: str, part: str, text: str, w: Words) -> float:
    """The number in a box."""
    if part in ("hits", "of"):
        count = w.parse(text, Unit.COUNT)
        if count != int(count):
            raise ScenarioError("not_whole", got=text, least=0)
        return count
    return w.parse(text, PATHS[path].unit, path)


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
    """The same belief, as near as it can be written in the other way; a count is first typed."""
    belief, way = state.plan().inputs[path], state.widget(f"kind.{path}")
    state.drafts().pop(path, None)
    counting.end(path)
    if way == "exact":
        state.believe(path, Exact(rounded(belief.likely, 4)[0], belief.scale))
    elif way == "counted":
        if not isinstance(belief, Counted):
            counting.keep(path, {})
    elif not isinstance(belief, Range):
        state.believe(path, _range_around(path, belief))


def _range_around(path: str, belief: Exact | Counted) -> Range:
    """The range of a count; around an exact number, as wide as the example's or a third."""
    if isinstance(belief, Counted):
        return belief.range
    start = state.origin(state.slot()).inputs.get(path)
    share = belief.scale is Scale.SHARE
    least = belief.scale.least
    likely = min(max(belief.value, 0.001), 0.999) if share else max(belief.value, 1e-6)
    likely = max(likely, 1.01 * least)
    if isinstance(start, Range):
        return with_round_ends(start.moved(likely))
    high = least + (likely - least) * 1.3
    return Range(
        least + (likely - least) * 0.75,
        min(high, (1 + likely) / 2) if share else high,
        likely,
        belief.scale,
    )


def evidence(path: str) -> None:
    """The user says how a number is known."""
    plan = state.plan()
    known = {**plan.evidence, path: state.widget(f"evidence.{path}")}
    state.commit(plan.with_(evidence=known, yours=plan.yours | {path}))
