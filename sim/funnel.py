"""The funnel as data: buying phases, stages, and where every bit of luck comes from.

The numbers are dimensions of the quasi-random points (see `sim.sampling`): one for each name,
for ever, so that what is added later disturbs nothing. Inputs have theirs in `sim.parameters`.
"""

from __future__ import annotations

PHASES = ("awareness", "orientation", "decision")

# Stages of a phase: the count, and the share that leads to it from the stage before.
STEPS: tuple[tuple[str, str], ...] = (
    ("followed_up", "follow_up_share"),
    ("calls", "call_share"),
    ("visits", "visit_share"),
    ("quotes", "quote_share"),
    ("orders", "order_share"),
    ("extra_orders", "extra_share"),
)

# All stages in the order of the funnel; `unserved` leaves between stand visitors and contacts.
STAGES = (
    "visitors",
    "target_visitors",
    "stand_visitors",
    "contacts",
    "unserved",
    "followed_up",
    "calls",
    "visits",
    "quotes",
    "orders",
    "extra_orders",
)

# What a cost line can be paid for, and the stage that counts it (None: once a fair).
PER: dict[str, str | None] = {
    "fair": None,
    "contact": "contacts",
    "call": "calls",
    "visit": "visits",
    "quote": "quotes",
    "order": "orders",
}

# Luck: dimension of each count's own uniform number; the good or bad fair comes first.
GOOD_FAIR = 0
LUCK: dict[str, int] = {
    "extra_orders.decision": 1,
    "extra_orders.orientation": 2,
    "extra_orders.awareness": 3,
    "orders.decision": 4,
    "orders.orientation": 5,
    "orders.awareness": 6,
    "quotes.decision": 7,
    "quotes.orientation": 8,
    "quotes.awareness": 9,
    "visits.decision": 10,
    "visits.orientation": 11,
    "visits.awareness": 12,
    "calls.decision": 13,
    "calls.orientation": 14,
    "calls.awareness": 15,
    "followed_up.decision": 44,
    "followed_up.orientation": 45,
    "followed_up.awareness": 46,
    "contacts.decision": 47,
    "contacts.orientation": 48,
    "stand_visitors": 49,
    "target_visitors": 50,
}
FIRST_ORDERS = (51, 52, 53, 54)  # the values of a fair's first orders
