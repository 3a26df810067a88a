"""A whole plan in one parameter of an address: made, and read without trust.

A token is the version of its form, then base64url of deflated JSON in the shape of a scenario
file, with everything in it that a file may leave to defaults: a link sent today means the same
after defaults change. The compressor knows the common words beforehand, so that it stays short.

Whoever opens a link gets a `ScenarioError` in one sentence for whatever is wrong with it; how much
is read, inflated and built is bounded before it is looked at.
"""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from sim.draws.streams import REPLICATES
from sim.plan.checks import from_json
from sim.plan.document import document, from_document
from sim.plan.problems import ScenarioError
from sim.plan.scenario import Scenario
from sim.play.engine import SEED
from sim.play.trials import check_run

VERSION: Final = "1"
LONGEST: Final = 60_000  # characters of a token; servers refuse addresses of twice that
LARGEST: Final = 200_000  # bytes inflated
SCHEMES: Final = ("http", "https")

# The words that most links share, for the compressor. Part of version 1: never change it. It is no
# list of inputs: what is not in it is written as it is, and an input of today need not be in it.
_SHARED: Final = (
    b'"per":"quote"},"per":"order"},"per":"contact"},"per":"call"},"per":"visit"},"key":"",'
    b'"amount":{"label":"cost_overrun":order_value_spread":months_to_order":order_value":'
    b'"repeat_factor":extra_share":margin":dependence":0.3,"currency":"EUR","goal":{"revenue":'
    b'100000,"margin":0.1},"hurdle":0.7,"yours":["evidence":{"benchmark","guess","counted",'
    b'"hits":,"of":},"order_share":{"awareness":[0.0,"orientation":[0.0,"decision":[0.'
    b'"quote_share":{"awareness":[0.0,"orientation":[0.0,"decision":[0.'
    b'"visit_share":{"awareness":[0.0,"orientation":[0.0,"decision":[0.'
    b'"call_share":{"awareness":[0.0,"orientation":[0.0,"decision":[0.'
    b'"mix":{"awareness":[0.,"orientation":[0.,"decision":[0.follow_up_share":[0.'
    b'contacts_per_hour":hours_per_day":days":staff":reach_share":[0.target_share":[0.'
    b'visitors":[{"seed":1,"name":"inputs":{"costs":[{"label":"],"amount":'
    b',"per":"fair"},{"label":"'
)


@dataclass(frozen=True)
class Link:
    """What a link says: the plan, the seed, and the example that it started from, if any."""

    scenario: Scenario
    seed: int = SEED
    start: str = ""


def encode(scenario: Scenario, seed: int, start: str = "") -> str:
    """The token of a plan: letters, digits, - and _ only."""
    return packed(told_of(Link(scenario, seed, start)))


def told_of(link: Link) -> dict[str, Any]:
    """What a token says of a plan; `read` gives the link back."""
    return {"seed": link.seed, "start": link.start, **document(link.scenario)}


def packed(link: Any) -> str:
    """Lists, tables, texts and numbers as a token."""
    told = json.dumps(link, ensure_ascii=False, separators=(",", ":")).encode()
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, zdict=_SHARED)
    deflated = packer.compress(told) + packer.flush()
    return VERSION + base64.urlsafe_b64encode(deflated).rstrip(b"=").decode()


def address(scenario: Scenario, seed: int, start: str = "", *, base: str = "") -> str:
    """Where exactly this plan opens, under the address of a Quitte; without one the path alone.

    Raises `ScenarioError` for a base that is no address of a website (http or https, without a
    query), and for a plan that no link can hold.
    """
    root = _root(base) if base else ""
    token = encode(scenario, seed, start)
    try:
        decode(token)
    except ScenarioError:
        raise ScenarioError("link_too_long") from None
    return f"{root}/?s={token}"


def _root(base: str) -> str:
    """The base without slashes at its end."""
    wrong = ScenarioError("not_website", "base", got=base)
    if not base.isprintable() or " " in base or "?" in base or "#" in base:
        raise wrong
    try:
        parts = urlsplit(base)
        there = parts.scheme in SCHEMES and parts.hostname and parts.port != 0
    except ValueError:
        raise wrong from None
    if not there:
        raise wrong
    return base.rstrip("/")


def decode(token: str) -> Link:
    """The plan in a token, or in an address that has one as its parameter ``s``.

    Raises `ScenarioError`: ``link_broken``, ``link_version``, or what is wrong with its plan.
    """
    return read(unpacked(_bare(token)))


def unpacked(token: str, largest: int = LARGEST) -> Any:
    """What `packed` made a token of, unless it inflates to more than `largest` bytes. Raises
    `ScenarioError`: ``link_broken`` or ``link_version``."""
    if not token or len(token) > LONGEST or not token.isascii():
        raise ScenarioError("link_broken")
    if token[0] != VERSION:
        raise ScenarioError("link_version" if token[0].isdigit() else "link_broken")
    try:
        deflated = base64.b64decode(token[1:] + "=" * (-len(token[1:]) % 4), b"-_", validate=True)
        unpacker = zlib.decompressobj(-15, zdict=_SHARED)
        told = unpacker.decompress(deflated, largest)
        if not unpacker.eof or unpacker.unused_data:
            raise ScenarioError("link_broken")
        link: Any = from_json(told, parse_constant=_no_number)
    except (binascii.Error, zlib.error, UnicodeDecodeError, RecursionError) as error:
        raise ScenarioError("link_broken") from error
    except ScenarioError:
        raise
    except ValueError as error:  # no JSON, a number of thousands of digits, half a letter
        raise ScenarioError("link_broken") from error
    return link


def _bare(token: str) -> str:
    """The token alone, where a whole address was given."""
    if "?" not in token or len(token) > 2 * LONGEST:
        return token.strip()
    try:
        found = parse_qs(urlsplit(token.strip()).query, max_num_fields=50)
    except ValueError:
        return ""
    if "p" in found and "s" not in found:
        raise ScenarioError("link_shown")
    return found.get("s", [""])[0]


def _no_number(text: str) -> float:
    raise ScenarioError("link_broken")


def read(link: Any) -> Link:
    """The plan of which a token says this. Raises `ScenarioError`."""
    if not isinstance(link, dict):
        raise ScenarioError("link_broken")
    seed, start = link.pop("seed", None), link.pop("start", "")
    check_run(2 * REPLICATES, seed)
    try:
        return Link(from_document(link), int(seed), start if isinstance(start, str) else "")
    except ScenarioError:
        raise
    except (TypeError, ValueError, KeyError, AttributeError, RecursionError) as error:
        raise ScenarioError("link_broken") from error
