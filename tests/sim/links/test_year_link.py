"""A year in an address: what goes in comes out, and whatever else is told in one sentence."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from sim import ScenarioError, example
from sim.links.plan_link import LONGEST, Link, packed, told_of, unpacked
from sim.links.year_link import FairOfYear, YearLink, decode_year, encode_year
from sim.year.settings import Settings
from sim.year.year import MOST, Overlap

SETTINGS = Settings(
    budget=120_000.5,
    cautious=True,
    together=0.3,
    overlap=0.25,
    same_people=True,
    stand=9_000.0,
    goal=50_000.0,
    pairs=(Overlap(0, 1, 0.75), Overlap(1, 2, 0.0)),
)
FAIRS = tuple(
    FairOfYear(Link(example(name), 7, name), taken, month, of)
    for name, taken, month, of in (
        ("regional", True, 3, None),
        ("national", False, 11, None),
        ("international", False, 3, 0),
    )
)


@pytest.mark.parametrize("settings", [SETTINGS, Settings()])
def test_a_year_comes_out_as_it_went_in(settings: Settings) -> None:
    year = YearLink(FAIRS, settings)
    assert decode_year(encode_year(year)) == year


def changed(**settings: object) -> str:
    """The token with something else among its settings."""
    found = unpacked(encode_year(YearLink(FAIRS, SETTINGS)))
    return packed(found | {"settings": found["settings"] | settings})


def other_fairs(fairs: object) -> str:
    """The token with other fairs."""
    return packed(unpacked(encode_year(YearLink(FAIRS, SETTINGS))) | {"fairs": fairs})


def fair(*others: object) -> list[object]:
    """A fair as a token has it, with something else behind its plan."""
    return [told_of(FAIRS[0].link), *others]


@pytest.mark.parametrize(
    ("token", "code"),
    [
        ("", "link_broken"),
        ("x", "link_broken"),
        ("é", "link_broken"),
        ("2abc", "link_version"),
        ("1", "link_broken"),
        ("1" + "A" * (LONGEST + 1), "link_broken"),
        (packed([]), "link_broken"),
        (packed(None), "link_broken"),
        (packed({"fairs": []}), "link_broken"),
        (changed(together=2), "above"),
        (changed(together="x"), "not_number"),
        (changed(budget=True), "not_number"),
        (changed(stand=-1), "below"),
        (changed(cautious=1), "link_broken"),
        (changed(more=1), "link_broken"),
        (changed(pairs=7), "link_broken"),
        (changed(pairs=[[0, 1]]), "link_broken"),
        (changed(pairs=[[0, 3, 0.5]]), "link_broken"),
        (changed(pairs=[[1, 0, 0.5]]), "link_broken"),
        (changed(pairs=[[0, True, 0.5]]), "link_broken"),
        (changed(pairs=[[0, 1, 0.5], [0, 1, 0.6]]), "link_broken"),
        (changed(pairs=[[0, 1, 1.5]]), "above"),
        (changed(pairs=[[0, 1, "x"]]), "not_number"),
        (other_fairs([fair(True, 0, None)] * (MOST + 1)), "too_many_fairs"),
        (other_fairs([fair(True, 0)]), "link_broken"),
        (other_fairs([fair(True, 12, None)]), "link_broken"),
        (other_fairs([fair(True, 0, 0)]), "link_broken"),
        (other_fairs([fair(1, 0, None)]), "link_broken"),
        (other_fairs([[{"seed": 1}, True, 0, None]]), "missing"),
        (other_fairs(7), "link_broken"),
        (encode_year(YearLink(FAIRS[:1] * 2, Settings())), "plan_twice"),
        (encode_year(YearLink(FAIRS, SETTINGS))[:-9], "link_broken"),
    ],
)
def test_what_is_no_year_is_refused(token: str, code: str) -> None:
    with pytest.raises(ScenarioError) as refused:
        decode_year(token)
    assert refused.value.code == code


def test_twelve_fairs_fit_into_an_address_that_any_server_takes() -> None:
    """Servers take 8,192 bytes of address where nobody told them otherwise."""
    plans = [
        example("regional").with_(name=f"Regional business fair number {n}") for n in range(MOST)
    ]
    pairs = tuple(
        Overlap(*pair, 0.05 + at / 100)
        for at, pair in enumerate(itertools.combinations(range(MOST), 2))
    )
    settings = replace(SETTINGS, pairs=pairs)
    year = YearLink(tuple(FairOfYear(Link(plan)) for plan in plans), settings)
    assert len(encode_year(year)) < 8_000


def test_a_year_without_numbers_of_pairs_is_told_as_before_there_were_any() -> None:
    told = unpacked(encode_year(YearLink(FAIRS, Settings())))["settings"]
    assert {*told} == {
        "budget",
        "cautious",
        "together",
        "overlap",
        "same_people",
        "stand",
        "goal",
    }
