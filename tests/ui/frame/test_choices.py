"""A choice whose labels change keeps meaning what it meant."""

from __future__ import annotations

from typing import Any
from unittest.mock import patch

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import ElementTree


def box() -> None:
    """An app of one box, with labels and options as the address says."""
    import streamlit as st

    from ui.frame.choices import choose, chosen
    from ui.visit import session

    if not session.begun():
        session.begin(lambda: None)
    labels = dict(pair.split("=") for pair in st.query_params["labels"].split(","))
    draw = getattr(st, st.query_params["kind"])
    st.text(f"{choose(draw, 'Which', labels, key='box')} {chosen('box')}")


def drawn(at: AppTest, labels: str, sent: str | None = None) -> str:
    """What is chosen after a run with these labels, and what was sent with it."""
    at.query_params["labels"] = labels
    found = [*at.selectbox, *at.radio]
    states = [WidgetState(id=one.id, string_value=sent) for one in found if sent is not None]
    with patch.object(ElementTree, "get_widget_states", lambda _: WidgetStates(widgets=states)):
        at.run()
    assert not at.exception
    said = str(at.text[0].value).split(" ")
    assert said[0] == said[1]
    return said[0]


@pytest.fixture(params=["selectbox", "radio"])
def at(request: Any) -> AppTest:
    found = AppTest.from_function(box)
    found.query_params["kind"] = request.param
    return found


def test_a_label_of_before_means_what_it_meant(at: AppTest) -> None:
    assert drawn(at, "a=One,b=Two,c=Three") == "a"
    assert drawn(at, "a=Een,b=Twee,c=Drie") == "a"
    assert drawn(at, "a=Een,b=Twee,c=Drie", "Two") == "b"
    assert drawn(at, "a=Un,b=Deux,c=Trois", "Three") == "c"
    assert drawn(at, "a=Un,b=Deux,c=Trois", "Twee") == "b"


def test_a_label_that_moved_on_to_another_choice_means_the_new_one(at: AppTest) -> None:
    assert drawn(at, "a=Red,b=Blue") == "a"
    assert drawn(at, "a=Blue,b=Green") == "a"
    assert drawn(at, "a=Blue,b=Green", "Green") == "b"
    assert drawn(at, "a=Blue,b=Green", "Blue") == "a"


def test_what_was_never_offered_changes_nothing(at: AppTest) -> None:
    assert drawn(at, "a=One,b=Two") == "a"
    assert drawn(at, "a=One,b=Two", "Two") == "b"
    assert drawn(at, "a=One,b=Two", "../fairs") == "b"


def test_a_choice_that_is_gone_leaves_one_that_is_there(at: AppTest) -> None:
    assert drawn(at, "a=One,b=Two") == "a"
    assert drawn(at, "a=One,b=Two", "Two") == "b"
    assert drawn(at, "a=One,c=Three") == "a"
