"""A year in an address: what goes in comes out, and whatever else is told in one sentence."""

from __future__ import annotations

import base64
import json

import pytest

from sim import ScenarioError, example
from sim.links.plan_link import Link
from sim.links.year_link import LONGEST_SETTINGS, FairOfYear, YearLink, decode_year, encode_year
from sim.year.settings import Settings
from sim.year.year import MOST

SETTINGS = Settings(
    budget=120_000.5,
    cautious=True,
    together=0.3,
    overlap=0.25,
    same_people=True,
    stand=9_000.0,
    goal=50_000.0,
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


def changed(**told: object) -> str:
    """The token with something else among its settings."""
    head, *tokens = encode_year(YearLink(FAIRS, SETTINGS)).split("~")
    found = json.loads(base64.urlsafe_b64decode(head[1:] + "=="))
    again = base64.urlsafe_b64encode(json.dumps(found | told).encode()).rstrip(b"=").decode()
    return "~".join(["1" + again, *tokens])


@pytest.mark.parametrize(
    ("token", "code"),
    [
        ("", "link_broken"),
        ("x", "link_broken"),
        ("é", "link_broken"),
        ("2abc", "link_version"),
        ("1", "link_broken"),
        ("1" + "A" * LONGEST_SETTINGS, "link_broken"),
        ("1" + "~" * (MOST + 1), "too_many_fairs"),
        ("1" + base64.urlsafe_b64encode(b"[" * 900).decode(), "link_broken"),
        (changed(together=2), "above"),
        (changed(together="x"), "not_number"),
        (changed(budget=True), "not_number"),
        (changed(stand=-1), "below"),
        (changed(cautious=1), "link_broken"),
        (changed(more=1), "link_broken"),
        (changed(fairs=[[True, 0, None]]), "link_broken"),
        (changed(fairs=[[True, 12, None]] * 3), "link_broken"),
        (changed(fairs=[[True, 0, 2]] * 3), "link_broken"),
        (changed(fairs=[[1, 0, None]] * 3), "link_broken"),
        (changed(fairs=7), "link_broken"),
        (encode_year(YearLink(FAIRS[:1] * 2, SETTINGS)), "plan_twice"),
        (encode_year(YearLink(FAIRS, SETTINGS))[:-9], "link_broken"),
    ],
)
def test_what_is_no_year_is_refused(token: str, code: str) -> None:
    with pytest.raises(ScenarioError) as refused:
        decode_year(token)
    assert refused.value.code == code
