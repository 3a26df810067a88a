"""What a presentation link keeps: everything for the board, no margin, cost or goal for a customer.

What a customer must not see is not hidden later but left out here: it is never stored, so no page
and no file that is made from the content can give it away.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final

from sim.later.verdict import Verdict
from sim.later.verdict import from_document as verdict_from_document
from sim.links import year_presentation
from sim.links.fingerprint import marked
from sim.links.plan_link import decode, encode
from sim.links.year_presentation import YearBrief
from sim.plan.checks import from_json
from sim.plan.funnel import STAGES
from sim.plan.round_numbers import half_up
from sim.plan.scenario import EVIDENCE, Scenario
from sim.play.answer import Answer, from_document
from sim.play.result import Measured
from sim.why.drivers import Driver
from sim.why.luck import COMMON
from sim.why.unmeasured import Span

AUDIENCES: Final = ("board", "customer")
STRONGEST: Final = 5  # drivers that are shown
FIRST: Final = ("contacts", "orders", "chance", "own")
TOLD: Final = ("none", "tens", "exact")
WORDS: Final = ("first", "opening", "sender", "next_step")  # of an outlook, beside its figures

Band = tuple[float, float, float, float]


@dataclass(frozen=True, eq=False)
class Brief:
    """All that the board page shows; links of before give no advice."""

    plan: Scenario
    answer: Answer
    drivers: tuple[Driver, ...]
    verdict: Verdict | None = None
    fair: Driver | None = None  # what a good or bad fair does; None also in links of before
    going: Span | None = None  # the average, also under what nobody has measured; likewise


@dataclass(frozen=True)
class Letter:
    """What the maker of a customer's link chooses.

    sender   who sends it, and `next_step`, what to do next: texts, may be empty
    first    what the first sentence tells, one of `FIRST`; `opening` is that sentence for "own"
    chance   how the chance of covering costs is told, one of `TOLD`. Together with the band of
             extra orders an exact one says within 25 % how many orders break even, in 52 of 62
             plans
    """

    sender: str = ""
    next_step: str = ""
    first: str = "contacts"
    opening: str = ""
    chance: str = "none"


@dataclass(frozen=True)
class Outlook:
    """All that a customer is shown: chances and counts.

    chance    of covering costs; None where it is not told
    bands     stage -> (mean, 1 in 10 below, median, 1 in 10 above)
    evidence  kind -> how many of the numbers are known that way
    horizon   orders later than this month do not count; None: all do
    first     what the first sentence tells, one of `FIRST`; links of before tell the chance
    opening, sender, next_step
              texts of the maker (see `Letter`)
    tens      the chance is rounded to tens of 100
    """

    name: str
    chance: float | None
    chance_no_orders: float
    chance_full: float
    bands: dict[str, Band]
    evidence: dict[str, int]
    horizon: int | None = None
    first: str = "chance"
    opening: str = ""
    sender: str = ""
    next_step: str = ""
    tens: bool = False

    @property
    def mark(self) -> str:
        """Proves two printouts equal. It is made of what is shown and nothing else: one of the
        whole plan would let a reader try margins until it fits. Of texts it is not made."""
        told = {key: value for key, value in vars(self).items() if key not in WORDS}
        if not self.tens:
            del told["tens"]
        return marked(json.dumps(told | {"name": ""}, sort_keys=True))


def outlook(plan: Scenario, answer: Answer, letter: Letter | None = None) -> Outlook:
    """What a customer may see of a plan, as the maker of the link chose."""
    letter = letter or Letter()
    kinds = [plan.evidence_for(path) for path in plan.uncertain_paths]
    chance = {"exact": answer.chance.value, "tens": half_up(answer.chance.value, 1)}
    unsaid = {"chance": letter.chance not in chance, "own": not letter.opening.strip()}
    return Outlook(
        plan.name,
        chance.get(letter.chance),
        answer.chance_no_orders.value,
        answer.chance_full.value,
        {stage: answer.bands[stage] for stage in STAGES},
        {kind: kinds.count(kind) for kind in EVIDENCE},
        plan.horizon,
        FIRST[0] if unsaid.get(letter.first, False) else letter.first,
        letter.opening if letter.first == "own" else "",
        letter.sender,
        letter.next_step,
        letter.chance == "tens",
    )


def content(brief: Brief, audience: str, letter: Letter | None = None) -> str:
    """The text that a link keeps for one of `AUDIENCES`; `letter` for a customer."""
    if audience == "customer":
        return json.dumps(vars(outlook(brief.plan, brief.answer, letter)))
    strongest = [
        [driver.path, vars(driver.low), vars(driver.high)] for driver in brief.drivers[:STRONGEST]
    ]
    kept: dict[str, Any] = {"plan": encode(brief.plan, brief.answer.seed), "drivers": strongest}
    if brief.verdict is not None:
        kept["verdict"] = brief.verdict.document()
    if brief.fair is not None:
        kept["fair"] = [vars(brief.fair.low), vars(brief.fair.high)]
    if brief.going is not None:
        under = {choice: vars(mean) for choice, mean in brief.going.under.items()}
        kept["going"] = {"planned": vars(brief.going.planned), "under": under}
    return json.dumps(kept | {"answer": brief.answer.document()})


def from_content(kept: str, audience: str) -> Brief | Outlook | YearBrief:
    """What `content` wrote, for the same audience, of a plan or of a year."""
    document: dict[str, Any] = from_json(kept, mend=True)
    if "year" in document:
        return year_presentation.from_document(document["year"])
    if audience == "customer":
        bands = {stage: tuple(band) for stage, band in document.pop("bands").items()}
        return Outlook(**document, bands=bands)
    strongest = tuple(
        Driver(path, Measured(**low), Measured(**high)) for path, low, high in document["drivers"]
    )
    plan, found = decode(document["plan"]).scenario, from_document(document["answer"])
    told = document.get("verdict")
    advice = None if told is None else verdict_from_document(told)
    fair, going = _fair(document.get("fair")), _going(document.get("going"))
    return Brief(plan, found, strongest, advice, fair, going)


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
