"""The file that is opened at a door, what is said of it, and what it counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final, TypeVar

from sim.crm.reading import Ask, Reading, check, read
from sim.crm.sheet import Lead, Sheet, Standing, standing
from sim.plan.problems import ScenarioError
from sim.plan.typed.numbers import CURRENCIES
from ui.crm import remembered
from ui.crm.said import Said, applied, open_asks
from ui.visit import state
from ui.visit.keys import Key

T = TypeVar("T")


@dataclass(frozen=True)
class Door:
    """Where a file is opened.

    name      the first part of the keys of its widgets
    here      what the file is opened for: one that was opened for something else is not shown
    day       as of which its leads count; None: as the file says
    currency  of the plan
    """

    name: str
    here: str
    day: date | None
    currency: str

    @property
    def code(self) -> str:
        """The currency as `sim.crm` writes it: EUR of €."""
        return CURRENCIES.get(self.currency.upper(), self.currency)


@dataclass(frozen=True)
class Opened:
    """A file that was opened.

    name      of the file
    here      as of its `Door`
    content   its bytes, where another of its sheets may be asked for
    guessed   as it was read at first
    reading   the same with what was said of it; worked out anew only where something was
    said      what was said, `recalled` where that is from an earlier file with the same headings
    by_phase  whether each buying phase is counted apart; `phase` is that of all leads, where the
              file has no column for it
    found     what was worked out of `reading` before
    """

    name: str
    here: str
    content: bytes
    guessed: Reading
    reading: Reading
    said: Said = field(default_factory=Said)
    recalled: bool = False
    by_phase: bool = False
    phase: str | None = None
    found: dict[object, Any] = field(default_factory=dict, compare=False, repr=False)

    def saying(self, said: Said) -> Opened:
        return self._with(applied(self.guessed, said), said=said)

    def with_reading(self, **values: Any) -> Opened:
        """The same read otherwise: days or sources, which no other file has to do with."""
        return self._with(replace(self.reading, **values), guessed=replace(self.guessed, **values))

    def counting(self, *, by_phase: bool, phase: str | None) -> Opened:
        """The same counted in totals, or by phase."""
        return replace(self, by_phase=by_phase, phase=phase)

    @property
    def leads(self) -> tuple[Lead, ...]:
        """All that it has, of whatever day. Raises `ScenarioError`."""
        return self.reading.sheet.leads

    @property
    def sources(self) -> Counter[str]:
        """Its sources or campaigns -> rows."""
        return self._once("sources", self.reading.sources)

    def _with(self, reading: Reading, **more: Any) -> Opened:
        return replace(self, reading=reading, found={}, **more)

    def stood(self, day: date | None, currency: str) -> Standing:
        """The leads as they stood on a day. Raises `ScenarioError`."""
        by_phase = self.counts_phases
        phase = None if self.reading.sheet.phased else self.phase
        return self._once(
            ("stood", day, currency, by_phase, phase),
            lambda: standing(
                self.reading.sheet, day, currency=currency, by_phase=by_phase, phase=phase
            ),
        )

    @property
    def counts_phases(self) -> bool:
        """Whether figures are by phase: it was asked for, and the phase of each is known."""
        return self.by_phase and (self.reading.sheet.phased or self.phase is not None)

    def asked(self, day: date | None, currency: str) -> tuple[tuple[Ask, ...], tuple[Ask, ...]]:
        """What has to be asked: words, and everything else. Raises `ScenarioError`."""
        return self._once(
            ("asked", day, currency, self.by_phase),
            lambda: open_asks(self.reading, self.said, day, currency, by_phase=self.by_phase),
        )

    @property
    def sheet(self) -> Sheet | None:
        """What it counts; None where nothing says who or how far its leads are."""
        try:
            return self.reading.sheet
        except ScenarioError:
            return None

    def check(self) -> None:
        """Raises `ScenarioError` where nothing of the file can be used."""
        check(self.reading)

    def _once(self, what: object, work: Callable[[], T]) -> T:
        if what not in self.found:
            self.found[what] = work()
        found: T = self.found[what]
        return found


OPENED: Final = Key[Mapping[str, Opened]]("crm", {})  # by the names of the doors
# Door -> the name of a file that could not be opened, and why.
REFUSED: Final = Key[Mapping[str, tuple[str, ScenarioError] | None]]("crm.refused", {})


def at(door: Door) -> Opened | None:
    """The file that is opened there."""
    found = state.kept(OPENED).get(door.name)
    return found if found is not None and found.here == door.here else None


def take(door: str, here: str, name: str, content: bytes, sheet: str | None = None) -> None:
    """Opens a file, in place of the one before, with what was said of one like it."""
    try:
        guessed = read(content, sheet)
    except ScenarioError as problem:
        refuse(door, (name, problem))
        return
    said = remembered.of(guessed.table)
    kept = content if len(guessed.table.sheets) > 1 else b""
    opened = Opened(name, here, kept, guessed, guessed, recalled=said is not None)
    put(door, opened if said is None else opened.saying(said))
    refuse(door, None)


def turn_to(door: str, sheet: str) -> None:
    """Another sheet of the same file; or the one that was read, and no other."""
    before = state.kept(OPENED).get(door)
    if before is not None:
        take(door, before.here, before.name, before.content, sheet)


def put_away(door: str, why: ScenarioError) -> None:
    """The file turns out to be none that can be used."""
    if (file := state.kept(OPENED).get(door)) is not None:
        put(door, None)
        refuse(door, (file.name, why))


def put(door: str, opened: Opened | None) -> None:
    """The file of a door; None: it is put away."""
    others = {name: one for name, one in state.kept(OPENED).items() if name != door}
    state.keep(OPENED, others if opened is None else {**others, door: opened})


def refuse(door: str, why: tuple[str, ScenarioError] | None) -> None:
    state.change(REFUSED, lambda others: {**others, door: why})


def change(door: str, by: Callable[[Opened], Opened]) -> None:
    """The file of a door becomes what `by` makes of it; it may have been put away meanwhile."""
    before = state.kept(OPENED).get(door)
    if before is not None:
        put(door, by(before))


def say(door: str, by: Callable[[Opened], Said]) -> None:
    """Something is said of the file, and remembered for the next like it."""

    def saying(before: Opened) -> Opened:
        said = by(before)
        remembered.keep(before.guessed.table, said)
        return before.saying(said)

    change(door, saying)


def forget(door: str) -> None:
    """Nothing was ever said of a file like it."""

    def guessed(before: Opened) -> Opened:
        remembered.forget(before.guessed.table)
        return replace(before.saying(Said()), recalled=False)

    change(door, guessed)
