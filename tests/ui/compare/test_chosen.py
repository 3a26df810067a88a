"""Which plans a visitor compares: added, renamed, moved, taken out, kept in an address."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from sim import CostLine, Exact, Scenario, dumps
from sim.decide.comparison import HOME, MOST
from sim.links.comparison_link import BETWEEN, decode_comparison, encode_comparison
from sim.links.plan_link import Link, decode, encode
from sim.plan.file import EXAMPLES, example
from sim.plan.problems import ScenarioError
from ui.compare import chosen
from ui.visit import state
from words.catalogue import words

NL = words("nl")
REGIONAL = example("regional")
EXTRA = CostLine("one thing more", Exact(750.0))
DEARER = REGIONAL.with_(costs=(*REGIONAL.costs, EXTRA))


def keys() -> list[int]:
    return [one.key for one in chosen.entries()]


def test_a_first_visit_compares_the_plan_on_the_screen_with_an_example(screen: Any) -> None:
    state.choose("national")
    chosen.begin()
    assert chosen.entries()[0].scenario == state.plan()
    assert [one.start for one in chosen.entries()] == ["national", "regional"]
    assert chosen.pair() == (1, 2)


def test_a_copy_stays_as_it_is_while_the_plan_changes(screen: Any) -> None:
    chosen.begin()
    before = chosen.entries()[0].scenario
    screen.type("visitors", likely="36,000")
    chosen.begin()
    assert chosen.entries()[0].scenario == before
    chosen.add_current()
    assert chosen.entries()[2].scenario == state.plan() != before
    assert len({*chosen.names()}) == 3


def test_a_plan_that_was_just_changed_is_looked_at_against_the_first(screen: Any) -> None:
    chosen.begin()
    screen.type("visitors", likely="36,000")
    chosen.add_current()
    a, b = chosen.pair()
    assert (a, b) == (chosen.latest(), keys()[0])
    assert chosen.entries()[-1].scenario.inputs["visitors"].likely == 36_000


def test_four_plans_are_the_most_and_the_last_one_stays(screen: Any) -> None:
    chosen.begin()
    for _ in range(5):
        chosen.add_example("international")
    assert len(chosen.entries()) == MOST
    assert chosen.full()
    assert len({*chosen.names()}) == MOST
    chosen.remove(2)
    chosen.add_example("own")
    assert keys() == [1, 3, 4, 5]
    for key in keys():
        chosen.remove(key)
    assert keys() == [5]
    assert chosen.pair() == (5, HOME)


def test_plans_move_up_and_down_and_not_beyond_the_ends(screen: Any) -> None:
    chosen.begin()
    chosen.add_example("own")
    chosen.move(1, -1)
    chosen.move(3, 1)
    assert keys() == [1, 2, 3]
    chosen.move(3, -1)
    chosen.move(1, 1)
    assert keys() == [3, 1, 2]


def test_a_name_is_checked_and_kept(screen: Any) -> None:
    chosen.begin()
    chosen.rename(1, "  Ours ")
    assert chosen.names()[0] == "Ours"
    chosen.rename(1, " ")
    assert chosen.problem("name.1") is not None
    assert chosen.names()[0] == "Ours"
    chosen.rename(1, "Yours")
    assert chosen.problem("name.1") is None
    assert state.plan().name != "Yours"


def test_another_language_translates_what_is_an_examples_own(screen: Any) -> None:
    chosen.begin()
    chosen.rename(2, "Ours")
    chosen.ask_loss("1,234.5")
    state.speak("nl")
    chosen.begin()
    assert chosen.names() == [NL.examples["fairs"]["regional"], "Ours"]
    labels = {line.label for line in chosen.entries()[1].scenario.costs}
    assert labels <= {*NL.examples["costs"].values()}
    assert chosen.typed_amount() == "1.234,5"
    assert chosen.amount() == 1234.5


@pytest.mark.parametrize("which", ["area", "staff"])
def test_another_language_translates_how_a_smaller_version_is_called(
    which: str, screen: Any
) -> None:
    chosen.begin()
    chosen.add_variant(which)
    (found,) = [one.scenario for one in chosen.entries() if "(" in one.scenario.name]
    state.speak("nl")
    chosen.begin()
    n = found.inputs[which].likely
    left = NL.counted(f"compare.add.{which}_name", n, n=NL.short(n))
    assert f"{NL.examples['fairs']['regional']} ({left})" in chosen.names()


@pytest.mark.parametrize("wrong", ["much", "", "1e99", "nan"])
def test_an_amount_that_cannot_be_read_stays_in_the_box(wrong: str, screen: Any) -> None:
    chosen.begin()
    chosen.ask_loss("25,000")
    chosen.ask_loss(wrong)
    assert chosen.problem("loss") is not None
    assert chosen.typed_amount() == wrong
    assert chosen.amount() == 25_000
    chosen.ask_loss("€ 30,000")
    assert (chosen.problem("loss"), chosen.typed_amount()) == (None, "30,000")


def test_files_and_links_are_read_or_told_and_nothing_is_lost(screen: Any) -> None:
    chosen.begin()
    before = chosen.entries()
    chosen.add_file("plan.toml", b"[inputs]\nvisiters = 3")
    chosen.add_link("nonsense")
    assert chosen.typed_link() == "nonsense"
    assert chosen.entries() == before
    assert chosen.problem("file") is not None
    assert chosen.problem("link") is not None
    chosen.add_file("plan.toml", dumps(DEARER).encode())
    chosen.add_link(f"http://x.example/?s={encode(example('own'), 5, 'own')}")
    assert chosen.typed_link() == ""
    assert [one.scenario.numbers for one in chosen.entries()[2:]] == [
        DEARER.numbers,
        example("own").numbers,
    ]
    assert chosen.problem("file") is chosen.problem("link") is None


def test_the_same_plan_twice_turns_the_pair_round(screen: Any) -> None:
    chosen.begin()
    chosen.choose_pair(2, 2)
    assert chosen.pair() == (2, 1)
    chosen.choose_pair(2, HOME)
    assert chosen.pair() == (2, HOME)
    chosen.choose_pair(2, 99)
    assert chosen.pair() == (2, HOME)
    chosen.remove(2)
    assert chosen.pair() == (HOME, 1)


def test_a_comparison_opens_from_its_address(screen: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    links = [
        Link(example("own").with_(name="Ours"), 7),
        Link(state.origin("regional"), 7, "regional"),
    ]
    monkeypatch.setattr(state, "query_parameter", lambda key: encode_comparison(links))
    state.speak("nl")
    chosen.begin()
    assert chosen.names() == ["Ours", NL.examples["fairs"]["regional"]]
    assert state.seed() == 7
    again = decode_comparison(chosen.token())
    assert [link.scenario for link in again] == [one.scenario for one in chosen.entries()]


def test_a_broken_address_is_told_and_the_first_visit_is_as_usual(
    screen: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for broken in ("x", "~", BETWEEN.join([encode(REGIONAL, 1)] * (MOST + 1)), "1" * 200_000):
        state.put("compared", None)
        monkeypatch.setattr(state, "query_parameter", lambda key, broken=broken: broken)
        chosen.begin()
        assert chosen.problem("address") is not None
        assert len(chosen.entries()) == 2


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
    from ui.visit.answers import answer

    chosen.begin()
    found = chosen.comparison()
    plan: Scenario = chosen.entries()[0].scenario
    assert found.answers[0].chance == answer(plan, state.seed()).chance
