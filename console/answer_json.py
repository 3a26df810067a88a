"""The answer as one JSON object, under the permanent keys: `python -m sim FILE --json`."""

from __future__ import annotations

import math
from typing import Any

from sim.play.expected import BestGuess, best_guess
from sim.play.figures import Band, Figures, figures_of
from sim.play.result import MONEY, Measured, Result

GUESSED = ("contacts", "calls", "visits", "quotes", "orders", "extra_orders")


def summary(told: Result | Figures) -> dict[str, Any]:
    """Everything that the simulation answers, ready for strict JSON.

    A simulated figure is ``{"value", "error"}``, its standard error beside it; what is not finite
    (a return on no costs, a break-even at no margin) is None.
    """
    found = figures_of(told) if isinstance(told, Result) else told
    money = {key: _band(found.bands[key]) for key in MONEY}
    money["profit"] |= {
        "typical_gain": _value(found.typical_gain),
        "typical_loss": _value(found.typical_loss),
    }
    guess, chances = best_guess(found.scenario), found.chances
    goal = found.scenario.goal
    return {
        "trials": int(found.trials),
        "seed": int(found.seed),
        "chance_covering_costs": measured(chances["covers_costs"]),
        "chance_crediting_all_orders": measured(chances["covers_costs_crediting_all_orders"]),
        "chance_no_orders": measured(chances["no_orders"]),
        "chance_goal": None if goal is None else measured(chances["goal"]),
        **money,
        "stages": {stage: _band(found.bands[stage]) for stage in found.scenario.stages},
        "best_guess": _best_guess(guess),
        "break_even": {
            "revenue": finite(guess.break_even_revenue),
            "orders": finite(guess.break_even_orders),
        },
    }


def _band(band: Band) -> dict[str, Any]:
    """Average, and what 10, 50 and 90 of 100 fairs stay below."""
    figures = ("mean", "p10", "p50", "p90")
    return {figure: measured(getattr(band, figure)) for figure in figures}


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
