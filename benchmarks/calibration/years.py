"""Whether next year's plan holds as often as it says: `python -m benchmarks.calibration.years`.

The same fair year after year, drawn from the national plan's beliefs by plain pseudo-random
numbers: what lasts, a good or a bad fair each year, and a part of its own that each rate has each
year. Either this part is as large as it is believed to be ("believed"), or every rate has it beside
its belief, so large on the logit. Everything is told of the last 1, 2, 3 or 10 years, a closed fair
each; of the year after them, which is the same whatever is told:

    rates   how many of 100 lie in the 8 of 10 of the plan that learned
    band    the same of the profit                       brier  Brier score of its chance
    frozen  Brier score of the plan before any year      less   how much less that of the one that
            learned is, and the standard error of this difference
"""

from __future__ import annotations

import argparse
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from scipy.special import expit, logit

from benchmarks.calibration.fairs import (
    FAIR,
    SHARES,
    STAGES,
    Counts,
    Floats,
    believed,
    document,
    profit_of,
    written,
)
from benchmarks.plain_numpy import PHASES
from sim import example, simulate
from sim.actuals.actuals import Actuals
from sim.evaluate.several import Past, learned_from

SEED: Final = 3
TRIALS: Final = 4096
MONTHS: Final = 36.0  # after each fair, when everything is decided
RATES: Final = ("reach_share", *SHARES)  # which a good fair moves
EXTRA: Final = "extra_share"
# Half of what is not known of them differs from year to year.
HALF: Final = ("visitors", "target_share", "margin", "contacts_per_hour", "order_value", "mix")
SCALE: Final = 0.45  # of the yearly part, on the logit; at most `PART` of a rate's own part
PART: Final = 0.7
LEAST: Final = 0.09
FREEDOM: Final = 3
COLUMNS: Final = {"years": 6, "rates": 7, "band": 7, "brier": 8, "frozen": 8, "less": 7}
ROWS: Final = (
    ("believed", None, (1, 3, 10)),
    ("0", 0.0, (2, 10)),
    (".2", 0.2, (2, 10)),
    (".4", 0.4, (2, 10)),
    (".8", 0.8, (2, 10)),
)


def years(rng: np.random.Generator, count: int, beside: float | None) -> dict[str, Floats]:
    """Inputs of a fair in so many years; `beside`: how much every rate differs from year to year
    beside its belief, on the logit."""
    dependence, good = document().get("dependence", 0.3), rng.standard_normal(count)
    found = {}
    for path, belief in written():
        key = path.partition(".")[0]
        lasts, yearly = rng.standard_normal(), rng.standard_normal(count)
        if key in (*RATES, EXTRA):
            moved = dependence if key in RATES else 0.0
            own = 1 - moved
            part = _yearly(rng, path, belief, own) if beside is None else 0.0
            last = max(own - part, LEAST * own)
            z = np.sqrt(moved) * good + np.sqrt(last) * lasts + np.sqrt(part) * yearly
        else:
            part = 0.5 if key in HALF else 0.0
            z = np.sqrt(1 - part) * lasts + np.sqrt(part) * yearly
        found[path] = believed(path, belief, z)
        if key in (*RATES, EXTRA) and beside:
            found[path] = expit(logit(found[path]) + beside * rng.standard_normal(count))
    return found


def _yearly(rng: np.random.Generator, path: str, belief: object, own: float) -> float:
    low, high = logit(believed(path, belief, np.array([-0.01, 0.01])))
    slope = float((high - low) / 0.02)
    return float((rng.standard_t(FREEDOM) * min(SCALE / slope, PART * np.sqrt(own))) ** 2)


def ended(rng: np.random.Generator, x: Mapping[str, float]) -> tuple[int, Counts]:
    """People at the stand of a fair, and how many of each phase came to each stage in the end."""
    visitors = round(x["visitors"])
    stand = rng.binomial(rng.binomial(visitors, x["target_share"]), x["reach_share"])
    hours = x["staff"] * x["days"] * x["hours_per_day"]
    mix = np.array([x[f"mix.{phase}"] for phase in PHASES])
    there = rng.multinomial(min(stand, int(hours * x["contacts_per_hour"])), mix / mix.sum())
    found = {STAGES[0]: there.tolist()}
    for share, stage in zip(SHARES, STAGES[1:], strict=True):
        chances = [x.get(share, x.get(f"{share}.{phase}", 0.0)) for phase in PHASES]
        there = rng.binomial(there, chances)
        found[stage] = there.tolist()
    return int(stand), found


def closed(counts: Counts, form: str) -> tuple[dict[str, int], dict[str, int]]:
    """The same as it is told: who came to each stage, and that nobody is open."""
    reached: dict[str, int] = {stage: sum(each) for stage, each in counts.items()}
    if form == "phases":
        places = [f"{stage}.{phase}" for stage in STAGES for phase in PHASES]
        reached = dict(zip(places, itertools.chain(*counts.values()), strict=True))
    return reached, {place: 0 for place in reached if not place.startswith(STAGES[-1])}


def told(rng: np.random.Generator, x: Mapping[str, float], form: str) -> tuple[Actuals, float]:
    """A closed fair, as it is told, and its profit."""
    _, counts = ended(rng, x)
    profit, extra, values = profit_of(rng, x, counts)
    reached, still = closed(counts, form)
    known = Actuals(
        months=MONTHS, visitors=round(x["visitors"]), reached=reached, open=still,
        extra_orders=extra, values=values, margin=float(x["margin"]),
    )  # fmt: skip
    return known, profit


@dataclass
class Held:
    """Of the fairs after so many years."""

    rates: list[bool] = field(default_factory=list)
    band: list[bool] = field(default_factory=list)
    squares: list[float] = field(default_factory=list)
    frozen: list[float] = field(default_factory=list)

    def __str__(self) -> str:
        shares = "".join(f"{np.mean(x):7.2f}" for x in (self.rates, self.band))
        scores = "".join(f"{np.mean(x):8.3f}" for x in (self.squares, self.frozen))
        less = np.array(self.frozen) - self.squares
        return f"{shares}{scores}{less.mean():7.3f} ±{less.std() / np.sqrt(less.size):.3f}"


def measured(
    beside: float | None, after: Sequence[int], fairs: int, form: str, *, seed: int = SEED
) -> dict[int, Held]:
    """So many fairs, the year after so many years each."""
    plan, rng = example(FAIR).without("rush"), np.random.default_rng(seed)
    before = simulate(plan).chance_covering_costs.value
    found, last = {number: Held() for number in after}, max(after)
    for _ in range(fairs):
        x = years(rng, last + 1, beside)
        *each, (_, profit) = [
            told(rng, {path: float(values[year]) for path, values in x.items()}, form)
            for year in range(last + 1)
        ]
        for number, held in found.items():
            past = [Past(str(year), each[year][0]) for year in range(last - number, last)]
            learned = learned_from(plan, past)
            for path, values in x.items():
                if path.partition(".")[0] in (*RATES, EXTRA):
                    belief = learned.inputs[path]
                    held.rates.append(bool(belief.low <= values[last] <= belief.high))
            next_fair = simulate(learned, trials=TRIALS)
            low, high = (next_fair.quantile("profit", level).value for level in (0.1, 0.9))
            held.band.append(low <= profit <= high)
            chance = next_fair.chance_covering_costs.value
            held.squares.append((chance - (profit >= 0)) ** 2)
            held.frozen.append((before - (profit >= 0)) ** 2)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--fairs", type=int, default=100, help="of each row")
    parser.add_argument("--form", choices=("phases", "totals"), default="phases")
    asked = parser.parse_args()
    print(f"{asked.fairs} fairs a row, told in {asked.form}")
    columns = "".join(f"{name:>{width}}" for name, width in COLUMNS.items())
    print(f"{'yearly, on the logit':22}{columns}")
    for name, beside, after in ROWS:
        for number, held in measured(beside, after, asked.fairs, asked.form).items():
            print(f"{name:22}{number:6}{held}", flush=True)


if __name__ == "__main__":
    main()
