"""The stand team, held against the core in both languages."""

from __future__ import annotations

from typing import Any

import pytest

from sim import Measured, simulate
from sim.decide.actions import Team
from sim.decide.team import TeamCurve, TeamPoint, team_curve
from tests.pages.levers.acted import REGIONAL, RUN, cells, close, number, page
from tests.pages.visits import EN, LOCALES, NL, main
from ui.questions import person, team
from words.catalogue import words
from words.costs import cost_of_person


@pytest.mark.parametrize("language", LOCALES)
def test_the_curve_of_the_team_is_the_cores_with_what_a_person_costs(
    language: str, visit: Any
) -> None:
    w = words(language)
    visitor = page(visit, REGIONAL, "team", language).open("levers.points")
    line = next(one for one in visitor.plan.costs if one.key == "own_staff_48")
    assert cost_of_person(REGIONAL) == line.amount.likely / 2  # the plan has two people
    total = w.money(line.amount.likely, "EUR", 5)
    values = {"lines": f"'{line.label}'", "total": total, "people": person.people(2, w)}
    source = w("levers.team.cost_proposed", **values)
    assert source in main(visitor)
    visitor.type("levers.person", "")
    assert w("levers.team.cost_none") in main(visitor)
    visitor.type("levers.person", "1.500" if language == "nl" else "1,500")
    assert source not in main(visitor)
    assert w("levers.team.cost_given", cost=w.money(1500)) in main(visitor)
    curve = team_curve(REGIONAL, cost_of_person=1500.0, **RUN)
    (_, rows), (_, unserved) = visitor.chart()
    bands = rows[rows["kind"] == "band"]
    for key, column in (("p10", "y"), ("p90", "y2"), ("p50", "median"), ("mean", "mean")):
        expected = [getattr(point, key).value for point in curve.points]
        assert list(bands[column]) == pytest.approx(expected)
    assert list(unserved["y"]) == [point.unserved.value for point in curve.points]
    table = cells(visitor, w("levers.team.heads.staff"))
    assert [row[0] for row in table] == [person.people(x.staff, w) for x in curve.points]
    assert [row[3] for row in table] == [w.of_hundred(x.chance.value) for x in curve.points]
    named = rows[rows["kind"] == "named"].set_index("label")["text"]
    assert w("levers.team.plan") in named["2"]
    assert w("levers.team.best") in named[f"{curve.best_mean.staff:g}"]


def point(staff: float, mean: float, unserved: float = 3.0, contacts: float = 9.0) -> TeamPoint:
    money = [Measured(mean + way, 1.0) for way in (0, -50, 0, 50)]
    rest = (0.2 + staff / 100, unserved, contacts)
    return TeamPoint(staff, *money, *(Measured(x, 0.0) for x in rest))


@pytest.mark.parametrize(
    ("means", "best", "told"),
    [
        ((0, 10, 30), (20, 1), "edge"),
        ((0, 30, 10), (0, 0), "as_planned"),
        ((30, 10, 0), (20, 1), "better"),
        ((30, 30, 30), (0, 0), "same_few"),
        ((11, 10, 0), (1, 1), "same"),
    ],
)
def test_the_best_number_of_people_is_told_no_surer_than_it_is(
    means: tuple[float, ...], best: tuple[float, float], told: str
) -> None:
    curve = TeamCurve(tuple(point(at, mean) for at, mean in enumerate(means, start=1)))
    found = Team(curve, Measured(*best), Measured(5.0, 1.0))
    for w in (NL, EN):
        first, *more = team.headline(found, REGIONAL, w)
        names = {"best": person.people(curve.best_mean.staff, w),
                 "planned": person.people(2, w)}  # fmt: skip
        gain = w.signed(best[0])
        assert first == w(f"levers.team.{told}", more=gain, **names)
        assert more[-1] == w("levers.team.next", amount=w.signed(5.0))
        assert (len(more) == 2) == (told in ("edge", "better"))


@pytest.mark.parametrize(
    ("value", "error", "told"),
    [(0.0, 0.0, "nothing"), (1.0, 1.0, "hardly"), (-9.0, 1.0, "loses")],
)
def test_the_next_person_may_bring_nothing_or_less(value: float, error: float, told: str) -> None:
    curve = TeamCurve((point(2, 1),))
    found = Team(curve, Measured(0.0, 0.0), Measured(value, error))
    *_, last = team.headline(found, REGIONAL, EN)
    assert last == EN(f"levers.team.next_{told}", amount=EN.signed(value))


def test_a_cost_that_cannot_be_read_is_named_and_stays_as_it_was_typed(visit: Any) -> None:
    visitor = page(visit, REGIONAL, "team").type("levers.person", "lots")
    (wrong,) = visitor.errors
    assert "lots" in wrong
    assert visitor.at.text_input(key="levers.person").value == "lots"
    visitor.type("levers.person", "-5")
    assert len(visitor.errors) == 1
    visitor.type("levers.person", "2000")
    assert not visitor.errors
    visitor.type("levers.person", "")
    assert EN("levers.team.cost_none") in main(visitor)


@pytest.mark.parametrize("language", LOCALES)
def test_triage_is_set_here_and_told_against_the_same_fairs_without(
    language: str, visit: Any
) -> None:
    w = words(language)
    visitor = page(visit, REGIONAL, "team", language).slide("levers.triage", 60)
    assert visitor.plan.triage == 0.6
    rows = cells(visitor, w("levers.triage.share"))
    assert len(rows) == 3
    for row, triage in zip(rows, (0.0, 0.6, 1.0), strict=True):
        result = simulate(REGIONAL.with_(triage=triage), **RUN, detail=True)
        decision = result["contacts.decision"].mean()
        assert row[0].startswith(w.percent(triage))
        if language == "en":
            assert number(row[1]) == pytest.approx(decision, rel=0.01)
            assert number(row[2]) == pytest.approx(result["contacts"].mean() - decision, rel=0.01)
            assert close(row[3], Measured(abs(result.mean("profit").value), 100.0))
        assert row[4] == w.of_hundred(result.chance_covering_costs.value)
    assert w("levers.triage.yours", share=w.percent(0.6)) == rows[1][0]
    assert w("levers.triage.roles") in main(visitor)
