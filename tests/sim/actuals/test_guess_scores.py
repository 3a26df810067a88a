"""Guesses and chances, scored against what came."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import numpy as np
import pytest
from scipy import stats

from sim import Range, Scale, ScenarioError
from sim.actuals.chance_scores import Chance, Reliability, Scored, scored
from sim.actuals.guess_scores import (
    ENOUGH,
    Guess,
    Hits,
    Leaning,
    Missing,
    Ranges,
    foretold,
    held,
    leanings,
    ranges,
)

BEGAN = date(2026, 3, 1)


def told(chance: float, covered: bool, *, days: int = 60) -> Chance:
    """A chance that was told so many days before the fair began."""
    return Chance("A", chance, covered, BEGAN - timedelta(days), BEGAN)


def guess(real: float | Hits, *, who: str = "An", fair: str = "A", figure: str = "") -> Guess:
    if isinstance(real, Hits):
        return Guess(who, fair, figure or "extra_share", 0.1, 0.2, 0.4, real)
    return Guess(who, fair, figure or "visitors", 800, 1000, 1500, real)


def test_a_known_number_lies_in_the_range_or_not() -> None:
    inside, low, high = (held(guess(real)) for real in (1500.0, 700.0, 1600.0))
    assert (inside.inside, low.inside, high.inside) == (1, 0, 0)
    assert (inside.over, low.over, held(guess(1000.0)).over) == (0, 1, 0.5)
    # Gneiting and Raftery (2007), equation 43, at 8 of 10: width + 2 / 0.2 times the miss.
    assert [x.score for x in (inside, low, high)] == [700, 700 + 1000, 700 + 1000]


def test_what_a_belief_foretells_is_its_average_binomial() -> None:
    belief = Range(0.1, 0.4, 0.2, Scale.SHARE)
    drawn = belief.quantile(stats.norm.ppf((np.arange(200_000) + 0.5) / 200_000))
    for k, below in enumerate(foretold(belief, np.arange(8.0), 7)):
        assert below == pytest.approx(float(np.mean(stats.binom.cdf(k, 7, drawn))), abs=1e-6)


@pytest.mark.parametrize("of", [1, 4, 30, 300])
def test_who_guesses_rightly_holds_eight_of_ten_whatever_was_counted(of: int) -> None:
    """Summed over every count with its own chance: no draws."""
    belief = Range(0.1, 0.4, 0.2, Scale.SHARE)
    chances = np.diff(foretold(belief, np.arange(of + 1.0), of), prepend=0.0)
    each = [held(guess(Hits(k, of))) for k in range(of + 1)]
    assert chances @ [one.inside for one in each] == pytest.approx(0.8)
    assert chances @ [one.over for one in each] == pytest.approx(0.5)


def test_a_large_count_is_the_share_itself() -> None:
    for share in (0.05, 0.15, 0.25, 0.45):
        found = held(guess(Hits(round(share * 20_000), 20_000)))
        assert found.inside == (0.1 < share < 0.4)
        assert found.over == (share < 0.2)


def test_of_too_few_guesses_nothing_is_said_but_what_is_missing() -> None:
    some = [guess(1000.0, fair=str(k)) for k in range(4)]
    assert ranges(some) == {"An": Missing(4, 5)}
    assert leanings(some) == {("An", "visitors"): Missing(4, 5)}
    assert scored([told(0.5, True)] * 4) == Missing(4, 5)
    found = scored([told(0.5, True)] * 9)
    assert isinstance(found, Scored)
    assert found.reliability == Missing(9, 10)
    assert not ranges([guess(Hits(0, 0))])


def test_ranges_that_hold_too_seldom_are_too_narrow() -> None:
    reals = {"An": [1000.0] * 20, "Bo": [700.0] * 10 + [900.0] * 10, "Cy": [900.0] * 8 + [9.0] * 2}
    guesses = [
        guess(real, who=who, fair=f"{k}")
        for who, each in reals.items()
        for k, real in enumerate(each)
    ]
    found = ranges(guesses)
    says = {who: one.says for who, one in found.items() if isinstance(one, Ranges)}
    assert says == {"An": "too wide", "Bo": "too narrow", "Cy": "right"}
    bo = found["Bo"]
    assert isinstance(bo, Ranges)
    assert (bo.inside, bo.guesses) == (10, 20)
    assert bo.few == stats.binom.ppf(0.05, 20, 0.8)


@pytest.mark.parametrize(
    ("inside", "says"), [(12, "too narrow"), (13, "right"), (19, "right"), (20, "too wide")]
)
def test_ranges_are_told_wrong_only_beyond_what_luck_brings(inside: int, says: str) -> None:
    guesses = [guess(1000.0 if k < inside else 700.0, fair=f"{k}") for k in range(20)]
    found = ranges(guesses)["An"]
    assert isinstance(found, Ranges)
    assert (found.says, found.few, found.many) == (says, 13, 19)
    # As few, or as many, come 1 time in 20 at least; fewer, or more, do not.
    assert stats.binom.cdf(13, 20, 0.8) >= 0.05 > stats.binom.cdf(12, 20, 0.8)
    assert stats.binom.cdf(19, 20, 0.8) >= 0.95 > stats.binom.cdf(18, 20, 0.8)


def test_scores_are_compared_on_the_same_numbers_only() -> None:
    wide = [Guess("An", f"{k}", "visitors", 100, None, 900, 500.0) for k in range(5)]
    narrow = [Guess("Bo", f"{k}", "visitors", 400, None, 600, 500.0) for k in range(5)]
    alone = [Guess("Cy", f"{k}", "margin", 0.1, None, 0.2, 0.15) for k in range(5)]
    found = ranges([*wide, *narrow, *alone])
    scores = {who: one.score for who, one in found.items() if isinstance(one, Ranges)}
    assert scores == {"An": 800 / 500, "Bo": 200 / 500, "Cy": None}


@pytest.mark.parametrize(
    ("high", "fairs", "says"),
    [(5, 5, "over"), (4, 5, "neither"), (0, 5, "under"), (7, 8, "neither"), (8, 9, "over")],
)
def test_a_leaning_is_told_where_luck_hardly_brings_it(high: int, fairs: int, says: str) -> None:
    guesses = [guess(700.0 if k < high else 2000.0, fair=f"{k}") for k in range(fairs)]
    found = leanings(guesses)["An", "visitors"]
    assert found == Leaning("An", "visitors", fairs, high, says)
    luck = stats.binomtest(high, fairs, 0.5).pvalue
    assert (luck <= 1 / 16) == (says != "neither")


def test_what_cannot_be_a_guess_is_refused() -> None:
    for real in (Hits(3, 2), Hits(-1, 2)):
        with pytest.raises(ScenarioError):
            guess(real)
    with pytest.raises(ScenarioError):
        guess(Hits(1, 2), figure="visitors")
    with pytest.raises(ScenarioError):
        told(1.2, True)
    with pytest.raises(ScenarioError):
        held(guess(Hits(0, 0)))


def test_the_parts_add_up_to_the_brier_score() -> None:
    random = np.random.default_rng(3)
    for size in (10, 11, 200):
        chance = random.uniform(size=size)
        came = random.uniform(size=size) < chance
        found = scored([told(p, bool(o)) for p, o in zip(chance, came, strict=True)])
        assert isinstance(found, Scored)
        assert found.brier == pytest.approx(float(((chance - came) ** 2).mean()))
        parts = found.reliability
        assert isinstance(parts, Reliability)
        total = parts.reliability - parts.resolution + parts.uncertainty + parts.within
        assert total == pytest.approx(found.brier)
        assert found.average == pytest.approx(float(came.mean() * (1 - came.mean())))
        assert sum(group.fairs for group in parts.groups) == size
        assert sum(group.covered for group in parts.groups) == found.covered


def test_the_parts_are_those_worked_out_by_hand() -> None:
    """5 fairs told 10 of 100, of which 1 covers, and 5 told 70, of which 4 do. Brier: (0.81 + 4 x
    0.01 + 4 x 0.09 + 0.49) / 10; reliability: both groups are 0.1 off; resolution: both lie 0.3
    from the average of 1/2; uncertainty: 1/2 x 1/2 (Murphy 1973)."""
    book = [told(0.1, k == 0) for k in range(5)] + [told(0.7, k != 0) for k in range(5)]
    found = scored(book)
    assert isinstance(found, Scored)
    parts = found.reliability
    assert isinstance(parts, Reliability)
    worked = (0.17, 0.01, 0.09, 0.25, 0.0)
    scores = (found.brier, parts.reliability, parts.resolution, parts.uncertainty, parts.within)
    assert scores == pytest.approx(worked)
    assert [(group.fairs, group.covered) for group in parts.groups] == [(5, 1), (5, 4)]
    assert [group.told for group in parts.groups] == pytest.approx([0.1, 0.7])


def test_how_many_usually_cover_is_counted_over_every_way_it_could_have_gone() -> None:
    chances = [0.05, 0.2, 0.35, 0.5, 0.8, 0.9]
    found = scored([told(chance, False) for chance in chances])
    assert isinstance(found, Scored)
    spread = np.zeros(7)
    for way in itertools.product((0, 1), repeat=6):
        spread[sum(way)] += np.prod([p if w else 1 - p for p, w in zip(chances, way, strict=True)])
    below = np.cumsum(spread)
    for count, level in ((found.few, 0.05), (found.many, 0.95)):
        assert below[count] >= level > (below[count - 1] if count else 0)


def test_fewer_than_enough_fairs_could_not_tell_anything_from_luck() -> None:
    """Even chances that all went one way: 1 of 16 for four fairs is nothing rare, 1 of 32 is."""
    assert 0.5 ** (ENOUGH - 1) > 0.05 >= 0.5**ENOUGH
    for side, says in ((True, "too low"), (False, "too high")):
        found = scored([told(0.5, side)] * ENOUGH)
        assert isinstance(found, Scored)
        assert found.says == says


def test_right_chances_are_told_right_in_nine_of_ten_books() -> None:
    random = np.random.default_rng(4)
    says = []
    for _ in range(400):
        chance = random.uniform(size=12)
        book = [told(p, bool(random.uniform() < p)) for p in chance]
        found = scored(book)
        assert isinstance(found, Scored)
        says.append(found.says)
    for side in ("too high", "too low"):
        assert says.count(side) / 400 <= 0.05 + 4 * np.sqrt(0.05 * 0.95 / 400)


def test_a_book_that_hoped_too_much_is_told_so() -> None:
    book = [told(0.8, k % 3 == 0) for k in range(12)]
    found = scored(book)
    assert isinstance(found, Scored)
    assert found.says == "too high"
    assert found.told == pytest.approx(9.6)
    assert found.covered == 4
    assert found.brier > found.average


@pytest.mark.parametrize("days", [0, -1, -300])
def test_a_forecast_of_a_fair_that_has_begun_is_no_forecast(days: int) -> None:
    late = [told(1.0, True, days=days)] * 7
    assert scored(late) == Missing(0, 5)
    ahead = [told(0.8, k % 3 == 0, days=1) for k in range(12)]
    assert scored([*late, *ahead, *late]) == scored(ahead) != Missing(12, 5)
