"""The days on which to decide again, what cancelling costs then, and what is known by then.

A fair that is booked can still be cancelled, for a fee that rises as the fair comes closer, while
some of what nobody knows yet becomes known (`sim.later` says what that is worth).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from sim.plan.beliefs import Belief, number
from sim.plan.budget import CostLine
from sim.plan.parameters import BY_KEY, PATHS, Unit
from sim.plan.problems import ScenarioError, at, written

TODAY: Final = "today"  # the date of what cancelling costs now; without it, nothing is booked yet
MOST_DATES: Final = 12
MOST_BEFORE: Final = 60  # months before the fair
FIRST_DAY: Final = date(1900, 1, 1)
LAST_DAY: Final = date(2200, 12, 31)
WHEN_FORM: Final = "a date such as 2027-03-01, or months_before"
FEE_FORM: Final = "an amount, or a share of a line of the costs"


@dataclass(frozen=True)
class FeeShare:
    """A share, 0 to 1, `of` what a line of the costs was booked for: its label or, once it stands
    in a plan, its permanent name."""

    share: float
    of: str

    def __post_init__(self) -> None:
        with at("share"):
            Unit.SHARE.check(number(self.share, Unit.SHARE.form))
        if not isinstance(self.of, str) or not self.of:
            raise ScenarioError("missing", "of", form="the label of a cost line")

    @property
    def raw(self) -> dict[str, Any]:
        return {"share": self.share, "of": self.of}


@dataclass(frozen=True)
class DecisionDate:
    """A day on which the fair can still be cancelled.

    date           as ISO 8601 has it, or `TODAY`; empty where months_before says it
    months_before  the fair, whole; None where the date says it
    fee            what cancelling costs on that day: money, or a share of a cost line
    known          inputs that will be known exactly by then, by path, or by key for all phases;
                   what was known on an earlier day still is. Nothing for today: what is known now
                   stands in the beliefs
    """

    fee: float | FeeShare
    date: str = ""
    months_before: int | None = None
    known: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "known", tuple(self.known))
        self._check_when()
        if not isinstance(self.fee, FeeShare):
            with at("fee"):
                Unit.MONEY.check(number(self.fee, Unit.MONEY.form))
        for path in self.known:
            if path not in PATHS and path not in BY_KEY:
                raise ScenarioError("unknown_key", f"known.{path}", allowed=", ".join(PATHS))
        if self.today and self.known:
            raise ScenarioError("known_today", "known")

    def _check_when(self) -> None:
        if not self.date and self.months_before is None:
            raise ScenarioError("missing", "date", form=WHEN_FORM)
        if self.date and self.months_before is not None:
            raise ScenarioError("two_moments", "date")
        if self.months_before is not None:
            _check_months(self.months_before)
        elif not self.today:
            _check_day(self.date)

    @property
    def today(self) -> bool:
        """Whether it only says what cancelling costs now."""
        return self.date == TODAY

    @property
    def when(self) -> str | int:
        """What tells it from other dates: the day, or the months before the fair."""
        return self.date if self.months_before is None else self.months_before

    @property
    def order(self) -> tuple[bool, str, int]:
        """Sorts the dates of a plan by time, today first."""
        return not self.today, self.date, -(self.months_before or 0)

    @property
    def paths(self) -> tuple[str, ...]:
        """The inputs of `known`, those of each phase apart."""
        found = {
            path for key in self.known for path in ((key,) if key in PATHS else BY_KEY[key].paths)
        }
        return tuple(path for path in PATHS if path in found)

    @property
    def raw(self) -> dict[str, Any]:
        """As a scenario file has it."""
        fee = self.fee.raw if isinstance(self.fee, FeeShare) else self.fee
        moment = {"date": self.date} if self.date else {"months_before": self.months_before}
        return {**moment, "fee": fee} | ({"known": [*self.known]} if self.known else {})

    def money(self, costs: Iterable[CostLine], inputs: Mapping[str, Belief]) -> float:
        """What cancelling costs: of a line what it was booked for, its likely amount so many times
        as it is due, without overrun and in full where it is spread over several fairs."""
        if not isinstance(self.fee, FeeShare):
            return float(self.fee)
        lines = [line for line in costs if line.name == self.fee.of]
        booked = sum(line.amount.likely * line.size(inputs) for line in lines)
        return self.fee.share * booked


def checked(dates: Sequence[DecisionDate], costs: Sequence[CostLine]) -> tuple[DecisionDate, ...]:
    """The dates of a plan, in their order, the lines of their fees by permanent name. Raises
    `ScenarioError`, with the place from ``decide`` on."""
    if len(dates) > MOST_DATES:
        raise ScenarioError("too_many", "decide", got=len(dates), most=MOST_DATES)
    found: list[DecisionDate] = []
    for count, one in enumerate(dates, start=1):
        with at(f"decide[{count}]"):
            if one.when in [other.when for other in found]:
                place = "date" if one.date else "months_before"
                raise ScenarioError("same_moment", place, got=one.when)
            later = [type(other.when) for other in (*found, one) if not other.today]
            if len(set(later)) > 1:
                raise ScenarioError("moments_differ", "date")
            found.append(replace(one, fee=_named(one.fee, costs)))
    return tuple(found)


def _named(fee: float | FeeShare, costs: Sequence[CostLine]) -> float | FeeShare:
    """The fee with the permanent name of its line, which keeps it when the line is called
    otherwise. Lines that a stage of the funnel counts are not booked beforehand."""
    if not isinstance(fee, FeeShare):
        return fee
    booked = [line for line in costs if line.stage is None]
    for part in ("name", "label"):
        for line in booked:
            if getattr(line, part) == fee.of:
                return replace(fee, of=line.name)
    if not booked:
        form = "a cost line per fair, m2, person or person_day"
        raise ScenarioError("missing", "fee.of", form=form)
    allowed = ", ".join(written(line.label) for line in booked)
    raise ScenarioError("not_one_of", "fee.of", got=written(fee.of), allowed=allowed)


def ahead(dates: Iterable[DecisionDate], day: date) -> tuple[DecisionDate, ...]:
    """Without those that are over on a day; what is told in months before the fair is never."""
    return tuple(one for one in dates if not _over(one, day))


def _over(one: DecisionDate, day: date) -> bool:
    return bool(one.date) and not one.today and date.fromisoformat(one.date) < day


def settled(
    dates: Sequence[DecisionDate],
    before: Sequence[CostLine],
    inputs: Mapping[str, Belief],
    after: Sequence[CostLine],
) -> tuple[DecisionDate, ...]:
    """The same dates after the costs became others: the fee of a line that is no longer there is
    the money that it was."""
    left = {line.name for line in after if line.stage is None}

    def fee(one: DecisionDate) -> float | FeeShare:
        gone = isinstance(one.fee, FeeShare) and one.fee.of not in left
        return one.money(before, inputs) if gone else one.fee

    return tuple(replace(one, fee=fee(one)) for one in dates)


def read_date(table: Mapping[str, Any]) -> DecisionDate:
    """A date as a file has it, its keys known. Raises `ScenarioError`."""
    read = dict(table)
    if "fee" not in read:
        raise ScenarioError("missing", "fee", form=FEE_FORM)
    if isinstance(read["fee"], dict):
        with at("fee"):
            for key in read["fee"]:
                if key not in ("share", "of"):
                    raise ScenarioError("unknown_key", key, allowed="share, of")
            if "share" not in read["fee"]:
                raise ScenarioError("missing", "share", form=Unit.SHARE.form)
            read["fee"] = FeeShare(read["fee"]["share"], read["fee"].get("of", ""))
    day = read.get("date", "")
    if isinstance(day, date) and not isinstance(day, datetime):
        read["date"] = day.isoformat()
    elif not isinstance(day, str) or (day == "" and "date" in read):
        raise ScenarioError("not_day", "date", got=written(day))
    known = read.get("known", [])
    if not isinstance(known, list) or not all(isinstance(path, str) for path in known):
        raise ScenarioError("not_list", "known", form="names of inputs")
    return DecisionDate(**read)


def _check_day(text: str) -> None:
    try:
        day = date.fromisoformat(text)
    except (TypeError, ValueError):
        day = None
    if day is None or day.isoformat() != text:
        raise ScenarioError("not_day", "date", got=written(text))
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ScenarioError("day_outside", "date", got=day, least=FIRST_DAY, most=LAST_DAY)


def _check_months(value: object) -> None:
    form = f"a whole number from 0 to {MOST_BEFORE}"
    with at("months_before"):
        months = number(value, form)
        if isinstance(value, float):
            raise ScenarioError("not_whole", got=value, least=0)
        if not 0 <= months <= MOST_BEFORE:
            raise ScenarioError("below" if months < 0 else "above", got=months, form=form)
