"""The answer in words for a terminal: at most 80 columns, plain characters only (`Terminal`)."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from typing import Final

import numpy as np

from console import lines
from console.terminal import HARD, WIDTH, Terminal, english
from sim.plan.funnel import STAGES
from sim.plan.scenario import EVIDENCE
from sim.play.expected import BestGuess, best_guess
from sim.play.result import Measured, Result, money_of

DOTS: Final = 50
PICTURE: Final = 72  # columns of the dots
TALLEST: Final = 12  # rows of the dots
ROUND: Final = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 12, 20)  # times 10, 100, ...: easy to read
HEADS: Final = ("low", "half", "high")
SHARES: Final = (0.1, 0.5, 0.9)


def report(result: Result, say: Terminal | None = None, on_page: int | None = None) -> str:
    """Everything a person wants to know of one fair, most important first; in English where
    nothing else is asked for. `on_page`: so many fairs the page shows, where these are not so
    many."""
    say, guess = say or english(), best_guess(result.scenario)
    parts = (
        say.wrapped(result.scenario.name),
        say.wrapped(*_answer(result, say)),
        say.wrapped(*_beside(result, guess, say)),
        say.wrapped(*_plan(result, guess, say)),
        _picture(result, say),
        _money(result, say),
        _funnel(result, say),
        say.wrapped(" ".join([_footnote(result, say), *lines.on_page(on_page, say)])),
    )
    return "\n\n".join(map("\n".join, parts))


def _answer(result: Result, say: Terminal) -> Iterator[str]:
    """The chance, how much is at stake, and why the average can say something else."""
    chance, mean = result.chance_covering_costs.value, result.mean("profit")
    covers, loses = say.hundredths(chance), say.hundredths(1 - chance)
    yield say("answer.covers", covers=covers, loses=loses)
    which = "typical"
    if result.typical_loss is None:
        which = "all_pay"
    elif result.typical_gain is None:
        which = "none_pays"
    yield say(
        f"answer.{which}",
        trials=say.exact(result.trials),
        gain=say.figure(result.typical_gain),
        loss=say.figure(result.typical_loss),
        worst=_worst(result, say),
    )
    if (last := result.scenario.horizon) is not None:
        yield say.counted("answer.horizon", last, n=last)
    if mean.value > mean.error and chance < 0.5:
        yield say("answer.mean_above", mean=say.figure(mean), loses=loses)


def _worst(result: Result, say: Terminal) -> str:
    """What 10 of 100 fairs do worse than; where many end on the same figure, how many those are."""
    low = result.quantile("profit", 0.1)
    worse = float(np.mean(result["profit"] < low.value))
    if round(100 * worse) == 10:
        return say("answer.worse", amount=say.figure(low))
    reached = say.hundredths(float(np.mean(result["profit"] <= low.value)))
    which = "or_worse" if worse else "never_worse"
    return say(f"answer.{which}", n=reached, amount=say.figure(low))


def _beside(result: Result, guess: BestGuess, say: Terminal) -> Iterator[str]:
    """Other ways to look at it: the calculator's, the optimist's, the company's own."""
    profit = say.exact(guess.profit, signed=True)
    if guess.roi is None:
        yield say("answer.calculator", profit=profit)
    else:
        roi = say.rounded(100 * guess.roi, signed=True)
        yield say("answer.calculator_roi", profit=profit, roi=roi)
    yield say("answer.all_orders", n=say.hundredths(result.chance_crediting_all_orders.value))
    goal, chance, hurdle = result.scenario.goal, result.chance_goal, result.scenario.hurdle
    if goal is not None and chance is not None:
        yield say(
            "answer.goal",
            revenue=say.exact(goal.revenue),
            margin=say.short(100 * goal.margin),
            n=say.hundredths(chance.value),
        )
    if hurdle is not None:
        yield say("answer.hurdle", n=say.short(100 * hurdle))


def _plan(result: Result, guess: BestGuess, say: Terminal) -> Iterator[str]:
    """What the plan asks for, and how much of it is known."""
    costs = say.exact(guess.costs)
    if result.scenario.income:
        costs = say("answer.less_income", costs=costs, income=say.exact(guess.income))
    told = {"costs": costs, "margin": say.short(100 * guess.margin)}
    if math.isfinite(guess.break_even_orders):
        yield say.counted(
            "answer.break_even",
            round(guess.break_even_orders, 1),
            revenue=say.exact(guess.break_even_revenue),
            orders=say.exact(guess.break_even_orders, 1),
            **told,
        )
    else:
        yield say("answer.no_margin", **told)
    known = Counter(map(result.scenario.evidence_for, result.scenario.uncertain_paths))
    kinds = {kind: known[kind] for kind in EVIDENCE}
    yield say("answer.rests_on", total=known.total(), **kinds)


def _footnote(result: Result, say: Terminal) -> str:
    chance, mean = result.chance_covering_costs, result.mean("profit")
    return say(
        "answer.foot",
        trials=say.exact(result.trials),
        seed=result.seed,
        error=say.short(100 * chance.error, 1),
        money=say.rounded(mean.error, 1),
    )


def _money(result: Result, say: Terminal) -> list[str]:
    rows = []
    for key in money_of(result.scenario):
        figures = [*(result.quantile(key, share) for share in SHARES), result.mean(key)]
        times = 100 if key == "roi" else 1
        figures = [Measured(times * x.value, times * x.error) for x in figures]
        told = (say.figure(x, signed=key in ("profit", "roi")) for x in figures)
        rows.append([say.name(key), *told])
    lifted = result.mean("profit").value > result.quantile("profit", 0.5).value
    sentences = [say("answer.money", currency=result.scenario.currency)]
    sentences += [say("answer.lifted")] if lifted else []
    return [*say.table((*HEADS, "mean"), rows), *say.wrapped(" ".join(sentences))]


def _funnel(result: Result, say: Terminal) -> list[str]:
    bands = [result.quantiles(stage, np.array(SHARES)) for stage in STAGES]
    rows = [
        [say.name(stage), *(say.exact(x, 0) for x in band)]
        for stage, band in zip(STAGES, bands, strict=True)
    ]
    lines = say.table(HEADS, rows)
    room = WIDTH - 2 - max(map(len, lines))
    scale = room / max(math.log2(1 + max(band[2] for band in bands)), 1.0)
    for at, band in enumerate(bands, start=len(lines) - len(bands)):
        low, high = (round(scale * math.log2(1 + x)) for x in (band[0], band[2]))
        lines[at] = f"{lines[at]}  {'=' * low}{'-' * (high - low)}".rstrip()
    costs = {
        s: say.figure(result.cost_per(s), signed=False) for s in ("contacts", "quotes", "orders")
    }
    return [*lines, *say.wrapped(say("answer.legend"), say("answer.average_costs", **costs))]


def _picture(result: Result, say: Terminal) -> list[str]:
    """Profit as 50 dots, each as probable as the others, stacked along a line of money."""
    dots = result.quantiles("profit", (np.arange(DOTS) + 0.5) / DOTS)
    low, high = min(dots[0], 0.0), max(dots[-1], 0.0)
    for wide in range(1, DOTS):  # dots side by side in a stack, until the picture is low enough
        step = _step(low, high, PICTURE // (2 * wide))
        stacks = Counter(np.floor(dots / step).astype(int).tolist())
        rows = math.ceil(max(stacks.values()) / wide)
        if rows <= TALLEST:
            break
    first, last = math.floor(low / step), math.floor(high / step)
    lines = []
    for row in reversed(range(rows)):
        counts = [min(max(stacks[at] - row * wide, 0), wide) for at in range(first, last + 1)]
        left = "".join(("x " * count).ljust(2 * wide) for count in counts[:-first])
        right = "".join(("o " * count).ljust(2 * wide) for count in counts[-first:])
        lines.append(f"{left}|{right}".rstrip())
    zero, length = -first * 2 * wide, (last - first + 1) * 2 * wide + 1
    lines.append(f"{'-' * zero}+{'-' * (length - zero - 1)}")
    lines.append(_ends(first * step, (last + 1) * step, zero, length, say))
    below = sum(count for at, count in stacks.items() if at < 0)
    caption = say("answer.picture", dots=DOTS, each=100 // DOTS, left=below, right=DOTS - below)
    name = say("answer.break_even_here")
    above = " " * min(max(zero + 1 - len(name) // 2, 0), WIDTH - len(name)) + name
    return [above, *lines, *say.wrapped(caption)]


def _step(low: float, high: float, cells: int) -> float:
    """The smallest round width with which `cells` cells reach from low to high."""
    if high <= low:
        return 1.0
    base = 10.0 ** math.floor(math.log10((high - low) / cells))
    steps = (base * factor for factor in ROUND)
    return next(step for step in steps if math.floor(high / step) - math.floor(low / step) < cells)


def _ends(low: float, high: float, zero: int, length: int, say: Terminal) -> str:
    """What the ends of the axis and its zero mean, as far as there is room."""
    left, right = say.rounded(low, signed=True), say.rounded(high, signed=True)
    line = (left if len(left) < zero else "").ljust(zero) + "0"
    start = max(length - len(right), zero + 3)
    told = line if start + len(right) > WIDTH else line.ljust(start) + right
    return told.replace(HARD, " ")
