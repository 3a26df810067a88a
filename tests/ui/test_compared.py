"""Which plans a visitor compares: added, renamed, moved, taken out, kept in an address."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from sim import CostLine, Exact, Scenario, dumps
from sim.comparison import HOME, MOST
from sim.comparison_link import BETWEEN, decode_comparison, encode_comparison
from sim.link import Link, decode, encode
from sim.problems import ScenarioError
from sim.scenario_file import EXAMPLES, example
from ui import compared, state
from ui.text import words

NL = words("nl")
REGIONAL = example("regional")
EXTRA = CostLine("one thing more", Exact(750.0))
DEARER = REGIONAL.with_(costs=(*REGIONAL.costs, EXTRA))


def keys() -> list[int]:
    return [one.key for one in compared.entries()]


def test_a_first_visit_compares_the_plan_on_the_screen_with_an_example(screen: Any) -> None:
    state.choose("national")
    compared.begin()
    assert compared.entries()[0].scenario == state.plan()
    assert [one.start for one in compared.entries()] == ["national", "regional"]
    assert compared.pair() == (1, 2)


def test_a_copy_stays_as_it_is_while_the_plan_changes(screen: Any) -> None:
    compared.begin()
    before = compared.entries()[0].scenario
    screen.type("visitors", likely="36,000")
    compared.begin()
    assert compared.entries()[0].scenario == before
    compared.add_current()
    assert compared.entries()[2].scenario == state.plan() != before
    assert len({*compared.names()}) == 3


def test_four_plans_are_the_most_and_the_last_one_stays(screen: Any) -> None:
    compared.begin()
    for _ in range(5):
        compared.add_example("international")
    assert len(compared.entries()) == MOST
    assert compared.full()
    assert len({*compared.names()}) == MOST
    compared.remove(2)
    compared.add_example("own")
    assert keys() == [1, 3, 4, 5]
    for key in keys():
        compared.remove(key)
    assert keys() == [5]
    assert compared.pair() == (5, HOME)


def test_plans_move_up_and_down_and_not_beyond_the_ends(screen: Any) -> None:
    compared.begin()
    compared.add_example("own")
    compared.move(1, -1)
    compared.move(3, 1)
    assert keys() == [1, 2, 3]
    compared.move(3, -1)
    compared.move(1, 1)
    assert keys() == [3, 1, 2]


def test_a_name_is_checked_and_kept(screen: Any) -> None:
    compared.begin()
    compared.rename(1, "  Ours ")
    assert compared.names()[0] == "Ours"
    compared.rename(1, " ")
    assert compared.problem("name.1") is not None
    assert compared.names()[0] == "Ours"
    compared.rename(1, "Yours")
    assert compared.problem("name.1") is None
    assert state.plan().name != "Yours"


def test_another_language_translates_what_is_an_examples_own(screen: Any) -> None:
    compared.begin()
    compared.rename(2, "Ours")
    compared.ask_loss("1,234.5")
    state.speak("nl")
    compared.begin()
    assert compared.names() == [NL.examples["fairs"]["regional"], "Ours"]
    labels = {line.label for line in compared.entries()[1].scenario.costs}
    assert labels <= {*NL.examples["costs"].values()}
    assert compared.typed_amount() == "1.234,5"
    assert compared.amount() == 1234.5


@pytest.mark.parametrize("wrong", ["much", "", "-5", "1e99", "nan"])
def test_an_amount_that_cannot_be_read_stays_in_the_box(wrong: str, screen: Any) -> None:
    compared.begin()
    compared.ask_loss("25,000")
    compared.ask_loss(wrong)
    assert compared.problem("loss") is not None
    assert compared.typed_amount() == wrong
    assert compared.amount() == 25_000
    compared.ask_loss("€ 30,000")
    assert (compared.problem("loss"), compared.typed_amount()) == (None, "30,000")


def test_files_and_links_are_read_or_told_and_nothing_is_lost(screen: Any) -> None:
    compared.begin()
    before = compared.entries()
    compared.add_file("plan.toml", b"[inputs]\nvisiters = 3")
    compared.add_link("nonsense")
    assert compared.typed_link() == "nonsense"
    assert compared.entries() == before
    assert compared.problem("file") is not None
    assert compared.problem("link") is not None
    compared.add_file("plan.toml", dumps(DEARER).encode())
    compared.add_link(f"http://x.example/?s={encode(example('own'), 5, 'own')}")
    assert compared.typed_link() == ""
    assert [one.scenario.numbers for one in compared.entries()[2:]] == [
        DEARER.numbers,
        example("own").numbers,
    ]
    assert compared.problem("file") is compared.problem("link") is None


def test_the_same_plan_twice_turns_the_pair_round(screen: Any) -> None:
    compared.begin()
    compared.choose_pair(2, 2)
    assert compared.pair() == (2, 1)
    compared.choose_pair(2, HOME)
    assert compared.pair() == (2, HOME)
    compared.choose_pair(2, 99)
    assert compared.pair() == (2, HOME)
    compared.remove(2)
    assert compared.pair() == (HOME, 1)


def test_a_comparison_opens_from_its_address(screen: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    links = [
        Link(example("own").with_(name="Ours"), 7),
        Link(state.origin("regional"), 7, "regional"),
    ]
    monkeypatch.setattr(state, "query_parameter", lambda key: encode_comparison(links))
    state.speak("nl")
    compared.begin()
    assert compared.names() == ["Ours", NL.examples["fairs"]["regional"]]
    assert state.seed() == 7
    again = decode_comparison(compared.token())
    assert [link.scenario for link in again] == [one.scenario for one in compared.entries()]


def test_a_broken_address_is_told_and_the_first_visit_is_as_usual(
    screen: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for broken in ("x", "~", BETWEEN.join([encode(REGIONAL, 1)] * (MOST + 1)), "1" * 200_000):
        state.put("compared", None)
        monkeypatch.setattr(state, "query_parameter", lambda key, broken=broken: broken)
        compared.begin()
        assert compared.problem("address") is not None
        assert len(compared.entries()) == 2


def test_a_comparisons_link_gives_it_back_in_its_order() -> None:
    links = tuple(Link(example(name), 3, name) for name in (*EXAMPLES, "own"))
    text = encode_comparison(links)
    assert decode_comparison(text) == links
    assert all(decode(one).start for one in text.split(BETWEEN))
    assert decode_comparison("") == ()
    with pytest.raises(ScenarioError):
        encode_comparison([*links, links[0]])
    assert all(a.start != b.start for a, b in pairwise(links))


def test_the_answer_on_this_page_is_that_of_the_plan_page(screen: Any) -> None:
    from ui.answer import answer

    compared.begin()
    found = compared.comparison()
    plan: Scenario = compared.entries()[0].scenario
    assert found.answers[0].chance == answer(plan, state.seed()).chance
