"""The columns that a simulation fills: which there are, and of what kind."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from sim.draws.streams import Block
from sim.plan.beliefs import Exact
from sim.plan.funnel import PHASES, WAITING
from sim.plan.parameters import PATHS
from sim.plan.scenario import Scenario
from sim.play.ranks import Tally, Values
from sim.play.result import CHANCES, COUNTED, DERIVED, EVENTS, PHASED, Result


def empty(
    scenario: Scenario, trials: int, *, detail: bool, chances: bool = False
) -> dict[str, Values]:
    """Room for every column of `Result.columns`: counts as int32, money as float64."""
    counts = [*COUNTED, WAITING] if scenario.sales_limited else list(COUNTED)
    money = ["revenue", "revenue_crediting_all_orders", "costs"]
    if scenario.income:
        money.append("income")
    if not isinstance(scenario.inputs["margin"], Exact):
        money.append("margin")
    if chances:
        money += chances_of(scenario)
    if detail:
        counts += [f"{stage}.{phase}" for stage in PHASED for phase in PHASES]
        money += [f"inputs.{path}" for path in drawn_paths(scenario)] + ["good_fair"]
        money += [f"costs.{at}" for at in range(len(scenario.costs))]
        money += [f"income.{at}" for at in range(len(scenario.income))]
    return {key: np.empty(trials, dtype=np.int32) for key in counts} | {
        key: np.empty(trials) for key in money
    }


def room_for(
    scenario: Scenario,
    trials: int,
    keys: Collection[str] | None,
    *,
    detail: bool,
    chances: bool = False,
) -> dict[str, Values]:
    """Room for the columns of `keys`, also those that follow from others; None: for all. Raises
    `KeyError` for one that there is not."""
    if keys is None:
        return empty(scenario, trials, detail=detail, chances=chances)
    few = empty(scenario, 0, detail=True, chances=True) | {
        key: np.empty(0) for key in ("margin", "income")
    }
    follow = {key: np.empty(0, np.int32 if key == "unserved" else float) for key in DERIVED}
    return {key: np.empty(trials, dtype=({**follow, **few}[key]).dtype) for key in keys}


class Told:
    """One block of trials, as the simulation tells it, by column or event."""

    def __init__(
        self, scenario: Scenario, block: Block, seed: int, fair: Mapping[str, float | Values]
    ) -> None:
        self._fair = fair
        self._block = block
        # What is the same in every trial is not a column, as in a result.
        columns = {key: np.asarray(value) for key, value in fair.items() if np.ndim(value)}
        if not scenario.income:
            del columns["income"]
        self._result = Result(scenario, block.size, seed, columns)

    def __getitem__(self, key: str) -> Values:
        """Shape (block.size,), or () for a column that is the same in every trial."""
        if key in self._fair:
            return np.asarray(self._fair[key])
        return EVENTS[key](self._result) if key in EVENTS else self._result[key]

    def fill(self, columns: Mapping[str, Values], offset: int) -> None:
        """Writes the block into columns, shape (trials,), in which it starts at `offset`."""
        for key, column in columns.items():
            column[offset : offset + self._block.size] = self[key]

    def count(self, tallies: Mapping[str, Tally]) -> None:
        """Adds the block to tallies of counts and events."""
        for key, tally in tallies.items():
            replicates = self._block.last - self._block.first
            tally.add(self._block.first, self[key].reshape(replicates, -1))


@dataclass(frozen=True, eq=False)
class Kept:
    """What a run keeps: columns, shape (trials,), and how often values came; blocks come in any
    order."""

    scenario: Scenario
    seed: int
    columns: Mapping[str, Values]
    tallies: Mapping[str, Tally]

    def take(self, block: Block, offset: int, fair: Mapping[str, float | Values]) -> None:
        """Keeps of a block what is asked for; `offset`: where its trials start."""
        told = Told(self.scenario, block, self.seed, fair)
        told.fill(self.columns, offset)
        told.count(self.tallies)


def chances_of(scenario: Scenario) -> list[str]:
    """The columns of its chances."""
    return [f"chance.{key}" for key in CHANCES if key != "goal" or scenario.goal is not None]


def drawn_paths(scenario: Scenario) -> list[str]:
    """Paths of the inputs that are drawn."""
    return [
        path
        for path, belief in scenario.inputs.items()
        if not isinstance(belief, Exact) and PATHS[path].dimension is not None
    ]
