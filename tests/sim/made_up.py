"""Scenarios for the tests: the three fairs, small exact ones and what Hypothesis makes up.

A document is the dict that `tomllib` returns for a scenario file; the oracles read nothing else.
"""

from __future__ import annotations

import tomllib
from dataclasses import replace
from importlib import resources
from typing import Any

import numpy as np
from hypothesis import strategies as st

from sim import CostLine, Counted, Exact, Measured, Range, Scale, Scenario
from sim.plan.beliefs import Belief
from sim.plan.document import from_document
from sim.plan.funnel import PER, PHASES, SIZE
from sim.plan.parameters import PARAMETERS, PATHS, Parameter, Unit, gone_with

FAIRS = ("regional", "national", "international")
TENTH = 1.2815515655446004  # scipy.stats.norm.ppf(0.9)

# Shares that lead from one stage of the funnel to the next; more of any is never less money.
FUNNEL = tuple(
    path
    for path, parameter in PATHS.items()
    if parameter.unit is Unit.SHARE and parameter.key not in ("mix", "margin")
)

PER_UNIT: list[dict[str, Any]] = [
    {"label": "gift", "amount": 7.5, "per": "contact"},
    {"label": "phone", "amount": 20, "per": "call"},
    {"label": "travel", "amount": 285, "per": "visit"},
    {"label": "paper", "amount": 60, "per": "quote"},
    {"label": "bonus", "amount": 100, "per": "order"},
]

ODD: dict[str, Any] = {
    "name": "odd",
    "dependence": 0.9,
    "inputs": {
        "visitors": [300, 900],
        "target_share": {"hits": 12, "of": 30},
        "reach_share": [0.2, 0.5],
        "staff": 1.5,
        "days": 2,
        "hours_per_day": 7,
        "contacts_per_hour": [2, 6, 7],
        "mix": {"awareness": {"hits": 3, "of": 9}, "orientation": 0.4, "decision": [0.1, 0.3]},
        "follow_up_share": {"hits": 8, "of": 10},
        "call_share": {"awareness": [0.1, 0.4], "orientation": 0.5, "decision": [0.5, 0.8, 0.9]},
        "visit_share": {"awareness": 0, "orientation": [0.3, 0.4, 0.8], "decision": 1},
        "quote_share": {"awareness": 0.5, "orientation": {"hits": 5, "of": 6}, "decision": 0.9},
        "order_share": {"awareness": 0.5, "orientation": [0.2, 0.7], "decision": [0.3, 0.5, 0.8]},
        "extra_share": {"hits": 0, "of": 3},
        "order_value": [2000, 9000],
        "order_value_spread": 1.5,
        "repeat_factor": [1, 1.2, 3],
        "margin": [0.1, 0.5],
        "cost_overrun": [0.9, 1.0, 1.6],
        "area": 9,
    },
    "costs": [
        {"label": "stand", "amount": [4000, 9000]},
        {"label": "sandwiches", "amount": [5, 6, 9], "per": "contact"},
        {"label": "hotel", "amount": 500, "per": "fair"},
        {"label": "bonus", "amount": [50, 400], "per": "order"},
        {"label": "carpet", "amount": [10, 30], "per": "m2"},
    ],
    "goal": {"revenue": 15000, "margin": 0.25},
}


def document(name: str) -> dict[str, Any]:
    """The file of an example fair, as written."""
    return tomllib.loads((resources.files("sim") / "fairs" / f"{name}.toml").read_text("utf-8"))


def fair(name: str) -> Scenario:
    return from_document(document(name))


def exact_document(costs: list[dict[str, Any]] | None = None, **changes: Any) -> dict[str, Any]:
    """Every input exact: 160 contacts and about five orders on average, 6,000 euro per fair."""
    inputs = {
        "visitors": 800,
        "target_share": 0.5,
        "reach_share": 0.4,
        "mix": {"awareness": 1.0, "orientation": 0.6, "decision": 0.4},
        "follow_up_share": 0.8,
        "call_share": {"awareness": 0.2, "orientation": 0.4, "decision": 0.7},
        "visit_share": {"awareness": 0.3, "orientation": 0.5, "decision": 0.8},
        "quote_share": {"awareness": 0.5, "orientation": 0.6, "decision": 0.9},
        "order_share": {"awareness": 0.1, "orientation": 0.3, "decision": 0.4},
        "extra_share": 0.7,
        "order_value": 8000,
        "order_value_spread": 0.8,
        "repeat_factor": 1.5,
        "margin": 0.2,
        "cost_overrun": 1.25,
    }
    lines = [{"label": "stand", "amount": 4000}, {"label": "hotel", "amount": 800, "per": "fair"}]
    return {"name": "exact", "inputs": inputs | changes, "costs": lines + (costs or [])}


def certain_document(**changes: Any) -> dict[str, Any]:
    """Every visitor orders, and because of the fair; an order is worth 100 and costs nothing."""
    every = dict.fromkeys(PHASES, 1)
    shares = dict.fromkeys(("call_share", "visit_share", "quote_share", "order_share"), every)
    rest = {"target_share": 1, "reach_share": 1, "follow_up_share": 1, "extra_share": 1}
    money = {"order_value": 100, "order_value_spread": 0, "repeat_factor": 1, "margin": 1}
    inputs: dict[str, Any] = {**shares, **rest, **money, "cost_overrun": 1}
    return exact_document(**(inputs | changes)) | {"costs": []}


def raised(belief: Belief, scale: Scale) -> Belief:
    """A belief that is higher at every z."""
    if isinstance(belief, Exact):
        higher = belief.value * 1.1 if scale is not Scale.SHARE else (belief.value * 9 + 1) / 10
        return Exact(higher, scale)
    shape = belief.range if isinstance(belief, Counted) else belief
    up = 0.1 if scale is Scale.SHARE else 0.05
    low, likely, high = (
        float(scale.from_line(scale.to_line(x) + up)) for x in (shape.low, shape.likely, shape.high)
    )
    return Range(low, high, likely, scale)


def agrees(found: Measured, expected: float) -> bool:
    """Within 4 standard errors, beside the rounding of floating-point sums."""
    return abs(found.value - expected) <= 4 * found.error + 1e-12 * abs(expected)


def agree(one: Measured, other: tuple[float, float]) -> bool:
    """Two simulated figures within 4 standard errors of their difference."""
    value, error = other
    together = float(np.hypot(one.error, error))
    return abs(one.value - value) <= 4 * together + 1e-12 * abs(value)


def three(least: int, most: int, scale: Scale) -> st.SearchStrategy[Belief]:
    """Ranges with and without a likely value, in thousandths."""
    whole = st.integers(least, most)
    points = st.lists(whole, min_size=2, max_size=3, unique=True).map(sorted)
    return points.map(
        lambda p: Range(p[0] / 1000, p[-1] / 1000, p[1] / 1000 if len(p) == 3 else None, scale)
    )


def counted() -> st.SearchStrategy[Belief]:
    return st.integers(1, 500).flatmap(
        lambda of: st.builds(Counted, st.integers(0, of), st.just(of))
    )


def shares(*, exact: bool = True) -> st.SearchStrategy[Belief]:
    certain = st.integers(0, 1000).map(lambda x: Exact(x / 1000, Scale.SHARE))
    uncertain = three(1, 999, Scale.SHARE) | counted()
    return certain | uncertain if exact else uncertain


def positives(least: float, most: float, *, exact: bool = True) -> st.SearchStrategy[Belief]:
    """Exact numbers and ranges between `least` and `most`."""
    low, high = round(least * 1000), round(most * 1000)
    certain = st.integers(low, high).map(lambda x: Exact(x / 1000))
    uncertain = three(low, high, Scale.POSITIVE)
    return certain | uncertain if exact else uncertain


def full(scenario: Scenario) -> Scenario:
    """The same plan with every input that it could have: what it lacks begins as its declaration
    says."""
    lacking = {path: p for path, p in PATHS.items() if path not in scenario.inputs}
    unknown = sorted({p.key for p in lacking.values() if p.start is None})
    assert not unknown, (
        f"no example has the input {unknown[0]!r} and its line says not what its row begins with "
        "(start): nothing can try it"
    )
    return scenario.with_(inputs={path: p.read(p.start) for path, p in lacking.items()})


# What Hypothesis may make up for each input; small enough to simulate in milliseconds.
MADE: dict[str, st.SearchStrategy[Belief]] = {
    "visitors": positives(1, 3000),
    "staff": st.sampled_from([0.0, 0.5, 1.0, 3.0]).map(Exact),
    "days": st.sampled_from([0.5, 1.0, 4.0]).map(Exact),
    "hours_per_day": st.sampled_from([2.5, 6.0]).map(Exact),
    "contacts_per_hour": positives(0.5, 9),
    "months_to_order": positives(1, 20),
    "order_value": positives(100, 50_000),
    "order_value_spread": st.sampled_from([0.0, 0.4, 2.0]).map(Exact),
    "repeat_factor": positives(0.5, 4),
    "cost_overrun": positives(0.8, 2),
}


def any_of(parameter: Parameter) -> st.SearchStrategy[Belief]:
    """Beliefs about an input that `MADE` does not name: any share, otherwise some times what its
    row begins with."""
    if parameter.unit is Unit.SHARE:
        return shares(exact=True) if not parameter.certain else shares().filter(_is_exact)
    if parameter.unit.scale is Scale.ABOVE_ONE:
        beyond = st.sampled_from([Exact(1.0), Exact(1.7), Exact(4.0)]) | three(
            1001, 5000, Scale.POSITIVE
        )
        return beyond.map(lambda x: _of_scale(x, Scale.ABOVE_ONE))
    around = parameter.read(parameter.start).likely
    made = positives(0.5 * around, 2 * around)
    return made.filter(_is_exact) if parameter.certain else made


def _of_scale(belief: Belief, scale: Scale) -> Belief:
    return belief if isinstance(belief, Counted) else replace(belief, scale=scale)


def _is_exact(belief: Belief) -> bool:
    return isinstance(belief, Exact)


@st.composite
def scenarios(draw: st.DrawFn, *, limited: bool | None = None) -> Scenario:
    """Any scenario; `limited`: with or without a staff limit."""
    inputs: dict[str, Belief] = {}
    team = draw(st.booleans()) if limited is None else limited
    months = draw(st.booleans())
    left_out = {p.key for p in PARAMETERS if p.start is not None and not p.needed_with}
    left_out = {key for key in sorted(left_out) if draw(st.booleans())}
    left_out |= {p.key for p in gone_with("staff")} if not team else set()
    left_out |= set() if months else {"months_to_order"}
    for parameter in PARAMETERS:
        if {parameter.key, parameter.needed_with} & left_out:
            continue
        for path in parameter.paths:
            inputs[path] = draw(MADE[parameter.key] if parameter.key in MADE else any_of(parameter))
    if all(inputs[f"mix.{phase}"].high == 0 for phase in PHASES):
        inputs["mix.decision"] = Exact(0.5, Scale.SHARE)
    per = st.sampled_from([per for per in PER if {*SIZE.get(per, ())} <= {*inputs}])
    label = st.sampled_from(["stand", "hotel", "travel"])
    month = st.sampled_from([0, 0, -6, 3])
    line = st.builds(CostLine, label, positives(1, 9000), per, month=month)
    costs = st.lists(line, max_size=4)
    return Scenario(
        name="made up",
        inputs=inputs,
        costs=tuple(draw(costs)),
        dependence=draw(st.sampled_from([0.0, 0.3, 0.95])),
        triage=draw(st.sampled_from([0.0, 0.0, 0.4, 1.0])),
        horizon=draw(st.sampled_from([None, None, 1, 9])) if months else None,
    )
