"""What the profit hangs on: the trials with the lowest and the highest fifth of each input.

Nothing is simulated again: the inputs of every trial are sorted, and the average profit of a fifth
is held against that of the other. Inputs that move together (``dependence``) carry each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from sim.result import Measured, Result

FIFTH: Final = 0.2


@dataclass(frozen=True)
class Driver:
    """An input, and the mean profit where it is in its lowest and in its highest fifth."""

    path: str
    low: Measured
    high: Measured

    @property
    def swing(self) -> float:
        return abs(self.high.value - self.low.value)


def drivers(result: Result) -> tuple[Driver, ...]:
    """The uncertain inputs, the strongest first; `result` needs the detail (see `simulate`)."""
    profit = result["profit"]
    found = []
    for key in (key for key in result.columns if key.startswith("inputs.")):
        values = result[key]
        lowest, highest = np.quantile(values, [FIFTH, 1 - FIFTH])
        low, high = (
            result.measured(np.stack([profit * kept, kept], axis=1), _mean_of_kept)
            for kept in (values <= lowest, values >= highest)
        )
        found.append(Driver(key.removeprefix("inputs."), low, high))
    return tuple(sorted(found, key=lambda driver: -driver.swing))


def _mean_of_kept(both: np.ndarray) -> float:
    total, count = both.sum(axis=0)
    return float(total / count) if count else float("nan")
