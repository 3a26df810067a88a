"""All figures of an answer, under permanent keys: `python -m sim FILE --json` prints them as one
JSON object, `python -m sim many` writes a row of them a plan (`sim.many.columns`)."""

from __future__ import annotations

import math
from typing import Any, Final

from sim.play.expected import BestGuess, best_guess
from sim.play.figures import Band, Figures, figures_of
from sim.play.result import CHANCES as WORKED_OUT
from sim.play.result import MONEY, Measured, Result

# Keys of chances, and the events of `sim.play.result.EVENTS` whose they are.
CHANCES: Final = {f"chance_{chance}": event for chance, event in WORKED_OUT.items()}
BANDS: Final = ("mean", "p10", "p50", "p90")
TYPICAL: Final = ("typical_gain", "typical_loss")
GUESSED: Final = ("contacts", "calls", "visits", "quotes", "orders", "extra_orders")
MONEY_GUESSED: Final = ("revenue", "costs", "profit", "roi", "profit_crediting_all_orders")


def summary(told: Result | Figures) -> dict[str, Any]:
    """Everything that the simulation answers, ready for strict JSON.

    A simulated figure is ``{"value", "error"}``, its standard error beside it; what is not finite
    (a return on no costs, a break-even at no margin) is None.
    """
    found = figures_of(told) if isinstance(told, Result) else told
    money = {key: _bands(found.bands[key]) for key in MONEY}
    money["profit"] |= {side: _value(getattr(found, side)) for side in TYPICAL}
    guess = best_guess(found.scenario)
    return {
        "trials": int(found.trials),
        "seed": int(found.seed),
        **{key: _chance(found, event) for key, event in CHANCES.items()},
        **money,
        "stages": {stage: _bands(found.bands[stage]) for stage in found.scenario.stages},
        "best_guess": _best_guess(guess),
        "break_even": {
            "revenue": finite(guess.break_even_revenue),
            "orders": finite(guess.break_even_orders),
        },
    }


def _bands(told: Band) -> dict[str, Any]:
    """Average, and what 10, 50 and 90 of 100 fairs stay below."""
    return {band: measured(getattr(told, band)) for band in BANDS}


def _best_guess(guess: BestGuess) -> dict[str, float | None]:
    return {
        **{stage: finite(guess.stages[stage]) for stage in GUESSED},
        **{key: finite(getattr(guess, key)) for key in MONEY_GUESSED},
    }


def measured(figure: Measured) -> dict[str, float | None]:
    return {"value": finite(figure.value), "error": finite(figure.error)}


def _chance(found: Figures, event: str) -> dict[str, float | None] | None:
    """None without a goal, of the chance that it is reached."""
    there = event != "goal" or found.scenario.goal is not None
    return measured(found.chances[event]) if there else None


def _value(figure: Measured | None) -> float | None:
    return None if figure is None else finite(figure.value)


def finite(x: float | None) -> float | None:
    return float(x) if x is not None and math.isfinite(x) else None
