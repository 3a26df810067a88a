"""The answer in words for a terminal: at most 80 columns, plain characters only.

Chances are whole numbers of 100 fairs. Figures are rounded to what the simulation can tell; the
exact ones are in the JSON (`console.answer_json`).
"""

from __future__ import annotations

import math
import textwrap
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np

from sim.plan.funnel import STAGES
from sim.plan.round_numbers import places
from sim.plan.scenario import EVIDENCE
from sim.play.expected import BestGuess, best_guess
from sim.play.result import MONEY, Measured, Result

WIDTH: Final = 80
DOTS: Final = 50
PICTURE: Final = 72  # columns of the dots
TALLEST: Final = 12  # rows of the dots
LONGEST: Final = 1e10  # from here on 1.23e+10
ROUND: Final = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 12, 20)  # times 10, 100, ...: easy to read
HEADS: Final = (("1 in 10", "below"), ("half", "below"), ("1 in 10", "above"), ("", "average"))
SHARES: Final = (0.1, 0.5, 0.9)
NAMES: Final = {"calls": "phone appointments", "unserved": "left unserved", "roi": "ROI, %"}


def report(result: Result) -> str:
    """Everything a person wants to know of one fair, most important first."""
    guess = best_guess(result.scenario)
    parts = (
        wrapped(result.scenario.name),
        wrapped(*_answer(result)),
        wrapped(*_beside(result, guess)),
        wrapped(*_plan(result, guess)),
        _picture(result),
        _money(result),
        _funnel(result),
        wrapped(_footnote(result)),
    )
    return "\n\n".join(map("\n".join, parts))


def _answer(result: Result) -> Iterator[str]:
    """The chance, how much is at stake, and why the average can say something else."""
    chance, mean = result.chance_covering_costs.value, result.mean("profit")
    covers, loses = hundredths(chance), hundredths(1 - chance)
    would = f"{covers} would cover their costs, {loses} would not"
    yield f"Of 100 fairs planned like this one, {would}."
    gain, loss = figure(result.typical_gain), figure(result.typical_loss)
    typical = f"If it pays, typically {gain}; if it does not, typically {loss}"
    if result.typical_loss is None:
        typical = f"All {result.trials:,} simulated fairs pay; typically {gain}"
    elif result.typical_gain is None:
        typical = f"None of {result.trials:,} simulated fairs pays; typically {loss}"
    yield f"{typical}; {_worst(result)}."
    if (last := result.scenario.horizon) is not None:
        yield f"Orders later than {last} months after the fair are not counted."
    if mean.value > mean.error and chance < 0.5:
        yield (
            f"The average is above zero ({figure(mean)}) although {loses} of 100 lose money: "
            "few fairs earn much, many lose less."
        )


def _worst(result: Result) -> str:
    """What 10 of 100 fairs do worse than; where many end on the same figure, how many those are."""
    low = result.quantile("profit", 0.1)
    worse = float(np.mean(result["profit"] < low.value))
    if round(100 * worse) == 10:
        return f"in 10 of 100, worse than {figure(low)}"
    reached = hundredths(float(np.mean(result["profit"] <= low.value)))
    return f"in {reached} of 100, {figure(low)} {'or worse' if worse else 'and never worse'}"


def _beside(result: Result, guess: BestGuess) -> Iterator[str]:
    """Other ways to look at it: the calculator's, the optimist's, the company's own."""
    roi = "" if guess.roi is None else f", {rounded(100 * guess.roi, signed=True)} % of the costs"
    yield (
        f"A calculator, with one number per step, would say {exact(guess.profit, signed=True)}"
        f"{roi}: it leaves out luck and all that is not known yet."
    )
    rosier = hundredths(result.chance_crediting_all_orders.value)
    yield (
        "Crediting every order, also those that would have come without the fair: "
        f"{rosier} of 100 would cover their costs."
    )
    goal, chance, hurdle = result.scenario.goal, result.chance_goal, result.scenario.hurdle
    if goal is not None and chance is not None:
        yield (
            f"The goal, revenue of {exact(goal.revenue)} at {100 * goal.margin:.3g} % margin: "
            f"{hundredths(chance.value)} of 100 would reach it."
        )
    if hurdle is not None:
        yield f"The company asks that at least {100 * hurdle:.3g} of 100 cover their costs."


def _plan(result: Result, guess: BestGuess) -> Iterator[str]:
    """What the plan asks for, and how much of it is known."""
    needed = "no number of orders is enough."
    if math.isfinite(guess.break_even_orders):
        orders = exact(guess.break_even_orders, 1)
        needed = f"{exact(guess.break_even_revenue)} of extra revenue, {orders} orders."
    margin = f"{100 * guess.margin:.3g} % margin"
    yield f"To break even, costs {exact(guess.costs)} at {margin}: {needed}"
    known = Counter(map(result.scenario.evidence_for, result.scenario.uncertain_paths))
    of = (known.total(), *(known[kind] for kind in EVIDENCE))
    yield "Of the {} numbers: {} counted, {} from published benchmarks, {} guessed.".format(*of)


def _footnote(result: Result) -> str:
    chance, mean = result.chance_covering_costs, result.mean("profit")
    return (
        f"{result.trials:,} simulated fairs, seed {result.seed}. The simulation's own error: "
        f"{100 * chance.error:.1g} of 100 on the chance of covering costs, "
        f"{rounded(mean.error, 1)} on the average profit."
    )


def _money(result: Result) -> list[str]:
    rows = []
    for key in MONEY:
        figures = [*(result.quantile(key, share) for share in SHARES), result.mean(key)]
        times = 100 if key == "roi" else 1
        figures = [Measured(times * x.value, times * x.error) for x in figures]
        rows.append([figure(x, signed=key in ("profit", "roi")) for x in figures])
    lifted = result.mean("profit").value > result.quantile("profit", 0.5).value
    why = " A few fairs with large orders lift the average profit." if lifted else ""
    return [*_table(MONEY, rows), *wrapped(f"All money in {result.scenario.currency}.{why}")]


def _funnel(result: Result) -> list[str]:
    bands = [result.quantiles(stage, np.array(SHARES)) for stage in STAGES]
    lines = _table(STAGES, [[f"{x:,.0f}" for x in band] for band in bands])
    room = WIDTH - 2 - max(map(len, lines))
    scale = room / max(math.log2(1 + max(band[2] for band in bands)), 1.0)
    for at, band in enumerate(bands, start=len(lines) - len(bands)):
        low, high = (round(scale * math.log2(1 + x)) for x in (band[0], band[2]))
        lines[at] = f"{lines[at]}  {'=' * low}{'-' * (high - low)}".rstrip()
    costs = [figure(result.cost_per(s), signed=False) for s in ("contacts", "quotes", "orders")]
    legend = "Bars: = to the low figure, - on to the high; twice as many is one step longer."
    average = "Average costs per contact {}, per quote {}, per order {}.".format(*costs)
    return [*lines, *wrapped(legend, average)]


def _table(keys: Iterable[str], rows: list[list[str]]) -> list[str]:
    """Names on the left, figures on the right in columns as wide as they need."""
    names = ["", "", *(NAMES.get(key, key.replace("_", " ")) for key in keys)]
    grid = [*zip(*HEADS[: len(rows[0])], strict=True), *rows]
    first = max(map(len, names))
    widths = [max(map(len, column)) + 2 for column in zip(*grid, strict=True)]
    return [
        f"{name:{first}}{''.join(map(str.rjust, row, widths))}".rstrip()
        for name, row in zip(names, grid, strict=True)
    ]


def _picture(result: Result) -> list[str]:
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
    lines.append(_ends(first * step, (last + 1) * step, zero, length))
    below = sum(count for at, count in stacks.items() if at < 0)
    caption = (
        f"Profit in {DOTS} dots, each 2 of 100 fairs: {below} x left of break-even, "
        f"{DOTS - below} o right of it. Possible outcomes; exactly one will happen."
    )
    return [" " * min(max(zero - 4, 0), WIDTH - 10) + "break-even", *lines, *wrapped(caption)]


def _step(low: float, high: float, cells: int) -> float:
    """The smallest round width with which `cells` cells reach from low to high."""
    if high <= low:
        return 1.0
    base = 10.0 ** math.floor(math.log10((high - low) / cells))
    steps = (base * factor for factor in ROUND)
    return next(step for step in steps if math.floor(high / step) - math.floor(low / step) < cells)


def _ends(low: float, high: float, zero: int, length: int) -> str:
    """What the ends of the axis and its zero mean, as far as there is room."""
    left, right = rounded(low, signed=True), rounded(high, signed=True)
    line = (left if len(left) < zero else "").ljust(zero) + "0"
    start = max(length - len(right), zero + 3)
    return line if start + len(right) > WIDTH else line.ljust(start) + right


def wrapped(*sentences: str) -> list[str]:
    """Each sentence from the start of a line; letters of double width count twice."""
    lines = []
    for sentence in sentences:
        double = any(unicodedata.east_asian_width(letter) in "FW" for letter in sentence)
        together = sentence.replace(" of 100", "\xa0of\xa0100").replace(" %", "\xa0%")
        lines += textwrap.wrap(together, WIDTH // 2 if double else WIDTH)
    return [line.replace("\xa0", " ") for line in lines]


def hundredths(chance: float) -> str:
    """Whole fairs of 100; below 5 and above 95 no sharper than that."""
    middle = "more than 95" if chance > 0.95 else str(round(100 * chance))
    return "fewer than 5" if chance < 0.05 else middle


def figure(x: Measured | None, *, signed: bool = True) -> str:
    """A simulated figure, no finer than its own error; a dash where there is none."""
    if x is None or not math.isfinite(x.value):
        return "-"
    return rounded(x.fine, signed=signed)


def rounded(x: float, figures: int = 3, *, signed: bool = False) -> str:
    """So many figures, at most two decimals: 14,712 is 14,700."""
    if x == 0 or not math.isfinite(x):
        return "0" if x == 0 else "-"
    digits = min(places(x, figures), 2)
    return exact(round(x, digits), max(digits, 0), signed=signed)


def exact(x: float, digits: int | None = None, *, signed: bool = False) -> str:
    """All figures before the point, and `digits` (2 below 100) behind it where they are not 0."""
    digits = (0 if abs(x) >= 100 else 2) if digits is None else digits
    if abs(x) >= LONGEST:
        return f"{x:{'+' if signed else ''}.3g}"
    text = f"{abs(x):,.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    plus = "+" if signed else ""
    return text if text == "0" else ("-" if x < 0 else plus) + text
