"""Whether good years were good everywhere: `python -m benchmarks.calibration.good_years`.

Books of years with three fairs each, drawn from the national plan's beliefs by plain pseudo-random
numbers: a good or a bad year, good or bad fairs in it, the firm's own rates alike at all fairs of a
year. Everything is told of every fair, in phases or in totals. s is drawn evenly from 0 to 1:

    held   how many of 100 s lie in the 8 of 10 of what was learned     width  of that
    off    how far the s to count with was from the true one, on average over the books, and so far
           without a sign
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Final

import numpy as np

from benchmarks.calibration.fairs import (
    FAIR,
    SHARES,
    believed,
    document,
    written,
)
from benchmarks.calibration.years import MONTHS, closed, ended
from sim import example
from sim.actuals.actuals import Actuals
from sim.evaluate.year_as_of import rates_told
from sim.year.good_years import good_years

SEED: Final = 5
FAIRS: Final = 3
OF_FIRM: Final = ("follow_up_share", "quote_share", "order_share")
YEARS: Final = (3, 10)


def world(rng: np.random.Generator, good: float, firm: Mapping[str, float]) -> dict[str, float]:
    """One fair's inputs."""
    dependence, found = document().get("dependence", 0.3), {}
    for path, belief in written():
        key = path.partition(".")[0]
        z = firm[path] if key in OF_FIRM else rng.standard_normal()
        if key in (*SHARES, "reach_share"):
            z = np.sqrt(dependence) * good + np.sqrt(1 - dependence) * z
        found[path] = float(believed(path, belief, np.asarray(z)))
    return found


def told(rng: np.random.Generator, x: Mapping[str, float], form: str) -> Actuals:
    """How a fair ended, all of it."""
    stand, counts = ended(rng, x)
    reached, still = closed(counts, form)
    return Actuals(
        months=MONTHS,
        visitors=round(x["visitors"]),
        stand_visitors=stand,
        reached=reached,
        open=still,
    )


def book(rng: np.random.Generator, years: int, s: float, form: str) -> list[list[Actuals]]:
    found = []
    for _ in range(years):
        firm = {path: rng.standard_normal() for path, _ in written()}
        year = rng.standard_normal()
        each = np.sqrt(s) * year + np.sqrt(1 - s) * rng.standard_normal(FAIRS)
        found.append([told(rng, world(rng, good, firm), form) for good in each])
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--books", type=int, default=100, help="of each row")
    asked = parser.parse_args()
    plan = example(FAIR).without("rush")
    print(f"{asked.books} books a row, {FAIRS} fairs a year")
    print(f"{'':10}{'years':>6}{'held':>7}{'width':>7}{'off':>7}{'so far':>7}")
    for form in ("phases", "totals"):
        for years in YEARS:
            rng, held, width, off = np.random.default_rng(SEED), [], [], []
            for _ in range(asked.books):
                s = rng.uniform()
                each = [
                    [one for fair in year if (one := rates_told(plan, fair)) is not None]
                    for year in book(rng, years, s, form)
                ]
                found = good_years(each)
                assert found is not None
                low, _, high = found.ends
                held.append(low <= s <= high)
                width.append(high - low)
                off.append(found.mean - s)
            print(
                f"{form:10}{years:6}{np.mean(held):7.2f}{np.mean(width):7.2f}{np.mean(off):7.2f}"
                f"{np.mean(np.abs(off)):7.2f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
