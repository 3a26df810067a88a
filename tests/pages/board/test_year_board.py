"""The board of a year through the app: from its link, from the page Year, from a link to show."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import pytest

from sim.links.plan_link import Link
from sim.links.year_link import FairOfYear, YearLink, encode_year
from sim.plan.beliefs import Belief, Exact
from sim.plan.file import EXAMPLES, example
from sim.plan.parameters import exactly
from sim.year.settings import Settings
from tests.pages.visits import LOCALES, click, main
from ui.visit.database import shelf
from words.catalogue import words


def token(inputs: Mapping[str, Belief] = MappingProxyType({}), **settings: Any) -> str:
    """A year of the three examples, with these inputs of theirs."""
    plans = (example(name).with_(name=f"Fair {name}", inputs=inputs) for name in EXAMPLES)
    fairs = tuple(FairOfYear(Link(plan)) for plan in plans)
    return encode_year(YearLink(fairs, Settings(**settings)))


def board(visit: Any, language: str = "en", **parameters: str) -> Any:
    visitor = visit(LOCALES[language])
    for name, value in parameters.items():
        visitor.at.query_params[name] = value
    visitor.at.switch_page("pages/board.py")
    return visitor.run()


@pytest.mark.parametrize("language", LOCALES)
def test_the_board_of_a_year_has_one_sentence_the_picture_and_not_going(
    language: str, visit: Any
) -> None:
    visitor, w = board(visit, language, y=token(budget=100_000.0)), words(language)
    assert not visitor.errors
    assert "Fair " in str(visitor.at.header[0].value)
    assert "100" in str(visitor.at.header[0].value)
    ((axis, rows),) = visitor.chart()
    assert w("year.picture.axis") in axis
    assert list(rows["kind"]).count("dot") == 50
    assert w("year.nowhere") in main(visitor)
    dear = [line for line in main(visitor).splitlines() if w("year.board.beyond") in line]
    assert len(dear) == 1  # the money does not pay the international fair
    assert "Fair international" in dear[0]


@pytest.mark.parametrize("language", LOCALES)
def test_what_cannot_stand_beside_the_choice_is_called_so_and_not_over_budget(
    language: str, visit: Any
) -> None:
    plan = example("regional")
    smaller = plan.with_(inputs={"area": Exact(6.0)}, name="Smaller")
    fairs = (FairOfYear(Link(plan)), FairOfYear(Link(smaller), taken=False, variant_of=0))
    y = encode_year(YearLink(fairs, Settings(budget=15_000.0)))
    visitor, w = board(visit, language, y=y), words(language)
    (row,) = [line for line in main(visitor).splitlines() if line.startswith("| Smaller |")]
    assert w("year.fairs.excluded") in row
    assert w("year.board.beyond") not in row


def test_a_budget_that_pays_for_no_fair_says_so_and_has_no_picture_nor_other_choices(
    visit: Any,
) -> None:
    visitor, w = board(visit, y=token(budget=100.0)), words("en")
    text = main(visitor)
    assert w("year.board.unpaid") in text
    assert text.count(w("year.board.beyond")) == len(EXAMPLES)
    assert not visitor.chart()
    assert w("year.board.head.choice") not in text


def test_no_fair_is_marked_where_none_is_worth_going_to(visit: Any) -> None:
    poor, rich = ({"margin": exactly("margin", share)} for share in (0.02, 0.8))
    visitor, w = board(visit, y=token(poor, budget=500_000.0)), words("en")
    assert str(visitor.at.header[0].value).startswith(w("year.nowhere"))
    assert visitor.chart()
    assert "\u2713" not in main(visitor)
    assert "\u2713" in main(board(visit, y=token(rich, budget=500_000.0)))


def test_a_board_says_that_it_tells_the_advised_fairs_and_not_those_that_were_ticked(
    visit: Any,
) -> None:
    plans = [example("regional").with_(name=name) for name in ("Best", "Poor")]
    plans[0] = plans[0].with_(inputs={"order_value": exactly("order_value", 200_000.0)})
    told = []
    for taken in range(2):
        fairs = tuple(FairOfYear(Link(plan), at == taken) for at, plan in enumerate(plans))
        told.append(main(board(visit, y=encode_year(YearLink(fairs, Settings(budget=13_000.0))))))
    phrase = words("en")("year.choice.advised")
    assert [phrase in one for one in told] == [False, True]


def test_a_broken_link_of_a_year_is_one_sentence(visit: Any) -> None:
    assert len(board(visit, y="broken").errors) == 1


@pytest.mark.thorough
def test_a_link_to_show_a_year_shows_it_without_a_menu_until_it_is_ended(visit: Any) -> None:
    visitor = visit("en-US")
    visitor.at.query_params["y"] = token(budget=100_000.0)
    visitor.at.switch_page("pages/year.py")
    visitor.run().open("year.show")
    click(visitor, "year.make")
    assert not visitor.errors
    (key,) = [one.key for one in visitor.at.button if str(one.key).startswith("revoke.")]
    id = key.removeprefix("revoke.")
    assert "margin" not in shelf().look(id).content
    shown = board(visit, "nl", p=id)
    assert not shown.errors
    assert "Fair " in str(shown.at.header[0].value)
    click(visitor, key)
    assert "Fair " not in main(board(visit, "nl", p=id))
