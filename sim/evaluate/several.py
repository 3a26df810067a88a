"""What several fairs say together of the next one.

Each fair's counts are raised to a power between 0 and 1 (power prior: Ibrahim and Chen 2000,
Statistical Science 15(1)): 1 for the same fair, 0.3 for another one, or what somebody chooses. The
good or bad fair that each was, and what each year had of its own, do not return
(`sim.learning.years`).

How many visitors come and what the stand costs says nothing of another fair: these, and these
alone, are taken from earlier years of the same fair only. Of them and of the margin there is one
number a fair, not counts; and so it is with the share of the visitors in the target group, because
among thousands of visitors it is the years that differ, not chance. Its belief is taken to be half
about what is usual at this fair and half about how one year differs from the next: on the belief's
own scale of normal scores z, with the powers' sum n,

    next ~ Normal(sum(power z) / (1 + n), (1 + 1 / (1 + n)) / 2)

so that nothing known leaves the belief as it is, one year moves it half way, and many years leave
the difference from year to year. Order values and contacts an hour differ by years in the same way.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Final

import numpy as np

from sim.actuals.actuals import MIX, Actuals
from sim.actuals.counted import tallies
from sim.evaluate.beliefs import ALONE, known_of
from sim.evaluate.far_off import wide_enough
from sim.learning.from_below import SEEN, Drawn, next_year
from sim.learning.learning import (
    LEVELS,
    Evidence,
    fitted,
    log_likelihood,
    moments,
    value_likelihood,
)
from sim.learning.rates import SPEED, Known
from sim.learning.years import HALF, Site, site
from sim.plan.beliefs import Belief, Counted, Exact, Range
from sim.plan.johnson import TENTH, Scale
from sim.plan.parameters import PARAMETERS, PATHS, RECORDED, Unit
from sim.plan.problems import ScenarioError
from sim.plan.scenario import Scenario

SAME: Final = 1.0
OTHER: Final = 0.3
YEARLY: Final = RECORDED  # of which a fair has one number
REACH: Final = "reach_share"
TARGET: Final = "target_share"
# What a fair's own plan says of how its leads come, and of its stand.
ITS_OWN: Final = {"visitors", "staff"} | {
    one.key for one in PARAMETERS if one.unit is Unit.MONTHS or (one.needed_with and one.certain)
}
FARTHEST: Final = 4.0  # normal scores
LEAST: Final = 1e-9
SHARP: Final = 1e6  # a precision as good as certain
STEP: Final = 0.01  # of a slope


@dataclass(frozen=True)
class Past:
    """A fair that was: its name, what is known of it, and its plan, where that is not the plan
    that learns (months of open leads, its stand and the lines of its budget are read there).

    same   whether it is the same fair in an earlier year
    power  0 to 1, how much its counts count; None: `SAME` or `OTHER`

    Raises `ScenarioError` for a power that is no share.
    """

    name: str
    actuals: Actuals
    plan: Scenario | None = None
    same: bool = True
    power: float | None = None

    def __post_init__(self) -> None:
        if self.power is not None and not 0 <= self.power <= 1:
            raise ScenarioError("above", "power", got=self.power, form="a number from 0 to 1")

    @property
    def weight(self) -> float:
        if self.power is not None:
            return self.power
        return SAME if self.same else OTHER


@dataclass(frozen=True)
class Told:
    """One number that one fair has, and the power it counts with."""

    fair: str
    power: float
    value: float


def learned_from(plan: Scenario, past: Sequence[Past]) -> Scenario:
    """The plan with its beliefs held against several fairs; without any it is the same plan.

    What nobody doubts stays, and so does what nobody counted. Costs and words stay too. Contacts
    that the beliefs ruled out widen them (`sim.evaluate.far_off`). Raises `ScenarioError`.
    """
    return wide_enough(plan, [fair for fair in ordered(past) if fair.weight], _learned)


def _learned(plan: Scenario, fairs: Sequence[Past]) -> Scenario:
    inputs: dict[str, Belief] = dict(_counted(plan, fairs))
    for path in YEARLY:
        inputs[path] = _yearly(plan.inputs[path], told_once(fairs, path), PATHS[path].unit.most)
    changed = {path: belief for path, belief in inputs.items() if belief != plan.inputs[path]}
    return plan.with_(inputs=changed) if changed else plan


def ordered(past: Iterable[Past]) -> list[Past]:
    """In one order, whatever the order in which they came."""
    return sorted(past, key=lambda fair: (fair.name, fair.weight, repr(fair.actuals)))


# What was counted


@dataclass(frozen=True, eq=False)
class _Said:
    """What a fair says of some shares and amounts, by their paths; `stand`: of those that its
    contacts tell of, where they tell from below only if it was full."""

    paths: tuple[str, ...]
    site: Site
    stand: Drawn | None = None


def _counted(plan: Scenario, fairs: Sequence[Past]) -> dict[str, Belief]:
    """Beliefs about everything that was counted, by path."""
    said = [(fair.weight, _said(_as_it_was(plan, fair.plan), fair.actuals)) for fair in fairs]
    said += [(fair.weight, _told_target(plan, fair)) for fair in fairs]
    said = [(weight, one) for weight, one in said if one.paths]
    paths = [*dict.fromkeys(path for _, one in said for path in one.paths)]
    if not paths:
        return {}
    loading = np.array([_loading(plan, path) for path in paths])
    slope = np.array([_slope(plan, path) for path in paths])
    found: dict[str, Belief] = {}
    after = next_year(
        loading,
        slope,
        [_among(paths, one) for _, one in said],
        [weight for weight, _ in said],
        [_drawn_among(paths, one) for _, one in said],
    )
    for path, mixture in zip(paths, after, strict=True):
        belief = _ranged(plan.inputs[path])
        low, likely, high = belief.quantile(mixture.quantiles(LEVELS)).tolist()
        found[path] = fitted(belief.scale, low, likely, high, PATHS[path].unit.most)
    return found


def _as_it_was(plan: Scenario, its_own: Scenario | None) -> Scenario:
    """The beliefs of the plan that learns, at a fair that had a plan of its own."""
    if its_own is None:
        return plan
    own = {
        path: belief
        for path, belief in its_own.inputs.items()
        if PATHS[path].key in ITS_OWN and path in plan.inputs
    }
    return plan.with_(inputs=own)


@lru_cache(maxsize=512)
def _said(scenario: Scenario, actuals: Actuals) -> _Said:
    """What a fair says."""
    known = known_of(scenario, actuals)
    paths = [path for path in (*known.beliefs, SPEED, TARGET) if path in known.told]
    sites = []
    if paths:
        loading = np.array([_loading(scenario, path) for path in paths])
        before = np.outer(loading, loading) + np.diag(1 - loading**2)
        sites.append(site(*known.moments(paths), before))
    for path, (mean, variance) in _alone(scenario, actuals).items():
        paths.append(path)
        sites.append(site(np.array([mean]), np.array([[variance]]), np.eye(1)))
    return _Said(tuple(paths), _joined(sites), _of_the_stand(known, paths))


def _of_the_stand(known: Known, paths: Sequence[str]) -> Drawn | None:
    """None where the stand has room for everybody, or nobody counted its contacts."""
    if SPEED not in known.from_reach or SPEED not in paths:
        return None
    scores, share = known.sample
    places = tuple(at for at, path in enumerate(paths) if path in (REACH, TARGET, SPEED))
    some = np.stack([scores[paths[at]][:SEEN] for at in places])
    return Drawn(places, some, share[:SEEN].copy())


def _told_target(plan: Scenario, fair: Past) -> _Said:
    """The share of the visitors in the target group, where both were told: one number of a year.
    With what is yearly beside it such a site counts as in the formula above, whatever its power."""
    value, belief = _number(fair.actuals, TARGET), plan.inputs[TARGET]
    if value is None or isinstance(belief, Exact):
        return _Said((), Site(np.zeros((0, 0)), np.zeros(0)))
    precision = min(1 / HALF / max(1 - fair.weight, LEAST), SHARP)
    pull = precision * _score(_ranged(belief), value)
    return _Said((TARGET,), Site(np.full((1, 1), precision), np.array([pull])))


def _alone(scenario: Scenario, actuals: Actuals) -> dict[str, tuple[float, float]]:
    """Mean and variance of the normal scores of what moves with nothing else."""
    found = {}
    for path, counted in tallies(scenario, actuals).items():
        belief = scenario.inputs[path]
        if path in ALONE and path != TARGET and counted.of and not isinstance(belief, Exact):
            told = partial(log_likelihood, _ranged(belief), Evidence(counted.hits, counted.lost))
            found[path] = moments(told)
    value, spread = scenario.inputs["order_value"], scenario.inputs["order_value_spread"].likely
    if isinstance(value, Range) and actuals.values:
        paid = value_likelihood(value, actuals.values, spread)
        if paid is not None:
            found["order_value"] = moments(paid)
    return found


def _joined(sites: Sequence[Site]) -> Site:
    size = sum(one.pull.size for one in sites)
    precision, at = np.zeros((size, size)), 0
    for one in sites:
        part = slice(at, at := at + one.pull.size)
        precision[part, part] = one.precision
    pull = np.concatenate([one.pull for one in sites]) if sites else np.zeros(0)
    return Site(precision, pull)


def _among(paths: Sequence[str], one: _Said) -> Site:
    """The same among all paths."""
    places = [paths.index(path) for path in one.paths]
    precision, pull = np.zeros((len(paths), len(paths))), np.zeros(len(paths))
    precision[np.ix_(places, places)], pull[places] = one.site.precision, one.site.pull
    return Site(precision, pull)


def _drawn_among(paths: Sequence[str], one: _Said) -> Drawn | None:
    if one.stand is None:
        return None
    return replace(
        one.stand, places=tuple(paths.index(one.paths[place]) for place in one.stand.places)
    )


def _ranged(belief: Belief) -> Range:
    shape = belief.range if isinstance(belief, Counted) else belief
    assert isinstance(shape, Range)  # of what nobody doubts nothing is learned
    return shape


def _loading(plan: Scenario, path: str) -> float:
    return math.sqrt(plan.dependence) if PATHS[path].dependent else 0.0


def _slope(plan: Scenario, path: str) -> float:
    """Of the logit of a share by its normal score, in the middle."""
    belief = _ranged(plan.inputs[path])
    if belief.scale is not Scale.SHARE or path in (*MIX, TARGET):
        return math.nan
    low, high = belief.quantile(np.array([-STEP, STEP])).tolist()
    return (math.log(high / (1 - high)) - math.log(low / (1 - low))) / (2 * STEP)


# One number a year
def _yearly(belief: Belief, told: Sequence[Told], most: float) -> Belief:
    """The belief about next year's number after those of earlier years; one more than `FARTHEST`
    scores away, or off the belief's scale, is taken to be as far."""
    if not told or isinstance(belief, Exact):
        return belief
    if isinstance(belief, Counted):
        belief = belief.range
    total, middle = 1.0, 0.0
    for number in told:
        middle += number.power * _score(belief, number.value)
        total += number.power
    width = TENTH * math.sqrt((1 + 1 / total) / 2)
    ends = middle / total + width * np.array([-1.0, 0.0, 1.0])
    low, likely, high = belief.quantile(ends).tolist()
    return fitted(belief.scale, low, likely, high, most)


def _score(belief: Range, value: float) -> float:
    """The normal score of a number; one that is off the belief's scale is taken to be far."""
    beyond = belief.scale is Scale.SHARE and value >= 1
    score = FARTHEST if beyond else -FARTHEST
    if value > 0 and not beyond:
        score = float(belief.z(np.array(value)))
    return min(max(score, -FARTHEST), FARTHEST)


def told_once(fairs: Iterable[Past], path: str) -> list[Told]:
    """What each fair has one number of, one of `YEARLY`; visitors of the same fair only."""
    found = []
    for fair in fairs:
        value = _number(fair.actuals, path)
        if value is not None and fair.weight and (fair.same or path != "visitors"):
            found.append(Told(fair.name, fair.weight, float(value)))
    return found


def _number(actuals: Actuals, path: str) -> float | None:
    if path != "target_share":
        found: float | None = getattr(actuals, path)
        return found
    if actuals.target_visitors is None or not actuals.visitors:
        return None
    return actuals.target_visitors / actuals.visitors
