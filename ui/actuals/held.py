"""The fair at hand: its forecast, what was told of it, and what the team makes of it.

Everything here lives in the visit until `save`, behind the button in `ui.evaluate.save`, gives what
differs to `ui.book.at_hand.save`, part by part: that knows which versions they rest on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from sim.actuals import evaluation as evaluations
from sim.actuals import file as record_file
from sim.actuals import guesses
from sim.actuals.evaluation import Evaluation
from sim.actuals.forecast import Forecast
from sim.actuals.forecast import loads as read_forecast
from sim.actuals.guesses import Said
from sim.actuals.record import Record
from sim.plan.problems import ScenarioError
from store import Document, Fair
from ui.book import at_hand
from ui.visit import clock, state
from ui.visit.keys import Key
from words.translation import spoken

PARTS: Final = ("record", "evaluation", "guesses")  # what a visitor changes


@dataclass(frozen=True)
class Draft:
    """What was typed for a figure and could not be taken, why, and in which language it stands."""

    text: str
    problem: ScenarioError
    language: str


Drafts = dict[str, Draft]


@dataclass
class Held:
    """A fair of the book, and what the visitor has changed of it.

    record  None until it is said when the fair was
    bases   part -> the version in the book that it rests on
    day     that is spoken of
    drafts  day -> figure -> what was typed and could not be taken
    """

    fair: Fair
    forecast: Forecast
    record: Record | None = None
    evaluation: Evaluation = field(default_factory=Evaluation)
    guesses: tuple[Said, ...] = ()
    bases: dict[str, Document | None] = field(default_factory=dict)
    day: date | None = None
    drafts: dict[date, Drafts] = field(default_factory=dict)

    def content(self, part: str) -> str:
        """A part as it would be saved; empty where there has never been anything of it."""
        known = self.bases.get(part) is not None
        if part == "record":
            return "" if self.record is None else record_file.dumps(self.record)
        if part == "guesses":
            return guesses.dumps(self.guesses) if self.guesses or known else ""
        return "" if self.evaluation.empty and not known else evaluations.dumps(self.evaluation)

    def read(self, part: str, content: str) -> None:
        """Takes a part as it was saved. Raises `ScenarioError`."""
        if part == "record":
            self.record = record_file.loads(content)
            self.drafts.clear()
        elif part == "guesses":
            self.guesses = guesses.loads(content)
        else:
            self.evaluation = evaluations.loads(content)

    def drop(self, part: str) -> None:
        """A part as it was saved last; without what was never saved."""
        base = self.bases.get(part)
        if base is not None:
            self.read(part, base.content)
        elif part == "record":
            self.record = None
            self.drafts.clear()
        elif part == "guesses":
            self.guesses = ()
        else:
            self.evaluation = Evaluation()

    def speak(self) -> None:
        """What an example brought along is said in the language of the page."""
        plan = spoken(self.forecast.plan, state.language())
        if plan != self.forecast.plan:
            self.forecast = replace(self.forecast, plan=plan)

    @property
    def unsaved(self) -> list[str]:
        """The parts that differ from what was saved."""
        saved = {part: kept.content for part, kept in self.bases.items() if kept is not None}
        return [part for part in PARTS if saved.get(part, "") != self.content(part)]


HELD: Final = Key[Mapping[str, Held]]("hand", {})  # fairs this visit has worked on, by id


def open_fair() -> Held | None:
    """The fair that is at hand in the book; None where there is none, or it has no forecast yet.

    It is read anew when it is taken up, unless something of it is not saved yet. Raises
    `StoreError` and `ScenarioError`.
    """
    id = at_hand.here()
    known = state.kept(HELD).get(id)
    if known is not None:
        known.speak()
        if all(at_hand.holds(id, part) for part in PARTS):
            known.bases = {part: at_hand.held(part) for part in PARTS}
            return known
        if known.unsaved:
            for part, document in known.bases.items():
                at_hand.hold(id, part, document)
            return known
    fair, frozen = at_hand.at_hand(), at_hand.held("frozen")
    if fair is None or frozen is None:
        return None
    found = Held(fair, read_forecast(frozen.content))
    found.speak()
    for part in PARTS:
        found.bases[part] = at_hand.held(part)
        if (kept := found.bases[part]) is not None:
            found.read(part, kept.content)
    state.change(HELD, lambda others: {**others, id: found})
    return found


def save() -> None:
    """Saves what differs; what cannot be saved stays as it is, and the book tells why."""
    fair = _one()
    for part in fair.unsaved:
        if content := fair.content(part):
            at_hand.save(part, content)


def drop() -> None:
    """Everything as it was saved last."""
    fair = _one()
    for part in fair.unsaved:
        fair.drop(part)


def taken(document: Document) -> None:
    """The visit goes on from what somebody else saved."""
    _one().read(document.part, document.content)


def held() -> Held | None:
    """The fair at hand as it was opened, or None."""
    return state.kept(HELD).get(at_hand.here())


def _one() -> Held:
    found = held()
    assert found is not None  # the page draws nothing of it otherwise
    return found


def forecast() -> Forecast:
    return _one().forecast


def record() -> Record:
    """What was told; the page asks when the fair was before anything else."""
    found = _one().record
    assert found is not None
    return found


def commit(changed: Record) -> None:
    _one().record = changed


def evaluation() -> Evaluation:
    return _one().evaluation


def agree(changed: Evaluation) -> None:
    _one().evaluation = changed


def guessed() -> tuple[Said, ...]:
    return _one().guesses


def guess(changed: tuple[Said, ...]) -> None:
    _one().guesses = changed


def day() -> date:
    """The day that is spoken of, at first today."""
    fair = _one()
    if fair.day is None:
        fair.day = clock.today()
    return fair.day


def choose_day(chosen: date) -> None:
    _one().day = chosen


def drafts(of: date | None = None) -> Drafts:
    """Of a day, or of the chosen one."""
    return _one().drafts.setdefault(of or day(), {})


def all_drafts() -> dict[date, Drafts]:
    """Of every day."""
    return _one().drafts
