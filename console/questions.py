"""The questions of the command line, by the word that asks them: `python -m sim WORD FILE`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from console import asking, question_json, question_text
from console.asking import BOUNDS, Asked
from console.terminal import Terminal
from words.catalogue import Words
from words.stepwise.suggested import suggested

LINK: Final = "link"  # asks nothing of the fairs: where the plan opens


@dataclass(frozen=True)
class Question:
    """One question: the work, and the answer in words and as figures.

    options  names of those that it takes besides trials and seed
    bare     its figures stand alone, without what was asked and how it was played
    """

    work: Callable[[Asked], Any]
    report: Callable[[Asked, Any, Terminal], Iterator[list[str]]]
    summary: Callable[[Asked, Any], dict[str, Any]]
    options: tuple[str, ...] = ()
    bare: bool = False


def _question(word: str, *options: str) -> Question:
    work = getattr(asking, f"ask_{word}")
    told = (getattr(question_text, word), getattr(question_json, word))
    return Question(work, *told, options, bare=word == "together")


QUESTIONS: Final[dict[str, Question]] = {
    word: _question(word, *options)
    for word, *options in (
        ("drivers",),
        ("levers", "chance", "cost_of_person", *BOUNDS),
        ("steps", "cost_of_person"),
        ("together", "chance", "within"),
        ("team", "cost_of_person"),
        ("backwards", "chance"),
        ("information",),
        ("robustness",),
        ("when",),
        ("later",),
    )
}  # what each is about stands with the words: ``console.questions``


def with_steps(asked: Asked, w: Words) -> Asked:
    """A plan without steps of its own is asked about a few that its lines suggest."""
    plan = asked.scenario
    if plan.steps:
        return asked
    return replace(asked, scenario=plan.with_(steps=suggested(plan, w)), own_steps=False)


def answered(word: str, asked: Asked, say: Terminal) -> str:
    """The answer to a question in words. Raises `ScenarioError` for a plan that it cannot be asked
    of."""
    question = QUESTIONS[word]
    return question_text.full_text(asked, question.report(asked, question.work(asked), say), say)


def answered_as_json(word: str, asked: Asked) -> str:
    """The same as one JSON object, which is the same in every language."""
    question = QUESTIONS[word]
    run = {"question": word, "trials": asked.trials, "seed": asked.seed}
    found = question.summary(asked, question.work(asked))
    run = {} if question.bare else run
    return json.dumps(run | found, indent=2, allow_nan=False)
