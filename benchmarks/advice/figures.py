"""A figure beside the one of the study."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from sim.play.result import Measured

SURE: Final = 3.0  # standard errors
STUDY: Final = 8_192  # trials, the fewest that the study made a figure with


@dataclass(frozen=True)
class Figure:
    """One figure.

    what   it is of, and `by`, who found it
    said   what the study says
    found  here, with its error
    noise  the standard error of what the study says; rounding is counted by itself
    digit  the last digit of what the study says is worth so much
    """

    what: str
    by: str
    said: float
    found: Measured
    noise: float = 0.0
    digit: float = 1.0

    @property
    def differs(self) -> bool:
        """By more than the noise of both, and the rounding of the study."""
        error = 0.0 if math.isnan(self.found.error) else self.found.error
        allowed = SURE * math.hypot(error, self.noise) + self.digit / 2
        return abs(self.found.value - self.said) > allowed

    def line(self) -> str:
        digits = max(0, -math.floor(math.log10(self.digit)))
        said, found, error = (
            f"{x:,.{digits}f}" for x in (self.said, self.found.value, self.found.error)
        )
        mark = "DIFFERS" if self.differs else ""
        return f"  {self.what:54}{self.by:8}{said:>10}{found:>11} ± {error:<9}{mark}"


def as_few(found: Measured, trials: int) -> float:
    """The standard error of a figure of the study, made with as few trials as it names, where so
    many gave `found`."""
    return found.error * math.sqrt(trials / STUDY)
