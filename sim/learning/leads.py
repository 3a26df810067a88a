"""What counts of leads say of the rates, told for each buying phase or in totals.

Nobody's CRM knows buying phases. Given the rates and the mix of a fair, somebody who came to the
stage a is of the phase p with a chance m_p, and passes on to the stage b with m_p X_p, X_p the
product of the rates between; so of N who are told in total

    N_b ~ Binomial(N_a, X),  X = sum of m_p X_p,  and then  m_p becomes m_p X_p / X

stage by stage, which is the multinomial of the furthest stages. Where a stage is told for each
phase, m_p is what was counted there, which for a total after it is nearly exact. Stages of which
nothing is told are passed over. Where sales has only so many hours, no larger share is followed up
than these suffice for (`sim.capacity.follow_up`): whoever had to wait says nothing of how many are
wanted. The pace at which a stage is passed is not known (`sim.learning.pace`).
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np

from sim.actuals.actuals import LEADS, RATES, Actuals, passed, rate_path
from sim.capacity.follow_up import most, within
from sim.learning.grids import TINY
from sim.learning.pace import Passing, log_likelihoods
from sim.learning.tempo import BELIEVED, FACTORS, Tempo
from sim.plan.funnel import PHASES
from sim.plan.johnson import Array
from sim.plan.scenario import Scenario

Rates = Mapping[str, Array]
EVERY: Final = tuple(range(len(PHASES)))
FOLLOWED: Final = LEADS[1]


@dataclass(frozen=True, eq=False)
class Step:
    """Leads who stand at the stage `before` and may pass to the stage `after`.

    phases   their places: one, or several that were counted, or whose rate is, one and the same
    passing  what was counted of them
    came     how many of each phase stood before, where it is told, else None: so many as the
             shares of the phases say
    went     the same of those who passed
    timely   of orders, where anybody waits: `passing` at each of `sim.learning.tempo.FACTORS`
    """

    before: str
    after: str
    phases: tuple[int, ...]
    passing: Passing
    came: tuple[int, ...] | None
    went: tuple[int, ...] | None
    timely: tuple[Passing, ...] = ()

    @property
    def stages(self) -> tuple[str, ...]:
        """Those that are passed, `after` the last."""
        return LEADS[LEADS.index(self.before) + 1 : LEADS.index(self.after) + 1]

    def paths(self, scenario: Scenario) -> list[list[str]]:
        """Of each of its phases, those of the rates whose product is X_p."""
        return [
            [rate_path(scenario, stage, PHASES[at]) for stage in self.stages] for at in self.phases
        ]

    @property
    def before_told(self) -> Array | None:
        """The shares of its phases before it, shape (phases, 1), where it is told how many came."""
        return None if self.came is None else shares_of_phases(np.array([self.came], float).T)


def steps(scenario: Scenario, actuals: Actuals) -> tuple[Step, ...]:
    """From stage to stage, as far as leads were told. With a total anywhere only stages count that
    are told in total or for every phase; the finer where both are."""
    in_totals = any(actuals.told_in_total(stage) for stage in LEADS)
    walk = _in_totals if in_totals else _by_phase
    times = [tuple(walk(scenario, actuals, actuals.months / factor)) for factor in FACTORS]
    found = times[BELIEVED]
    if not any(step.passing.waiting for step in found):
        return found
    return tuple(
        replace(step, timely=tuple(one.passing for one in each)) if step.passing.ordering else step
        for step, each in zip(found, zip(*times, strict=True), strict=True)
    )


def _by_phase(scenario: Scenario, actuals: Actuals, months: float) -> Iterator[Step]:
    for before, after in itertools.pairwise(LEADS):
        known = [at for at in EVERY if actuals.at(after, PHASES[at]) is not None]
        shared = rate_path(scenario, after, PHASES[0]) == rate_path(scenario, after, PHASES[1])
        for group in [known] if shared and known else [[at] for at in known]:
            came = tuple(actuals.at(before, PHASES[at]) or 0 for at in group)
            went = tuple(actuals.at(after, PHASES[at]) or 0 for at in group)
            places = [f"{before}.{PHASES[at]}" for at in group]
            counted = [_counted(actuals, *each) for each in zip(places, came, went, strict=True)]
            least = [passed(scenario, PHASES[at], months) for at in group]
            passing = _at_once(counted, before, after, least, came)
            yield Step(before, after, tuple(group), passing, came, went)


def _in_totals(scenario: Scenario, actuals: Actuals, months: float) -> Iterator[Step]:
    there = [stage for stage in LEADS if actuals.count(stage) is not None]
    least = [passed(scenario, phase, months) for phase in PHASES]
    for before, after in itertools.pairwise(there):
        came, went = (actuals.each(stage) for stage in (before, after))
        if came is not None and went is not None:
            for at, phase in enumerate(PHASES):
                one = _counted(actuals, f"{before}.{phase}", came[at], went[at])
                passing = _at_once([one], before, after, [least[at]], [1.0])
                yield Step(before, after, (at,), passing, (came[at],), (went[at],))
            continue
        one = _counted(actuals, before, actuals.count(before) or 0, actuals.count(after) or 0)
        passing = _at_once([one], before, after, least, _will_pass(scenario, after))
        yield Step(before, after, EVERY, passing, came, went)


def _counted(actuals: Actuals, place: str, came: int, went: int) -> Passing:
    """Of those who did not pass, nobody said whether they may, or it was said."""
    rest = came - went
    still = actuals.said_open(place)
    if still is None:
        return Passing(gone=went, rest=rest)
    return Passing(gone=went, open=still, lost=rest - still)


def _at_once(
    counted: list[Passing], before: str, after: str, least: Sequence[float], weight: Sequence[float]
) -> Passing:
    """All of them as one; `least` of each phase, of which `weight` will pass."""
    gone, rest, still, lost = (
        sum(getattr(one, key) for one in counted) for key in ("gone", "rest", "open", "lost")
    )
    every = sum(weight)
    mean = sum(w * x for w, x in zip(weight, least, strict=True)) / every if every else min(least)
    stages = LEADS.index(after) - LEADS.index(before)
    return Passing(gone, rest, still, lost, mean, stages, after == LEADS[-1])


def _will_pass(scenario: Scenario, stage: str) -> list[float]:
    """How many of a contact of each phase will get so far, by the likely values."""
    found = []
    for phase in PHASES:
        paths = [rate_path(scenario, one, phase) for one in LEADS[1 : LEADS.index(stage) + 1]]
        rates = [scenario.inputs[path].likely for path in paths]
        found.append(scenario.inputs[f"mix.{phase}"].likely * math.prod(rates))
    return found


def shares_of_phases(mix: Array) -> Array:
    """Divided by their sum, shape (phases, trials)."""
    return np.asarray(mix / np.maximum(mix.sum(axis=0), TINY))


class Likelihood:
    """Of all counts of leads, for rates and shares of the phases; `fine`: see
    `sim.learning.pace.Passing`."""

    def __init__(self, scenario: Scenario, actuals: Actuals, *, fine: bool = True) -> None:
        self.scenario = scenario
        self.steps = tuple(
            replace(
                step,
                passing=replace(step.passing, fine=fine),
                timely=tuple(replace(one, fine=fine) for one in step.timely),
            )
            for step in steps(scenario, actuals)
        )
        self.contacts = actuals.each(LEADS[0])
        self._met = actuals.count(LEADS[0])
        self._known = [(step.paths(scenario), step.before_told) for step in self.steps]
        self._passings = tuple(Passing() if one.timely else one.passing for one in self.steps)
        self._orders = [at for at, step in enumerate(self.steps) if step.timely]
        self._timely = list(zip(*(self.steps[at].timely for at in self._orders), strict=True))

    @cached_property
    def waiting(self) -> bool:
        """Whether the pace matters."""
        return any(step.passing.waiting for step in self.steps)

    def __call__(self, rates: Rates, mix: Array, tempo: Tempo) -> Array:
        """Logarithms, up to a constant; mix: the shares of the phases, shape (3, trials)."""
        found = np.zeros(mix.shape[1])
        if self.contacts is not None:
            found += np.array(self.contacts) @ np.log(np.maximum(mix, TINY))
        walked = self.walked(rates, mix)[0]
        if not walked:
            return found
        passed = np.stack([(m * shares).sum(axis=0) for _, m, shares in walked])
        told: Iterable[Array] = (
            self._at_tempo(passed, tempo)
            if self.waiting
            else map(Passing.decided, self._passings, passed)
        )
        for (step, m, shares), one, at_all in zip(walked, told, passed, strict=True):
            found += one
            if step.went is not None and step.came is None:
                part = np.maximum(m * shares, TINY) / np.maximum(at_all, TINY)
                found += np.array(step.went) @ np.log(part)
        return found

    def _at_tempo(self, passed: Array, tempo: Tempo) -> Array:
        """Of every step where somebody may wait, shape (steps, trials)."""
        found = log_likelihoods(self._passings, passed, tempo.quick)
        if self._orders:
            orders = passed[self._orders]
            found[self._orders] = tempo.each(
                lambda at, of: log_likelihoods(self._timely[at], orders[:, of], tempo.quick[of])
            )
        return found

    def walked(self, rates: Rates, mix: Array) -> tuple[list[tuple[Step, Array, Array]], Array]:
        """Every step with the shares of its phases before it, which add up to 1, and X_p, shape
        (phases, trials) both, the former (phases, 1) where it is told how many came; and the shares
        of all phases at the last stage that was told."""
        found, m = [], mix
        for step, (paths, told) in zip(self.steps, self._known, strict=True):
            shares = np.stack([math.prod(rates[path] for path in each) for each in paths])
            before = shares_of_phases(m[list(step.phases)]) if told is None else told
            if FOLLOWED in step.stages and self.scenario.sales_limited:
                came = (self._met or 0) if step.came is None else sum(step.came)
                shares = shares * self.in_hours(rates, came * before)
            found.append((step, before, shares))
            if len(step.phases) == len(PHASES):
                m = shares_of_phases(before * shares)
        return found, m

    def in_hours(self, rates: Rates, came: Array) -> Array:
        """For what part of those who are wanted, of so many who came of each phase, sales has the
        hours to follow up; shape (phases, trials), 0 to 1."""
        inputs = self.scenario.inputs
        hours, one = (
            rates.get(key, np.float64(inputs[key].likely))
            for key in ("follow_up_hours", "hours_per_follow_up")
        )
        wanted = came * rates[RATES[FOLLOWED]]
        done = within(wanted, most(hours, one))
        return np.divide(done, wanted, out=np.ones_like(done), where=wanted > 0)
