"""The answer as one JSON object, under the permanent keys: `python -m sim FILE --json`."""

from __future__ import annotations

import math
from typing import Any

from sim.play.expected import BestGuess, best_guess
from sim.play.result import MONEY, Measured, Result

GUESSED = ("contacts", "calls", "visits", "quotes", "orders", "extra_orders")


def summary(result: Result) -> dict[str, Any]:
    """Everything that the simulation answers, ready for strict JSON.

    A simulated figure is ``{"value", "error"}``, its standard error beside it; what is not finite
    (a return on no costs, a break-even at no margin) is None.
    """
    money = {key: _bands(result, key) for key in MONEY}
    money["profit"] |= {
        "typical_gain": _value(result.typical_gain),
        "typical_loss": _value(result.typical_loss),
    }
    guess = best_guess(result.scenario)
    goal = result.chance_goal
    return {
        "trials": int(result.trials),
        "seed": int(result.seed),
        "chance_covering_costs": measured(result.chance_covering_costs),
        "chance_crediting_all_orders": measured(result.chance_crediting_all_orders),
        "chance_no_orders": measured(result.chance_no_orders),
        "chance_goal": None if goal is None else measured(goal),
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
        "mean": measured(result.mean(key)),
        "p10": measured(result.quantile(key, 0.1)),
        "p50": measured(result.quantile(key, 0.5)),
        "p90": measured(result.quantile(key, 0.9)),
    }


def _best_guess(guess: BestGuess) -> dict[str, float | None]:
    return {
        **{stage: finite(guess.stages[stage]) for stage in GUESSED},
        "revenue": finite(guess.revenue),
        "costs": finite(guess.costs),
        "profit": finite(guess.profit),
        "roi": finite(guess.roi),
        "profit_crediting_all_orders": finite(guess.profit_crediting_all_orders),
    }


def measured(figure: Measured) -> dict[str, float | None]:
    return {"value": finite(figure.value), "error": finite(figure.error)}


def _value(figure: Measured | None) -> float | None:
    return None if figure is None else finite(figure.value)


def finite(x: float | None) -> float | None:
    return float(x) if x is not None and math.isfinite(x) else None
