"""What keeping the choice open is worth, and what is done on which date.

Who decides now takes what is best on average, max(E[profit], -fee today). Who decides on day X,
knowing by then what is known, and can still cancel for the fee of that day, gets

    V = max(E[max(E[profit | known at X], -fee at X)], -fee today)

so that deciding at X instead of now is worth V - max(E[profit], -fee today). With several dates the
choice on each is between cancelling and going on to the next, which is worth what comes of it
there: worked out from the last date back (Longstaff and Schwartz 2001, The Review of Financial
Studies 14(1)), and what is known adds up. The conditional means are regressions that only choose
(`sim.later.regression`): every trial is paid what it gets itself. So what is found is what a rule
that exists earns; the better of two rules is taken. To cancel the trials that lose would be a
clairvoyant's choice, and worth several times as much.

The profit is that of `sim.why.luck.expected_profit`: luck is nothing that one can know.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.draws.streams import replicate_sizes
from sim.later.regression import RULES, Known, worked_out
from sim.plan.choices.dates import DecisionDate
from sim.plan.johnson import Array
from sim.plan.parameters import PATHS
from sim.play.columns import drawn_paths
from sim.play.result import Measured, Result
from sim.why.luck import expected_profit

Decided = NDArray[np.bool_]

SPLIT: Final = 0.95  # of the trials on their side of a limit: otherwise there is none to tell


@dataclass(frozen=True)
class Limit:
    """Where one input decides: the fair is cancelled where it is below (or above) `value`."""

    path: str
    value: float
    below: bool


@dataclass(frozen=True)
class Moment:
    """One date, seen from today.

    fee        money that cancelling costs then
    known      paths of the inputs that are known by then, also from earlier dates
    worth      of deciding on this date alone, instead of now, money
    reached    in so many fairs (a chance) it was not cancelled before, by whoever follows all of
               the dates
    cancelled  in so many fairs (a chance) it is cancelled on this date by them
    limit      where that hangs on one input; None where it does not, or on several
    """

    date: DecisionDate
    fee: float
    known: tuple[str, ...]
    worth: Measured
    reached: Measured
    cancelled: Measured
    limit: Limit | None


@dataclass(frozen=True)
class Later:
    """What the dates of a plan are worth, money on average.

    going      the profit of going, luck averaged out
    fee_today  what cancelling costs now; 0 where nothing is booked yet
    open       what is got with the choice open today and on all dates
    worth      of keeping it open, instead of deciding now; never negative
    dates      in their order, without today
    """

    going: Measured
    fee_today: float
    open: Measured
    worth: Measured
    dates: tuple[Moment, ...]

    @property
    def go_now(self) -> bool:
        """Whether going is best for whoever has to decide now, for good."""
        return self.going.value > -self.fee_today

    @property
    def advice(self) -> str:
        """What is best now: "wait" for the dates, and otherwise "go" or "cancel" for good."""
        if not self.worth.hardly:
            return "wait"
        return "go" if self.go_now else "cancel"

    @property
    def again(self) -> Moment | None:
        """The date on which to decide again: the first on which it may be cancelled, or else the
        first."""
        first = next(iter(self.dates), None)
        return next((one for one in self.dates if one.cancelled.value > 0), first)

    @property
    def cancelled(self) -> float:
        """In so many fairs (a chance) it is cancelled on one of the dates."""
        return sum(moment.cancelled.value for moment in self.dates)


def later(result: Result) -> Later:
    """For the dates of the plan of `result`, which needs the detail (see `simulate`); where it has
    none, waiting is worth nothing. Raises `KeyError` without the detail."""
    plan = result.scenario
    dates = sorted((one for one in plan.decide if not one.today), key=lambda one: one.order)
    return _Choices(result, dates, plan.fee_today).found()


def decided(goes_on: Array, fee: float, known: Known) -> tuple[Array, Decided]:
    """A choice in every trial between going on, which pays `goes_on`, and cancelling for `fee`, by
    what is known: what each is paid, and whether it goes on, both of shape (trials,).

    The same choice for all, unless one of the rules of `known` earns more than that by more than
    its own noise: nobody is told to cancel because of it. Then the one that earns most.
    """

    def by(expected: Array) -> tuple[Array, Decided]:
        on = expected > -fee
        return np.where(on, goes_on, -fee), on

    alike = by(known.expected(goes_on, "mean"))
    ruled = [by(known.expected(goes_on, rule)) for rule in RULES]
    better = [one for one in ruled if known.sure(one[0] - alike[0])]
    return max(better, key=lambda one: one[0].mean(), default=alike)


class _Choices:
    """The trials of a plan, decided on its dates."""

    def __init__(self, result: Result, dates: list[DecisionDate], fee_today: float) -> None:
        plan = result.scenario
        self.result, self.dates, self.fee_today = result, dates, fee_today
        self.drawn = drawn_paths(plan)
        self.profit = expected_profit(result)
        ends = np.cumsum([0, *replicate_sizes(result.trials)]).tolist()
        self.groups = [slice(a, b) for a, b in itertools.pairwise(ends)]
        self.fees = [one.money(plan.costs, plan.inputs) for one in dates]
        self.paths = self._known_by()
        told = {paths: worked_out(result, paths) for paths in set(self.paths)}
        known = {paths: Known(each, self.groups) for paths, each in told.items()}
        self.known = [known[paths] for paths in self.paths]

    def _known_by(self) -> list[tuple[str, ...]]:
        """The inputs that are known on each date."""
        known, found = set[str](), list[tuple[str, ...]]()
        for one in self.dates:
            known |= {*one.paths}
            found.append(tuple(path for path in PATHS if path in known))
        return found

    def found(self) -> Later:
        every = range(len(self.dates))
        paid, goes_on = self._best(every)
        moments = []
        still = np.ones(self.result.trials, dtype=bool)
        for at, on in zip(every, goes_on, strict=True):
            moments.append(self._moment(at, still, on))
            still &= on
        return Later(
            self.result.average(self.profit),
            self.fee_today,
            self._open(paid),
            self._worth(paid),
            tuple(moments),
        )

    def _moment(self, at: int, still: Decided, on: Decided) -> Moment:
        """The date, reached in the trials of `still`; in those of `on` one then goes on."""
        alone, _ = self._best([at])
        return Moment(
            self.dates[at],
            self.fees[at],
            self.paths[at],
            self._worth(alone),
            self.result.chance(still),
            self.result.chance(still & ~on),
            self._limit(at, on),
        )

    def _best(self, dates: range | list[int]) -> tuple[Array, list[Decided]]:
        """What each trial is paid, shape (trials,), and whether it goes on, on each of the dates,
        the last decided first."""
        paid, goes_on = self.profit, list[Decided]()
        for at in reversed(dates):
            paid, on = decided(paid, self.fees[at], self.known[at])
            goes_on.insert(0, on)
        return paid, goes_on

    def _open(self, paid: Array) -> Measured:
        if paid.mean() <= -self.fee_today:
            return Measured(0.0 - self.fee_today, 0.0)
        return self.result.average(paid)

    def _worth(self, paid: Array) -> Measured:
        """What is paid with the choice open more than what is best now; never negative: who has
        the choice need not use it."""
        going = float(self.profit.mean()) > -self.fee_today
        now = self.profit if going else np.full(len(paid), -self.fee_today)
        gain = paid - now
        if gain.mean() <= 0:
            return Measured(0.0, 0.0)
        return self.result.average(gain)

    def _limit(self, at: int, on: Decided) -> Limit | None:
        """Where one input alone decides on that date."""
        unknown = [path for path in self.paths[at] if path in self.drawn]
        if len(unknown) != 1 or on.all() or not on.any():
            return None
        (path,) = unknown
        x = self.result[f"inputs.{path}"]
        below = bool(x[~on].mean() < x[on].mean())
        share = float(np.mean(~on))
        value = float(np.quantile(x, share if below else 1 - share))
        agrees = (x > value if below else x <= value) == on
        return Limit(path, value, below) if agrees.mean() >= SPLIT else None
