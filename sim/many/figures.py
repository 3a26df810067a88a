"""All figures of an answer, under permanent keys: `python -m sim FILE --json` prints them as one
JSON object, `python -m sim many` writes a row of them a plan (`sim.many.columns`)."""

from __future__ import annotations

import math
from typing import Any, Final

from sim.play.expected import BestGuess, best_guess
from sim.play.result import MONEY, Measured, Result

CHANCES: Final = (
    "chance_covering_costs",
    "chance_crediting_all_orders",
    "chance_no_orders",
    "chance_goal",
)
BANDS: Final = {"mean": None, "p10": 0.1, "p50": 0.5, "p90": 0.9}  # None: the average
TYPICAL: Final = ("typical_gain", "typical_loss")
GUESSED: Final = ("contacts", "calls", "visits", "quotes", "orders", "extra_orders")
MONEY_GUESSED: Final = ("revenue", "costs", "profit", "roi", "profit_crediting_all_orders")


def summary(result: Result) -> dict[str, Any]:
    """Everything that the simulation answers, ready for strict JSON.

    A simulated figure is ``{"value", "error"}``, its standard error beside it; what is not finite
    (a return on no costs, a break-even at no margin) is None.
    """
    money = {key: _bands(result, key) for key in MONEY}
    money["profit"] |= {side: _value(getattr(result, side)) for side in TYPICAL}
    guess = best_guess(result.scenario)
    return {
        "trials": int(result.trials),
        "seed": int(result.seed),
        **{key: _maybe(getattr(result, key)) for key in CHANCES},
        **money,
        "stages": {stage: _bands(result, stage) for stage in result.scenario.stages},
        "best_guess": _best_guess(guess),
        "break_even": {
            "revenue": finite(guess.break_even_revenue),
            "orders": finite(guess.break_even_orders),
        },
    }


def _bands(result: Result, key: str) -> dict[str, Any]:
    """Average, and what 10, 50 and 90 of 100 fairs stay below."""
    return {
        band: measured(result.mean(key) if share is None else result.quantile(key, share))
        for band, share in BANDS.items()
    }


def _best_guess(guess: BestGuess) -> dict[str, float | None]:
    return {
        **{stage: finite(guess.stages[stage]) for stage in GUESSED},
        **{key: finite(getattr(guess, key)) for key in MONEY_GUESSED},
    }


def measured(figure: Measured) -> dict[str, float | None]:
    return {"value": finite(figure.value), "error": finite(figure.error)}


def _maybe(figure: Measured | None) -> dict[str, float | None] | None:
    return None if figure is None else measured(figure)


def _value(figure: Measured | None) -> float | None:
    return None if figure is None else finite(figure.value)


def finite(x: float | None) -> float | None:
    return float(x) if x is not None and math.isfinite(x) else None
