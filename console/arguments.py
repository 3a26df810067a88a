"""The arguments of the command line, and its help, in the language of the terminal."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from typing import Any, Final, NoReturn

from console import evaluating, leads, many
from console.asking import OPTIONS
from console.backup import command as backup
from console.questions import LINK, QUESTIONS
from console.terminal import Terminal
from console.year import asked as asked_year
from sim.plan.file import EXAMPLES
from sim.play.engine import SEED
from sim.play.trials import TRIALS
from sim.year.shared import TRIALS as YEARS
from sim.year.year import TOGETHER
from words.languages import LANGUAGES

NUMBER: Final = "N"
DAY: Final = "YYYY-MM-DD"


class WrongArgumentsError(Exception):
    """Arguments that cannot be understood; its text says why, in the language of the terminal."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """No usage, no exit: a wrong argument is told like any other problem."""
        raise argparse.ArgumentError(None, message)


def parsed(
    program: str, question: str, arguments: Sequence[str], say: Terminal, *, serves: bool = False
) -> argparse.Namespace:
    """What the arguments say; `serves`: the program can open the pages too.

    Raises `WrongArgumentsError`; help is printed, and ends it all.
    """
    parser = _parser(program, question, say, serves)
    try:
        options, unknown = parser.parse_known_intermixed_args(arguments)
    except argparse.ArgumentError as problem:
        raise WrongArgumentsError(_wrong(problem, parser, arguments, say)) from None
    if unknown:
        raise WrongArgumentsError(say("refused.unknown", arguments=" ".join(unknown)))
    return options


def _wrong(
    problem: argparse.ArgumentError,
    parser: argparse.ArgumentParser,
    arguments: Sequence[str],
    say: Terminal,
) -> str:
    """What is wrong, which argparse itself says in English only."""
    option = problem.argument_name
    if option is None:  # what is missing, which its message ends with
        named = problem.message.rpartition(": ")[2].split(", ")
        missing = next(one for one in parser._get_positional_actions() if one.metavar in named)
        return say("refused.missing", name=missing.metavar, what=missing.help)
    names = tuple(f"{name}=" for name in option.split("/"))
    given = next((one for one in arguments if one.startswith(names)), None)
    if given is None:
        return say("refused.no_value", option=option)
    return say("refused.value", option=option, value=repr(given.partition("=")[2]))


def _parser(program: str, question: str, say: Terminal, serves: bool) -> _Parser:
    about = say("help.about")
    if question in backup.WORDS:
        about = say(f"help.about_{question}")
    elif question:
        about = say("help.about_question", question=say(f"questions.{question}"))
    parser = _Parser(
        prog=f"{program} {question}".strip(),
        description="\n".join(say.wrapped(about)),
        epilog=None if question else _others(program, say, serves),
        formatter_class=_formatter(say),
        allow_abbrev=False,
        add_help=False,
        exit_on_error=False,
    )
    told = parser.add_argument_group(say("help.arguments"))
    options = parser.add_argument_group(say("help.options"))
    options.add_argument("-h", "--help", action="help", help=say("help.help"))
    if question in backup.WORDS:
        backup.add_arguments(told, options, question, say)
    else:
        _add_arguments(told, options, question, say)
    spoken = ", ".join(LANGUAGES)
    about = say("help.language", languages=spoken)
    options.add_argument("--language", metavar="|".join(LANGUAGES), help=about)
    return parser


def _others(program: str, say: Terminal, serves: bool) -> str:
    """What else can be asked, below the arguments."""
    lines = [f"  {word:12} {say(f'questions.{word}')}" for word in QUESTIONS]
    after = ["", say("help.after", program=program)]
    pages = ["", say("help.pages", program=program)] if serves else []
    return "\n".join([say("help.questions", program=program), *lines, *after, *pages])


def _add_arguments(
    told: argparse._ArgumentGroup, options: argparse._ArgumentGroup, question: str, say: Terminal
) -> None:
    _add_files(told, question, say)
    if question == evaluating.WORD:
        options.add_argument("--on", metavar=DAY, help=say("help.on"))
        options.add_argument("--next", action="store_true", help=say("help.next"))
    if question == leads.WORD:
        options.add_argument("--on", metavar=DAY, help=say("help.leads_on"))
        options.add_argument("--sheet", metavar=say("help.name_of_sheet"), help=say("help.sheet"))
        options.add_argument("--currency", metavar="EUR", help=say("help.currency"))
    if question == many.WORD:
        out, address = say("help.name"), say("help.address")
        options.add_argument("--out", metavar=out, help=say("help.out"))
        options.add_argument("--scheduler", metavar=address, help=say("help.scheduler"))
    if question == asked_year.WORD:
        options.add_argument("--budget", metavar=NUMBER, help=say("help.budget"))
        together = str(TOGETHER)
        about = say("help.together", default=together)
        options.add_argument("--together", metavar="S", default=together, help=about)
    if question == LINK:
        options.add_argument("--base", metavar="URL", default="", help=say("help.base"))
    if question not in (many.WORD, LINK):
        options.add_argument("--json", action="store_true", help=say("help.json"))
    _add_numbers(options, question, say)
    for name in QUESTIONS[question].options if question in QUESTIONS else ():
        flag, of_option = f"--{name.replace('_', '-')}", OPTIONS[name]
        about = say(f"help.{name}", default=of_option)
        options.add_argument(flag, metavar=NUMBER, default=of_option, help=about)


def _add_numbers(options: argparse._ArgumentGroup, question: str, say: Terminal) -> None:
    """How it is played; without a number of trials a plan gets as many as it needs."""
    if question not in (leads.WORD, LINK):
        after = question == evaluating.WORD
        about = say("help.trials_after", default=TRIALS) if after else say("help.trials")
        if question == asked_year.WORD:
            about = say("help.trials_year", default=YEARS)
        options.add_argument("--trials", metavar=NUMBER, help=about)
    if question != leads.WORD:
        about = say("help.seed", default=SEED)
        options.add_argument("--seed", metavar=NUMBER, default=str(SEED), help=about)


def _add_files(told: argparse._ArgumentGroup, question: str, say: Terminal) -> None:
    examples = ", ".join(EXAMPLES)
    about = {leads.WORD: say("help.leads"), many.WORD: say("help.plans")}
    file = about.get(question) or say("help.file", examples=examples)
    several: dict[str, Any] = {"nargs": "+"} if question in (many.WORD, asked_year.WORD) else {}
    told.add_argument("file", metavar=say("help.name"), help=file, **several)
    if question == evaluating.WORD:
        records = say("help.records")
        told.add_argument("records", nargs="+", metavar=say("help.record"), help=records)


def _formatter(say: Terminal) -> type[argparse.HelpFormatter]:
    class Formatter(argparse.RawDescriptionHelpFormatter):
        def add_usage(
            self,
            usage: str | None,
            actions: Iterable[argparse.Action],
            groups: Iterable[Any],
            prefix: str | None = None,
        ) -> None:
            own = prefix or say("help.usage")
            if usage is not None:  # formatted before, and cut by the length of the English word
                usage = usage.removeprefix(own[len("usage: ") :])
            super().add_usage(usage, actions, groups, own)

    return Formatter
