"""The rates of one fair after all that was counted of it.

The rates rise and fall together: z = sqrt(d) W + sqrt(1 - d) e with the dependence d
(`sim.play.engine`). So what is counted of one rate tells of W, and W of all the others. W, every e
and the shares of the phases are found together (`sim.learning.posterior`), from leads told for each
phase or in totals (`sim.learning.leads`) and from what else tells of a single rate.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Final

import numpy as np

from sim.actuals.actuals import MIX, Actuals, rate_path
from sim.draws.streams import Draws
from sim.learning.leads import Likelihood, shares_of_phases
from sim.learning.learning import LEVELS
from sim.learning.one_rate import OneRate
from sim.learning.posterior import Posterior, posterior, resampled, shares
from sim.learning.tempo import NUMBERS, Tempo
from sim.plan.beliefs import Belief, Counted, Exact
from sim.plan.funnel import GOOD_FAIR, PHASES
from sim.plan.johnson import Array
from sim.plan.parameters import PATHS
from sim.plan.scenario import Scenario

OfOneRate = Callable[[Array], Array]
FromReach = Callable[[Array, Array, Array], Array]
SPEED: Final = "contacts_per_hour"
QUICK, LATE = NUMBERS
GOOD: Final = "good_fair"
MEASURED: Final = 4096  # draws that measure the posterior


@dataclass(frozen=True, eq=False)
class Known:
    """What was counted of one fair, and what else tells of a single rate: logarithms of
    likelihoods by path, of normal scores z of its belief. `from_reach` draws, by path, the normal
    score of what hangs together with the share that was reached (`sim.evaluate.stand`), from that
    share, its own normal number and a uniform one, which they share. What is not `fine` takes less
    time, and is enough to see that a chance is far above another."""

    scenario: Scenario
    actuals: Actuals
    others: Mapping[str, OfOneRate]
    from_reach: Mapping[str, FromReach] = field(default_factory=dict)
    fine: bool = True

    @cached_property
    def leads(self) -> Likelihood:
        return Likelihood(self.scenario, self.actuals, fine=self.fine)

    @cached_property
    def beliefs(self) -> dict[str, Belief]:
        """Those of which something is unknown, W apart, in the order of their numbers."""
        found: dict[str, Belief] = {}
        for path, belief in self.scenario.inputs.items():
            moves = PATHS[path].dependent or path in MIX
            if moves and not isinstance(belief, Exact):
                found[path] = belief.range if isinstance(belief, Counted) else belief
        return found

    @property
    def empty(self) -> bool:
        return not (self.others or self.leads.steps or self.leads.contacts or self.from_reach)

    @cached_property
    def posterior(self) -> Posterior:
        return posterior(self.log_likelihood, self.size, fine=self.fine)

    @property
    def size(self) -> int:
        """How many standard normal numbers: W, every e, and those of the tempo."""
        return 1 + len(self.beliefs) + len(NUMBERS)

    @cached_property
    def alone(self) -> dict[str, OneRate]:
        """Those of `beliefs` that no lead tells of."""
        dependence = self.scenario.dependence
        return {path: OneRate(told, dependence) for path, told in self.others.items()}

    def tempo(self, xi: Array) -> Tempo:
        """Of standard normal numbers, shape (`size`, trials)."""
        return Tempo.of(xi[1 + len(self.beliefs) :])

    def scores(self, xi: Array) -> dict[str, Array]:
        """Normal scores z by path, of standard normal numbers, shape (`size`, trials)."""
        own = dict(zip(self.beliefs, xi[1 : 1 + len(self.beliefs)], strict=True))
        root = math.sqrt(self.scenario.dependence)
        rest = math.sqrt(1 - self.scenario.dependence)
        found = {
            path: root * xi[0] + rest * e if PATHS[path].dependent else e for path, e in own.items()
        }
        return found | {path: one.at(xi[0], own[path]) for path, one in self.alone.items()}

    def values(self, scores: Mapping[str, Array]) -> dict[str, Array]:
        return {path: self.beliefs[path].quantile(z) for path, z in scores.items()}

    def rate(self, path: str, values: Mapping[str, Array], size: int) -> Array:
        if path in values:
            return values[path]
        return np.full(size, self.scenario.inputs[path].likely)

    def mix(self, values: Mapping[str, Array], size: int) -> Array:
        return shares_of_phases(np.stack([self.rate(path, values, size) for path in MIX]))

    def log_likelihood(self, xi: Array) -> Array:
        scores = self.scores(xi)
        values = self.values(scores)
        size = xi.shape[1]
        every = {p: self.rate(p, values, size) for p in self.scenario.inputs if PATHS[p].dependent}
        found = self.leads(every, self.mix(values, size), self.tempo(xi))
        for one in self.alone.values():
            found = found + one.log_likelihood(xi[0])
        return found

    @cached_property
    def sample(self) -> tuple[dict[str, Array], Array]:
        """Normal scores z of `beliefs` by path, and what part of the posterior each stands for."""
        found, weight = self.posterior.moved(_points(self.size))
        scores = self.scores(found)
        size, random = weight.size, np.random.default_rng(1)
        reach = self.rate("reach_share", self.values(scores), size)
        full = random.uniform(size=size)  # one stand: all hang together by it
        for path, drawn in self.from_reach.items():
            scores[path] = drawn(reach, random.standard_normal(size), full)
        return scores, shares(weight)

    def measured(self) -> dict[str, tuple[float, float, float]]:
        """The 10th, 50th and 90th percentile of every one of `beliefs`, by path; none where
        nothing was counted."""
        if self.empty:
            return {}
        scores, share = self.sample
        found = {}
        for path, z in scores.items():
            order = np.argsort(z)
            below = np.cumsum(share[order]) - share[order] / 2
            ends = np.interp(LEVELS, below, z[order])
            low, likely, high = self.scenario.inputs[path].quantile(ends).tolist()
            found[path] = (low, likely, high)
        return found

    def moments(self, paths: Sequence[str]) -> tuple[Array, Array]:
        """Mean and covariance of the normal scores of some of `beliefs`."""
        scores, share = self.sample
        z = np.stack([scores[path] for path in paths])
        mean = z @ share
        off = z - mean[:, None]
        return mean, (off * share) @ off.T

    @property
    def told(self) -> set[str]:
        """The paths of which something was counted."""
        found = set(self.others)
        for step in self.leads.steps:
            if step.passing.empty:
                continue
            for at in step.phases:
                found |= {rate_path(self.scenario, one, PHASES[at]) for one in step.stages}
            if step.came is None or step.went is None:
                found |= set(MIX)
        if self.leads.contacts is not None and any(self.leads.contacts):
            found |= set(MIX)
        return {path for path in found if path in self.beliefs} | set(self.from_reach)

    def drawn(self, draws: Draws) -> dict[str, Array]:
        """Every one of `beliefs` in each trial of a block, by path, its tempo by
        `sim.learning.tempo.NUMBERS`, and `GOOD`."""
        streams = [GOOD_FAIR, *(PATHS[path].stream(path) or 0 for path in self.beliefs)]
        normals = [draws.normal(stream) for stream in streams]
        xi = np.stack([*normals, *(draws.named_normal(name) for name in NUMBERS)])
        found, weight = self.posterior.moved(xi)
        block = draws.block
        ends = np.linspace(0, block.size, block.last - block.first + 1).astype(int)
        kept = [resampled(weight[a:b]) + a for a, b in itertools.pairwise(ends)]
        found = found[:, np.concatenate(kept)]
        tempo = self.tempo(found)
        return self.values(self.scores(found)) | {
            QUICK: tempo.quick,
            LATE: tempo.late,
            GOOD: found[0],
        }


@lru_cache(maxsize=4)
def _points(size: int) -> Array:
    """Standard normal numbers, shape (size, `MEASURED`), the same for every plan."""
    from scipy.special import ndtri
    from scipy.stats import qmc

    points = qmc.Sobol(size, rng=np.random.default_rng(0)).random(MEASURED)
    return np.asarray(ndtri(points.T))
