"""Dates on which a plan can still be cancelled: read, kept through changes, refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from sim import CostLine, Exact, Scenario, ScenarioError, dumps, example, loads
from sim.links.fingerprint import fingerprint
from sim.links.plan_link import decode, encode
from sim.plan.choices.dates import DecisionDate, FeeShare
from sim.plan.document import document, from_document
from words.catalogue import words

PLAN = example("regional")  # stand space: 12 m2 at 130
TABLES = """
[[decide]]
date = "today"
fee = 234
[[decide]]
date = 2027-03-01
fee = { share = 0.4, of = "Stand space" }
known = ["visitors", "call_share"]
"""


def dated() -> Scenario:
    return loads(dumps(PLAN) + TABLES)


def fees(plan: Scenario) -> list[float]:
    return [one.money(plan.costs, plan.inputs) for one in plan.decide]


def test_a_file_gives_days_fees_and_what_is_known_by_then() -> None:
    plan = dated()
    assert fees(plan) == [234, pytest.approx(0.4 * 12 * 130)]
    assert [one.when for one in plan.decide] == ["today", date(2027, 3, 1).isoformat()]
    calls = tuple(f"call_share.{phase}" for phase in ("awareness", "orientation", "decision"))
    assert plan.decide[1].paths == ("visitors", *calls)


def test_file_and_link_give_the_dates_back_and_only_they_change_the_fingerprint() -> None:
    plan = dated()
    assert loads(dumps(plan)) == plan
    assert decode(encode(plan, 1)).scenario == plan
    assert fingerprint(plan, 1) != fingerprint(PLAN, 1)
    assert fingerprint(plan.with_(decide=()), 1) == fingerprint(PLAN, 1)
    assert "decide" not in document(PLAN)


def test_a_fee_follows_its_line_and_stays_the_money_that_it_was_once_that_is_gone() -> None:
    plan = dated()
    first, *others = plan.costs
    renamed = plan.with_(costs=(first.renamed("Rent"), *others))
    assert fees(loads(dumps(renamed))) == fees(plan)
    dearer = plan.with_(costs=(replace(first, amount=Exact(260.0)), *others))
    assert fees(dearer)[1] == pytest.approx(2 * fees(plan)[1])
    assert fees(plan.without("area"))[1] == pytest.approx(fees(plan)[1])
    gone = plan.with_(costs=tuple(others))
    assert gone.decide[1].fee == pytest.approx(fees(plan)[1])
    assert fees(loads(dumps(gone))) == fees(gone)


def test_a_fee_counts_the_whole_of_what_is_spread_over_fairs_and_no_overrun() -> None:
    line = CostLine("Rent", Exact(1000.0), over=4)
    plan = PLAN.with_(costs=(line,), decide=(DecisionDate(FeeShare(0.6, "Rent"), "today"),))
    assert fees(plan) == [600]


BEFORE = {"months_before": 3}
WRONG: list[tuple[list[dict[str, Any]] | dict[str, Any], str, str]] = [
    ({"fee": 3}, "decide", "not_list"),
    ([{"fee": 3}], "decide[1].date", "missing"),
    ([{"date": "1 March", "fee": 3}], "decide[1].date", "not_day"),
    ([{"date": "", "fee": 3}], "decide[1].date", "not_day"),
    ([{"date": 5, "fee": 3}], "decide[1].date", "not_day"),
    ([{"date": "1899-12-31", "fee": 3}], "decide[1].date", "day_outside"),
    ([{"date": "2201-01-01", "fee": 3}], "decide[1].date", "day_outside"),
    ([BEFORE], "decide[1].fee", "missing"),
    ([BEFORE | {"fee": -3}], "decide[1].fee", "below"),
    ([BEFORE | {"fee": "all"}], "decide[1].fee", "not_number"),
    ([{"months_before": 3.5, "fee": 3}], "decide[1].months_before", "not_whole"),
    ([{"months_before": 61, "fee": 3}], "decide[1].months_before", "above"),
    ([BEFORE | {"fee": {"share": 2, "of": "Stand space"}}], "decide[1].fee.share", "above"),
    ([BEFORE | {"fee": {"of": "Stand space"}}], "decide[1].fee.share", "missing"),
    ([BEFORE | {"fee": {"share": 0.2}}], "decide[1].fee.of", "missing"),
    ([BEFORE | {"fee": {"share": 0.2, "of": "Stand"}}], "decide[1].fee.of", "not_one_of"),
    (
        [BEFORE | {"fee": {"share": 0.2, "of": "Sales visit after the fair"}}],
        "decide[1].fee.of",
        "not_one_of",
    ),
    ([BEFORE | {"fee": 3, "known": ["visitor"]}], "decide[1].known.visitor", "unknown"),
    ([BEFORE | {"fee": 3, "known": "visitors"}], "decide[1].known", "not_list"),
    ([BEFORE | {"fee": 3, "fees": 5}], "decide[1].fees", "unknown"),
    ([BEFORE | {"fee": 3, "date": "2027-03-01"}], "decide[1].date", "two_moments"),
    ([BEFORE | {"fee": 3}] * 2, "decide[2].months_before", "same_moment"),
    (
        [BEFORE | {"fee": 3}, {"date": "2027-03-01", "fee": 3}],
        "decide[2].date",
        "moments_differ",
    ),
    ([{"date": "today", "fee": 3, "known": ["visitors"]}], "decide[1].known", "known_today"),
    ([{"months_before": at, "fee": 3} for at in range(13)], "decide", "too_many"),
]


@pytest.mark.parametrize(("entries", "place", "code"), WRONG, ids=[w[1] + w[2] for w in WRONG])
def test_a_bad_date_is_one_sentence_that_says_where(entries: Any, place: str, code: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        from_document(document(PLAN) | {"decide": entries})
    assert (caught.value.place, caught.value.code) == (place, code)
    for told in (words("en"), words("nl")):
        sentence = told.problem_of_file(caught.value)
        assert sentence.startswith(f"{place}: ")
        assert "\n" not in sentence
        assert told.problem(caught.value)
