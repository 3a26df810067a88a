"""What the team makes of a fair: kept as it was said, read without trust."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.actuals.evaluation import (
    LARGEST,
    LONGEST,
    MOST_ACTIONS,
    TEAMS,
    UNDECIDED,
    VERDICTS,
    Action,
    Evaluation,
    View,
    dumps,
    loads,
)
from sim.plan.problems import ScenarioError

TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=60)
CHOICES = st.sampled_from((UNDECIDED, *VERDICTS))
EVALUATIONS = st.builds(
    Evaluation,
    views=st.dictionaries(st.sampled_from(TEAMS), st.builds(View, CHOICES, TEXTS, TEXTS)),
    agreed=CHOICES,
    reason=TEXTS,
    actions=st.lists(st.builds(Action, TEXTS, TEXTS), max_size=4).map(tuple),
)


@given(EVALUATIONS)
def test_what_is_kept_is_read_back_as_it_was(evaluation: Evaluation) -> None:
    assert loads(dumps(evaluation)) == evaluation


@given(EVALUATIONS, st.builds(View, CHOICES, TEXTS, TEXTS))
def test_one_side_says_something_and_the_other_keeps_its_words(
    evaluation: Evaluation, view: View
) -> None:
    changed = evaluation.with_view("sales", view)
    assert changed.views["sales"] == view
    assert changed.views["marketing"] == evaluation.views["marketing"]
    assert (changed.agreed, changed.actions) == (evaluation.agreed, evaluation.actions)


def test_two_verdicts_differ_only_where_both_are_given() -> None:
    again, undecided = View("again"), View(well="much")
    assert not Evaluation({"marketing": again, "sales": undecided}).differ
    assert not Evaluation({"marketing": again, "sales": again}).differ
    assert Evaluation({"marketing": again, "sales": View("not_again")}).differ
    assert Evaluation().empty
    assert not Evaluation({"sales": undecided}).empty


def document(**parts: Any) -> str:
    return json.dumps(json.loads(dumps(Evaluation())) | parts)


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("", "not_evaluation", ""),
        ("[1]", "not_evaluation", ""),
        ('{"version": 2}', "not_evaluation", ""),
        ("[" * 100_000, "not_evaluation", ""),
        (" " * (LARGEST + 1), "too_large", ""),
        (document(views=3), "not_evaluation", ""),
        (document(actions={}), "not_evaluation", ""),
        (document(views={"ceo": {}}), "unknown_key", "views.ceo"),
        (document(views={"sales": 1}), "not_table", "views.sales"),
        (document(views={"sales": {"mood": ""}}), "unknown_key", "views.sales.mood"),
        (document(views={"sales": {"verdict": []}}), "not_one_of", "views.sales.verdict"),
        (document(views={"sales": {"well": 5}}), "not_words", "views.sales.well"),
        (document(views={"sales": {"well": "x" * (LONGEST + 1)}}), "too_long", "views.sales.well"),
        (document(agreed="perhaps"), "not_one_of", "agreed"),
        (document(reason=None), "not_words", "reason"),
        (document(actions=[{}]), "missing", "actions[1].what"),
        (document(actions=[{"what": "a"}, {"what": 1}]), "not_words", "actions[2].what"),
        (document(actions=[{"what": "a"}] * (MOST_ACTIONS + 1)), "too_many", "actions"),
    ],
)
def test_whatever_else_is_read_gives_one_sentence_with_its_place(
    text: str, code: str, place: str
) -> None:
    with pytest.raises(ScenarioError) as caught:
        loads(text)
    assert (caught.value.code, caught.value.place) == (code, place)
    assert "\n" not in str(caught.value)
