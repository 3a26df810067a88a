"""The door beside the plan: last fair's leads out of the CRM become what was counted."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from sim.plan.file import dumps
from sim.plan.parameters import PATHS
from tests.pages.visits import NL, click, main

FAIR_DAY = date.today() - timedelta(days=240)
RATES = [path for path, p in PATHS.items() if p.key in ("call_share", "visit_share", "order_share")]


def leads(contacts: int, quotes: int, orders: int, *, created: date = FAIR_DAY) -> bytes:
    """A file without phases, half of it from another campaign."""
    rows = ["Naam;Bedrijf;Fase;Campagne;Aangemaakt op"]
    for n in range(contacts):
        stage = "Order" if n < orders else "Offerte" if n < quotes else "Gesprek"
        rows.append(f"N{n};B{n};{stage};{'Beurs' if n % 2 else 'Website'};{created.isoformat()}")
    return "\n".join(rows).encode()


@pytest.fixture
def visitor(visit: Any) -> Any:
    return click(visit("nl-NL").open("group.follow_up"), "plan_crm.group")


def opened(visitor: Any, content: bytes, began: date | None = FAIR_DAY) -> Any:
    visitor.at.file_uploader[0].set_value(("last.csv", content, "text/csv"))
    visitor.run()
    if began is not None:
        visitor.at.date_input(key="plan_crm.fair_day").set_value(began)
        visitor.run()
    return visitor


def buttons(visitor: Any) -> set[str]:
    return {str(button.key) for button in visitor.at.button}


def test_nothing_of_it_is_there_before_it_is_asked_for(visit: Any) -> None:
    assert not visit("nl-NL").at.file_uploader


@pytest.mark.parametrize(("place", "box"), [("group", "group.follow_up"), ("files", "open_file")])
def test_the_door_stands_where_rates_are_typed_and_where_files_are_opened(
    place: str, box: str, visit: Any
) -> None:
    visitor = visit("nl-NL").open(box)
    visitor.opened.discard("open_file")
    click(visitor, f"plan_crm.{place}")
    assert NL("leads.plan.title") in [one.value for one in visitor.at.main.subheader]
    click(visitor, "plan_crm.close")
    assert NL("leads.plan.title") not in [one.value for one in visitor.at.main.subheader]


def test_the_day_of_the_fair_is_asked_before_anything_is_learned(visitor: Any) -> None:
    opened(visitor, leads(140, 11, 3), None)
    assert NL("leads.plan.ask_day") in [one.value for one in visitor.at.info]
    assert "plan_crm.take" not in buttons(visitor)


def test_totals_without_any_phase_change_the_rates_of_every_phase(visitor: Any) -> None:
    before = visitor.plan
    opened(visitor, leads(140, 11, 3))
    told = f"140 {NL.within(NL('stages.contacts'))}, 11 offertes, 3 orders"
    assert NL("leads.plan.learned", counts=told) in main(visitor)
    assert visitor.plan == before
    click(visitor, "plan_crm.take")
    assert all(visitor.plan.inputs[path] != before.inputs[path] for path in RATES)
    assert {visitor.plan.evidence[path] for path in RATES} == {"counted"}
    click(visitor, "plan_crm.undo")
    assert visitor.plan == before


@pytest.mark.thorough
def test_many_orders_make_the_plan_believe_more_in_orders_than_none(visitor: Any) -> None:
    found = []
    for orders in (0, 30):
        click(opened(visitor, leads(140, 40, orders)), "plan_crm.take")
        found.append(visitor.plan.inputs["order_share.decision"].likely)
        click(visitor, "plan_crm.undo")
    assert found[0] < found[1]


def test_what_is_taken_twice_counts_once(visitor: Any) -> None:
    click(opened(visitor, leads(140, 40, 30)), "plan_crm.take")
    once = visitor.plan
    assert "plan_crm.take" not in buttons(visitor)
    click(opened(visitor, leads(140, 40, 2)), "plan_crm.take")
    assert visitor.plan != once
    click(opened(visitor, leads(140, 40, 30)), "plan_crm.take")
    assert visitor.plan == once


def test_taking_it_out_again_leaves_what_was_typed_since(visitor: Any) -> None:
    before = visitor.plan
    click(opened(visitor, leads(140, 11, 3)), "plan_crm.take")
    visitor.open("group.value")
    visitor.type("likely.margin", "50")
    typed = visitor.plan.inputs["margin"]
    assert typed != before.inputs["margin"]
    click(visitor, "plan_crm.undo")
    assert visitor.plan.inputs["margin"] == typed
    assert all(visitor.plan.inputs[path] == before.inputs[path] for path in RATES)


def test_one_campaign_can_be_chosen_before_anything_is_learned(visitor: Any) -> None:
    opened(visitor, leads(140, 11, 3))
    visitor.at.multiselect[0].set_value(["Beurs"])
    visitor.run()
    told = f"70 {NL.within(NL('stages.contacts'))}, 5 offertes, 1 orders"
    assert NL("leads.plan.learned", counts=told) in main(visitor)


def test_leads_of_before_the_fair_are_said(visitor: Any) -> None:
    opened(visitor, leads(10, 3, 1, created=FAIR_DAY - timedelta(days=90)))
    said = NL.counted("leads.plan.earlier", 10, n=10, day=NL.date(FAIR_DAY))
    assert said in [one.value for one in visitor.at.caption]


def test_a_file_of_before_the_fair_teaches_nothing(visitor: Any) -> None:
    opened(visitor, leads(10, 3, 1, created=FAIR_DAY - timedelta(days=90)))
    earlier = FAIR_DAY - timedelta(days=30)
    visitor.at.date_input(key="plan_crm.written").set_value(earlier)
    visitor.run()
    told = NL("leads.plan.too_early", day=NL.date(earlier))
    assert told in [one.value for one in visitor.at.warning]
    assert "plan_crm.take" not in buttons(visitor)


def test_what_is_not_known_is_asked_here_too(visitor: Any) -> None:
    file = leads(20, 5, 2).replace(b"Gesprek", b"Zomaar Iets")
    opened(visitor, file)
    assert "plan_crm.take" not in buttons(visitor)
    visitor.pick("plan_crm.ask.stage.zomaar-iets", "contacts")
    assert "plan_crm.take" in buttons(visitor)


def test_where_the_numbers_come_from_stands_beside_them(visitor: Any) -> None:
    click(opened(visitor, leads(140, 11, 3)), "plan_crm.take")
    beside = [str(one.value) for one in visitor.at.sidebar.caption]
    assert any("last.csv" in text for text in beside)
    click(visitor, "plan_crm.undo")
    assert not [one for one in visitor.at.sidebar.caption if "last.csv" in str(one.value)]


def test_a_plan_that_has_learned_before_warns_that_a_fair_may_count_twice(visitor: Any) -> None:
    click(opened(visitor, leads(140, 11, 3)), "plan_crm.take")
    assert NL("leads.plan.learned_before") not in [one.value for one in visitor.at.info]
    visitor.at.file_uploader[0].set_value(None)
    visitor.run()
    click(visitor, "plan_crm.close")
    visitor.upload(dumps(visitor.plan).encode())
    opened(click(visitor, "plan_crm.group"), leads(140, 11, 3))
    assert NL("leads.plan.learned_before") in [one.value for one in visitor.at.info]
