"""What a presentation link keeps: everything for the board, no margin, cost or goal for a customer.

What a customer must not see is not hidden later but left out here: it is never stored, so no page
and no file that is made from the content can give it away.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final

from sim.links.fingerprint import marked
from sim.links.plan_link import decode, encode
from sim.plan.funnel import STAGES
from sim.plan.scenario import EVIDENCE, Scenario
from sim.play.answer import Answer, from_document
from sim.play.result import Measured
from sim.why.drivers import Driver
from sim.why.luck import COMMON
from sim.why.unmeasured import Span

AUDIENCES: Final = ("board", "customer")
STRONGEST: Final = 5  # drivers that are shown

Band = tuple[float, float, float, float]


@dataclass(frozen=True, eq=False)
class Brief:
    """All that the board page shows."""

    plan: Scenario
    answer: Answer
    drivers: tuple[Driver, ...]
    fair: Driver | None = None  # what a good or bad fair does; None also in links of before
    going: Span | None = None  # the average, also under what nobody has measured; likewise


@dataclass(frozen=True)
class Outlook:
    """All that a customer is shown: chances and counts.

    bands     stage -> (mean, 1 in 10 below, median, 1 in 10 above)
    evidence  kind -> how many of the numbers are known that way
    horizon   orders later than this month do not count; None: all do
    """

    name: str
    chance: float
    chance_no_orders: float
    chance_full: float
    bands: dict[str, Band]
    evidence: dict[str, int]
    horizon: int | None = None

    @property
    def mark(self) -> str:
        """Proves two printouts equal. It is made of what is shown and nothing else: one of the
        whole plan would let a reader try margins until it fits."""
        return marked(json.dumps(vars(self) | {"name": ""}, sort_keys=True))


def outlook(plan: Scenario, answer: Answer) -> Outlook:
    """What a customer may see of a plan."""
    kinds = [plan.evidence_for(path) for path in plan.uncertain_paths]
    return Outlook(
        plan.name,
        answer.chance.value,
        answer.chance_no_orders.value,
        answer.chance_full.value,
        {stage: answer.bands[stage] for stage in STAGES},
        {kind: kinds.count(kind) for kind in EVIDENCE},
        plan.horizon,
    )


def content(brief: Brief, audience: str) -> str:
    """The text that a link keeps for one of `AUDIENCES`."""
    if audience == "customer":
        return json.dumps(vars(outlook(brief.plan, brief.answer)))
    strongest = [
        [driver.path, vars(driver.low), vars(driver.high)] for driver in brief.drivers[:STRONGEST]
    ]
    kept: dict[str, Any] = {"plan": encode(brief.plan, brief.answer.seed), "drivers": strongest}
    if brief.fair is not None:
        kept["fair"] = [vars(brief.fair.low), vars(brief.fair.high)]
    if brief.going is not None:
        under = {choice: vars(mean) for choice, mean in brief.going.under.items()}
        kept["going"] = {"planned": vars(brief.going.planned), "under": under}
    return json.dumps(kept | {"answer": brief.answer.document()})


def from_content(kept: str, audience: str) -> Brief | Outlook:
    """What `content` wrote, for the same audience."""
    document: dict[str, Any] = json.loads(kept)
    if audience == "customer":
        bands = {stage: tuple(band) for stage, band in document.pop("bands").items()}
        return Outlook(**document, bands=bands)
    strongest = tuple(
        Driver(path, Measured(**low), Measured(**high)) for path, low, high in document["drivers"]
    )
    plan, found = decode(document["plan"]).scenario, from_document(document["answer"])
    return Brief(plan, found, strongest, _fair(document.get("fair")), _going(document.get("going")))


def _fair(kept: list[dict[str, float]] | None) -> Driver | None:
    if kept is None:
        return None
    low, high = (Measured(**end) for end in kept)
    return Driver(COMMON, low, high)


def _going(kept: dict[str, Any] | None) -> Span | None:
    if kept is None:
        return None
    under = {choice: Measured(**mean) for choice, mean in kept["under"].items()}
    return Span(Measured(**kept["planned"]), under)
