"""The command line: `python -m sim [QUESTION] FILE [--json] [--trials N] [--seed N]`.

Without a question it tells whether the fair will pay off; the questions are in `console.questions`.
A file that is called as a question is reached as ./drivers.

Exit status 0 with the answer on standard output; 2 with one line on standard error where the
scenario or an argument is wrong; 130 when interrupted; 141 when nobody reads the answer.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import sys
import time
from collections.abc import Sequence
from typing import Any, Final, NoReturn, TextIO

from console import asking
from console.answer_json import summary
from console.answer_text import report
from console.asking import Asked
from console.questions import QUESTIONS, answered
from sim.plan.file import EXAMPLES, load
from sim.plan.problems import ScenarioError
from sim.play.engine import SEED, check_run, simulate
from sim.play.result import Result
from sim.play.trials import QUESTION, TRIALS

PROGRAM: Final = "python -m sim"
REFUSED: Final = 2
INTERRUPTED: Final = 130
UNREAD: Final = 141
NOT_WRITTEN: Final = 1
OPTIONS: Final = {  # of some questions: what it is, and what is taken where it is not given
    "chance": ("so many of 100 fairs are to make it", "70"),
    "cost_of_person": ("money for each person more than planned", "0"),
}
LONGEST: Final = 300  # letters of a file's name, and of what is wrong with it


def main(argv: Sequence[str] | None = None, *, program: str = PROGRAM, more: str = "") -> int:
    """Answers the scenario that `argv` names; returns the exit status.

    `program` is what the user calls it by, `more` what else that program can do, for its help.
    """
    file = program
    arguments = [*(sys.argv[1:] if argv is None else argv)]
    question = arguments.pop(0) if arguments and arguments[0] in QUESTIONS else ""
    try:
        options = _parser(question, program, more).parse_args(arguments)
        file = options.file or "''"
        if question:
            return _written(answered(question, _asked(options), as_json=options.json))
        result = _simulated(options.file, options.trials, options.seed)
        if options.json:
            return _written(json.dumps(summary(result), indent=2, allow_nan=False))
        return _written(report(result))
    except (ScenarioError, argparse.ArgumentError) as problem:
        return _refused(file, str(problem))
    except MemoryError:
        return _refused(file, "trials: there is not enough memory for so many; ask for fewer")
    except KeyboardInterrupt:
        return INTERRUPTED


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """No usage, no exit: a wrong argument is told like any other problem."""
        raise argparse.ArgumentError(None, message)


def _parser(question: str, program: str, more: str) -> argparse.ArgumentParser:
    asks = "\n".join(f"  {word:12} {each.about}" for word, each in QUESTIONS.items())
    others = f"or ask a question, {program} QUESTION FILE:\n{asks}\n\n{more}"
    parser = _Parser(
        prog=f"{program} {question}".strip(),
        description=f"Tells {QUESTIONS[question].about}."
        if question
        else "Will this trade fair pay off? Plays it thousands of times and tells.",
        epilog=None if question else others,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument(
        "file", metavar="FILE", help=f"a scenario, or one of the examples: {', '.join(EXAMPLES)}"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object instead of text")
    trials = QUESTION if question else TRIALS
    parser.add_argument(
        "--trials", metavar="N", default=str(trials), help="fairs to play (default %(default)s)"
    )
    parser.add_argument(
        "--seed", metavar="N", default=str(SEED), help="another seed, other luck (default 1)"
    )
    for option in QUESTIONS[question].options if question else ():
        about, default = OPTIONS[option]
        flag = f"--{option.replace('_', '-')}"
        parser.add_argument(flag, metavar="N", default=default, help=f"{about} (default {default})")
    return parser


def _asked(options: argparse.Namespace) -> Asked:
    """The plan and how it is asked about, all of it checked."""
    run = {"trials": _whole(options.trials), "seed": _whole(options.seed)}
    check_run(**run)
    chance = asking.read_chance(getattr(options, "chance", OPTIONS["chance"][1]))
    cost = asking.read_cost(getattr(options, "cost_of_person", OPTIONS["cost_of_person"][1]))
    return Asked(load(options.file), chance=chance, cost_of_person=cost, **run)


def _simulated(file: str, trials: str, seed: str) -> Result:
    run = {"trials": _whole(trials), "seed": _whole(seed)}
    check_run(**run)
    scenario = load(file)
    bar = _Bar(run["trials"], sys.stderr)
    try:
        return simulate(scenario, **run, progress=bar)
    finally:
        bar.erase()


def _whole(text: str) -> Any:
    """A whole number; otherwise the text in quotes, which the check of the run refuses."""
    try:
        return int(text)
    except ValueError:
        return repr(text)


class _Bar:
    """How far a long run has come, on a terminal only."""

    WAIT: Final = 0.5  # seconds before it appears
    PAUSE: Final = 0.1  # between two drawings
    WIDTH: Final = 40

    def __init__(self, total: int, stream: TextIO | None) -> None:
        self.total = total
        self.stream = stream if stream is not None and stream.isatty() else None
        self.next = time.monotonic() + self.WAIT
        self.drawn = 0

    def __call__(self, done: int) -> None:
        if self.stream is None or time.monotonic() < self.next:
            return
        filled = self.WIDTH * done // self.total
        text = f"[{'#' * filled}{'.' * (self.WIDTH - filled)}] {done:,} of {self.total:,} fairs"
        self._draw(f"\r{text}")
        self.drawn = max(self.drawn, len(text))
        self.next = time.monotonic() + self.PAUSE

    def erase(self) -> None:
        """Leaves the line as it was found."""
        if self.drawn:
            self._draw(f"\r{' ' * self.drawn}\r")
            self.drawn = 0

    def _draw(self, text: str) -> None:
        if self.stream is not None:
            with contextlib.suppress(OSError):
                self.stream.write(text)
                self.stream.flush()


def _written(text: str) -> int:
    """Puts `text` on standard output."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a fair's name may need letters it does not have
    try:
        print(text, flush=True)
    except BrokenPipeError:
        _forget_output()
        return UNREAD
    except OSError as error:
        _forget_output()
        _refused("standard output", error.strerror or str(error))
        return NOT_WRITTEN
    return 0


def _forget_output() -> None:
    """So that the interpreter does not try to write the rest once more when it ends."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _refused(file: str, problem: str) -> int:
    if sys.stderr is not None:
        with contextlib.suppress(OSError):
            print(f"{_line(file)}: {_line(problem)}", file=sys.stderr)
    return REFUSED


def _line(text: str) -> str:
    """`text` on one line, its middle left out where it is long, harmless to a terminal."""
    plain = "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in text)
    half = LONGEST // 2
    return plain if len(plain) <= LONGEST else f"{plain[:half]} ... {plain[-half:]}"
