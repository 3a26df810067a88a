"""The funnel as data: buying phases, stages, and where every bit of luck comes from.

The numbers are dimensions of the quasi-random points (see `sim.draws.streams`): one for each name,
for ever, so that what is added later disturbs nothing. Inputs have theirs in `sim.plan.parameters`.
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

WAITING = "waiting"  # would be followed up, but sales has no time: where its hours are limited

# What a cost line can be paid for, and the stage that counts it (None: known beforehand).
PER: dict[str, str | None] = {
    "fair": None,
    "contact": "contacts",
    "call": "calls",
    "visit": "visits",
    "quote": "quotes",
    "order": "orders",
    "m2": None,
    "person": None,
    "person_day": None,
    "visitor": "stand_visitors",
    "follow_up": "followed_up",
}

# What is known beforehand of what a cost line is paid for: the inputs whose product it is.
SIZE: dict[str, tuple[str, ...]] = {
    "m2": ("area",),
    "person": ("staff",),
    "person_day": ("staff", "days"),
}

# Luck: dimensions of each count's own uniform numbers; the good or bad fair comes first. A stage
# of three phases has three, in the order of `PHASES`; the split of the contacts takes two.
GOOD_FAIR = 0
LUCK: dict[str, tuple[int, ...]] = {
    "target_visitors": (50,),
    "stand_visitors": (49,),
    "contacts": (48, 47),
    "followed_up": (46, 45, 44),
    "calls": (15, 14, 13),
    "visits": (12, 11, 10),
    "quotes": (9, 8, 7),
    "orders": (6, 5, 4),
    "extra_orders": (3, 2, 1),
    "in_time": (61, 60, 59),  # orders up to the horizon
    "waiting": (58, 57),  # the split of those who would walk on
    "recognised": (56, 55),  # by triage: orientation, decision
}
FIRST_ORDERS = (51, 52, 53, 54)  # the values of a fair's first orders
