"""Recorded figures of the three fairs: `python -m tests.sim.record` writes them anew.

Those in `KEPT` belong to the plans there, which never change, and so do they.

Do that only when a figure is meant to move, and say so under "Results change" in the CHANGELOG.
"""

from __future__ import annotations

import json
import math
from pathlib import Path

from sim import EXAMPLES, Measured, Result, Scenario, example, simulate
from sim.plan.funnel import STAGES

FOLDER = Path(__file__).parents[1] / "reference"
KEPT = FOLDER / "fairs"
TRIALS, SEED = 4096, 1
MONEY = ("profit", "revenue", "costs", "contribution", "roi", "profit_crediting_all_orders")


def recorded(plan: Scenario) -> dict[str, float]:
    """Every figure of one fair, and its standard error where it is simulated."""
    result = simulate(plan, trials=TRIALS, seed=SEED)
    found: dict[str, float] = {}
    for figure, measured in _figures(result).items():
        found[figure] = measured.value
        found[f"{figure}.error"] = measured.error
    return found


def _figures(result: Result) -> dict[str, Measured]:
    asked: dict[str, Measured | None] = {
        "chance_covering_costs": result.chance_covering_costs,
        "chance_crediting_all_orders": result.chance_crediting_all_orders,
        "chance_no_orders": result.chance_no_orders,
        "chance_goal": result.chance_goal,
        "chance_stand_full": result.chance_stand_full,
        "typical_gain": result.typical_gain,
        "typical_loss": result.typical_loss,
        "cost_per_contact": result.cost_per("contacts"),
        "cost_per_order": result.cost_per("orders"),
    }
    for key in (*MONEY, *STAGES):
        asked[f"{key}.mean"] = result.mean(key)
        for percent in (10, 50, 90):
            asked[f"{key}.p{percent}"] = result.quantile(key, percent / 100)
    return {figure: measured for figure, measured in asked.items() if measured is not None}


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name in EXAMPLES:
        figures = recorded(example(name))
        assert all(math.isfinite(figure) for figure in figures.values())
        text = json.dumps(figures, indent=1) + "\n"
        (FOLDER / f"{name}.json").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
