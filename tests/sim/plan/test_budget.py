"""Lines of the budget: they come back from every form, and keep their luck under another name."""

from __future__ import annotations

import numpy as np
import pytest

from sim import CostLine, Exact, Income, Range, Scenario, dumps, example, loads, simulate
from sim.links.comparison_link import decode_comparison, encode_comparison
from sim.links.fingerprint import fingerprint
from sim.links.plan_link import Link, decode, encode
from sim.plan.budget import free_name, keyed
from sim.plan.document import document, from_document
from sim.play.answer import from_document as answer_from_document
from sim.play.answer import summarised

NATIONAL = example("national")
STAND = CostLine("Stand build", Range(4000, 9000, 5000), "m2", month=-3, over=6)
LINES = (
    Income("Subsidy", Range(500, 3000), key="grant", month=8),
    Income("Tickets", Exact(2.5), "visitor"),
)
FULL = NATIONAL.with_(inputs={"area": Exact(24.0)}, costs=(STAND,), income=LINES)


def test_income_and_the_number_of_fairs_come_back_from_file_link_and_comparison() -> None:
    assert loads(dumps(FULL)) == FULL
    assert from_document(document(FULL)) == FULL
    assert decode(encode(FULL, 3)).scenario == FULL
    assert decode_comparison(encode_comparison([Link(FULL), Link(NATIONAL)]))[0].scenario == FULL
    text = dumps(FULL)
    assert "over = 6\n" in text
    assert text.count("[[income]]") == 2


def test_a_plan_without_either_is_written_as_before() -> None:
    text = dumps(NATIONAL)
    assert "over" not in text.replace("cost_overrun", "")
    assert "income" not in text
    assert not {"income", "over"} & {*document(NATIONAL), *document(NATIONAL)["costs"][0]}


def test_a_board_link_keeps_income_and_one_from_before_opens_without() -> None:
    kept = summarised(simulate(FULL, trials=256)).document()
    again = answer_from_document(kept)
    assert again.guess.income == pytest.approx(again.bands["income"][2], rel=0.5)
    old = kept | {"guess": {k: v for k, v in kept["guess"].items() if k != "income_by_line"}}
    assert answer_from_document(old).guess.income == 0


def test_both_are_part_of_the_fingerprint() -> None:
    marks = {
        fingerprint(plan, 1)
        for plan in (
            FULL,
            FULL.with_(income=()),
            FULL.with_(income=LINES[:1]),
            FULL.with_(costs=(CostLine("Stand build", STAND.amount, "m2", month=-3),)),
        )
    }
    assert len(marks) == 4


def luck(plan: Scenario, column: str) -> np.ndarray:
    return simulate(plan, trials=64, detail=True)[column]


def test_a_line_that_was_added_with_a_key_keeps_its_luck_under_another_name() -> None:
    hotel = CostLine("Hotel", Range(1000, 3000))
    added = keyed(hotel, NATIONAL.costs)
    assert (added.label, added.key) == ("Hotel", "Hotel")
    at = f"costs.{len(NATIONAL.costs)}"
    before, keyless, after = (
        luck(NATIONAL.with_(costs=(*NATIONAL.costs, line)), at)
        for line in (added, hotel, added.renamed("Hotel in Liège"))
    )
    np.testing.assert_array_equal(after, before)
    np.testing.assert_array_equal(keyless, before)  # a file without keys goes by the label
    other = luck(NATIONAL.with_(costs=(*NATIONAL.costs, CostLine("Nights", hotel.amount))), at)
    assert (other != before).any()


def test_an_old_line_without_a_key_keeps_its_luck_when_it_is_renamed() -> None:
    for kind in (CostLine, Income):
        line = kind("Hotel", Range(1000, 3000))
        assert (line.renamed("Nights").label, line.renamed("Nights").key) == ("Nights", "Hotel")
        assert kind("Hotel", Exact(1.0), key="h").renamed("Nights").key == "h"


def test_two_lines_of_one_label_have_luck_of_their_own_whichever_goes() -> None:
    first = keyed(Income("Sponsor", Range(500, 900)), ())
    second = keyed(Income("Sponsor", Range(500, 900)), (first,))
    assert (first.key, second.key) == ("Sponsor", "Sponsor 2")
    both = luck(NATIONAL.with_(income=(first, second)), "income.1")
    np.testing.assert_array_equal(luck(NATIONAL.with_(income=(second,)), "income.0"), both)


def test_a_name_of_any_length_is_numbered_within_what_a_name_may_have() -> None:
    long = "x" * 120
    free = free_name(long, {long})
    assert (len(free), free[-2:]) == (120, " 2")
    assert free_name(long, {long, free})[-2:] == " 3"
    assert CostLine(long, Exact(1.0), key=free).name == free


def test_without_its_input_income_is_the_same_per_fair() -> None:
    lines = (Income("Co-exhibitor", Range(50, 200, 100), "m2", month=2), LINES[1])
    plan = NATIONAL.with_(inputs={"area": Exact(24.0)}, income=lines)
    first, second = plan.without("area").income
    assert (first.per, first.month) == ("fair", 2)
    assert first.amount.likely == pytest.approx(2400)
    assert second == LINES[1]
