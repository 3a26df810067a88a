"""The questions of the command line, by the word that asks them: `python -m sim WORD FILE`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from console import asking, question_json, question_text
from console.asking import Asked


@dataclass(frozen=True)
class Question:
    """One question: what it is about, the work, and the answer in words and as figures.

    options  names of those that it takes besides trials and seed
    """

    about: str
    work: Callable[[Asked], Any]
    report: Callable[[Asked, Any], Iterator[list[str]]]
    summary: Callable[[Asked, Any], dict[str, Any]]
    options: tuple[str, ...] = ()


def _question(word: str, about: str, *options: str) -> Question:
    work = getattr(asking, f"ask_{word}")
    return Question(
        about, work, getattr(question_text, word), getattr(question_json, word), options
    )


QUESTIONS: Final[dict[str, Question]] = {
    word: _question(word, about, *options)
    for word, about, *options in (
        ("drivers", "what the profit hangs on, and how much of it is luck"),
        ("levers", "what each number would have to be so that enough fairs pay", "chance"),
        ("steps", "what one step more is worth"),
        ("team", "how many people on the stand", "cost_of_person"),
        ("backwards", "what the joint goal takes", "chance"),
        ("information", "what it is worth to know a number before deciding"),
        ("robustness", "how far the answer depends on what nobody has measured"),
        ("when", "when the money comes, month by month"),
    )
}


def answered(word: str, asked: Asked, *, as_json: bool) -> str:
    """The answer to a question. Raises `ScenarioError` for a plan that it cannot be asked of."""
    question = QUESTIONS[word]
    found = question.work(asked)
    if not as_json:
        return question_text.told(asked, question.report(asked, found))
    run = {"question": word, "trials": asked.trials, "seed": asked.seed}
    return json.dumps(run | question.summary(asked, found), indent=2, allow_nan=False)
