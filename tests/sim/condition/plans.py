"""Plans of every kind that a chance is worked out of, as documents that the plain simulator of
`tests.oracles.independent` reads too."""

from __future__ import annotations

from typing import Any, Final

from sim import Scenario
from sim.plan.document import from_document
from sim.plan.funnel import PHASES
from tests.sim.made_up import FAIRS, ODD, PER_UNIT, certain_document, document, exact_document


def changed(plan: dict[str, Any], **inputs: Any) -> dict[str, Any]:
    """The plan with other inputs."""
    return plan | {"inputs": plan["inputs"] | inputs}


def _every(share: Any) -> dict[str, Any]:
    return dict.fromkeys(PHASES, share)


REGIONAL: Final = document("regional")
NATIONAL: Final = document("national")
WITHOUT_VISITS: Final = [line for line in NATIONAL["costs"] if line.get("per") != "visit"]
SPONSORS: Final = [
    {"label": "subsidy", "amount": [1000, 2000, 5000]},
    {"label": "tickets", "amount": 4, "per": "visitor"},
    {"label": "share of a quote", "amount": 40, "per": "quote"},
]
SPREAD_OVER: Final = [
    {"label": "stand", "amount": [600, 900], "per": "m2", "over": 6},
    {"label": "space", "amount": 140, "per": "m2"},
    {"label": "people", "amount": [300, 400, 700], "per": "person_day"},
    {"label": "coffee", "amount": 3, "per": "visitor"},
    {"label": "letters", "amount": 5, "per": "follow_up"},
]
SHARES: Final = ("call_share", "visit_share", "quote_share", "order_share")

DOCUMENTS: Final[dict[str, dict[str, Any]]] = {
    **{name: document(name) for name in FAIRS},
    "odd": ODD,
    "nothing per visit": NATIONAL | {"costs": WITHOUT_VISITS},
    "all exact": exact_document(PER_UNIT),
    "all exact, equal orders": exact_document(order_value_spread=0),
    "all exact, wild orders": exact_document(order_value_spread=4),
    "income": REGIONAL | {"income": SPONSORS},
    "per m2, over six fairs": REGIONAL | {"costs": SPREAD_OVER},
    "no margin": changed(REGIONAL, margin=0),
    "no orders": changed(REGIONAL, order_share=_every(0)),
    "certain profit": REGIONAL | {"costs": []},
    "a small fair": changed(REGIONAL, visitors=[300, 900], order_value=[4000, 9000]),
    "heavy orders": changed(NATIONAL, order_value_spread=3.5),
    "skewed beliefs": changed(
        NATIONAL,
        order_value=[20000, 24000, 200000],
        margin=[0.3, 0.93, 0.97],
        extra_share=[0.02, 0.5, 0.6],
        repeat_factor=[1, 1.05, 3],
    ),
    "nearly everybody orders": changed(
        REGIONAL, **{share: _every([0.75, 0.9]) for share in SHARES}, margin=[0.01, 0.02]
    ),
    "a huge fair": changed(
        exact_document(),
        visitors=[30_000, 60_000],
        margin=[0.01, 0.015],
        order_value=[500, 700],
        extra_share=[0.4, 0.8],
    )
    | {"costs": [{"label": "stand", "amount": [3000, 6000]}]},
    "a huge fair, all exact": changed(exact_document(), visitors=60_000)
    | {"costs": [{"label": "stand", "amount": 500_000}]},
    "everybody orders": changed(certain_document(visitors=50, order_value_spread=1.2))
    | {"costs": [{"label": "stand", "amount": 5000}]},
}

GOAL: Final = {"revenue": 60_000, "margin": 0.1}
PLANS: Final[dict[str, Scenario]] = {
    name: from_document({"goal": GOAL} | raw) for name, raw in DOCUMENTS.items()
}
