"""Numbers in whole kinds, as people write them, in every kind of box and in both languages."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sim import Goal, dumps
from sim.actuals.record import Record
from sim.plan.file import example
from store import Fairs
from tests.pages.evaluated import FAIR_DAY, kept, page
from tests.pages.visits import LOCALES
from ui.actuals import held
from ui.compare import chosen
from ui.editing import person
from words.catalogue import words

# Each is another number than the one before it, so that a text that is not read shows.
WHOLE = {
    "16.000": 16e3, "17,500": 17.5e3, "16 000": 16e3, "17\u00a0500": 17.5e3,
    "16\u202f000": 16e3, "17'500": 17.5e3, "12k": 12e3, "17500": 17.5e3,
}  # fmt: skip
MONEY = WHOLE | {
    "16.000,-": 16e3, "€ 17.500,-": 17.5e3, "€16,000": 16e3, "1.200 eur": 1200.0,
    "EUR 16 000,00": 16e3, "17.500,00": 17.5e3,
}  # fmt: skip
SHARES = {"6,5": 0.065, "7.5 %": 0.075, "6,5%": 0.065, "6\u00a0%": 0.06}
EVERY = pytest.mark.parametrize("language", LOCALES)


@EVERY
def test_the_boxes_of_a_plan_read_every_way_to_write_a_number(language: str, visit: Any) -> None:
    visitor = visit(LOCALES[language]).open("group.value")
    for text, meant in WHOLE.items():
        visitor.type("likely.visitors", text)
        assert visitor.plan.inputs["visitors"].likely == meant, text
    for text, meant in MONEY.items():
        visitor.type("likely.order_value", text)
        assert visitor.plan.inputs["order_value"].likely == meant, text
    for text, share in SHARES.items():
        visitor.type("likely.margin", text)
        assert visitor.plan.inputs["margin"].likely == share, text
    assert not visitor.errors


@EVERY
def test_the_boxes_of_the_goal_read_every_way_to_write_a_number(language: str, visit: Any) -> None:
    visitor = visit(LOCALES[language]).open("group.goal")
    for text, meant in MONEY.items():
        visitor.type("goal.revenue", text)
        assert visitor.plan.goal == Goal(meant, 0.1), text
    for text, share in SHARES.items():
        visitor.type("goal.margin", text)
        assert visitor.plan.goal.margin == share, text
    assert not visitor.errors


@EVERY
def test_what_was_left_alone_of_a_goal_keeps_all_its_figures(language: str, visit: Any) -> None:
    goal = Goal(123_456.789, 0.123456789)
    plan = example("regional").with_(goal=goal)
    visitor = visit(LOCALES[language]).upload(dumps(plan).encode()).open("group.goal")
    visitor.type("goal.margin", "11")
    assert visitor.plan.goal == Goal(goal.revenue, 0.11)


@EVERY
def test_the_boxes_of_an_evaluation_read_every_way_to_write_a_number(
    language: str, visit: Any, fairs: Fairs
) -> None:
    id = kept(fairs, Record(FAIR_DAY))
    visitor = page(visit, id, language).open("evaluate.audience", "evaluate.costs")
    visitor.open("evaluate.orders")

    def said(key: str) -> Any:
        record = visitor.kept(held.HELD)[id].record
        return record.said()[key][0]

    for text, meant in WHOLE.items():
        visitor.type("figure.visitors", text)
        assert said("visitors") == meant, text
    for text, meant in MONEY.items():
        visitor.type("figure.costs.0", text)
        assert said("costs.0") == meant, text
        visitor.type("figure.values", f"{text}\n{text}; {text}")
        assert said("values") == (meant,) * 3, text
    for text, share in SHARES.items():
        visitor.type("figure.margin", text)
        assert said("margin") == share, text
    assert not visitor.errors


@EVERY
def test_the_table_of_guesses_reads_every_way_to_write_a_number(
    language: str, visit: Any, fairs: Fairs
) -> None:
    id = kept(fairs, Record(FAIR_DAY))
    visitor = page(visit, id, language).pick("evaluate.section", "guesses")
    for text in ["16.000", "16,000", "16 000", "16'000", "16000"]:
        row = {"who": "Ann", "path": "visitors", "low": "12k", "likely": text, "high": "20\u00a0k"}
        nothing: dict[str, Any] = {"edited_rows": {}, "deleted_rows": []}
        table = visitor.at.data_editor[0].proto.id
        visitor.send(table, json.dumps(nothing | {"added_rows": [row]}))
        (said,) = visitor.kept(held.HELD)[id].guesses
        assert (said.low, said.likely, said.high) == (12_000, 16_000, 20_000), text


@EVERY
def test_a_loss_that_hurts_and_one_more_person_are_read_in_every_way(
    language: str, visit: Any
) -> None:
    visitor = visit(LOCALES[language])
    visitor.at.switch_page("pages/compare.py")
    visitor.run()
    printed = words(language).money(-16_000)  # as the page prints a loss
    for text, meant in (MONEY | {printed: 16e3}).items():
        visitor.type("compare.loss", text)
        assert visitor.kept(chosen.LOSS).amount == meant, text
    visitor.at.switch_page("pages/levers.py")
    visitor.run().pick("levers.part", "team")
    for text, meant in MONEY.items():
        visitor.type("levers.person", text)
        assert visitor.kept(person.SAID) == (meant,), text
    assert not visitor.errors
