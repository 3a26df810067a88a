"""What was said to the seven questions, and the plan that comes of it.

The words of the boxes are kept as they were typed, the plan is made of those that can be read. It
is the visitor's own plan: what was changed in it elsewhere stays, but for what is said anew here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final

from sim.evaluate.next_plan import Next
from sim.plan.file import EXAMPLES
from sim.plan.parameters import PATHS, Unit
from sim.plan.problems import ScenarioError
from sim.plan.scenario import Frozen
from sim.plan.typed import pasted
from sim.plan.typed.pasted import Taken
from sim.start.facts import COUNTED, MOST_FAIRS, Facts
from sim.start.first_plan import first_plan, kept
from ui.editing.doubts import EXAMPLE, Doubt, meant_by
from ui.plan import origins
from ui.visit import state
from ui.visit.keys import Key
from words.catalogue import Words, words
from words.costs import column_of_amounts, grows_with_area
from words.languages import LANGUAGES
from words.translation import retyped, worded

NUMBERS: Final = ("visitors", "staff", "days", "area", "costs", "order_value", "margin")
LONGEST: Final = 40  # characters in a box
MOST_PASTED: Final = 4000  # characters of a budget
MOST_TOLD: Final = 6000  # characters of all of it in an address
ADDRESS: Final = "q"


def unit_of(box: str) -> Unit:
    """What a box asks for."""
    if box in PATHS:
        return PATHS[box].unit
    return Unit.MONEY if box == "costs" else Unit.COUNT


@dataclass(frozen=True)
class Said:
    """The answers as they stand on the screen.

    kind        the example that was chosen; empty: none
    typed       box -> what stands in it: `NUMBERS`, and ``STAGE.N`` of the fair N (0: the last)
    budget      lines with a name and an amount, as they were pasted; they count instead of the sum
    fairs       earlier fairs that are asked for
    first_time  there was none
    code        of the language in which it was typed
    turn        rises when the boxes are emptied by us
    """

    kind: str = ""
    typed: Mapping[str, str] = Frozen({})
    budget: str = ""
    fairs: int = 1
    first_time: bool = False
    code: str = "en"
    turn: int = 0

    def in_language(self, code: str) -> Said:
        """The same with the marks of another language."""
        if code == self.code:
            return self
        before, after, typed = words(self.code), words(code), dict[str, str]()
        for box, text in self.typed.items():
            typed |= retyped({box: text}, unit_of(box), before, after)
        return replace(self, typed=Frozen(typed), code=code)

    def read(self) -> tuple[Facts, dict[str, ScenarioError]]:
        """What of it can be read, and what is wrong with the rest, by box."""
        w, wrong = words(self.code), dict[str, ScenarioError]()
        values = {
            box: value
            for box, text in self.typed.items()
            if text.strip() and (value := _read(box, text, w, wrong)) is not None
        }
        fairs = []
        for number in range(0 if self.first_time else self.fairs):
            told = {s: int(values[f"{s}.{number}"]) for s in COUNTED if f"{s}.{number}" in values}
            try:
                Facts(fairs=(told,))
            except ScenarioError as problem:
                wrong[f"{problem.place.rpartition('.')[2]}.{number}"] = ScenarioError(
                    problem.code, "", **problem.values
                )
                told = {}
            fairs.append(Frozen(told))
        numbers: dict[str, Any] = {box: values.get(box) for box in NUMBERS}
        numbers["lines"] = tuple((line.label, line.amount) for line in self.lines().lines)
        told_fairs = tuple(fair for fair in fairs if fair)
        return Facts(self.kind, fairs=told_fairs, first_time=self.first_time, **numbers), wrong

    def lines(self) -> Taken:
        """What was pasted, as it is read; amounts that leave doubt by the language's mark."""
        found = pasted.table(self.budget)
        column = column_of_amounts(found)
        if column is None:
            return Taken((), None, {}, ())
        taken = pasted.read(found, column)
        mark = words(self.code).marks.decimal
        return pasted.read(found, column, mark) if taken.doubtful else taken


def _read(box: str, text: str, w: Words, wrong: dict[str, ScenarioError]) -> float | None:
    unit = unit_of(box)
    try:
        value = w.parse(text, unit, box)
        unit.check(value)
        if unit is Unit.COUNT and box != "visitors" and value != int(value):
            raise ScenarioError("not_whole", got=text, least=0)
    except ScenarioError as problem:
        wrong[box] = problem
        return None
    return value


SAID: Final = Key[Said | None]("start.said", None)
# box -> the text that was asked about and is meant
SETTLED: Final = Key[Mapping[str, str]]("start.settled", {})
ASKED: Final = ("visitors", "costs", "order_value", "margin")  # boxes that know no small numbers


def doubt(said: Said, box: str, stands: float | None) -> Doubt | None:
    """What is asked about the number of a box, held against the one that the example has there;
    nothing where that was answered."""
    text = said.typed.get(box, "")
    if box not in ASKED or not text.strip() or state.kept(SETTLED).get(box) == text:
        return None
    typed = _read(box, text, words(said.code), {})
    meant = None if typed is None else meant_by(unit_of(box), typed, stands, text)
    if typed is None or meant is None:
        return None
    return Doubt("likely", typed, meant, stands, EXAMPLE)


def settle(box: str, text: str) -> None:
    """Nothing is asked about this text any more."""
    state.change(SETTLED, lambda others: {**others, box: text})


def now() -> Said:
    """What was said, in the language of the page."""
    code = state.language().code
    return (state.kept(SAID) or Said(code=code)).in_language(code)


def arrived() -> bool:
    """Takes up what the address says, of a visitor who comes by it; whether that is anything. A
    plan in the address is what came of it and of what was changed since."""
    said = told(state.query_parameter(ADDRESS) or "", state.language().code)
    state.keep(SAID, said)
    if not said.read()[0].answered:
        return False
    if state.slot() != state.OWN:
        state.choose(state.OWN)
        _put(Said(code=said.code), said)
    return True


def change(said: Said, boxes: Sequence[str] = ()) -> None:
    """The visitor says something else, in these boxes; the plan on the screen follows, and keeps
    the number that it has where a box cannot be read."""
    before, unread = now(), {*boxes} & {*said.read()[1]}
    state.keep(SAID, said)
    still = {box: before.typed.get(box, "") for box in unread}
    readable = replace(said, typed=Frozen({**said.typed, **still}))
    _put(before, readable, [box for box in boxes if box not in unread])


def _put(before: Said, said: Said, boxes: Iterable[str] = ()) -> None:
    found = made(said)
    if state.slot() != state.OWN:
        state.choose(state.OWN)
    was = made(before).plan
    state.commit(kept(found.plan, was, state.plan(), [*_paths(boxes)]))
    state.begins(found.plan if said.read()[0].answered else None)
    if found.origins or origins.now() is not None:
        origins.keep(found.origins, words(said.code)("start.last_fair"))
    state.refill()


def _paths(boxes: Iterable[str]) -> Iterable[str]:
    """The inputs, and the costs, that boxes speak of."""
    for box in boxes:
        if box in PATHS:
            yield box
        if box in ("costs", "budget"):
            yield "costs"


def made(said: Said) -> Next:
    """The plan of what was said, with the words of its language."""
    return _made(said.read()[0], said.code)


@lru_cache(maxsize=256)
def _made(facts: Facts, code: str) -> Next:
    w = words(code)
    # The visitor's own fair has no goal until one is set, whatever the example's.
    own = w.examples["fairs"][state.OWN]
    base = worded(facts.kind or state.OWN, w).with_(name=own, goal=None)
    found = first_plan(facts, grows_with_area, base=base, fair=w("start.last_fair"))
    names = w.examples["costs"]
    costs = tuple(replace(line, label=names.get(line.key, line.label)) for line in found.plan.costs)
    return replace(found, plan=found.plan.with_(costs=costs))


# In the address


def address(said: Said) -> str:
    """What was said, as a parameter of an address; empty where nothing was."""
    if not (said.kind or said.first_time or said.budget or any(said.typed.values())):
        return ""
    told = {"kind": said.kind, "fairs": said.fairs, "first_time": said.first_time}
    told |= {"code": said.code, "typed": dict(said.typed), "budget": said.budget}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def told(text: str, code: str) -> Said:
    """What an address says; of one that says nothing that can be meant, nothing."""
    nothing = Said(code=code)
    if len(text) > MOST_TOLD:
        return nothing
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError):
        return nothing
    if not isinstance(raw, dict):
        return nothing
    typed = raw.get("typed")
    boxes = {*NUMBERS, *(f"{stage}.{n}" for stage in COUNTED for n in range(MOST_FAIRS))}
    found = {
        box: one
        for box, one in (typed.items() if isinstance(typed, dict) else ())
        if box in boxes and isinstance(one, str) and len(one) <= LONGEST and one.isprintable()
    }
    fairs = raw.get("fairs")
    return Said(
        kind=raw["kind"] if raw.get("kind") in EXAMPLES else "",
        typed=Frozen(found),
        budget=_plain(raw.get("budget")),
        fairs=fairs if type(fairs) is int and 1 <= fairs <= MOST_FAIRS else 1,
        first_time=raw.get("first_time") is True,
        code=raw["code"] if raw.get("code") in LANGUAGES else code,
    )


def _plain(text: object) -> str:
    """A budget out of an address, where it is one that can have been pasted."""
    if not isinstance(text, str) or len(text) > MOST_PASTED:
        return ""
    seen = text.replace("\n", "").replace("\t", "").replace("\r", "")
    return text if not seen or seen.isprintable() else ""
