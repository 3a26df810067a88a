"""How far the answer depends on choices that nobody has measured.

The simulation's own noise is small; what was assumed about dependence, about how wide the ranges
are, about how much single orders differ and about how busy the busiest hour is moves the answer
more.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sim.plan.scenario import Scenario
from sim.play.engine import SEED, chances
from sim.play.enough import ONLY, beside
from sim.play.result import Measured, Result
from sim.why.unmeasured import Span, mean_profits, variants


@dataclass(frozen=True)
class Robustness:
    """The chance of covering costs as planned, and under each choice that the plan has
    (`sim.why.unmeasured.CHOICES`); beside it the average profit, money."""

    planned: float
    chances: dict[str, float]
    means: Span = field(default_factory=lambda: Span(Measured(0.0, 0.0), {}))

    @property
    def low(self) -> float:
        return min(self.planned, *self.chances.values())

    @property
    def high(self) -> float:
        return max(self.planned, *self.chances.values())

    @property
    def strongest(self) -> str:
        """The choice that moves the chance most."""
        return max(self.chances, key=lambda choice: abs(self.chances[choice] - self.planned))


def robustness(
    scenario: Scenario, *, trials: int, seed: int = SEED, planned: Result | None = None
) -> Robustness:
    """Plays the plan, and each variant in as many of the same fairs as it takes to know what the
    choice changes (`sim.play.enough.beside`). `planned`: these trials of the plan, with detail and
    chances, where the caller has them."""
    known = planned or chances(scenario, trials=trials, seed=seed, only=ONLY)
    means = mean_profits(scenario, trials=trials, seed=seed, planned=planned)  # the longest first
    found = {choice: beside(known, plan).value for choice, plan in variants(scenario)}
    return Robustness(known.chance_covering_costs.value, found, means)
