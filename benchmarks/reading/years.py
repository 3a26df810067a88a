"""What a reader of the text of a year's board decides: `python -m benchmarks.reading.years [YEARS]`

So many years of each kind (`benchmarks.reading.kinds`; 4): which fairs, for which money. The truth
of every set is drawn by `benchmarks.reading.plain_years`, which shares no code with Quitte. The
reader is a program, as `benchmarks.reading` says, that reads the board as the app draws it, Dutch
or English. What it decides is paid by what these fairs truly bring on average, as a part of the
money that may be spent, so that all years count alike; 100 is what somebody gets who knows the
truth of every set, 0 is staying home. A decision that the money does not pay brings nothing.

    the whole page          obeys the advice; without it goes by the averages, else stays
    the first sentence      what stands largest, and the line under it
    the column of averages  the highest of the choices on the page; `of chances`: the most often
                            above zero
    what each fair adds     all fairs that add something to those at the top, as their table says
    the marks               all fairs with one

Beside it, with the truth of each fair alone at hand: fairs by their average over their costs, those
above zero only, as far as the money goes; by their chance, until the money is gone; all of them
that the money pays. And what was ticked before, any set for the money, and a page without numbers.

Then the figures of the first sentence: how far they are off, and how many lie within rounding and
`SURE` standard errors: of the plain draws, and of as many of these as the page says it counted.
"""

from __future__ import annotations

import logging
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.plain_numpy import Floats
from benchmarks.reading import page
from benchmarks.reading.kinds import KINDS, link, years
from benchmarks.reading.plain_years import TRIALS, Places, PlainYear, Truth, truth
from benchmarks.reading.reader import Page
from benchmarks.reading.year_reader import READERS, SPEECH, Names, Said, hurried, said

OF_EACH: Final = 4
WANTED: Final = 97.0
SURE: Final = 3.0  # standard errors
RESAMPLED: Final = 1_000


@dataclass(frozen=True, eq=False)
class Case:
    """A year, what it truly brings, and its board in each language."""

    year: PlainYear
    truth: Truth
    pages: dict[str, Page]

    @property
    def known(self) -> dict[Places, int]:
        return {one: at for at, one in enumerate(self.truth.sets)}

    def decided(self, names: Names | None) -> Places:
        """The set with these names; nothing where none was found or the money does not pay it."""
        found = tuple(at for at, name in enumerate(self.year.names) if name in (names or ()))
        return found if found in self.known else ()

    def worth(self, one: Places) -> Floats:
        """What a set brings, as a part of the money, in each batch, shape (batches,)."""
        return np.asarray(self.truth.means[:, self.known[one]] / self.year.money)

    @property
    def best(self) -> Places:
        return self.truth.sets[int(self.truth.means.mean(axis=0).argmax())]


def cases(of_each: int) -> Iterator[Case]:
    for year, rng in years(of_each):
        told = link(year)
        pages: dict[str, Page] = {one: page.text_of_year(told, one) for one in SPEECH}
        yield Case(year, truth(year, rng), pages)


# What somebody does who knows how each fair alone ends


def alone(case: Case) -> Iterator[tuple[float, float]]:
    """Mean over costs and chance of each fair alone, where the money pays it; else as low as can
    be."""
    for at in range(len(case.year.fairs)):
        place = case.known.get((at,))
        if place is None:
            yield -np.inf, -np.inf
            continue
        mean, above = (x[:, place].mean() for x in (case.truth.means, case.truth.above))
        yield float(mean) / case.year.planned[at], float(above)


def bought(case: Case, order: Iterable[int]) -> Places:
    """One fair after another, as far as the money goes."""
    taken: Places = ()
    for at in order:
        more = tuple(sorted((*taken, at)))
        taken = more if more in case.known else taken
    return taken


def by_mean(case: Case) -> Places:
    score = [mean for mean, _ in alone(case)]
    return bought(case, (at for at in _highest(score) if score[at] > 0))


def by_chance(case: Case) -> Places:
    return bought(case, _highest([chance for _, chance in alone(case)]))


def all_of_them(case: Case) -> Places:
    return bought(case, range(len(case.year.fairs)))


def ticked(case: Case) -> Places:
    return case.year.ticked if case.year.ticked in case.known else ()


def _highest(score: Sequence[float]) -> list[int]:
    return sorted(range(len(score)), key=lambda at: -score[at])


OTHERS: Final[dict[str, Callable[[Case], Places]]] = {
    "by average over costs": by_mean,
    "by chance": by_chance,
    "all that the money pays": all_of_them,
    "what was ticked": ticked,
    "staying home": lambda case: (),
}


# Scores


def score(every: Sequence[Case], decided: Sequence[Places]) -> tuple[float, float]:
    """Of 100 that could be earned, and the error that the truths leave: of their batches drawn
    again."""
    best = np.stack([case.worth(case.best) for case in every])
    got = np.stack([case.worth(one) for case, one in zip(every, decided, strict=True)])
    rng = np.random.default_rng(1)
    again = rng.integers(0, best.shape[1], (RESAMPLED, *best.shape))
    at = np.arange(len(every))[:, None]
    drawn = got[at, again].mean(axis=2).sum(axis=1) / best[at, again].mean(axis=2).sum(axis=1)
    return 100 * float(got.mean(axis=1).sum() / best.mean(axis=1).sum()), 100 * float(drawn.std())


def lost(case: Case, decided: Places) -> float:
    """What the best set brings more, of 100 of the money."""
    return 100 * float(case.worth(case.best).mean() - case.worth(decided).mean())


def main(of_each: int = OF_EACH) -> int:
    """1 where a reader of the whole page earns less than is wanted."""
    start, busy = time.perf_counter(), time.process_time()
    every = [*cases(of_each)]
    home = sum(not case.best for case in every)
    print(f"{len(every)} years, {of_each} of each kind; in {home} staying home is the best", end="")
    print(". Earned of 100 that could be:", flush=True)
    failed = 0
    for language in SPEECH:
        print(f"\n{language}")
        for name, reader in READERS.items():
            found = [reader(case.pages[language], language) for case in every]
            failed |= _told(name, every, found) < WANTED and reader is hurried
        bare = [hurried(_bare(case.pages[language], language), language) for case in every]
        _told("a page without numbers", every, bare)
    print("\nwho knows how each fair alone ends, and beside")
    for name, other in OTHERS.items():
        earned, error = score(every, [other(case) for case in every])
        print(f"  {name:28}{earned:7.1f} \u00b1 {error:.1f}")
    _any_set(every)
    _by_kind(every)
    _alike(every)
    for language in SPEECH:
        _figures(every, language)
    clock, work = time.perf_counter() - start, time.process_time() - busy
    print(f"{clock:.0f} s on the clock, {work:.0f} s of the processors")
    return int(failed)


def _bare(of: Page, language: str) -> Page:
    speech = SPEECH[language]
    return page.without_numbers([*of], (*speech.go, *speech.stay))


def _told(name: str, every: Sequence[Case], found: Sequence[Names | None]) -> float:
    decided = [case.decided(one) for case, one in zip(every, found, strict=True)]
    earned, error = score(every, decided)
    none = sum(one is None for one in found)
    beyond = sum(bool(one) and not at for one, at in zip(found, decided, strict=True))
    note = f", {none} pages on which nothing was found" if none else ""
    note += f", {beyond} decisions that cannot be" if beyond else ""
    print(f"  {name:28}{earned:7.1f} \u00b1 {error:.1f}{note}")
    return earned


def _any_set(every: Sequence[Case]) -> None:
    each = [np.mean(case.truth.means) / case.year.money for case in every]
    best = [case.worth(case.best).mean() for case in every]
    print(f"  {'any set for the money':28}{100 * sum(each) / sum(best):7.1f}")


def _by_kind(every: Sequence[Case]) -> None:
    print("\nlost to the best set, of 100 of the money, on average: the reader, by average over")
    print("costs, by chance, staying home; and how often the reader's set is the best")
    for kind in KINDS:
        of = [case for case in every if case.year.kind == kind]
        sets = [case.decided(hurried(case.pages["en"], "en")) for case in of]
        right = sum(case.best == one for case, one in zip(of, sets, strict=True))
        columns = [sets, *([other(case) for case in of] for other in (by_mean, by_chance))]
        columns.append([()] * len(of))
        each = (np.mean([lost(*one) for one in zip(of, column, strict=True)]) for column in columns)
        print(f"  {kind:28}" + "".join(f"{x:7.2f}" for x in each) + f"{right:5} of {len(of)}")


def _alike(every: Sequence[Case]) -> None:
    both = [{hurried(case.pages[one], one) for one in SPEECH} for case in every]
    same = sum(len(one) == 1 for one in both)
    print(f"\nboth languages decide the same in {same} of {len(every)} years")


def _figures(every: Sequence[Case], language: str) -> None:
    """How far the figures of the first sentence are from the plain draws."""
    off: dict[str, list[tuple[float, bool]]] = {"chance": [], "1 in 10": [], "average": []}
    for case in every:
        told = said(case.pages[language], language)
        if told.chance is not None:
            for name, one in _off(case, told):
                off[name].append(one)
    for name, found in off.items():
        far, within = zip(*found, strict=True)
        unit = "of 100" if name == "chance" else "of 100 of the money"
        print(
            f"{language}, {name:8} off by {np.mean(far):.2f} {unit} on average, {max(far):.2f} at "
            f"most; {sum(within)} of {len(within)} within rounding and {SURE:.0f} errors"
        )


def _off(case: Case, told: Said) -> Iterator[tuple[str, tuple[float, bool]]]:
    place = case.known[case.decided(told.fairs)]
    assert told.chance is not None
    assert told.years is not None
    above = 100 * case.truth.above[:, place]
    nearest = min(max(float(above.mean()), told.chance[0]), told.chance[1])
    yield "chance", _difference(nearest, above, told.years, 0.5, 1.0)
    for name, of, figure in (
        ("1 in 10", case.truth.low, told.low),
        ("average", case.truth.means, told.mean),
    ):
        if figure is not None:
            rounding = 0.5 * 10 ** max(np.floor(np.log10(max(abs(figure), 1))) - 2, 0)
            unit = case.year.money / 100
            yield name, _difference(figure, of[:, place], told.years, float(rounding), unit)


def _difference(
    figure: float, drawn: Floats, years: float, rounding: float, unit: float
) -> tuple[float, bool]:
    """How far off a figure is, in this unit, and whether that may be chance; `drawn`: the same of
    each batch of plain draws."""
    error = float(drawn.std(ddof=1)) * np.sqrt(1 / drawn.size + TRIALS / years)
    far = abs(figure - float(drawn.mean()))
    return far / unit, bool(far <= rounding + SURE * error)


if __name__ == "__main__":
    logging.disable(logging.WARNING)  # of Streamlit, that there is no server
    os.environ["QUITTE_DATABASE_URL"] = f"sqlite:///{Path(tempfile.mkdtemp()) / 'quitte.db'}"
    sys.exit(main(*map(int, sys.argv[1:])))
