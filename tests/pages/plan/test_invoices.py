"""Invoices on the Plan's costs: what they come to becomes the exact amount of a line."""

from __future__ import annotations

from typing import Any

import pytest

from sim import CostLine, Exact, Range, dumps
from sim.plan.file import example
from tests.pages.invoices import HOTEL, choices, disabled, dropped, place, take, warnings, written
from tests.pages.visits import EN, HOSTILE, LOCALES, NL
from tests.sim.invoices.written import STAND, Written
from words.catalogue import words
from words.markdown import plain, quoted

STAND_LINE = CostLine("Standruimte", Range(1500.0, 2600.0), "fair", month=-2)
COSTS = (STAND_LINE, CostLine("Vervoer", Exact(300.0)), CostLine("Bezoeken", Exact(95.0), "visit"))
PLAN = example("regional").with_(costs=COSTS)
OPEN = ("group.costs", "costs.invoices")


@pytest.fixture
def visitor(visit: Any) -> Any:
    return visit("nl-NL").upload(dumps(PLAN).encode()).open(*OPEN)


def amounts(visitor: Any) -> dict[str, Any]:
    return {line.label: line.amount for line in visitor.plan.costs}


def test_what_is_confirmed_becomes_the_exact_amount_of_its_line(visitor: Any) -> None:
    before = visitor.first
    dropped(visitor, *written(STAND, HOTEL))
    assert amounts(visitor) == {line.label: line.amount for line in COSTS}
    place(visitor, "Stroomaansluiting", "1")
    take(visitor, "plan")
    assert visitor.plan.costs == (
        CostLine("Standruimte", Exact(2195.25), month=-2),  # 2400 - 240 + 35.25
        CostLine("Vervoer", Exact(258.0)),  # 185.50 + 72.50
        COSTS[2],
        CostLine("Astrid bvba", Exact(540.0)),
    )
    assert [one.value for one in visitor.at.success] == [NL.counted("invoices.plan.taken", 2, n=2)]
    assert not choices(visitor)
    assert [visitor.line(n, "likely").value for n in (1, 2)] == ["2.195,25", "258"]
    assert visitor.first != before


def test_each_line_has_a_box_with_the_lines_per_fair_a_new_one_and_none(visitor: Any) -> None:
    dropped(visitor, *written(STAND))
    boxes = choices(visitor)
    assert len(boxes) == 4
    new = NL("invoices.new", name="Beurshallen Leie nv")
    for box in boxes.values():
        assert box.options == ["Standruimte", "Vervoer", new, NL("invoices.out")]
    assert NL("invoices.plan.per_unit") in visitor.texts()


def test_an_invoice_for_the_stand_is_what_all_of_its_m2_came_to(visit: Any) -> None:
    floor = CostLine("Standruimte", Exact(130.0), "m2", month=-2)
    plan = PLAN.with_(costs=(floor, *COSTS[1:]), inputs={"area": Exact(12.0)})
    visitor = visit("nl-NL").upload(dumps(plan).encode()).open(*OPEN)
    dropped(visitor, *written(STAND))
    place(visitor, "Stroomaansluiting", "1")
    assert any("1.560" in text for text in visitor.texts())  # 12 x 130, beside what was billed
    take(visitor, "plan")
    found = visitor.plan.costs[0]
    assert (found.per, found.month) == ("m2", -2)
    assert found.amount.likely * 12 == pytest.approx(2195.25, rel=1e-12)  # 2400 - 240 + 35.25


def test_what_is_left_out_is_said_and_not_taken(visitor: Any) -> None:
    dropped(visitor, *written(HOTEL))
    place(visitor, "Kamers", "out")
    assert NL("invoices.left_out", amount=NL.money(540)) in visitor.texts()
    take(visitor, "plan")
    assert amounts(visitor)["Vervoer"] == Exact(72.5)
    assert len(visitor.plan.costs) == 3


def test_with_everything_left_out_there_is_nothing_to_take(visitor: Any) -> None:
    dropped(visitor, *written(HOTEL))
    place(visitor, "Kamers", "out")
    assert not disabled(visitor, "plan")
    place(visitor, "Vervoer", "out")
    assert disabled(visitor, "plan")


def test_a_credit_note_subtracts_and_alone_it_is_too_much(visitor: Any) -> None:
    credit = Written(lines=(("Standruimte", "400.00"),), credit=True, number="C-1")
    dropped(visitor, *written(credit))
    assert visitor.errors == [NL("invoices.negative", name="Standruimte")]
    assert disabled(visitor, "plan")
    dropped(visitor, *written(Written()))
    assert not visitor.errors
    take(visitor, "plan")
    assert amounts(visitor)["Standruimte"] == Exact(2000.0)


def test_bad_files_get_a_sentence_each_and_the_others_still_work(visitor: Any) -> None:
    bad = {
        "a.pdf": (b"%PDF-1.7", "invoice_is_pdf"),
        "b.xml": (b"<!DOCTYPE a><a/>", "invoice_doctype"),
    }
    files = [(name, content) for name, (content, _) in bad.items()]
    dropped(visitor, *files, *written(HOTEL))
    assert visitor.errors == [
        NL("invoices.not_read", name=plain(name), problem=NL(f"problems.{code}"))
        for name, (_, code) in bad.items()
    ]
    take(visitor, "plan")
    assert amounts(visitor)["Astrid bvba"] == Exact(540.0)
    assert not visitor.errors


def test_an_invoice_that_comes_twice_counts_once(visitor: Any) -> None:
    dropped(visitor, *written(HOTEL), ("copy.xml", HOTEL.xml))
    told = NL("invoices.twice", name="copy\\.xml", number="88", seller="Astrid bvba")
    assert warnings(visitor) == [told]
    take(visitor, "plan")
    assert amounts(visitor)["Astrid bvba"] == Exact(540.0)


def test_an_invoice_in_another_currency_is_told_and_not_added(visitor: Any) -> None:
    dropped(visitor, *written(HOTEL.but(currency="USD")))
    (told,) = warnings(visitor)
    assert "USD" in told
    assert not choices(visitor)


@pytest.mark.parametrize(
    ("written_as", "key"),
    [(HOTEL.but(code="386"), "advance"), (HOTEL.but(prepaid="100.00"), "prepaid")],
)
def test_money_in_advance_is_told_since_it_may_come_twice(
    written_as: Written, key: str, visitor: Any
) -> None:
    dropped(visitor, *written(written_as))
    assert NL(f"invoices.{key}", amount=NL.money(100)) in visitor.texts()


def test_while_the_table_cannot_be_read_nothing_is_taken(visitor: Any) -> None:
    dropped(visitor, *written(HOTEL))
    visitor.fill(2, likely="veel")
    assert NL("invoices.plan.unread") in visitor.errors
    assert disabled(visitor, "plan")


def test_what_was_said_stays_when_the_part_is_closed_and_in_another_language(visitor: Any) -> None:
    dropped(visitor, *written(HOTEL))
    place(visitor, "Kamers", "1")
    visitor.opened.discard("costs.invoices")
    visitor.at.session_state["costs.invoices"] = False
    visitor.run()
    assert not choices(visitor)
    visitor.open("costs.invoices").pick("language_choice", "en")
    assert {box.value for box in choices(visitor).values()} == {"1"}
    take(visitor, "plan")
    assert amounts(visitor)["Vervoer"] == Exact(612.5)


def test_invoices_that_are_put_away_change_nothing(visitor: Any) -> None:
    dropped(visitor, *written(HOTEL))
    visitor.at.button(key=f"invoices.away.plan.{visitor.screen.slot}").click()
    visitor.run()
    assert not choices(visitor)
    assert visitor.plan.costs == COSTS


def test_a_line_of_an_example_is_found_by_its_name_in_another_language(visit: Any) -> None:
    visitor = visit("en-US").open(*OPEN)
    dutch = next(line for line in example("regional").costs if line.key == "transport_parking")
    dropped(visitor, *written(Written(lines=(("Vervoer en parkeren", "90.00"),))))
    (box,) = choices(visitor).values()
    assert visitor.plan.costs[int(box.value)].key == dutch.key


def test_many_lines_of_an_invoice_have_a_box_together(visitor: Any) -> None:
    lines = tuple((f"Kabel {n}", "10.00") for n in range(30))
    dropped(visitor, *written(Written(lines=lines, seller="Elektro")))
    assert len(choices(visitor)) == 26
    assert NL.counted("invoices.rest", 5, n=5, amount=NL.money(50)) in choices(visitor)
    take(visitor, "plan")
    assert amounts(visitor)["Elektro"] == Exact(300.0)


@pytest.mark.parametrize("text", HOSTILE)
def test_words_of_an_invoice_are_never_more_than_words(text: str, visitor: Any) -> None:
    named = Written(lines=((text, "10.00"),), seller=text, number=text[:60])
    dropped(visitor, ("<b>x</b>.xml", named.xml), ("$a$.xml", b"x"))
    take(visitor, "plan")
    assert not visitor.at.exception
    assert visitor.plan.costs[-1] == CostLine(text, Exact(10.0))
    dropped(visitor, ("x.xml", named.xml))
    assert quoted(text) in " ".join(visitor.texts())


@pytest.mark.parametrize("code", LOCALES)
def test_the_part_speaks_one_language(code: str, visit: Any) -> None:
    w = words(code)
    visitor = visit(LOCALES[code]).open(*OPEN)
    dropped(visitor, *written(STAND, STAND, HOTEL.but(currency="USD")), ("a.pdf", b"%PDF"))
    assert w("invoices.put_away") in visitor.texts()
    if code == "nl":
        assert not visitor.english()
    assert (EN("invoices.put_away") in visitor.texts()) == (code == "en")
