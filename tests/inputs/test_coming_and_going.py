"""The row of an optional input on the page: added, filled in, left out.

An input that is made up is tried too (`tests/inputs/test_made_up_input.py`).
"""

from __future__ import annotations

from typing import Any

import pytest

from sim.plan.beliefs import Exact
from sim.plan.parameters import BY_KEY, PARAMETERS, needed_together
from tests.inputs.every import PHASE
from tests.inputs.every import PLAN as EVERY
from tests.pages.visits import LOCALES, by_link, click
from words.catalogue import words

# Without lines that are multiplied by an input: these do not stay what they are without it.
PLAN = EVERY.with_(costs=tuple(line for line in EVERY.costs if not line.needs))
HEADS = [p.key for p in PARAMETERS if p.start is not None and not p.needed_with]


def first_rows(key: str) -> dict[str, str]:
    """The key of the first box of the row of an input and of those needed with it, and its path."""
    paths = {p.key: f"{p.key}.{PHASE}" if p.phased else p.key for p in needed_together(key)}
    return {f"likely.{path}": path for path in paths.values()}


def boxes(visitor: Any) -> set[str]:
    assert not visitor.errors
    return {str(box.key) for box in visitor.at.text_input}


def test_there_is_something_to_add() -> None:
    assert HEADS


@pytest.mark.thorough
@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("key", HEADS)
def test_an_input_that_a_plan_lacks_is_added_and_left_out_again(
    key: str, language: str, visit: Any
) -> None:
    w, plan = words(language), PLAN.without(key)
    visitor = by_link(visit, "method", plan, language)
    visitor.at.switch_page("plan.py")
    visitor.open(f"group.{BY_KEY[key].group}")
    assert not boxes(visitor) & set(first_rows(key))
    (offer,) = (button for button in visitor.at.button if button.key == f"add.{key}")
    assert offer.label == w("inputs.add", name=w.parameters[key]["label"])

    click(visitor, f"add.{key}")
    assert boxes(visitor) >= set(first_rows(key))
    assert f"add.{key}" not in {button.key for button in visitor.at.button}
    for parameter in needed_together(key):
        for path in parameter.paths:
            assert visitor.plan.inputs[path] == parameter.read(parameter.start)
            assert path not in visitor.plan.yours

    (box, path), *_ = first_rows(key).items()
    visitor.type(box, "x")
    assert len(visitor.errors) == 1
    allowed = BY_KEY[key].unit.scale.least + 0.6
    visitor.type(box, w.number(allowed, 1))
    assert not visitor.errors
    believed = visitor.plan.inputs[path].likely
    assert believed == (allowed if isinstance(visitor.plan.inputs[path], Exact) else believed)
    assert path in visitor.plan.yours

    click(visitor.open(f"about.{path}"), f"leave_out.{key}")
    assert visitor.plan.numbers == plan.numbers
    assert not boxes(visitor) & set(first_rows(key))
    assert path not in {*visitor.plan.yours, *visitor.plan.evidence}


@pytest.mark.thorough
@pytest.mark.parametrize("key", HEADS)
def test_what_could_not_be_read_is_gone_with_its_row(key: str, visit: Any) -> None:
    visitor = by_link(visit, "method", PLAN)
    visitor.at.switch_page("plan.py")
    (box, path), *_ = first_rows(key).items()
    visitor.open(f"group.{BY_KEY[key].group}", f"about.{path}").type(box, "x")
    assert len(visitor.errors) == 1
    click(visitor, f"leave_out.{key}")
    assert not visitor.errors
    visitor.at.switch_page("pages/board.py")
    assert not [one for one in visitor.run().at.caption if "edit_off" in one.value]


@pytest.mark.parametrize("key", HEADS)
def test_an_input_that_the_plan_began_with_comes_back_as_it_was(key: str, visit: Any) -> None:
    visitor = by_link(visit, "method", PLAN)
    visitor.at.switch_page("plan.py")
    visitor.open(f"group.{BY_KEY[key].group}", f"about.{next(iter(first_rows(key).values()))}")
    click(click(visitor, f"leave_out.{key}"), f"add.{key}")
    assert visitor.plan.numbers == PLAN.numbers
