"""A whole comparison in one parameter of an address: the tokens of its plans, joined."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sim.decide.comparison import MOST
from sim.links.plan_link import LONGEST, Link, decode, encode
from sim.plan.problems import ScenarioError

BETWEEN: Final = "~"  # in no token, and needs no escape in an address


def encode_comparison(links: Sequence[Link]) -> str:
    """Up to `MOST` plans, in their order. Raises `ScenarioError` for more."""
    _check(len(links))
    return BETWEEN.join(encode(link.scenario, link.seed, link.start) for link in links)


def decode_comparison(text: str) -> tuple[Link, ...]:
    """The plans in the parameter ``c``; none in an empty one. Raises `ScenarioError`."""
    if len(text) > MOST * (LONGEST + 1):
        raise ScenarioError("link_broken")
    tokens = text.split(BETWEEN) if text else []
    _check(len(tokens))
    return tuple(decode(token) for token in tokens)


def _check(plans: int) -> None:
    if plans > MOST:
        raise ScenarioError("too_many_plans", got=plans, most=MOST)
