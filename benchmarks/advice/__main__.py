"""Prints every figure beside the one of the study, and last which differ."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import Final

from benchmarks.advice import averages, drivers, known, later, together
from benchmarks.advice.figures import Figure

PARTS: Final[dict[str, Callable[[], Iterable[Figure | str]]]] = {
    "1. What drives the profit": drivers.figures,
    "2. Value of information under long tails": known.figures,
    "3. Advice that rests on the mean": averages.figures,
    "4. Cheapest combination of steps": together.figures,
    "5. Deciding later": later.figures,
    "The clock: ten priced steps": together.clock,
}


def main(asked: list[str]) -> None:
    """All parts, or those that begin with one of `asked`."""
    told, wrong = 0, list[Figure]()
    for title, figures in PARTS.items():
        if asked and not any(title.startswith(one) for one in asked):
            continue
        print(f"\n{title}\n  {'':54}{'by':8}{'study':>10}{'found':>11}", flush=True)
        for one in figures():
            print(one.line() if isinstance(one, Figure) else one, flush=True)
            if isinstance(one, Figure):
                told += 1
                wrong += [one] if one.differs else []
    print(f"\n{told} figures, {len(wrong)} differ by more than noise and rounding")
    for one in wrong:
        print(one.line())


if __name__ == "__main__":
    main(sys.argv[1:])
