"""Plans at random with steps at random, as documents that the plain simulator reads too; and steps
taken in a document by hand."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import numpy as np

from tests.sim.made_up import FAIRS, document

Document = dict[str, Any]
RATES = ("call_share", "visit_share", "quote_share", "order_share")


def random_document(rng: np.random.Generator, steps: int) -> Document:
    """One of the examples, larger or smaller, dearer or cheaper, with so many steps."""
    plan = deepcopy(document(str(rng.choice(FAIRS))))
    inputs = plan["inputs"]
    for key in ("visitors", "order_value"):
        times = float(np.exp(rng.normal(0, 0.4)))
        inputs[key] = [x * times for x in inputs[key]]
    inputs["staff"] = int(rng.integers(1, 10))
    plan["dependence"] = float(rng.choice([0.0, 0.3, 0.6]))
    costs = float(np.exp(rng.normal(0, 0.4)))
    for line in plan["costs"]:
        if "per" not in line:
            line["amount"] *= costs
    fixed = sum(line["amount"] for line in plan["costs"] if "per" not in line)
    return plan | {"steps": [random_step(rng, inputs, fixed, n) for n in range(steps)]}


def random_step(rng: np.random.Generator, inputs: Document, fixed: float, number: int) -> Document:
    """A step that costs a few per cent of the budget."""
    cost = round(float(rng.uniform(0.005, 0.12)) * fixed)
    kinds = ("staff", "reach", "visitors", "follow", "rate", "value", "pace", "two")
    kind = str(rng.choice(kinds))
    times = f"x{rng.uniform(1.05, 1.6):.2f}"
    change: Document
    if kind == "staff":
        change = {"inputs.staff": f"+{rng.integers(1, 4)}"}
    elif kind == "follow":
        low = float(rng.uniform(0.6, 0.85))
        change = {"inputs.follow_up_share": [low, (low + 0.98) / 2, 0.98]}
    elif kind == "rate":
        phase = str(rng.choice(["awareness", "orientation", "decision"]))
        change = {f"inputs.{rng.choice(RATES)}.{phase}": times}
    elif kind == "two":
        change = {"inputs.reach_share": times, "inputs.staff": "+1"}
    else:
        path = {"reach": "reach_share", "pace": "contacts_per_hour", "value": "order_value"}
        change = {f"inputs.{path.get(kind, kind)}": times}
    amount = cost if rng.random() < 0.7 else [0.7 * cost + 1, 1.5 * cost + 2]
    return {"label": f"{kind} {number}", "cost": amount, "change": change}


def taken(plan: Document, places: tuple[int, ...]) -> Document:
    """The document in which these steps are taken, written without the code that it tests."""
    found = deepcopy({key: value for key, value in plan.items() if key != "steps"})
    for place in places:
        step = plan["steps"][place]
        found["costs"].append({"label": step["label"], "amount": step["cost"]})
    changes = [change for place in places for change in plan["steps"][place]["change"].items()]
    for first in ("", "+", "x"):
        for name, to in changes:
            if (to[:1] if isinstance(to, str) else "") == first:
                _change(found["inputs"], name.removeprefix("inputs."), to)
    return found


def _change(inputs: Document, path: str, to: Any) -> None:
    key, _, phase = path.partition(".")
    table, name = (inputs[key], phase) if phase else (inputs, key)
    if not isinstance(to, str):
        table[name] = to
        return
    by = float(to[1:])
    if to.startswith("+"):
        table[name] += by
    elif "share" in key:
        odds = [by * x / (1 - x) for x in table[name]]
        table[name] = [x / (1 + x) for x in odds]
    else:
        table[name] = [by * x for x in table[name]]


def price(plan: Document, places: tuple[int, ...]) -> float:
    """The likely price of a set: of low and high their geometric mean."""
    each = (plan["steps"][place]["cost"] for place in places)
    return sum(x if isinstance(x, int | float) else float(np.sqrt(x[0] * x[1])) for x in each)
