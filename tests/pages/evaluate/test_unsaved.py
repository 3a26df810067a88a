"""What is typed and not saved outlives the visit: the browser keeps it, and gives it back."""

from __future__ import annotations

import json
from typing import Any

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState

from sim.actuals import evaluation
from sim.actuals import file as record_file
from sim.actuals.evaluation import Evaluation
from sim.actuals.record import Entry, Record
from store import Fairs
from tests.pages.evaluated import EARLY, FAIR_DAY, LATER, kept, page, told
from tests.pages.visits import EN, HOSTILE, click


def component(visitor: Any) -> Any:
    (node,) = (one for one in visitor.at.get("bidi_component") if "unsaved" in one.proto.id)
    return node.proto


def data(visitor: Any) -> dict[str, Any]:
    """What the page has the browser keep, or asks it."""
    found: dict[str, Any] = json.loads(component(visitor).json)
    return found


def answer(visitor: Any, text: str, ask: str = "") -> Any:
    """The browser says what it has kept."""
    told_of = {"found": {"ask": ask or data(visitor)["ask"], "text": text}}
    return visitor.run(WidgetState(id=component(visitor).id, json_value=json.dumps(told_of)))


def typed(visit: Any, id: str, value: str = "99") -> str:
    """What the browser keeps of a visit in which something was typed and not saved."""
    visitor = answer(page(visit, id), "").open("evaluate.audience")
    return str(data(visitor.type("figure.stand_visitors", value))["text"])


def stand(visitor: Any) -> str:
    return str(visitor.open("evaluate.audience").box("figure.stand_visitors").value)


def test_what_was_not_saved_is_there_again_in_another_visit(visit: Any, fairs: Fairs) -> None:
    id = kept(fairs, EARLY)
    visitor = answer(page(visit, id), typed(visit, id))
    assert stand(visitor) == "99"
    assert EN("evaluate.choose.found") in told(visitor)
    click(visitor, "evaluate.save")
    assert EN("evaluate.choose.found") not in told(visitor)
    assert data(visitor) == {"fair": id, "ask": "", "text": ""}
    saved = fairs.latest(id, "record")
    assert saved is not None
    assert saved.version == 2


def test_whatever_the_id_of_a_fair_is_it_has_a_place(
    visit: Any, fairs: Fairs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.fairs.secrets.token_urlsafe", lambda _: "a__b--c_")
    id = kept(fairs, EARLY)
    assert stand(answer(page(visit, id), typed(visit, id))) == "99"


def test_a_first_day_and_words_of_the_team_are_kept_too(visit: Any, fairs: Fairs) -> None:
    id = kept(fairs, None)
    visitor = answer(page(visit, id), "")
    visitor.at.date_input(key="evaluate.fair_day").set_value(FAIR_DAY)
    visitor.run().pick("evaluate.section", "team")
    for text in HOSTILE:
        visitor.at.text_area(key="well.sales").set_value(text)
        visitor.run()
        again = answer(page(visit, id), data(visitor)["text"]).pick("evaluate.section", "team")
        assert again.at.text_area(key="well.sales").value == text
        assert again.first == EN("evaluate.now.nothing")


def test_where_somebody_else_saved_since_one_has_to_choose(visit: Any, fairs: Fairs) -> None:
    id = kept(fairs, EARLY)
    text = typed(visit, id)
    theirs = EARLY.with_entry(Entry(LATER, {"stand_visitors": 1234}))
    fairs.save(id, "record", record_file.dumps(theirs), base=1, by="Bea")
    visitor = answer(page(visit, id), text)
    assert stand(visitor) == "99"
    click(visitor, "evaluate.save")
    assert "Bea" in told(visitor)
    click(visitor, "clash.record.mine")
    assert EN("evaluate.choose.saved") in told(visitor)


@pytest.mark.parametrize("base", [1, 2])
def test_what_is_in_the_book_by_now_is_not_unsaved(base: int, visit: Any, fairs: Fairs) -> None:
    """With the base of before it was saved, where a reload was faster than the browser."""
    id = kept(fairs, EARLY)
    text = typed(visit, id)
    part = json.loads(text)["parts"]["record"]
    fairs.save(id, "record", part["text"], base=1)
    part["base"] = base
    visitor = answer(page(visit, id), json.dumps({"version": 1, "parts": {"record": part}}))
    assert EN("evaluate.choose.saved") in told(visitor)
    visitor.open("evaluate.audience").type("figure.stand_visitors", "7")
    click(visitor, "evaluate.discard_sure")
    assert stand(visitor) == "99"


@pytest.mark.parametrize("text", [
    "", "{", "[]", "1", '{"version": 2, "parts": {}}', '{"version": 1}',
    '{"version": 1, "parts": 3}',
    '{"version": 1, "parts": {"record": 7, "plan": {"base": 0, "text": "x"}}}',
    '{"version": 1, "parts": {"record": {"base": 1, "text": "x"}}}',
    '{"version": 1, "parts": {"record": {"base": -1, "text": "{}"}, "guesses": {"base": 1e9}}}',
    '{"version": 1, "parts": {"evaluation": {"base": 99999999999999999999, "text": "{}"}}}',
    "[" * 100_000,
])  # fmt: skip
def test_what_the_browser_makes_up_changes_nothing(text: str, visit: Any, fairs: Fairs) -> None:
    visitor = answer(page(visit, kept(fairs, EARLY)), text)
    assert not visitor.errors
    assert EN("evaluate.choose.saved") in told(visitor)


def test_what_is_typed_before_the_browser_answers_stays(visit: Any, fairs: Fairs) -> None:
    id = kept(fairs, EARLY)
    text = typed(visit, id)
    visitor = page(visit, id).open("evaluate.audience").type("figure.stand_visitors", "7")
    assert stand(answer(visitor, text)) == "7"
    assert EN("evaluate.choose.found") not in told(visitor)


def test_an_answer_to_another_visit_is_none(visit: Any, fairs: Fairs) -> None:
    id = kept(fairs, EARLY)
    visitor = answer(page(visit, id), typed(visit, id), ask="another")
    assert stand(visitor) == ""
    assert data(visitor)["ask"]


def test_what_is_discarded_is_as_it_was_saved(visit: Any, fairs: Fairs) -> None:
    id = kept(fairs, EARLY)
    visitor = answer(page(visit, id), typed(visit, id)).pick("evaluate.section", "team")
    visitor.pick("verdict.sales", "again")
    click(visitor, "evaluate.discard_sure")
    assert EN("evaluate.choose.saved") in told(visitor)
    assert data(visitor)["text"] == ""
    assert visitor.at.segmented_control(key="verdict.sales").value is None
    assert stand(visitor.pick("evaluate.section", "told")) == ""


def test_what_was_never_saved_is_gone_when_it_is_discarded(visit: Any, fairs: Fairs) -> None:
    visitor = page(visit, kept(fairs, None))
    visitor.at.date_input(key="evaluate.fair_day").set_value(FAIR_DAY)
    click(visitor.run(), "evaluate.discard_sure")
    assert EN("evaluate.figures.when") in told(visitor)


def test_words_that_are_taken_away_can_be_saved(visit: Any, fairs: Fairs) -> None:
    id = kept(fairs, Record(FAIR_DAY))
    said = Evaluation(agreed="again")
    fairs.save(id, "evaluation", evaluation.dumps(said), base=0)
    visitor = page(visit, id).pick("evaluate.section", "team").pick("agreed", None)
    click(visitor, "evaluate.save")
    assert EN("evaluate.choose.saved") in told(visitor)
    saved = fairs.latest(id, "evaluation")
    assert saved is not None
    assert evaluation.loads(saved.content).empty
