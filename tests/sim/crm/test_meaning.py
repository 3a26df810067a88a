"""Words of a file are known as a whole or in all their parts, and otherwise asked."""

from __future__ import annotations

from collections import Counter

import pytest

from sim.actuals.actuals import LEADS
from sim.crm.files.vocabulary import folded, systems, vocabulary
from sim.crm.meaning import answer, guess_words, key, meaning, spelled, tick, words_in
from sim.plan.funnel import PHASES
from tests.sim.crm.tables import read_table


@pytest.mark.parametrize(
    ("role", "word", "expected"),
    [
        ("phase", "Besluitvorming", "decision"),
        ("phase", "besluitvoming", "decision"),
        ("phase", "BESLISSING", "decision"),
        ("phase", "Oriëntatie", "orientation"),
        ("phase", "orientaite", "orientation"),
        ("phase", "Bewustwordingsfase", "awareness"),
        ("phase", "Warm", "orientation"),
        ("phase", "A", "decision"),
        ("phase", "Heiß", "decision"),
        ("phase", "whatever", None),
        ("phase", "niet warm", None),
        ("stage", "Offerte verstuurd", "quotes"),
        ("stage", "quote sent", "quotes"),
        ("stage", "Closed - Won", "orders"),
        ("stage", "Verloren", "lost.contacts"),
        ("stage", "Verloren na offerte", "lost.quotes"),
        ("stage", "lost after visit", "lost.visits"),
        ("stage", "Closed Lost to Competition", "lost.contacts"),
        ("stage", "Telefonische afspraak", "calls"),
        ("stage", "Bezoekafspraak", "visits"),
        ("stage", "nog niet opgevolgd", "contacts"),
        ("stage", "Contract Sent", "quotes"),
        ("stage", "3. Offerte", "quotes"),
        ("stage", "Proposal (75%)", "quotes"),
        ("stage", "Devis envoyé", "quotes"),
        ("stage", "Angebot versendet", "quotes"),
        ("state", "in behandeling", "followed_up"),
        ("state", "Gewonnen", "orders"),
        ("state", "gesloten", "closed"),
        ("state", "Other", "unsaid"),
        ("state", "misschien", None),
        ("probability", "100", "orders"),
        ("probability", "0", "lost.contacts"),
        ("probability", "50", None),
    ],
)
def test_words_are_guessed_or_left_open(role: str, word: str, expected: str | None) -> None:
    assert meaning(role, key(role, word)) == expected


@pytest.mark.parametrize(
    "word",
    ["Wil offerte", "Bestaande klant", "existing customer", "geen offerte", "Offerte aangevraagd",
     "wants a demo", "Send quote", "Bezoek te plannen", "Order volgt", "Angebot angefordert",
     "devis demandé", "not sold", "no order", "prospective customer", "former customer"],
)  # fmt: skip
def test_a_wish_a_plan_or_a_negation_has_no_meaning(word: str) -> None:
    assert meaning("stage", folded(word)) is None


@pytest.mark.parametrize(
    ("word", "turned"),
    [("qualified", "unqualified"), ("gekwalificeerd", "gediskwalificeerd"),
     ("qualified", "disqualified"), ("qualified", "not qualified"),
     ("interested", "not interested"),
     ("gekwalificeerd", "niet gekwalificeerd"), ("qualifié", "non qualifié"),
     ("qualifiziert", "nicht qualifiziert")],
)  # fmt: skip
def test_a_negation_is_never_dropped_or_added(word: str, turned: str) -> None:
    assert meaning("stage", folded(word)) == "followed_up"
    assert meaning("stage", folded(turned)) == "lost.contacts"


@pytest.mark.parametrize("turned", ["unquoted", "disvisited", "nonordered", "gedisofferte"])
def test_no_word_is_taken_for_its_opposite_where_it_is_mistyped(turned: str) -> None:
    assert meaning("stage", turned) is None


def test_every_stage_and_phase_is_recognised_by_its_own_key() -> None:
    assert [meaning("phase", folded(phase)) for phase in PHASES] == list(PHASES)
    assert [meaning("stage", folded(stage)) for stage in LEADS] == list(LEADS)


def test_every_word_of_every_language_has_the_meaning_under_which_it_stands() -> None:
    said = vocabulary()
    for word, expected in said.stages.items():
        found = meaning("stage", word)
        assert found == ("lost.contacts" if expected == "lost" else expected), word
    assert not said.negations & set(said.stages)
    assert not said.wishes & said.beside


def test_a_word_may_mean_something_else_in_one_system() -> None:
    assert meaning("state", "converted", "erpnext") == "orders"
    assert meaning("state", "converted", "salesforce") == "followed_up"
    assert meaning("state", "converted") is None
    assert all(one.marks and one.label for one in systems())


def test_the_words_of_a_column_are_counted_for_the_user_to_say_what_they_mean() -> None:
    table = read_table(b"Nr;Fase;Status\n1;Besluit;x1y\n2;BESLUIT;offerte\n3;;x1y\n")
    assert words_in(table, "Fase") == Counter({"besluit": 2})
    assert words_in(table, "Status") == Counter({"x1y": 2, "offerte": 1})


def test_a_word_is_spelled_as_the_file_writes_it_most_often() -> None:
    table = read_table(b"Fase;Status\nBesluit;Offerte!\nBESLUIT;offerte\nBesluit;offerte\n")
    assert spelled(table, "Fase") == {"besluit": "Besluit"}
    assert spelled(table, "Status") == {"offerte": "offerte"}
    assert guess_words(table, {"phase": "Fase", "stage": "Status"}) == {
        "phase": {"besluit": "decision"}, "stage": {"offerte": "quotes"},
    }  # fmt: skip


def test_yes_and_no_are_read_in_words_and_signs() -> None:
    said = {
        True: ["ja", "yes", "oui", "x", "1", "✓", "✅", "WAAR"],
        False: ["nee", "non", "0", "✗"],
    }
    for expected, cells in said.items():
        assert [tick(cell) for cell in cells] == [expected] * len(cells)
    assert tick("misschien") is None
    assert answer("") is None
