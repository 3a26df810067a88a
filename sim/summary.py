"""The answer as one JSON object, under the permanent keys: `python -m sim FILE --json`."""

from __future__ import annotations

import math
from typing import Any

from sim.expected import BestGuess, best_guess
from sim.funnel import STAGES
from sim.result import MONEY, Measured, Result

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
        "chance_covering_costs": _measured(result.chance_covering_costs),
        "chance_crediting_all_orders": _measured(result.chance_crediting_all_orders),
        "chance_no_orders": _measured(result.chance_no_orders),
        "chance_goal": None if goal is None else _measured(goal),
        **money,
        "stages": {stage: _bands(result, stage) for stage in STAGES},
        "best_guess": _best_guess(guess),
        "break_even": {
            "revenue": _finite(guess.break_even_revenue),
            "orders": _finite(guess.break_even_orders),
        },
    }


def _bands(result: Result, key: str) -> dict[str, Any]:
    """Average, and what 10, 50 and 90 of 100 fairs stay below."""
    return {
        "mean": _measured(result.mean(key)),
        "p10": _measured(result.quantile(key, 0.1)),
        "p50": _measured(result.quantile(key, 0.5)),
        "p90": _measured(result.quantile(key, 0.9)),
    }


def _best_guess(guess: BestGuess) -> dict[str, float | None]:
    return {
        **{stage: _finite(guess.stages[stage]) for stage in GUESSED},
        "revenue": _finite(guess.revenue),
        "costs": _finite(guess.costs),
        "profit": _finite(guess.profit),
        "roi": _finite(guess.roi),
        "profit_crediting_all_orders": _finite(guess.profit_crediting_all_orders),
    }


def _measured(figure: Measured) -> dict[str, float | None]:
    return {"value": _finite(figure.value), "error": _finite(figure.error)}


def _value(figure: Measured | None) -> float | None:
    return None if figure is None else _finite(figure.value)


def _finite(x: float | None) -> float | None:
    return float(x) if x is not None and math.isfinite(x) else None
