"""What it changes when low and high were meant as 9 of 10, as Guesstimate, Squiggle and squigglepy
mean them, and are read as 8 of 10: ``python -m benchmarks.nine_of_ten``.

Each example as its ranges are read here, and with every range turned into the one that was meant
(`sim.plan.tails.from_nine_of_ten`), in the same fairs. Printed: how many of 100 cover their costs,
the mean profit, and the standard error of both.
"""

from __future__ import annotations

from dataclasses import replace

from sim import Result, Scenario, simulate
from sim.plan.beliefs import Belief, Range
from sim.plan.file import EXAMPLES, example
from sim.plan.tails import from_nine_of_ten

TRIALS = 262_144
SEED = 1


def _meant(belief: Belief) -> Belief:
    """The belief as somebody meant it who thinks in 9 of 10."""
    return (from_nine_of_ten(belief) or belief) if isinstance(belief, Range) else belief


def meant(plan: Scenario) -> Scenario:
    """The plan with every range as it was meant."""
    inputs = {path: _meant(belief) for path, belief in plan.inputs.items()}
    costs = tuple(replace(line, amount=_meant(line.amount)) for line in plan.costs)
    return plan.with_(inputs=inputs, costs=costs)


def _told(result: Result) -> str:
    chance, mean = result.chance_covering_costs, result.mean("profit")
    return (
        f"{100 * chance.value:5.1f} of 100 (+-{100 * chance.error:.1f}), "
        f"mean {mean.value:9,.0f} (+-{mean.error:,.0f})"
    )


def main() -> None:
    for name in (*EXAMPLES, "own"):
        plan = example(name)
        for way, one in (("8 of 10", plan), ("9 of 10", meant(plan))):
            print(f"{name:14}{way:9}{_told(simulate(one, trials=TRIALS, seed=SEED))}")


if __name__ == "__main__":
    main()
