"""How far the leads of a fair come in the end: those who have come, and those who may still.

Leads who stand before a stage of which something was counted go on with what is left of the share
(`sim.learning.pace`), everybody else from there on like anybody who has just got there. Where a
stage was told in total, whoever stands there is of a phase with the chance that the rates give it;
of a stage that nobody told, those are counted who passed it on their way, and those who got so far
and no further. Sales follows up as many as it has hours for, those who were followed up already
among them.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any

import numpy as np

from sim.actuals.actuals import LEADS, Actuals, rate_path
from sim.capacity.follow_up import most, within
from sim.draws.binomial import binomial_quantile
from sim.draws.streams import Draws
from sim.learning.grids import TINY
from sim.learning.leads import EVERY, FOLLOWED, Likelihood, Rates, Step, shares_of_phases
from sim.learning.pace import late
from sim.learning.tempo import Tempo
from sim.plan.funnel import LUCK, PHASES
from sim.plan.johnson import Array


class OpenLeads(Enum):
    """What becomes of those of whom it is open whether they go on."""

    UNKNOWN = "unknown"
    ALL_LOST = "all_lost"
    GO_ON = "go_on"  # as anybody who has just got there does in the plan


@dataclass(frozen=True, eq=False)
class Paces:
    """Of a step in every trial, from the share that passes it, the fair's tempo, and numbers of its
    own; worked out where somebody asks."""

    step: Step
    passed: Array
    tempo: Tempo
    draws: Draws
    name: str

    @cached_property
    def gone(self) -> Array:
        score = self.draws.named_normal(f"pace {self.name}")
        x, quick = self.passed, self.tempo.quick
        if not self.step.timely:
            return self.step.passing.pace(x, quick, score)
        return self.tempo.each(
            lambda at, of: self.step.timely[at].pace(x[of], quick[of], score[of])
        )

    @cached_property
    def lost(self) -> Array:
        from scipy.special import ndtr

        u = ndtr(self.draws.named_normal(f"lost pace {self.name}"))
        return self.step.passing.lost_pace(self.passed, self.gone, u)


@dataclass(frozen=True, eq=False)
class Before:
    """A step in every trial, of one phase: its share of those before it, X_p, and the paces."""

    step: Step
    part: Array
    share: Array
    paces: Paces

    @property
    def pace(self) -> Array:
        return self.paces.gone

    @property
    def lost_pace(self) -> Array:
        return self.paces.lost

    @property
    def waiting(self) -> Array:
        """How likely somebody of this phase is among those who wait, up to a factor."""
        if self.step.passing.rest:
            return self.part * (1 - self.share * self.pace)
        going = self.share * (1 - self.pace)
        return self.part * (going + (1 - self.share) * (1 - self.lost_pace))

    @property
    def lost(self) -> Array:
        """The same among those who are lost."""
        return self.part * (1 - self.share) * np.maximum(self.lost_pace, TINY)


class Leads:
    """The leads of a block of trials, from what is known on.

    total   of each stage, how many will have come so far in the end, shape (trials,)
    new     the same without those who are known to have come, for each phase, shape (3, trials)
    phases  of each stage for each phase, shape (trials,), by ``stage.phase``; only where it was
            told for each phase, or not at all
    """

    def __init__(
        self,
        known: Likelihood,
        actuals: Actuals,
        rates: Rates,
        mix: Array,
        tempo: Tempo,
        numbers: Draws,
        planned: Callable[[str], Array],
        leads: OpenLeads = OpenLeads.UNKNOWN,
    ) -> None:
        """rates: by path, shape (trials,); mix: shares of the phases, shape (3, trials); planned:
        how many come to a ``stage.phase`` of which nothing is known."""
        self.known, self.scenario, self.actuals = known, known.scenario, actuals
        self.rates, self.draws, self.leads = rates, numbers, leads
        self.mix, self.tempo = mix, tempo
        self.planned, self.size = planned, mix.shape[1]
        self.total: dict[str, Array] = {}
        self.new: dict[str, Array] = {}
        self.phases: dict[str, Array] = {}
        walked, self.last = known.walked(rates, mix)
        self.before = dict(self._before(walked))
        if any(actuals.told_in_total(stage) for stage in LEADS):
            self._in_totals()
        else:
            self._by_phase()

    def _before(self, walked: list[tuple[Step, Array, Array]]) -> Iterator[Any]:
        """By the stage that is reached, and the place of the phase."""
        for step, part, share in walked:
            name = f"{step.after}.{step.phases[0]}"
            passed = (part * share).sum(axis=0)
            paces = Paces(step, passed, self.tempo, self.draws, name)
            for row, at in enumerate(step.phases):
                yield (step.after, at), Before(step, part[row], share[row], paces)

    # Told for each phase

    def _by_phase(self) -> None:
        told = [self._told(phase) for phase in PHASES]
        new = {stage: np.stack([self._none()] * len(PHASES)) for stage in LEADS}
        for at in EVERY:
            if not told[at]:
                new[LEADS[0]][at] = self.planned(f"{LEADS[0]}.{PHASES[at]}")
        for before, after in itertools.pairwise(LEADS):
            for at, phase in enumerate(PHASES):
                if told[at]:
                    new[after][at] = self._next(at, before, after, told[at], new[before][at])
                else:
                    new[after][at] = self.planned(f"{after}.{phase}")
            if after == FOLLOWED and any(told):
                new[after] = self._in_hours(
                    new[after], sum(there.get(FOLLOWED, 0) for there in told)
                )
        self.new = new
        for at, phase in enumerate(PHASES):
            for stage in LEADS:
                self.phases[f"{stage}.{phase}"] = told[at].get(stage, 0) + new[stage][at]
        for stage in LEADS:
            counts = [self.phases[f"{stage}.{phase}"] for phase in PHASES]
            self.total[stage] = np.sum(counts, axis=0)

    def _told(self, phase: str) -> dict[str, int]:
        """What is known of a phase."""
        told = {stage: self.actuals.at(stage, phase) for stage in LEADS}
        return {stage: count for stage, count in told.items() if count is not None}

    def _next(self, at: int, before: str, after: str, told: dict[str, int], new: Array) -> Array:
        """How many more of a phase will come to the stage after one to which so many more come."""
        place = f"{before}.{PHASES[at]}"
        if after in told:
            waiting = self._none() + self._waiting(place, told[before], told[after])
            late = self._late(after, at, waiting, self.before[after, at])
            return late + self._on(after, at, new)
        if before in told:
            new = new + self._still(place, told[before])
        return self._on(after, at, new)

    # Told in totals

    def _in_totals(self) -> None:
        there = [stage for stage in LEADS if self.actuals.count(stage) is not None]
        new = {there[0]: np.zeros((len(PHASES), self.size))}
        for before, after in itertools.pairwise(there):
            late, lost = self._from(before, after)
            new |= self._between(before, after, new[before], late, lost)
        last = there[-1]
        more = new[last] + self._at_last(last)
        for after in LEADS[LEADS.index(last) + 1 :]:
            more = np.stack([self._on(after, at, more[at]) for at in EVERY])
            new[after] = more = self._in_hours(more) if after == FOLLOWED else more
        self.new = new
        for stage in LEADS:
            self.total[stage] = (self._reached(stage) or 0) + new[stage].sum(axis=0)

    def _reached(self, stage: str) -> int | None:
        """Who is known to have come so far: of a stage that nobody told, those who came further."""
        told = (self.actuals.count(one) for one in LEADS[LEADS.index(stage) :])
        return next((count for count in told if count is not None), None)

    def _from(self, before: str, after: str) -> tuple[Array, Array]:
        """Who waits and will pass, and who never will, for each phase."""
        came, went = self.actuals.each(before), self.actuals.each(after)
        ones = [self.before[after, at] for at in EVERY]
        if came is not None and went is not None:
            places = [f"{before}.{phase}" for phase in PHASES]
            counts = zip(places, came, went, strict=True)
            waiting = np.stack([self._none() + self._waiting(*each) for each in counts])
            gone = [
                c - w - self._waiting(place, c, w)
                for place, c, w in zip(places, came, went, strict=True)
            ]
            lost = np.stack([self._none() + each for each in gone])
        else:
            every, on = self.actuals.count(before) or 0, self.actuals.count(after) or 0
            still = self._waiting(before, every, on)
            waiting = self._split(
                f"waiting {after}", still, np.stack([one.waiting for one in ones])
            )
            lost = self._split(
                f"lost {after}", every - on - still, np.stack([one.lost for one in ones])
            )
        late = np.stack([self._late(after, at, waiting[at], ones[at]) for at in EVERY])
        if after == FOLLOWED:
            late = self._in_hours(late, self.actuals.count(after) or 0)
        return late, lost + waiting - late

    def _between(
        self, before: str, after: str, new: Array, late: Array, lost: Array
    ) -> dict[str, Array]:
        """Who comes to every stage up to `after`: of those who will pass it, and of those who never
        will."""
        stages = LEADS[LEADS.index(before) + 1 : LEADS.index(after) + 1]
        rates = [self._shares(stage) for stage in stages]
        found = {}
        for number, stage in enumerate(stages):
            new = np.stack([self._on(stage, at, new[at]) for at in EVERY])
            found[stage] = new + late
            if stage != after:
                rest = np.prod(rates[number + 1 :], axis=0)
                chance = rates[number] * (1 - rest) / np.maximum(1 - rates[number] * rest, TINY)
                lost = np.stack(
                    [self._some(stage, at, lost[at], chance[at], "no further") for at in EVERY]
                )
                found[stage] = found[stage] + lost
        return found

    def _at_last(self, stage: str) -> Array:
        """Who stands at the last stage that was told and may go on, for each phase."""
        each = self.actuals.each(stage)
        if each is not None:
            places = zip(PHASES, each, strict=True)
            return np.stack(
                [self._none() + self._still(f"{stage}.{phase}", n) for phase, n in places]
            )
        still = self._still(stage, self.actuals.count(stage) or 0)
        return self._split(f"standing {stage}", still, self.last)

    # Both

    def _waiting(self, place: str, came: int, went: int) -> int:
        said = self.actuals.said_open(place)
        return came - went if said is None else said

    def _still(self, place: str, came: int) -> int:
        """The same at the last stage that was told; nobody who has ordered waits."""
        if place.startswith(LEADS[-1]) or self.leads is OpenLeads.ALL_LOST:
            return 0
        return self._waiting(place, came, 0)

    def _late(self, stage: str, at: int, waiting: Array, one: Before) -> Array:
        if self.leads is OpenLeads.ALL_LOST:
            return self._none()
        # Hours limit how many are followed up, not how many are wanted.
        share = self._rate(stage, at) if stage == FOLLOWED else one.share
        chance = share
        if self.leads is OpenLeads.UNKNOWN:
            chance = late(share, one.pace, one.lost_pace)
        return self._some(stage, at, waiting, chance, "waiting")

    def _on(self, stage: str, at: int, of: Array) -> Array:
        return self._some(stage, at, of, self._rate(stage, at))

    def _rate(self, stage: str, at: int) -> Array:
        return self.rates[rate_path(self.scenario, stage, PHASES[at])]

    def _in_hours(self, wanted: Array, done: int = 0) -> Array:
        """Those of each phase for whom sales has hours after so many who were followed up."""
        if not self.scenario.sales_limited:
            return wanted
        limit = most(self.rates["follow_up_hours"], self.rates["hours_per_follow_up"])
        return within(wanted, np.maximum(limit - done, 0.0))

    def _shares(self, stage: str) -> Array:
        shares = np.stack([self._rate(stage, at) for at in EVERY])
        if stage == FOLLOWED and self.scenario.sales_limited:
            met = (self.actuals.count(LEADS[0]) or 0) * shares_of_phases(self.mix)
            shares = shares * self.known.in_hours(self.rates, met)
        return shares

    def _none(self) -> Array:
        return np.zeros(self.size)

    def _split(self, name: str, count: int, weights: Array) -> Array:
        """So many people over the phases, shape (3, trials): Binomials one after the other."""
        left, rest, found = self._none() + count, weights.sum(axis=0), []
        for at in EVERY[:-1]:
            share = np.minimum(weights[at] / np.maximum(rest, TINY), 1.0)
            found.append(self._some(name, at, left, share, "of the phase"))
            left, rest = left - found[-1], rest - weights[at]
        return np.stack([*found, left])

    def _some(self, stage: str, at: int, of: Array, share: Array, name: str = "") -> Array:
        """So many of them; `name` is of luck that the simulation itself does not have."""
        if not of.any():
            return self._none()
        if not name:
            u, z = self.draws.luck(LUCK[stage])
            return binomial_quantile(u[at], of, share, None if z is None else z[at])
        from scipy.special import ndtr

        z = self.draws.named_normal(f"{name} {stage}.{at}")
        return binomial_quantile(ndtr(z), of, share, z)
