"""What a table of lines is about, and one of its rows as a line of a plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple

from sim.plan.beliefs import Belief, Exact, Range
from sim.plan.budget import Line, keyed
from sim.plan.johnson import Scale
from sim.plan.parameters import Unit
from sim.plan.problems import ScenarioError
from sim.plan.scenario import Scenario
from words.catalogue import Words

NUMBERS: Final = ("likely", "low", "high")
NEW: Final = -1  # a row that is no line of the plan yet
Row = Mapping[str, Any]
"""What is typed, by part, each a text: ``label``, ``likely``, ``low``, ``high``, ``per`` and the
kind's extras; and ``at``, the place in the plan of the line that the row is, or `NEW`."""


class Extra(NamedTuple):
    """A whole number that a line may have beside its amount: over how many fairs it is spread.

    field    of the line
    default  what an empty box means
    least    the smallest that is allowed
    """

    field: str
    default: int
    least: int


@dataclass(frozen=True)
class Kind:
    """A table of lines, each with a label, an amount (a belief about money) and per what.

    place    the plan's field that holds the lines, and what drafts and problems call it
    make     a new line: ``make(label=..., amount=..., per=...)``, a dataclass
    changed  the plan with these lines, and with what they need: ``changed(plan, lines)``; raises
             `ScenarioError` at ``place[1]`` and so on
    per      per what a line can be, the usual first
    extras   what else a line may have, behind the click that refines it; called ``lines.FIELD``
    """

    place: str
    make: Callable[..., Any]
    changed: Callable[[Scenario, tuple[Any, ...]], Scenario]
    per: tuple[str, ...]
    extras: tuple[Extra, ...] = ()

    @property
    def parts(self) -> tuple[str, ...]:
        """The boxes of a row."""
        return ("label", *NUMBERS, "per", *(extra.field for extra in self.extras))

    def lines(self, plan: Scenario) -> tuple[Any, ...]:
        """The plan's lines of this kind."""
        found: tuple[Any, ...] = getattr(plan, self.place)
        return found

    def empty(self, row: Row) -> bool:
        """Whether nothing is typed in a row; per what is chosen, not typed."""
        return not any(str(row.get(part) or "").strip() for part in self.parts if part != "per")

    def blank(self) -> dict[str, Any]:
        """A row in which nothing is typed."""
        return dict.fromkeys(self.parts, "") | {"per": self.per[0], "at": NEW}

    def row_of(self, line: Any, at: int, w: Words) -> dict[str, Any]:
        """A line, the one at this place of the plan, as a row."""
        amount = line.amount
        ranged = isinstance(amount, Range)
        row: dict[str, Any] = {
            "label": line.label,
            "likely": w.typed(amount.likely, Unit.MONEY),
            "low": w.typed(amount.low, Unit.MONEY) if ranged else "",
            "high": w.typed(amount.high, Unit.MONEY) if ranged else "",
            "per": line.per,
            "at": at,
        }
        for extra in self.extras:
            value = getattr(line, extra.field)
            row[extra.field] = "" if value == extra.default else w.number(value)
        return row

    def line_of(self, row: Row, lines: Sequence[Any], w: Words) -> Any:
        """A row as a line; what was left alone of the line that it is, of the plan's `lines`, keeps
        all its figures, and a new one gets its permanent name. Raises `ScenarioError`."""
        at = row.get("at", NEW)
        was = lines[at] if 0 <= at < len(lines) else None
        shown = self.row_of(was, at, w) if was is not None else {}
        if was is not None and all(_text(row, part) == shown[part] for part in self.parts):
            return was
        if not (label := _text(row, "label")).strip():
            raise ScenarioError("missing", "label", form="a text")
        values = {}
        for part in NUMBERS:
            if not (text := _text(row, part)).strip():
                continue
            if was is not None and text == shown[part]:
                values[part] = float(getattr(was.amount, part))
            else:
                values[part] = _money(text, part, w)
        per = _text(row, "per") or self.per[0]
        made: dict[str, Any] = {"label": label, "amount": _amount(values), "per": per}
        made |= {extra.field: _whole(_text(row, extra.field), extra, w) for extra in self.extras}
        if was is not None:
            return replace(was, **made)
        new = self.make(**made)
        return keyed(new, lines) if isinstance(new, Line) else new


def _text(row: Row, part: str) -> str:
    return str(row.get(part) or "")


def _money(text: str, part: str, w: Words) -> float:
    try:
        value = w.parse(text, Unit.MONEY)
        Unit.MONEY.check(value)
    except ScenarioError as problem:
        raise problem.at("amount" if part == "likely" else part) from None
    return value


def _amount(values: Mapping[str, float]) -> Belief:
    likely, low, high = (values.get(part) for part in NUMBERS)
    if low is None and high is None:
        if likely is None:
            raise ScenarioError("missing", "amount", form=Unit.MONEY.form)
        return Exact(likely)
    if likely is None and (low is None or high is None):
        raise ScenarioError("missing", "amount", form=Unit.MONEY.form)
    if low is None or high is None:
        raise ScenarioError("missing", "low" if low is None else "high", form=Unit.MONEY.form)
    return Range(low, high, likely, Scale.POSITIVE)


def _whole(text: str, extra: Extra, w: Words) -> int:
    if not text.strip():
        return extra.default
    try:
        value = w.parse(text, Unit.COUNT)
        if value != int(value) or value < extra.least:
            raise ScenarioError("not_whole", got=text, least=extra.least)
    except ScenarioError as problem:
        raise problem.at(extra.field) from None
    return int(value)
