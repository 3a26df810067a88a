"""What drives the profit: own part, and the good or bad fair; and how much of it is luck."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Final

import numpy as np

from benchmarks.advice.figures import Figure, as_few
from benchmarks.advice.plans import averaged, document, draws, over, plan
from benchmarks.plain_fairs import Drawn, Floats, profits
from sim import Measured, Result, simulate
from sim.plan.beliefs import Range
from sim.plan.parameters import PATHS
from sim.why.drivers import drawn_values, drivers
from sim.why.information import information
from sim.why.luck import expected_profit, split
from sim.why.unknowns import own_parts

TRIALS: Final = 131_072
SEEDS: Final = (1, 2, 3, 4)
STRIPES: Final = 64  # of the good or bad fair
WEAKEST, STRONGEST = "visit_share.awareness", "order_value"


def figures() -> Iterator[Figure | str]:
    """Every figure of the study about drivers; a text is what it says without a figure, or what
    cannot be found again."""
    result = simulate(plan("national"), trials=TRIALS, seed=1, detail=True)
    yield from _as_it_is(result)
    yield from _own(result)
    yield from _good_fair(result)
    yield from _luck(result)


def _swings(result: Result, parts: Mapping[str, Floats]) -> dict[str, Measured]:
    """Money between the highest and the lowest fifth of each, on average and without luck; the
    largest first."""
    expected, found = expected_profit(result), {}
    for path, values in parts.items():
        low, high = np.quantile(values, [0.2, 0.8])
        each = []
        for replicate in np.array_split(np.arange(result.trials), 32):
            x, money = values[replicate], expected[replicate]
            each.append(float(money[x > high].mean() - money[x < low].mean()))
        found[path] = averaged(each)
    return dict(sorted(found.items(), key=lambda one: -one[1].value))


def _as_it_is(result: Result) -> Iterator[Figure | str]:
    """Inputs as they are, of which fourteen share W."""
    inputs = {path: x for path, x in drawn_values(result).items() if path in PATHS}
    swings = _swings(result, inputs)
    order = [*swings]
    rates = [path for path in order if PATHS[path].dependent]
    sure = "yes" if order[:14] == rates else "NO"
    yield f"  all fourteen rates stand above every other input: {sure}"
    for path, said, place in ((WEAKEST, 52_383, 14), (STRONGEST, 35_966, 15)):
        found = swings[path]
        yield _place(path, "as it is", order.index(path) + 1, place)
        yield Figure(f"{path} as it is", "Quitte", said, found, as_few(found, TRIALS))
        of = over(document("national"), partial(_as_drawn, path))
        yield Figure(f"{path} as it is", "plain", said, of, as_few(found, TRIALS))


def _as_drawn(path: str, fairs: Drawn, profit: Floats) -> float:
    return _between(fairs.values[path], profit)


def _by_itself(path: str, fairs: Drawn, profit: Floats) -> float:
    return _between(fairs.own[path], profit)


def _between(x: Floats, profit: Floats) -> float:
    low, high = np.quantile(x, [0.2, 0.8])
    return float(profit[x > high].mean() - profit[x < low].mean())


def _place(path: str, how: str, found: int, said: int) -> str:
    mark = "" if found == said else "   DIFFERS"
    return f"  {path} {how}: place {found}, where the study says {said}{mark}"


def _own(result: Result) -> Iterator[Figure | str]:
    """Inputs by their own part."""
    ranked = [one.path for one in drivers(result) if one.path in PATHS]
    swings = _swings(result, own_parts(result))
    for path, said, place in ((WEAKEST, 536, 24), (STRONGEST, 35_445, 1)):
        yield _place(path, "by its own part", ranked.index(path) + 1, place)
        found = next(one for one in drivers(result) if one.path == path)
        noise = as_few(swings[path], TRIALS)
        ends = found.high.minus(found.low)
        yield Figure(f"{path} by its own part", "Quitte", said, ends, noise)
        of = over(document("national"), partial(_by_itself, path))
        yield Figure(f"{path} by its own part", "plain", said, of, noise)


def _good_fair(result: Result) -> Iterator[Figure]:
    """What it would be worth to know everything, and W alone."""
    found = information(result)
    assert found.good_fair is not None
    for what, said, worth in (
        ("everything", 14_498, found.everything),
        ("how good a fair it is", 8_707, found.good_fair.value),
    ):
        yield Figure(f"worth of knowing {what}", "Quitte", said, worth, as_few(worth, TRIALS))
    noise = as_few(found.good_fair.value, TRIALS)
    plain = over(document("national"), lambda fairs, money: _striped(fairs.good, money))
    yield Figure("worth of knowing how good a fair it is", "plain", 8_707, plain, noise)


def _striped(x: Floats, profit: Floats) -> float:
    """What choosing by stripes of x is worth: the averages of many draws hardly lean."""
    stripes = np.array_split(profit[np.argsort(x)], STRIPES)
    chosen = np.mean([max(float(part.mean()), 0.0) for part in stripes])
    return float(chosen - max(float(profit.mean()), 0.0))


def _luck(result: Result) -> Iterator[Figure | str]:
    """The luck share of the national fair, where the study found two, and of a skewed plan."""
    found, plain = split(result).luck, _twins()
    for said, noise, how in ((0.256, 0.0014, "30 seeds"), (0.267, 0.0025, "nested")):
        yield Figure(f"luck, study by {how}", "Quitte", said, found, noise, 0.001)
        yield Figure(f"luck, study by {how}", "plain", said, plain, noise, 0.001)
    yield "  luck of a skewed plan, printed without an error: 33, 35, 45, 37 % on four seeds; the"
    skewed = plan("regional").with_(inputs={"order_value": Range(10_000, 150_000, 12_000)})
    told = []
    for seed in SEEDS:
        one = split(simulate(skewed, trials=8192, seed=seed, detail=True)).luck
        told.append(f"{100 * one.value:.0f} ± {100 * one.error:.0f}")
    yield f"  study does not name it. Regional, order value 10,000 to 150,000: {', '.join(told)} %"


def _twins(batches: int = 32) -> Measured:
    """Each fair played twice with other luck: half the mean square of the difference is the
    variance of luck. The error of the ratio by linearisation."""
    luck, total = list[float](), list[float]()
    for fairs, first in draws(document("national"), batches):
        rng = np.random.default_rng([len(luck), 3141])
        second = profits(document("national"), fairs, rng)
        luck.append(float(((first - second) ** 2).mean()) / 2)
        total.append(float(first.var() + second.var()) / 2)
    share = sum(luck) / sum(total)
    wavering = np.array(luck) - share * np.array(total)
    return Measured(share, float(wavering.std(ddof=1) / np.mean(total) / np.sqrt(batches)))
