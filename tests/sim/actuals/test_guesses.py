"""What people guessed before a fair, and what came of it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim import example
from sim.actuals.actuals import Actuals
from sim.actuals.guess_scores import Hits
from sim.actuals.guesses import LARGEST, MOST, Said, dumps, guessable, held_against, loads
from sim.plan.problems import ScenarioError

PLAN = example("regional")
ENDS = st.tuples(st.floats(0.01, 0.4), st.floats(0.5, 0.99))
GUESSES = st.lists(
    st.builds(
        lambda who, ends, path, likely: Said(who, path, ends[0], ends[1], 0.45 if likely else None),
        st.text("abc é*$", min_size=1, max_size=9).filter(lambda text: text.strip()),
        ENDS,
        st.sampled_from(["margin", "order_share.decision"]),
        st.booleans(),
    ),
    max_size=5,
)


@given(GUESSES)
def test_what_is_kept_is_read_back_as_it_was(said: list[Said]) -> None:
    assert loads(dumps(said)) == tuple(said)


def test_a_pasted_name_has_plain_spaces_and_nothing_that_is_not_seen() -> None:
    assert Said("An\u00adna\u00a0B.\u200b", "margin", 0.2, 0.4).who == "Anna B."


def test_a_guess_is_held_against_what_was_counted() -> None:
    said = [
        Said("Anna", "call_share.decision", 0.3, 0.7),
        Said("Bert", "visitors", 10_000, 20_000, 15_000),
        Said("Bert", "margin", 0.2, 0.4),
        Said("Anna", "order_share.decision", 0.1, 0.5),
    ]
    reached = {"contacts.decision": 20, "followed_up.decision": 15, "calls.decision": 6}
    known = Actuals(visitors=12_000, reached=reached, open={"followed_up.decision": 0})
    found = list(held_against(said, "A fair", PLAN, known))
    assert [(one.who, one.figure, one.real) for one in found] == [
        ("Anna", "call_share.decision", Hits(6, 15)),
        ("Bert", "visitors", 12_000),
    ]


def test_a_share_of_which_leads_are_open_is_not_held_against_anything_yet() -> None:
    said = [Said("Anna", "call_share.decision", 0.3, 0.7)]
    reached = {"contacts.decision": 20, "followed_up.decision": 15, "calls.decision": 6}
    for still in ({"followed_up.decision": 4}, {}):  # of whom nothing is said may be open too
        known = Actuals(months=1, reached=reached, open=still)
        assert list(held_against(said, "A fair", PLAN, known)) == []


def test_what_can_be_guessed_is_what_shows_afterwards() -> None:
    paths = guessable(PLAN)
    assert {"visitors", "margin", "target_share", "order_share.decision"} <= set(paths)
    assert not {"dependence", "order_value", "staff", "cost_overrun"} & set(paths)


def document(**parts: Any) -> str:
    row = {"who": "Anna", "path": "margin", "low": 0.1, "high": 0.3} | parts
    return json.dumps({"version": 1, "guesses": [row]})


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("", "not_guesses", ""),
        ("[]", "not_guesses", ""),
        ('{"version": 2, "guesses": []}', "not_guesses", ""),
        ('{"version": 1, "guesses": {}}', "not_guesses", ""),
        ("[" * 100_000, "not_guesses", ""),
        (" " * (LARGEST + 1), "too_large", ""),
        (json.dumps({"version": 1, "guesses": [{}] * (MOST + 1)}), "too_many", "guesses"),
        (json.dumps({"version": 1, "guesses": [3]}), "unknown_key", "guesses[1]"),
        (json.dumps({"version": 1, "guesses": [{"who": "A"}]}), "missing", "guesses[1].path"),
        (document(mood=1), "unknown_key", "guesses[1]"),
        (document(who=" "), "not_text_value", "guesses[1].who"),
        (document(path="weather"), "not_one_of", "guesses[1].path"),
        (document(low="1"), "not_number", "guesses[1].low"),
        (document(low=True), "not_number", "guesses[1].low"),
        (document(low=0.4), "low_not_below_high", "guesses[1]"),
        (document(high=1.5), "above", "guesses[1]"),
        (document(likely=0.9), "likely_outside", "guesses[1]"),
    ],
)
def test_whatever_else_is_read_gives_one_sentence_with_its_place(
    text: str, code: str, place: str
) -> None:
    with pytest.raises(ScenarioError) as caught:
        loads(text)
    assert (caught.value.code, caught.value.place) == (code, place)
