"""Prints what each reader earns of the best possible, in each language, and the controls."""

from __future__ import annotations

import logging
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.reading import page
from benchmarks.reading.fairs import Fair, fairs
from benchmarks.reading.reader import READERS, SPEECH, Page, Speech, hurried

PLANS: Final = 40
WANTED: Final = 97.0
RESAMPLED: Final = 1_000


def score(all_fairs: Sequence[Fair], booked: Sequence[bool | None]) -> tuple[float, float]:
    """Of 100 that somebody could get who knew every truth, and the error that the truths leave:
    of draws of them within their own errors."""
    worth = np.array([fair.worth for fair in all_fairs])
    errors = np.array([fair.error for fair in all_fairs])
    taken = np.array([bool(one) for one in booked])
    best = np.maximum(worth, 0).sum()
    rng = np.random.default_rng(1)
    draws = worth + errors * rng.standard_normal((RESAMPLED, len(worth)))
    each = 100 * (draws * taken).sum(axis=1) / np.maximum(draws, 0).sum(axis=1)
    return 100 * float(worth[taken].sum()) / float(best), float(each.std())


def main(plans: int = PLANS) -> int:
    """1 where a reader of the whole page earns less than is wanted."""
    start, busy = time.perf_counter(), time.process_time()
    every = list(fairs(plans))
    worth = np.array([fair.worth for fair in every])
    close = np.count_nonzero(np.abs(worth) < 0.1)
    print(
        f"{plans} plans, {np.count_nonzero(worth > 0)} of them worth booking. Of its costs booking"
    )
    print(
        f"brings {100 * worth.min():+.0f} to {100 * worth.max():+.0f} %, the fee counted", end="; "
    )
    print(f"with {close} plans less than 10 %, one way or the other", flush=True)
    failed = 0
    for language, speech in SPEECH.items():
        pages = [page.text(fair.plan, language) for fair in every]
        print(f"\n{language}: earned of 100 that could be")
        for name, reader in READERS.items():
            booked = [reader(one, speech) for one in pages]
            failed |= _told(name, every, booked) < WANTED and reader is hurried
        _controls(every, pages, speech)
    print(f"\nalways booking {score(every, [True] * plans)[0]:.1f}, never 0.0")
    clock, work = time.perf_counter() - start, time.process_time() - busy
    print(f"{clock:.0f} s on the clock, {work:.0f} s of the processors")
    return int(failed)


def _told(name: str, every: Sequence[Fair], booked: Sequence[bool | None]) -> float:
    earned, error = score(every, booked)
    lost = sum(one is None for one in booked)
    note = f", {lost} pages on which nothing was found" if lost else ""
    print(f"  {name:28}{earned:7.1f} \u00b1 {error:.1f}{note}")
    return earned


def _controls(every: Sequence[Fair], pages: Sequence[Page], speech: Speech) -> None:
    other = [*pages[1:], pages[0]]
    _told("the board of another plan", every, [hurried(one, speech) for one in other])
    bare = [page.without_numbers(list(one), speech.book + speech.leave) for one in pages]
    _told("a page without numbers", every, [hurried(one, speech) for one in bare])


if __name__ == "__main__":
    logging.disable(logging.WARNING)  # of Streamlit, that there is no server
    os.environ["QUITTE_DATABASE_URL"] = f"sqlite:///{Path(tempfile.mkdtemp()) / 'quitte.db'}"
    sys.exit(main(*map(int, sys.argv[1:])))
