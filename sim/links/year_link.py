"""A whole year of fairs in one parameter of an address.

All plans are deflated together, as one plan is in its own link: what they have in common, which is
most of it, stands there once. Settings are written in full, defaults too: a link of today means the
same after these change. Pairs of fairs with a number of their own stand there where there are any.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Final

from sim.links.plan_link import LARGEST, Link, packed, read, told_of, unpacked
from sim.plan.problems import ScenarioError
from sim.year.settings import Settings
from sim.year.year import MONTHS, MOST, Candidate, Overlap


@dataclass(frozen=True)
class FairOfYear:
    """A fair of the list: its plan with seed and example, whether it is taken, its month (0 to 11),
    and the place of the fair that it replaces, or None."""

    link: Link
    taken: bool = True
    month: int = 0
    variant_of: int | None = None

    @property
    def candidate(self) -> Candidate:
        return Candidate(self.link.scenario, self.month, self.variant_of)


@dataclass(frozen=True)
class YearLink:
    """The fairs of a year, in their order, and how it is asked about."""

    fairs: tuple[FairOfYear, ...]
    settings: Settings


FLAGS: Final = ("cautious", "same_people")


def encode_year(year: YearLink) -> str:
    """The token of a year: letters, digits, - and _ only."""
    return packed({"fairs": [*map(_told, year.fairs)], "settings": year.settings.told()})


def _told(fair: FairOfYear) -> list[Any]:
    return [told_of(fair.link), fair.taken, fair.month, fair.variant_of]


def decode_year(text: str) -> YearLink:
    """The year in the parameter ``y``. Raises `ScenarioError`: ``link_broken``, ``link_version``,
    or what is wrong with a plan of it or with the year."""
    told = unpacked(text, MOST * LARGEST)
    try:
        if len(told["fairs"]) > MOST:
            raise ScenarioError("too_many_fairs", got=len(told["fairs"]), most=MOST)
        fairs = tuple(_fair(at, *one) for at, one in enumerate(told["fairs"]))
        settings = _settings(told["settings"], len(fairs))
    except ScenarioError:
        raise
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ScenarioError("link_broken") from error
    settings.year([fair.candidate for fair in fairs])
    return YearLink(fairs, settings)


def _settings(told: dict[str, Any], fairs: int) -> Settings:
    known = {field.name for field in fields(Settings)} - {"pairs"}
    plain = {name: one for name, one in told.items() if name != "pairs"}
    if {*plain} != known or not all(isinstance(told[flag], bool) for flag in FLAGS):
        raise ScenarioError("link_broken")
    pairs = tuple(_pair(*pair, fairs=fairs) for pair in told.get("pairs", ()))
    if len({(pair.first, pair.second) for pair in pairs}) != len(pairs):
        raise ScenarioError("link_broken")
    return Settings(**plain, pairs=pairs)


def _pair(first: object, second: object, share: Any, *, fairs: int) -> Overlap:
    if type(first) is not int or type(second) is not int or not 0 <= first < second < fairs:
        raise ScenarioError("link_broken")
    return Overlap(first, second, share)


def _fair(at: int, link: object, taken: object, month: object, variant_of: object) -> FairOfYear:
    of = variant_of if type(variant_of) is int and 0 <= variant_of < at else None
    whole = type(month) is int and 0 <= month < MONTHS
    if type(taken) is not bool or not whole or of != variant_of:
        raise ScenarioError("link_broken")
    assert isinstance(month, int)
    return FairOfYear(read(link), taken, month, of)
