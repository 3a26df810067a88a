"""A move of a slider as one object, without Streamlit: what holds in every state of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ui.editing.moves import LATER, Form, Moves

PATHS = ("visitors", "margin", "order_value")
KEYS = tuple(f"slide.{path}" for path in PATHS)
SHORT: Form = (1.0, 10.0, 1.0)
LONG: Form = (1.0, 100.0, 1.0)
SECOND = 1.0
MADE = settings(deadline=None, derandomize=True, max_examples=200)

Change = Callable[[Moves], Moves]
paths, keys, values = st.sampled_from(PATHS), st.sampled_from(KEYS), st.integers(0, 3)
forms = st.dictionaries(keys, st.sampled_from([SHORT, LONG]))
held = st.dictionaries(keys, values)


def one(name: str, *args: Any) -> tuple[str, tuple[Any, ...]]:
    return name, args


# Every transition with what it may be given, but `holding`, which tells the time too.
TRANSITIONS = {
    "begun": st.builds(one, st.just("begun"), st.tuples(values, st.booleans())),
    "moved": st.builds(one, st.just("moved"), paths),
    "drawn": st.just(one("drawn")),
    "asking": st.just(one("asking")),
    "rested": st.just(one("rested")),
    "hurried": st.just(one("hurried")),
    "pictured": st.just(one("pictured")),
    "unknown": st.builds(one, st.just("unknown"), keys),
    "arrived": st.builds(one, st.just("arrived"), forms),
}
HOLDING = st.builds(one, st.just("holding"), held, held, st.floats(0, 2 * LATER))
HISTORIES = st.lists(st.one_of(*TRANSITIONS.values(), HOLDING), max_size=40)

# What each transition may change, and nothing else.
OWN = {
    "begun": {"made", "seen", "rows", "asked", "frame", "forms"},
    "moved": {"made", "rows", "asked"},
    "drawn": {"seen"},
    "asking": {"asked"},
    "rested": {"rows", "asked"},
    "hurried": {"hurry"},
    "pictured": {"hurry"},
    "unknown": {"forms"},
    "arrived": {"forms"},
    "holding": {"holds", "recent"},
}


def states(history: list[tuple[str, tuple[Any, ...]]]) -> list[tuple[str, Moves, Moves]]:
    """Every transition with the states before and after it; the clock only goes on."""
    found, now, clock = [], Moves(), 0.0
    for name, args in history:
        if name == "holding":
            clock += args[-1]
            args = (*args[:-1], clock)
        before, now = now, getattr(now, name)(*args)
        found.append((name, before, now))
    return found


def test_every_transition_is_tried_here() -> None:
    made = {
        name
        for name, method in vars(Moves).items()
        if getattr(method, "__annotations__", {}).get("return") == "Moves"
    }
    assert made == {*OWN} == {*TRANSITIONS, "holding"}


@MADE
@given(HISTORIES)
def test_what_is_promised_of_every_state_holds(history: list[tuple[str, tuple[Any, ...]]]) -> None:
    for name, _, now in states(history):
        assert 0 <= now.seen <= now.made
        assert len(now.rows) <= now.made
        assert now.rows or name != "moved"
        assert now.asked <= now.rows
        times = [one.at for one in now.recent]
        assert times == sorted(times)
        assert not times or times[-1] - times[0] < LATER
        assert {one.key for one in now.recent} <= {*now.holds}


@MADE
@given(HISTORIES)
def test_a_transition_leaves_everything_alone_that_is_not_its_own(
    history: list[tuple[str, tuple[Any, ...]]],
) -> None:
    for name, before, now in states(history):
        changed = {f.name for f in fields(Moves) if getattr(before, f.name) != getattr(now, f.name)}
        assert changed <= OWN[name]


class Page:
    """A page that draws what the moves say, and a server that may be broken off anywhere."""

    def __init__(self) -> None:
        self.moves = Moves()
        self.values = dict.fromkeys(PATHS, 0)  # believed
        self.picture = dict(self.values)
        self.rows = dict(self.values)  # as the rows of the inputs show them

    def move(self, path: str) -> None:
        self.values[path] += 1
        self.moves = self.moves.moved(path)

    def draw(self) -> None:
        self.picture = dict(self.values)
        self.moves = self.moves.drawn()

    def rest(self, drawn: int, then: str = "") -> None:
        """The browser says that nothing moves; the server asks for what waits, another slider of
        the same message moves `then`, and the server draws `drawn` of the rows that it has asked
        for, and is broken off where there are more of them."""
        if not self.moves.at_rest:
            return
        assert self.picture == self.values  # never the rest before the picture
        self.moves = self.moves.asking()
        asked = sorted(self.moves.asked)
        if then:
            self.move(then)
        for path in asked[:drawn]:
            self.rows[path] = self.values[path]
        if drawn >= len(asked):
            self.moves = self.moves.rested()


@MADE
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["move", "draw", "rest", "both"]), paths, st.integers(0, len(PATHS))
        )
    )
)
def test_every_move_is_drawn_once_the_sliders_rest_whatever_was_broken_off(
    happened: list[tuple[str, str, int]],
) -> None:
    page = Page()
    for what, path, drawn in happened:
        if what == "move":
            page.move(path)
        elif what == "draw":
            page.draw()
        else:
            page.rest(drawn, path if what == "both" else "")
        assert page.moves.waiting or page.rows == page.values
    page.draw()
    page.rest(len(PATHS))
    assert page.values == page.picture == page.rows
    assert not page.moves.waiting


def test_a_move_waits_until_everything_that_depends_on_it_is_drawn() -> None:
    moves = Moves().moved("visitors").moved("margin").moved("visitors")
    assert (moves.waiting, moves.rows) == (3, frozenset({"visitors", "margin"}))
    assert moves.drawn().waiting == 3
    assert moves.drawn().rested().waiting == 3  # nobody asked for them
    assert moves.drawn().asking().rested().waiting == 0
    assert moves.drawn().asking().rested().moved("margin").waiting == 4  # the browser counts anew
    assert moves.drawn().asking().moved("margin").rested().rows == {"margin"}


def test_the_rest_is_not_drawn_while_a_slider_has_moved_beyond_its_picture() -> None:
    moves = Moves()
    assert not moves.at_rest
    assert not moves.drawn().at_rest
    assert not moves.moved("visitors").at_rest
    assert moves.moved("visitors").drawn().at_rest
    assert not moves.moved("visitors").drawn().moved("visitors").at_rest
    assert not moves.moved("visitors").drawn().asking().rested().at_rest


def test_a_page_begun_anew_waits_for_nothing_and_knows_no_slider() -> None:
    moves = Moves().moved("visitors").drawn().arrived({"slide.visitors": SHORT}).begun((2, True))
    assert (moves.waiting, moves.at_rest, moves.frame) == (0, False, (2, True))
    assert not moves.knows("slide.visitors", SHORT)
    assert moves.moved("visitors").waiting == 1
    assert not moves.moved("visitors").at_rest


def test_a_changed_number_is_in_a_hurry_until_its_picture_is_on_its_way() -> None:
    assert not Moves().hurry
    assert Moves().hurried().hurry
    assert not Moves().hurried().pictured().hurry


def test_a_slider_is_known_in_the_form_in_which_it_arrived_last() -> None:
    moves = Moves().arrived({"slide.visitors": SHORT, "slide.margin": SHORT})
    assert moves.knows("slide.visitors", SHORT)
    assert not moves.knows("slide.visitors", LONG)
    moves = moves.arrived({"slide.visitors": LONG})
    assert moves.knows("slide.visitors", LONG)
    assert moves.knows("slide.margin", SHORT)


def test_a_slider_that_is_set_is_not_known_until_a_run_came_to_its_end() -> None:
    moves = Moves().arrived({"slide.visitors": SHORT, "slide.margin": SHORT})
    moves = moves.unknown("slide.visitors")
    assert not moves.knows("slide.visitors", SHORT)
    assert moves.knows("slide.margin", SHORT)


@pytest.mark.parametrize("said", ["18,000", "20,000"])
def test_what_stood_there_counts_as_an_echo_for_a_second_and_no_longer(said: str) -> None:
    begun, key = 100.0, "likely.visitors"
    moves = Moves().holding({key: "18,000"}, {key: "20,000"}, begun)
    moves = moves.holding({key: "20,000"}, {key: "20,500"}, begun)
    for later in (0.0, 0.5 * SECOND, 0.99 * SECOND):
        assert moves.heard(key, said, begun + later)
        assert not moves.heard(key, "19,000", begun + later)
    assert not moves.heard(key, said, begun + 1.01 * SECOND)


@pytest.mark.parametrize("said", ["18,000", "20,000"])
def test_beside_something_else_it_does_so_for_ten_seconds(said: str) -> None:
    begun, key = 100.0, "likely.visitors"
    moves = Moves().holding({key: "18,000"}, {key: "20,000"}, begun)
    moves = moves.holding({key: "20,000"}, {key: "20,500"}, begun)
    assert moves.heard(key, said, begun + 9.9 * SECOND, others=True)
    assert not moves.heard(key, "19,000", begun, others=True)
    assert not moves.heard(key, said, begun + 10.1 * SECOND, others=True)


def test_an_echo_is_forgotten_after_ten_seconds_though_other_widgets_go_on_changing() -> None:
    moves = Moves().holding({"a": 1}, {"a": 2}, 0.0)
    near, far = (moves.holding({"b": 1}, {"b": 2}, at * SECOND) for at in (9.9, 10.1))
    assert [seen.key for seen in near.recent] == ["a", "a", "b", "b"]
    assert [seen.key for seen in far.recent] == ["b", "b"]


def test_what_a_widget_was_last_made_to_hold_is_heard_for_ever() -> None:
    moves = Moves().holding({}, {"a": 1}, 0.0).holding({}, {"b": 2}, 0.0)
    assert moves.heard("a", 1, 1000 * SECOND)
    assert not moves.heard("a", 2, 0.0)
    assert not moves.heard("c", 1, 0.0)
