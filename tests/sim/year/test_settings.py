"""How a year is asked about: the same customers at two fairs."""

from __future__ import annotations

import pytest

from sim import ScenarioError
from sim.year.settings import Settings
from sim.year.year import Candidate, Overlap
from tests.sim.year.fairs import plain

FAIRS = [Candidate(plain(name)) for name in ("A", "B", "C")]


def test_the_number_of_a_pair_wins_over_the_one_for_all_and_none_at_all_does_too() -> None:
    pairs = (Overlap(0, 1, 0.7), Overlap(1, 2, 0.0))
    year = Settings(overlap=0.2, pairs=pairs).year(FAIRS)
    assert [year.shared_by(*pair) for pair in ((0, 1), (1, 0), (0, 2), (1, 2))] == [
        0.7,
        0.7,
        0.2,
        0.0,
    ]


def test_a_fair_that_replaces_another_has_the_customers_of_that_one() -> None:
    fairs = [*FAIRS, Candidate(plain("Smaller A"), variant_of=0)]
    year = Settings(pairs=(Overlap(0, 1, 0.7),)).year(fairs)
    assert (year.shared_by(1, 3), year.shared_by(2, 3)) == (0.7, 0.0)


def test_numbers_of_pairs_go_along_when_a_fair_leaves_the_list() -> None:
    settings = Settings(pairs=(Overlap(0, 1, 0.7), Overlap(1, 2, 0.4)))
    assert settings.moved({1: 0, 2: 1}).pairs == (Overlap(0, 1, 0.4),)


def test_a_share_of_a_pair_above_all_is_refused() -> None:
    with pytest.raises(ScenarioError, match="above"):
        Settings(pairs=(Overlap(0, 1, 1.2),))
