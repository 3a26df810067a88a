"""What is typed about dates becomes the plan; what cannot be read stays where it was typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, Final

from sim.plan.choices.dates import MOST_BEFORE, TODAY, DecisionDate, FeeShare
from sim.plan.parameters import Unit
from sim.plan.problems import ScenarioError, at
from sim.plan.scenario import Scenario
from ui.visit import clock, state
from ui.visit.keys import Key
from words.costs import grows_with_area

MONEY: Final = ""  # in the place of a line: the fee is an amount
Typed = dict[str, Any]
# (slot, number of the date) -> what was typed there, and what is wrong with it
UNREAD: Final = Key[Mapping[tuple[str, int], tuple[Typed, ScenarioError]]]("later.unread", {})
# The scale of an organiser: so many days before the fair, cancelling costs this share of the rent.
SCALE: Final = ((271, 0.15), (181, 0.40), (121, 0.60), (61, 0.80))
DAYS_OF_MONTH: Final = 30.4


def unread(number: int) -> tuple[Typed, ScenarioError | None]:
    """What was typed for a date of the plan on the screen and could not be read, by box."""
    return state.kept(UNREAD).get((state.slot(), number), ({}, None))


@state.whole
def changed(number: int) -> None:
    """The boxes of one date."""
    plan = state.plan()
    if number >= len(plan.decide):  # the plan became another one meanwhile
        return
    one = plan.decide[number]
    typed = {box: state.widget(f"later.{number}.{box}") for box in ("when", "fee", "of", "known")}
    try:
        read = _read(one, typed)
        dates = [*plan.decide]
        dates[number] = read
        state.commit(plan.with_(decide=tuple(dates)))
    except ScenarioError as problem:
        shown = {box: value for box, value in typed.items() if value is not None}
        _keep(number, (shown, problem))
    else:
        _keep(number, None)


def _read(one: DecisionDate, typed: Typed) -> DecisionDate:
    w, of = state.language(), typed["of"] or MONEY
    with at("fee"):
        unit = Unit.SHARE if of else Unit.MONEY
        number = w.parse(str(typed["fee"] or ""), unit)
    fee = FeeShare(number, of) if of else number
    if one.today:
        return DecisionDate(fee, TODAY)
    known = tuple(typed["known"] or ())
    if isinstance(typed["when"], date):
        return DecisionDate(fee, typed["when"].isoformat(), known=known)
    if one.months_before is None:  # an emptied box keeps its day
        return DecisionDate(fee, one.date, known=known)
    months = one.months_before if typed["when"] is None else int(typed["when"])
    return DecisionDate(fee, months_before=months, known=known)


def _keep(number: int, told: tuple[Typed, ScenarioError] | None) -> None:
    place = (state.slot(), number)

    def by(others: Mapping[tuple[str, int], Any]) -> Mapping[tuple[str, int], Any]:
        left = {key: value for key, value in others.items() if key != place}
        return left if told is None else {**left, place: told}

    state.change(UNREAD, by)


@state.whole
def delete(number: int) -> None:
    """Without this date; what was typed elsewhere and could not be read goes too."""
    plan = state.plan()
    state.commit(plan.with_(decide=plan.decide[:number] + plan.decide[number + 1 :]))
    state.keep(UNREAD, {})


@state.whole
def add(kind: str) -> None:
    """One more date, later than the others."""
    plan = state.plan()
    later = [one for one in plan.decide if not one.today]
    made: dict[str, Callable[[], DecisionDate]] = {
        "today": lambda: DecisionDate(0.0, TODAY),
        "day": lambda: DecisionDate(0.0, _day_after(later).isoformat()),
        "months": lambda: DecisionDate(0.0, months_before=_before(later)),
    }
    first = (made[kind](),)
    dates = first + plan.decide if kind == "today" else plan.decide + first
    state.commit(plan.with_(decide=dates))
    state.keep(UNREAD, {})


def _day_after(later: list[DecisionDate]) -> date:
    """Two months after the last day, or after today."""
    days = [date.fromisoformat(one.date) for one in later]
    return max([*days, clock.today()]) + timedelta(days=61)


def _before(later: list[DecisionDate]) -> int:
    """The first number of months that no date has, closer to the fair where that is possible."""
    taken = {one.months_before or 0 for one in later}
    sooner: list[int] = [*range(min(taken, default=7) - 1, -1, -1), *range(MOST_BEFORE)]
    return next(months for months in sooner if months not in taken)


@state.whole
def take() -> None:
    """The dates of an organiser's scale: days where the day of the fair is known."""
    fair_day = state.widget("later.fair_day")
    state.commit(with_terms(state.plan(), fair_day if isinstance(fair_day, date) else None))
    state.keep(UNREAD, {})


def with_terms(plan: Scenario, fair_day: date | None) -> Scenario:
    """The plan with `SCALE`, of the line for the space; nothing is known by then yet."""
    booked = [line for line in plan.costs if line.stage is None]
    rent = next((line for line in booked if grows_with_area(line.label)), None)
    rent = rent or next(iter(booked), None)

    def one(days: int, share: float) -> DecisionDate:
        fee = 0.0 if rent is None else FeeShare(share, rent.name)
        if fair_day is None:
            return DecisionDate(fee, months_before=round(days / DAYS_OF_MONTH))
        return DecisionDate(fee, (fair_day - timedelta(days=days)).isoformat())

    today = tuple(date for date in plan.decide if date.today)
    return plan.with_(decide=today + tuple(one(days, share) for days, share in SCALE))
