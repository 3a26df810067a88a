"""Many plans: `python -m sim many FOLDER_OR_FILES... --out FILE [--scheduler ADDRESS]`.

One row a plan in a table (`sim.many.table`), with the figures of ``--json``; on the processors of
this machine, or on the workers of a Dask cluster. What went wrong with a plan is told in its row,
in the language of the terminal, and a CSV file is written as a spreadsheet in that language reads
it.

Ctrl-C leaves a whole table of what was answered until then; the same command goes on from there
(`sim.many.run`).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from console.terminal import Bar, Terminal
from sim.many import cluster, processes
from sim.many.files import found
from sim.many.run import Asked, Done, Play, answer
from sim.many.table import FORMATS
from sim.plan.problems import ScenarioError

WORD: Final = "many"


def asked(options: argparse.Namespace, trials: int | None, seed: int, say: Terminal) -> Asked:
    """What the arguments name. Raises `ScenarioError`."""
    if options.out is None:
        raise ScenarioError("missing", "out", form=", ".join(f"answers{end}" for end in FORMATS))
    out, decimal = Path(options.out), say.words.marks.decimal
    Asked((), out, trials, seed, decimal).check()  # before folders are looked through
    return Asked(found(options.file), out, trials, seed, decimal)


def answered(asked: Asked, scheduler: str | None, say: Terminal) -> Done:
    """Writes the table. Raises `ScenarioError`, and `BrokenOffError` when interrupted."""
    bar = Bar(len(asked.plans), sys.stderr, say, "progress.plans")
    try:
        with _playing(scheduler) as play:
            return answer(asked, play, say.words.problem_of_file, bar)
    finally:
        bar.erase()


@contextmanager
def _playing(scheduler: str | None) -> Iterator[Play]:
    if scheduler is None:
        yield processes.played
    else:
        with cluster.connected(scheduler) as play:
            yield play


def as_text(asked: Asked, done: Done, say: Terminal) -> str:
    """What the table holds; the name of the file is not broken, so that it can be copied."""
    rows = say.counted("many.rows", done.rows, n=say.exact(done.rows), out=str(asked.out))
    return "\n".join([rows, *say.wrapped(" ".join(_told(done, say)))])


def as_line(asked: Asked, done: Done, say: Terminal) -> str:
    """The same where it was broken off, on one line."""
    rest = say.exact(len(asked.plans))
    return say.counted("many.broken_off", done.rows, n=say.exact(done.rows), of=rest)


def _told(done: Done, say: Terminal) -> Iterator[str]:
    if done.kept:
        yield say.counted("many.kept", done.kept, n=say.exact(done.kept))
    if done.problems:
        yield say.counted("many.problems", done.problems, n=say.exact(done.problems))
