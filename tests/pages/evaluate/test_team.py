"""What the team says and guesses on the page: tables that are typed into, and how guesses did."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from sim.actuals import evaluation, guesses
from sim.actuals.evaluation import Action, Evaluation
from sim.actuals.guesses import Said
from sim.actuals.record import Entry
from store import Document, Fairs
from store.rows import insert_documents
from tests.pages.evaluated import LATE, LATER, kept, page, told
from tests.pages.visits import EN, HOSTILE, LOCALES, NL, click
from words.catalogue import words
from words.markdown import quoted

PATHS = ("visitors", "margin", "call_share.decision", "order_share.decision", "follow_up_share")
FULL = LATE.with_entry(Entry(LATER, {"visitors": 15_500, "margin": 0.3, "open.quotes.decision": 0}))
ROW = {"who": "Els", "path": "visitors", "low": "14.000", "high": "20.000"}


def section(visit: Any, id: str, name: str, language: str = "en") -> Any:
    return page(visit, id, language).pick("evaluate.section", name)


def rows(visitor: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = visitor.at.dataframe[0].value.fillna("").to_dict("records")
    return found


def saved(fairs: Fairs, id: str) -> tuple[Said, ...]:
    found = fairs.latest(id, "guesses")
    assert found is not None
    return guesses.loads(found.content)


# Guesses


def test_a_row_that_is_not_complete_stays_and_the_others_are_taken(
    visit: Any, fairs: Fairs
) -> None:
    id = kept(fairs)
    visitor = section(visit, id, "guesses", "nl").edit(added_rows=[ROW, {"who": "Jan"}])
    assert len(visitor.at.warning) == 1
    assert NL("evaluate.guesses.unread") in told(visitor)
    click(visitor, "evaluate.save")
    assert saved(fairs, id) == (Said("Els", "visitors", 14_000.0, 20_000.0, None),)
    again = visitor.pick("evaluate.section", "told").pick("evaluate.section", "guesses")
    assert [row["who"] for row in rows(again)] == ["Els", "Jan"]


@pytest.mark.parametrize("language", LOCALES)
def test_every_row_that_cannot_be_read_is_named_with_what_is_wrong(
    language: str, visit: Any, fairs: Fairs
) -> None:
    w = words(language)
    wrong = [
        {"who": "Jan", "low": "1", "high": "2"},
        {"path": "visitors", "low": "1", "high": "2"},
        {"who": "Jan", "path": "margin", "low": "5000", "high": "8000"},
        {"who": "Jan", "path": "visitors", "low": "1"},
        {"who": "Jan", "path": "visitors", "low": "veel", "high": "9"},
    ]
    visitor = section(visit, kept(fairs), "guesses", language).edit(added_rows=[ROW, *wrong])
    lines = visitor.at.warning[0].value.split("\n\n")
    numbers = [w("evaluate.guesses.row_of", n=n, which=name) for n, name in (
        (2, "Jan"),
        (3, w.input("visitors")),
        (4, f"Jan, {w.input('margin')}"),
        (5, f"Jan, {w.input('visitors')}"),
        (6, f"Jan, {w.input('visitors')}"),
    )]  # fmt: skip
    assert [line.split(": ")[0] for line in lines] == numbers
    assert lines[0].endswith(f": {w('evaluate.guesses.no_path')}.")
    assert lines[1].endswith(f": {w('evaluate.guesses.no_who')}.")
    assert w("forms.share") in lines[2]
    assert w.percent(50.0) in lines[2]
    assert lines[3].endswith(f": {w('evaluate.guesses.no_number', name=w('inputs.high'))}.")
    assert w("forms.count") in lines[4]
    assert "None" not in told(visitor)


def test_a_draft_of_a_guess_gets_the_marks_of_another_language(visit: Any, fairs: Fairs) -> None:
    visitor = section(visit, kept(fairs), "guesses", "nl").edit(added_rows=[ROW | {"high": "veel"}])
    visitor.pick("language_choice", "en")
    (row,) = rows(visitor)
    assert (row["low"], row["high"]) == ("14,000", "veel")


def test_a_draft_of_a_guess_belongs_to_its_fair(visit: Any, fairs: Fairs) -> None:
    id, other = kept(fairs), kept(fairs, LATE, "Other")
    visitor = section(visit, id, "guesses").edit(added_rows=[{"who": "Jan"}])
    visitor.at.query_params["fair"] = other
    visitor.run()
    assert not rows(visitor)
    assert EN("evaluate.guesses.unread") not in told(visitor)
    visitor.at.query_params["fair"] = id
    visitor.run()
    assert [row["who"] for row in rows(visitor)] == ["Jan"]


def said(who: str, low: float, high: float) -> list[Said]:
    """Guesses whose ranges all lie so far below what was planned to be."""
    scale = {"visitors": 20_000.0}
    return [Said(who, path, low * scale.get(path, 1), high * scale.get(path, 1)) for path in PATHS]


def test_somebody_with_five_guesses_is_told_how_they_did_and_one_with_four_how_many_are_missing(
    visit: Any, fairs: Fairs
) -> None:
    id = kept(fairs, FULL)
    found = (*said("Els", 0.001, 0.002), *said("Jan", 0.001, 0.999)[:4])
    fairs.save(id, "guesses", guesses.dumps(found), base=0)
    text = told(section(visit, id, "guesses"))
    inside = EN("evaluate.guesses.inside", who="Els", inside=0, of=5)
    assert f"{inside} {EN('evaluate.guesses.too_narrow')}" in text
    assert EN("evaluate.guesses.missing", who="Jan", got=4, n=1) in text


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_never_more_than_a_name(name: str, visit: Any, fairs: Fairs) -> None:
    id = kept(fairs, FULL)
    fairs.save(id, "guesses", guesses.dumps(tuple(said(name, 0.001, 0.002))), base=0)
    visitor = section(visit, id, "guesses")
    assert rows(visitor)[0]["who"] == name
    assert EN("evaluate.guesses.inside", who=quoted(name), inside=0, of=5) in told(visitor)


# Who does what


def test_each_fair_has_its_own_table_of_who_does_what(visit: Any, fairs: Fairs) -> None:
    id, other = kept(fairs), kept(fairs, LATE, "Other")
    todo = Evaluation(actions=(Action("Call", "Bea"),))
    fairs.save(other, "evaluation", evaluation.dumps(todo), base=0)
    visitor = section(visit, id, "team").edit(added_rows=[{"task": "Write", "who": "Els"}])
    visitor.at.query_params["fair"] = other
    visitor.run()
    assert rows(visitor) == [{"task": "Call", "who": "Bea"}]
    visitor.at.query_params["fair"] = id
    visitor.run()
    assert rows(visitor) == [{"task": "Write", "who": "Els"}]


def test_what_somebody_else_saved_is_in_the_table_when_it_is_taken(
    visit: Any, fairs: Fairs
) -> None:
    id = kept(fairs)
    visitor = section(visit, id, "team").edit(added_rows=[{"task": "Write", "who": "Els"}])
    theirs = Evaluation(actions=(Action("Call", "Bea"),))
    fairs.save(id, "evaluation", evaluation.dumps(theirs), base=0)
    click(click(visitor, "evaluate.save"), "clash.evaluation.theirs")
    assert rows(visitor) == [{"task": "Call", "who": "Bea"}]


@pytest.mark.parametrize("text", HOSTILE)
def test_words_of_the_team_are_kept_as_they_are(text: str, visit: Any, fairs: Fairs) -> None:
    id = kept(fairs)
    visitor = section(visit, id, "team").edit(added_rows=[{"task": text, "who": text}])
    visitor.at.text_area(key="reason").set_value(text)
    click(visitor.run(), "evaluate.save")
    found = fairs.latest(id, "evaluation")
    assert found is not None
    assert evaluation.loads(found.content) == Evaluation(reason=text, actions=(Action(text, text),))


def test_a_book_that_holds_half_a_letter_opens_again(visit: Any, fairs: Fairs) -> None:
    """As a file of before brought it in."""
    id = kept(fairs)
    half = {"who": "A\ud800", "path": "visitors", "low": 9_000, "high": 12_000}
    texts = {
        "evaluation": {"version": 1, "reason": "Good \udfff\0", "actions": [{"what": "\ud83c"}]},
        "guesses": {"version": 1, "guesses": [half]},
    }
    moment = datetime(2026, 10, 1, tzinfo=UTC)
    with fairs.database.writing() as connection:
        insert_documents(
            connection,
            [Document(id, part, 1, moment, "", json.dumps(text)) for part, text in texts.items()],
        )
    visitor = section(visit, id, "team")
    shown = [box.value for box in (*visitor.at.text_area, *visitor.at.text_input)]
    assert "Good \ufffd\ufffd" in shown
    assert "A\ufffd" in told(visitor.pick("evaluate.section", "guesses"))
    assert not visitor.errors
