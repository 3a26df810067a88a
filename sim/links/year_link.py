"""A whole year of fairs in one parameter of an address: its settings, then the tokens of its plans.

Settings are written in full, defaults too: a link of today means the same after these change.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Final

from sim.links.comparison_link import BETWEEN
from sim.links.plan_link import LONGEST, Link, decode, encode
from sim.plan.problems import ScenarioError
from sim.year.settings import Settings
from sim.year.year import MONTHS, MOST, Candidate

VERSION: Final = "1"
LONGEST_SETTINGS: Final = 2_000  # characters


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


def encode_year(year: YearLink) -> str:
    """The token of a year: letters, digits, - _ and ~ only."""
    each = [[fair.taken, fair.month, fair.variant_of] for fair in year.fairs]
    told = json.dumps({"fairs": each, **asdict(year.settings)}, separators=(",", ":"))
    head = VERSION + base64.urlsafe_b64encode(told.encode()).rstrip(b"=").decode()
    links = (fair.link for fair in year.fairs)
    return BETWEEN.join([head, *(encode(x.scenario, x.seed, x.start) for x in links)])


def decode_year(text: str) -> YearLink:
    """The year in the parameter ``y``. Raises `ScenarioError`: ``link_broken``, ``link_version``,
    or what is wrong with a plan of it or with the year."""
    if not text or not text.isascii() or len(text) > MOST * (LONGEST + 1) + LONGEST_SETTINGS:
        raise ScenarioError("link_broken")
    if text[0] != VERSION:
        raise ScenarioError("link_version" if text[0].isdigit() else "link_broken")
    head, *tokens = text.split(BETWEEN)
    if len(tokens) > MOST:
        raise ScenarioError("too_many_fairs", got=len(tokens), most=MOST)
    told = _settings(head)
    try:
        each = told.pop("fairs")
        links = [decode(token) for token in tokens]
        fairs = tuple(_fair(link, *one) for link, one in zip(links, each, strict=True))
        if {*told} != {field.name for field in fields(Settings)}:
            raise ScenarioError("link_broken")
        if any(
            fair.variant_of is not None and fair.variant_of >= at for at, fair in enumerate(fairs)
        ):
            raise ScenarioError("link_broken")
        found = YearLink(fairs, Settings(**told))
    except (KeyError, TypeError, ValueError) as error:
        if isinstance(error, ScenarioError):
            raise
        raise ScenarioError("link_broken") from error
    found.settings.year([fair.candidate for fair in found.fairs])
    return found


def _settings(head: str) -> dict[str, Any]:
    if len(head) > LONGEST_SETTINGS:
        raise ScenarioError("link_broken")
    try:
        told = base64.b64decode(head[1:] + "=" * (-len(head[1:]) % 4), b"-_", validate=True)
        found = json.loads(told)
    except (binascii.Error, ValueError, RecursionError) as error:
        raise ScenarioError("link_broken") from error
    if not isinstance(found, Mapping):
        raise ScenarioError("link_broken")
    flags = [found.get(key) for key in ("cautious", "same_people")]
    if not all(isinstance(flag, bool) for flag in flags):
        raise ScenarioError("link_broken")
    return dict(found)


def _fair(link: Link, taken: object, month: object, variant_of: object) -> FairOfYear:
    of = variant_of is None or (type(variant_of) is int and variant_of >= 0)
    if type(taken) is not bool or type(month) is not int or not 0 <= month < MONTHS or not of:
        raise ScenarioError("link_broken")
    return FairOfYear(link, taken, month, variant_of if type(variant_of) is int else None)
