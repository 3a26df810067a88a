"""Which steps together, beside every set of them: `python -m benchmarks.together [PLANS] [FIRST]`.

Random plans with random steps. Beside the answer stands brute force: every set of the steps played
plainly, its fairs counted, with another seed. An answer fails where it is dearer than the cheapest
set that brute force finds by more than 2 %, and than the cheapest for 1 of 100 more; where it says
that nothing reaches the chance and brute force finds a set for 1 of 100 more; or where the best for
half the money is worse than brute force's by more than 1 of 100.

At the end how long ten steps take, 1,024 sets, on this machine and with what else it does.
"""

from __future__ import annotations

import itertools
import math
import sys
import time
from collections.abc import Iterator
from typing import Final

import numpy as np

from sim import Exact, Range, Scale, Scenario, example, simulate
from sim.plan.steps.changes import Change, Plus, Times
from sim.plan.steps.step import Step
from sim.together.together import best_within, cheapest

PLANS: Final = 200
STEPS: Final = 5
TRIALS: Final = 16_384
SEED: Final = 77
DEARER: Final = 1.02
POINT: Final = 0.01
RATES: Final = ("call_share", "visit_share", "quote_share", "order_share")
PHASES: Final = ("awareness", "orientation", "decision")

Brute = dict[tuple[int, ...], tuple[float, float]]  # a set: its price and its chance


def random_plan(rng: np.random.Generator, steps: int) -> Scenario:
    """An example, larger or smaller, dearer or cheaper, with so many steps."""
    plan = example(str(rng.choice(["regional", "national", "international"])))
    times = {path: Times(float(np.exp(rng.normal(0, 0.4)))) for path in ("visitors", "order_value")}
    inputs = {path: change.of(plan.inputs[path]) for path, change in times.items()}
    inputs["staff"] = Exact(float(rng.integers(1, 10)))
    fixed = sum(line.amount.likely for line in plan.costs if line.per == "fair")
    made = [_random_step(rng, fixed, n) for n in range(steps)]
    dependence = float(rng.choice([0.0, 0.3, 0.6]))
    return plan.with_(inputs=inputs, dependence=dependence, steps=made)


def _random_step(rng: np.random.Generator, fixed: float, number: int) -> Step:
    """A step that costs a few per cent of the budget."""
    cost = round(float(rng.uniform(0.005, 0.12)) * fixed)
    times = Times(round(float(rng.uniform(1.05, 1.6)), 2))
    low = float(rng.uniform(0.6, 0.85))
    rate = f"{rng.choice(RATES)}.{rng.choice(PHASES)}"
    changes: list[dict[str, Change]] = [
        {"staff": Plus(float(rng.integers(1, 4)))},
        {"follow_up_share": Range(low, 0.98, (low + 0.98) / 2, Scale.SHARE)},
        {rate: times},
        {"reach_share": times},
        {"visitors": times},
        {"contacts_per_hour": times},
        {"order_value": times},
        {"reach_share": times, "staff": Plus(1.0)},
    ]
    change = changes[int(rng.integers(len(changes)))]
    amount = Exact(float(cost)) if rng.random() < 0.7 else Range(0.7 * cost + 1, 1.5 * cost + 2)
    return Step(f"step {number}", amount, tuple(change.items()))


def brute_force(plan: Scenario) -> Brute:
    """Every set of the plan's steps, its fairs counted."""
    found = {}
    count = len(plan.steps)
    for size in range(count + 1):
        for places in itertools.combinations(range(count), size):
            steps = [plan.steps[place] for place in places]
            result = simulate(plan.taking(steps), trials=TRIALS, seed=SEED, columns=("profit",))
            price = sum(step.cost.likely for step in steps)
            found[places] = (price, float((result["profit"] >= 0).mean()))
    return found


def _least(brute: Brute, chance: float) -> float:
    return min((cost for cost, reached in brute.values() if reached >= chance), default=math.inf)


def wrong(plan: Scenario, wanted: float, brute: Brute) -> Iterator[str]:
    """What an answer gets wrong."""
    told = cheapest(plan, wanted)
    beyond = _least(brute, wanted + POINT)
    if not told.reached and beyond < math.inf:
        yield f"dead end: best {told.chance.value:.3f}, {wanted:.3f} for {beyond:,.0f}"
    if told.reached and told.cost > max(DEARER * _least(brute, wanted), beyond):
        yield f"dear: {told.cost:,.0f} for {_least(brute, wanted):,.0f}"
    money = sum(step.cost.likely for step in plan.steps) / 2
    within = best_within(plan, wanted, money)
    best = max(chance for cost, chance in brute.values() if cost <= money)
    if within.chance.value < best - POINT or within.cost > money:
        yield f"worse: {within.chance.value:.3f} for {best:.3f}"


def main(plans: int = PLANS, first: int = 0) -> int:
    """Prints every failure; how many there were is the exit status."""
    failures = 0
    for seed in range(first, first + plans):
        rng = np.random.default_rng(seed)
        plan = random_plan(rng, STEPS)
        brute = brute_force(plan)
        today, most = brute[()][1], max(chance for _, chance in brute.values())
        wanted = min(max(today + float(rng.uniform(0, 1.2)) * (most - today), 0.01), 0.99)
        for problem in wrong(plan, wanted, brute):
            failures += 1
            print(f"plan {seed}: {problem}", flush=True)
    print(f"{plans} plans from {first} on, {failures} failures")
    plan = random_plan(np.random.default_rng(0), 10)
    start, busy = time.perf_counter(), time.process_time()
    cheapest(plan, 0.5)
    clock, work = time.perf_counter() - start, time.process_time() - busy
    print(f"ten steps: {clock:.1f} s on the clock, {work:.1f} s of the processors")
    return failures


if __name__ == "__main__":
    sys.exit(min(main(*map(int, sys.argv[1:])), 1))
