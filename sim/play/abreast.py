"""The chances of many plans that differ from one another a little, all in the same few fairs.

Of a thousand plans the time goes into setting each of them up, not into the arithmetic on its
trials. So plans that are alike but for beliefs that are drawn (or exact, where an array may stand
for the number) are played as one, side by side: every trial of the first plan, then every trial of
the second, and so on, each with the random numbers that the trial has in `sim.play.engine.chances`.
What comes out for a plan is what that gives for it, up to rounding.

This tells which plans are worth a look. What is told of a plan is played on its own
(`sim.play.enough`), with other fairs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.draws.streams import BLOCK, REPLICATES, Block, Draws, blocks, draws
from sim.plan.beliefs import Belief
from sim.plan.budget import CostLine
from sim.plan.funnel import PHASES
from sim.plan.johnson import Array
from sim.plan.scenario import Scenario
from sim.play.conditioned import WORTH, unused
from sim.play.engine import TURN, Fair, amounts

ONLY: Final = ("covering_costs",)


@dataclass(frozen=True)
class Variant:
    """A plan with other beliefs about some inputs, and with some of the `more` cost lines of
    `chances_abreast`, by their places."""

    inputs: Mapping[str, Belief]
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, eq=False)
class Chances:
    """The chance of covering costs of each variant, and its standard error; shape (variants,)."""

    value: Array
    error: Array


def chances_abreast(
    plan: Scenario,
    variants: Sequence[Variant],
    more: Sequence[CostLine] = (),
    *,
    trials: int,
    seed: int,
) -> Chances:
    """The chance of covering costs of each variant in the same `trials` fairs, at most `BLOCK`, a
    multiple of `REPLICATES`.

    more  cost lines that a variant may have, each per fair
    """
    (block,) = blocks(trials)
    base = draws(seed, trials, block)
    priced = amounts(plan.with_(costs=(*plan.costs, *more)), base)
    prices = [*priced.values()][len(plan.costs) :]
    groups: defaultdict[object, list[int]] = defaultdict(list)
    for at, variant in enumerate(variants):
        groups[_alike(plan, variant)].append(at)
    size = max(BLOCK // trials, 1)
    parts = [
        group[start : start + size]
        for group in groups.values()
        for start in range(0, len(group), size)
    ]
    found = np.empty((len(variants), REPLICATES))
    for part in parts:
        with TURN:
            some = [variants[at] for at in part]
            found[part] = _Several(plan, some, base, prices).means()
    return Chances(found.mean(axis=1), found.std(axis=1, ddof=1) / np.sqrt(REPLICATES))


def _alike(plan: Scenario, variant: Variant) -> object:
    """Equal for variants that can be played as one: the beliefs that are asked for as such, not as
    what was drawn of them, are the same."""
    inputs = {**plan.inputs, **variant.inputs}
    sized = {key for line in (*plan.costs, *plan.income) for key in line.needs}
    asked = {*WORTH, *sized, "order_value_spread"}
    if plan.horizon is not None:
        asked |= {f"months_to_order.{phase}" for phase in PHASES}
    phases = tuple(inputs[f"mix.{phase}"].high > 0 for phase in PHASES)
    return frozenset(inputs), phases, tuple(inputs.get(path) for path in sorted(asked))


class _Tiled(Draws):
    """The random numbers of a block, once for each of so many plans."""

    def __init__(self, base: Draws, times: int) -> None:
        self.base = base
        self.times = times
        self.seed = base.seed
        self.block = Block(0, times, 0, base.block.size)
        self._kept = None
        self._outcomes = None

    def uniform(self, dimension: int) -> Array:
        return np.tile(self.base.uniform(dimension), self.times)

    def normal(self, dimension: int) -> Array:
        return np.tile(self.base.normal(dimension), self.times)

    def luck(self, dimensions: tuple[int, ...]) -> tuple[Array, Array | None]:
        u, z = self.base.luck(dimensions)
        return self._tiled(u), None if z is None else self._tiled(z)

    def named_normal(self, name: str) -> Array:
        return np.tile(self.base.named_normal(name), self.times)

    def _tiled(self, each: Array) -> Array:
        return np.tile(each, (1, self.times))


class _Several(Fair):
    """Variants that are alike (`_alike`), side by side."""

    def __init__(
        self,
        plan: Scenario,
        variants: Sequence[Variant],
        base: Draws,
        prices: Sequence[float | Array],
    ) -> None:
        self.plan = plan
        self.variants = variants
        self.base = base
        self.prices = prices
        like = plan.with_(inputs=variants[0].inputs, steps=())
        self.alone = Fair(like, base, {}, like.inputs)  # draws nothing but what it is asked for
        super().__init__(like, _Tiled(base, len(variants)), {}, unused(like))

    def means(self) -> NDArray[np.float64]:
        """The chance of each variant in each replicate, shape (variants, REPLICATES)."""
        chance = self.chances(ONLY)[f"chance.{ONLY[0]}"]
        return np.asarray(chance.reshape(len(self.variants), REPLICATES, -1).mean(axis=2))

    def _input(self, path: str) -> float | Array:
        """Of each variant in its trials; a number where all have the same."""
        drawn: dict[Belief, float | Array] = {}
        each = []
        for variant in self.variants:
            belief = variant.inputs[path] if path in variant.inputs else self.plan.inputs[path]
            if belief not in drawn:
                drawn[belief] = self.alone.value(path, belief)
            each.append(drawn[belief])
        if len(drawn) == 1 and np.ndim(each[0]) == 0:
            return each[0]
        size = self.base.block.size
        return np.concatenate([np.broadcast_to(one, (size,)) for one in each])

    def _costs(self, counts: dict[str, Array]) -> list[float | Array]:
        """Those of the plan, and of each variant what its own lines come to."""
        size = self.base.block.size
        each = []
        for variant in self.variants:
            own = np.zeros(size)
            for at in variant.lines:
                own = own + self.prices[at]
            each.append(own)
        return [*super()._costs(counts), self.drawn["cost_overrun"] * np.concatenate(each)]
