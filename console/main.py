"""The command line: `python -m sim [QUESTION] FILE [--json] [--trials N] [--seed N]`.

It answers in the language of ``--language``, otherwise in the terminal's; JSON is always the same.

Without a question it tells whether the fair will pay off; the questions are in `console.questions`,
and what came of a fair is told by ``evaluate PLAN RECORD...`` (`console.evaluating`), what a file
of leads counts by ``leads FILE`` (`console.leads`), the answers of many plans by ``many FOLDER``
(`console.many`), which fairs of a year by ``year PLAN...`` (`console.year`), where the pages open a
plan by ``link FILE``. The database goes into a file by ``backup FILE``, and back by
``restore FILE`` (`console.backup`).
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
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final, TypeVar

from console import asking, evaluating, leads, many
from console.answer_text import report
from console.arguments import WrongArgumentsError, parsed
from console.asking import OPTIONS, Asked, read_whole
from console.backup import command as backup
from console.backup.command import NotKeptError
from console.evaluating import Evaluated, WrongRecordError
from console.questions import LINK, QUESTIONS, answered, answered_as_json, with_steps
from console.terminal import Bar, Terminal, asked_language, has_letters, own_language
from console.year import asked as asked_year
from console.year import told as told_year
from console.year.asked import WrongPlanError
from sim.links.plan_link import address
from sim.many.figures import summary
from sim.many.run import BrokenOffError
from sim.plan.file import EXAMPLES, example, load
from sim.plan.problems import ScenarioError
from sim.plan.scenario import Scenario
from sim.play.engine import simulate
from sim.play.enough import MOST, played, trials_for
from sim.play.figures import Figures, figures
from sim.play.result import Result
from sim.play.trials import TRIALS, check_run
from words.catalogue import words

TOGETHER: Final = "together"  # asks about steps, a few of which are filled in
PROGRAM: Final = "python -m sim"
AFTER: Final = (evaluating.WORD, leads.WORD, many.WORD, asked_year.WORD, LINK)
WORDS: Final = (*QUESTIONS, *AFTER, *backup.WORDS)
REFUSED: Final = 2
INTERRUPTED: Final = 130
UNREAD: Final = 141
NOT_WRITTEN: Final = 1
T = TypeVar("T")
LONGEST: Final = 300  # letters of a file's name, and of what is wrong with it


def main(argv: Sequence[str] | None = None, *, program: str = PROGRAM, serves: bool = False) -> int:
    """Answers the scenario that `argv` names; returns the exit status.

    `program` is what the user calls it by; `serves`: it can open the pages too, for its help.
    """
    file = program
    arguments = [*(sys.argv[1:] if argv is None else argv)]
    plain = not all(map(has_letters, (sys.stdout, sys.stderr)))
    say = Terminal(words(own_language()), plain)
    question = arguments.pop(0) if arguments and arguments[0] in WORDS else ""
    try:
        say = Terminal(words(asked_language(arguments)), plain)
        options = parsed(program, question, arguments, say, serves=serves)
        of_one = question not in (many.WORD, asked_year.WORD)
        file = options.file or "''" if of_one else f"{program} {question}"
        if question == many.WORD:
            return _many(options, say)
        return _written(_answer(question, options, say), say)
    except NotKeptError as wrong:
        return _refused(wrong.place, str(wrong))
    except WrongArgumentsError as problem:
        return _refused(file, str(problem))
    except ScenarioError as problem:
        return _refused(file, say.problem(problem))
    except WrongRecordError as wrong:
        return _refused(wrong.file, say.problem(wrong.problem))
    except WrongPlanError as wrong:
        return _refused(wrong.file, say.problem(wrong.problem))
    except MemoryError:
        return _refused(file, say("refused.memory"))
    except KeyboardInterrupt:
        return INTERRUPTED


def _answer(question: str, options: argparse.Namespace, say: Terminal) -> str:
    if question == evaluating.WORD:
        return _evaluated(options, say)
    if question == leads.WORD:
        found = leads.counted(options.file, options.on, options.sheet, options.currency)
        return leads.as_json(found, say) if options.json else leads.as_text(found, say)
    if question == asked_year.WORD:
        return _year(options, say)
    if question == LINK:
        return _address(options)
    if question in backup.WORDS:
        return backup.done(question, options, say)
    if question:
        asked = _asked(options)
        if question == TOGETHER:
            asked = with_steps(asked, say.words)
        if options.json:
            return answered_as_json(question, asked)
        plan = say.spoken(load(options.file), options.file).with_(steps=asked.scenario.steps)
        return answered(question, replace(asked, scenario=plan), say)
    run = _run(options)
    plan = load(options.file)
    if options.json:
        told = _figures(plan, run, say) if run["trials"] else played(plan, seed=run["seed"])
        return json.dumps(summary(told), indent=2, allow_nan=False)
    spoken = say.spoken(plan, options.file)
    if run["trials"] is None:
        return report(played(spoken, seed=run["seed"]), say)
    result = _long(partial(simulate, chances=True), spoken, run, say)
    return report(result, say, _on_page(plan, run))


def _run(options: argparse.Namespace) -> dict[str, Any]:
    """Trials, None where nobody asks for a number, and seed. Raises `ScenarioError`."""
    trials = None if options.trials is None else read_whole(options.trials)
    run = {"trials": trials, "seed": read_whole(options.seed)}
    check_run(TRIALS if trials is None else trials, run["seed"])
    return run


def _on_page(plan: Scenario, run: dict[str, Any]) -> int | None:
    """So many fairs the page shows, where somebody asks for another number."""
    if run["trials"] is None:
        return None
    shown = trials_for(plan, seed=run["seed"])
    return None if shown == run["trials"] else shown


def _address(options: argparse.Namespace) -> str:
    """Where the pages open the plan: an example in its own place, as they do."""
    run = {"trials": TRIALS, "seed": read_whole(options.seed)}
    check_run(**run)
    plan = load(options.file)
    start = options.file if options.file in EXAMPLES and plan is example(options.file) else ""
    return address(plan, run["seed"], start, base=options.base)


def _year(options: argparse.Namespace, say: Terminal) -> str:
    run = _run(options)
    asked = asked_year.asked(
        options.file, options.budget, options.together, run["trials"], run["seed"]
    )
    return told_year.as_json(asked) if options.json else told_year.as_text(asked, say)


def _many(options: argparse.Namespace, say: Terminal) -> int:
    trials = None if options.trials is None else read_whole(options.trials)
    asked = many.asked(options, trials, read_whole(options.seed), say)
    try:
        done = many.answered(asked, options.scheduler, say)
    except BrokenOffError as broken:
        _refused(options.out, many.as_line(asked, broken.done, say))
        return INTERRUPTED
    return _written(many.as_text(asked, done, say), say)


def _evaluated(options: argparse.Namespace, say: Terminal) -> str:
    run = _run(options)
    run["trials"] = run["trials"] or TRIALS
    plan, told = load(options.file), evaluating.records(options.records)
    on = evaluating.read_day(options.on, told)
    if options.next:
        return evaluating.as_file(Evaluated(plan, told, on, **run), say)
    if options.json:
        return evaluating.as_json(Evaluated(plan, told, on, **run))
    return evaluating.as_text(Evaluated(say.spoken(plan, options.file), told, on, **run), say)


def _asked(options: argparse.Namespace) -> Asked:
    """The plan and how it is asked about, all of it checked."""
    run = _run(options)
    told = {
        name: str(value)
        for name, value in vars(options).items()
        if name in OPTIONS and value is not None
    }
    asking.read_options(told)  # before the file is looked for
    asked = asking.for_program(load(options.file), run["trials"], run["seed"], told)
    if options.json:
        return asked
    return replace(asked, json=False, on_page=_on_page(asked.scenario, run))


def _figures(plan: Scenario, run: dict[str, Any], say: Terminal) -> Result | Figures:
    """Of more trials than any plan needs the columns are not held, and the chances counted."""
    if run["trials"] <= MOST:
        return _long(partial(simulate, chances=True), plan, run, say)
    return _long(figures, plan, run, say)


def _long(play: Callable[..., T], plan: Scenario, run: dict[str, Any], say: Terminal) -> T:
    """On all processors: nobody else asks this process anything."""
    bar = Bar(run["trials"], sys.stderr, say)
    try:
        return play(plan, **run, threads=os.cpu_count() or 1, progress=bar)
    finally:
        bar.erase()


def _written(text: str, say: Terminal) -> int:
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
        _refused(say("refused.output"), error.strerror or str(error))
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
