"""The rates of a fair after its counts, against fairs that are drawn from the beliefs, lead by
lead, and kept where they count the same (rejection sampling), with paces of their own."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from benchmarks.calibration.fairs import SHARES, believed, written
from sim.actuals.actuals import LEADS, Actuals
from sim.draws.streams import blocks, draws
from sim.learning.rates import Known
from sim.plan.file import example
from sim.plan.funnel import PHASES

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

NATIONAL = example("national")
FAIRS = 400_000  # at a time
ENOUGH = 1000  # that count the same
MOST = 40  # times
LEVELS = np.array([0.1, 0.5, 0.9])
QUICKEST = math.log(32)


@dataclass(frozen=True)
class Told:
    """Counts by key, as a record has them, right after the fair: w may be anything from 0."""

    reached: Mapping[str, int]
    open: Mapping[str, int] | None = None

    @property
    def actuals(self) -> Actuals:
        return Actuals(months=0, reached=self.reached, open=self.open or {})

    @property
    def stages(self) -> list[str]:
        return [s for s in LEADS if s in self.reached or f"{s}.{PHASES[0]}" in self.reached]

    @property
    def over(self) -> bool:
        """Whether nobody is open, so that the pace does not matter."""
        return self.open is not None and not any(self.open.values())


BELIEFS = {
    path: belief
    for path, belief in written()
    if path.partition(".")[0] in (*SHARES, "reach_share", "mix")
}


class Fairs:
    """Many fairs: what is true of each is drawn when it is asked for, of those that are left."""

    def __init__(self, rng: np.random.Generator, fairs: int) -> None:
        self.rng = rng
        self.x = {"good": rng.standard_normal(fairs), "quick": rng.uniform(size=fairs) * QUICKEST}

    @property
    def size(self) -> int:
        return self.x["good"].size

    def leave(self, same: NDArray[np.bool_]) -> None:
        self.x = {key: value[same] for key, value in self.x.items()}

    def value(self, path: str) -> Floats:
        if path not in self.x:
            z = self.rng.standard_normal(self.size)
            if not path.startswith("mix"):
                d = NATIONAL.dependence
                z = math.sqrt(d) * self.x["good"] + math.sqrt(1 - d) * z
            self.x[path] = believed(path, BELIEFS[path], z)
        return self.x[path]

    def rate(self, stage: str, at: int) -> Floats:
        share = SHARES[LEADS.index(stage) - 1]
        return self.value(share if share in BELIEFS else f"{share}.{PHASES[at]}")

    def rates(self, stages: Sequence[str]) -> Floats:
        """Of passing all of some stages, shape (fairs, phases)."""
        each = [np.prod([self.rate(one, at) for one in stages], axis=0) for at in range(3)]
        return np.stack(each, axis=1)

    @property
    def later(self) -> Whole:
        """Who was open before a stage that has been asked for and will pass it, (fairs, phases)."""
        found: Whole = np.stack([self.x[f"later.{at}"] for at in range(3)], axis=1).astype(int)
        return found

    @later.setter
    def later(self, people: Whole) -> None:
        self.x |= {f"later.{at}": people[:, at].astype(float) for at in range(3)}

    def split(self, people: int) -> Whole:
        mix = np.stack([self.value(f"mix.{phase}") for phase in PHASES], axis=1)
        return np.asarray(self.rng.multinomial(people, mix / mix.sum(axis=1, keepdims=True)))


def kept(told: Told) -> dict[str, Floats]:
    """Fairs that count the same, and how many order in the end. They are left at the first stage
    that differs."""
    rng = np.random.default_rng(1)
    contacts = [n for key, n in told.reached.items() if key.startswith("contacts")]
    parts: list[dict[str, Floats]] = []
    for _ in range(MOST):
        fairs = Fairs(rng, FAIRS)
        fairs.later = np.zeros((FAIRS, 3), dtype=int)
        people = same(told, fairs, "contacts", fairs.split(sum(contacts)))
        for stage, after in itertools.pairwise(told.stages):
            people = same(told, fairs, after, passed(told, fairs, people, stage, after))
        end = {"orders": ended(told, fairs, people)}
        parts.append(end | {"quick": fairs.x["quick"]} | {p: fairs.value(p) for p in BELIEFS})
        if sum(part["quick"].size for part in parts) > ENOUGH:
            break
    return {key: np.concatenate([part[key] for part in parts]) for key in parts[0]}


def same(told: Told, fairs: Fairs, stage: str, people: Whole) -> Whole:
    if stage in told.reached:
        alike = people.sum(axis=1) == told.reached[stage]
    else:
        alike = (people == [told.reached[f"{stage}.{phase}"] for phase in PHASES]).all(axis=1)
    fairs.leave(alike)
    left: Whole = people[alike]
    return left


def passed(told: Told, fairs: Fairs, people: Whole, stage: str, after: str) -> Whole:
    """Who has passed by now, of fairs where as many are open as were told: with a pace for each
    phase where phases are told, but for the follow-up, else with one."""
    between, rng = LEADS[LEADS.index(stage) + 1 : LEADS.index(after) + 1], fairs.rng
    share = fairs.rates(between)
    if told.over:
        return np.asarray(rng.binomial(people, share))
    alone = stage not in told.reached and after != "followed_up"
    shape = (fairs.size, 3 if alone else 1)
    k = np.exp(fairs.x["quick"])[:, None]
    if after == "orders":
        w = 1 - rng.uniform(size=shape) ** (1 / k)
    else:
        w = (rng.uniform(size=(*shape, len(between))) ** (1 / k[..., None])).prod(axis=2)
    gone = rng.binomial(people, share * w)
    going = rng.binomial(fairs.later, share)
    if told.open is None:
        late = share * (1 - w) / (1 - share * w)
        fairs.later = going + rng.binomial(people - gone, np.clip(late, 0, 1))
        return np.asarray(gone)
    v = rng.uniform(size=shape)
    never = (1 - share) * v / (1 - share * w)
    waiting = people - gone - rng.binomial(people - gone, np.clip(never, 0, 1))
    late = share * (1 - w) / (share * (1 - w) + (1 - share) * (1 - v))
    fairs.later = going + rng.binomial(waiting, np.clip(late, 0, 1))
    if stage in told.open:
        alike = waiting.sum(axis=1) == told.open[stage]
    else:
        alike = (waiting == [told.open[f"{stage}.{phase}"] for phase in PHASES]).all(axis=1)
    fairs.leave(alike)
    return np.asarray(gone[alike])


def ended(told: Told, fairs: Fairs, people: Whole) -> Floats:
    """How many have ordered in the end. Who stands at the last stage that was told goes on as
    anybody who has just got there."""
    last = told.stages[-1]
    if last == "orders":
        return np.asarray(people.sum(axis=1) + fairs.later.sum(axis=1), dtype=float)
    standing = np.zeros_like(people) if told.over else people
    share = fairs.rates(LEADS[LEADS.index(last) + 1 :])
    return np.asarray(fairs.rng.binomial(standing + fairs.later, share).sum(axis=1), dtype=float)


def phased(**stages: tuple[int, int, int]) -> dict[str, int]:
    return {
        f"{stage}.{phase}": n
        for stage, each in stages.items()
        for phase, n in zip(PHASES, each, strict=True)
    }


def nobody(reached: Mapping[str, int]) -> dict[str, int]:
    return {place: 0 for place in reached if not place.startswith("orders")}


TOTALS = {"contacts": 12, "followed_up": 8, "calls": 3, "visits": 2, "quotes": 1, "orders": 1}
PHASED = phased(contacts=(2, 2, 1), followed_up=(1, 1, 1), calls=(0, 1, 1), visits=(0, 0, 1))
EARLY = {place: n for place, n in PHASED.items() if not place.startswith("visits")}
LATER = {"contacts": 14, "quotes": 2, "orders": 1}
CASES = {
    "totals, all told": Told(TOTALS, nobody(TOTALS)),
    "phases, all told": Told(PHASED, nobody(PHASED)),
    "three stages, all told": Told(LATER, nobody(LATER)),
    "totals, unsaid": Told({"contacts": 10, "followed_up": 5, "calls": 2, "orders": 1}),
    "phases, unsaid": Told(EARLY),
    "three stages, unsaid": Told(LATER),
    "totals, open told": Told(
        {"contacts": 10, "followed_up": 6, "calls": 2}, {"contacts": 2, "followed_up": 1}
    ),
    "phases, open told": Told(EARLY, phased(contacts=(0, 1, 0), followed_up=(1, 0, 0))),
}


@pytest.mark.thorough
@pytest.mark.parametrize("case", CASES)
def test_the_rates_are_those_of_fairs_that_count_the_same(case: str) -> None:
    """Of the kept fairs as many lie below each percentile as it says, but for four standard errors
    and two of a hundred; and so do the trials that are drawn."""
    told = CASES[case]
    exact = kept(told)
    size = exact["quick"].size
    assert size > ENOUGH / 2
    known = Known(NATIONAL, told.actuals, {})
    measured = known.measured()
    fairs = [known.drawn(draws(3, 8192, block)) for block in blocks(8192)]
    error = 4 * np.sqrt(LEVELS * (1 - LEVELS) / size) + 0.02
    wrong: dict[str, Any] = {}
    for path, ends in measured.items():
        below = np.array([(exact[path] <= end).mean() for end in ends])
        trials = np.concatenate([fair[path] for fair in fairs])
        middle = np.quantile(trials, LEVELS)
        drawn = np.array([(exact[path] <= end).mean() for end in middle])
        for kind, found in (("measured", below), ("drawn", drawn)):
            if (np.abs(found - LEVELS) > error).any():
                wrong[f"{path}, {kind}"] = found
    assert wrong == {}


def test_totals_never_tell_more_than_phases_on_average() -> None:
    """Of fairs that are drawn from the beliefs the variance that is left of every rate, paired:
    never less where only totals are told, but for three standard errors; in all clearly more."""
    rng, fairs, trials = np.random.default_rng(9), 24, 2048
    left: dict[str, list[float]] = {}
    drawn = Fairs(rng, fairs)
    split = drawn.split(200)
    for fair, people in enumerate(split):
        reached = {f"contacts.{p}": int(n) for p, n in zip(PHASES, people, strict=True)}
        for stage in LEADS[1:]:
            people = rng.binomial(people, drawn.rates([stage])[fair])
            reached |= {f"{stage}.{p}": int(n) for p, n in zip(PHASES, people, strict=True)}
        totals = {s: sum(reached[f"{s}.{phase}"] for phase in PHASES) for s in LEADS}
        spread = []
        for counts in (reached, totals):
            still = {place: 0 for place in counts if not place.startswith("orders")}
            known = Known(NATIONAL, Actuals(months=9, reached=counts, open=still), {})
            found = [known.drawn(draws(1, trials, block)) for block in blocks(trials)]
            z = {path: np.concatenate([one[path] for one in found]) for path in known.beliefs}
            spread.append({path: float(np.var(each)) for path, each in z.items()})
        for path, exact in spread[0].items():
            left.setdefault(path, []).append(spread[1][path] - exact)
    for path, more in left.items():
        each = np.array(more)
        assert each.mean() > -3 * each.std() / math.sqrt(fairs), path
    every = np.array([left[path] for path in left if "share." in path])
    scaled = (every / np.abs(every).mean(axis=1, keepdims=True)).mean(axis=0)
    assert scaled.mean() > 3 * scaled.std() / math.sqrt(fairs)
