"""How much of what may come is luck, and how much is only not known yet.

Luck is whole people and the values of single orders: nobody can know it beforehand. Everything
else, the inputs, the amounts of the budget's lines and how good or bad the fair is (W), one could
find out. The variance of the profit is the sum of the two (law of total variance):

    Var(profit) = E[Var(profit | inputs)] + Var(E[profit | inputs])
                  luck                      not known yet

E[profit | inputs] needs no second simulation. Profit is linear in the counts and in the values of
the orders, and these are chains of Binomials: given the inputs, every mean is a product. Only the
staff limit bends, and there, with stand visitors S ~ Binomial(n, p) and room for c contacts,

    E[min(S, c)] = n p P(S' <= c - 1) + c P(S > c),   S' ~ Binomial(n - 1, p)

exactly, from k P(S = k) = n p P(S' = k - 1). Where the stand has peaks, and where triage bends a
second time, the average is a normal approximation (`sim.capacity.waiting`), and so it is where
sales has no time for everybody (`sim.capacity.follow_up`). So the profit of each trial is held
against its own expectation, which is both exact and far less noisy than playing every fair twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from sim.capacity.follow_up import Sales, most
from sim.capacity.peaks import Room
from sim.capacity.waiting import Waiting
from sim.draws.streams import blocks, draws
from sim.plan.funnel import PHASES, STEPS
from sim.plan.johnson import Array
from sim.plan.round_numbers import ROUNDING
from sim.play.engine import amounts, income_amounts
from sim.play.result import Measured, Result

EQUAL: Final = 1e-9  # relative to the money that moves: two ways to compute one profit differ less


@dataclass(frozen=True)
class Split:
    """Shares of the variance of the profit; they add up to 1, or both are 0 where the profit is
    the same in every trial.

    luck   what would be left if every input were known
    known  what would go if every input were known: not known yet, but it could be
    """

    luck: Measured
    known: Measured


def split(result: Result) -> Split:
    """The variance of the profit of `result`, which needs the detail (see `simulate`).

    The squared distances of profit to its expectation, and of that to its average, are averaged;
    the error is that of their ratio by linearisation (delta method), from the replicates. Exactly
    1 where nothing but luck is left, exactly 0 where there is none. Raises `KeyError` without the
    detail.
    """
    expected = expected_profit(result)
    gap = result["profit"] - expected
    moved = result["contribution"] + result["income"] + result["costs"] + np.abs(expected)
    gap[np.abs(gap) <= EQUAL * moved] = 0.0
    distance = expected - expected[0]
    distance -= distance.mean()
    luck, known = gap**2, distance**2
    total = float(luck.mean() + known.mean())
    if total == 0.0:
        return Split(Measured(0.0, 0.0), Measured(0.0, 0.0))
    share = float(luck.mean()) / total
    slope = ((1 - share) * luck - share * known) / total
    error = result.measured(slope, lambda x: float(x.mean())).error
    return Split(Measured(share, error), Measured(1 - share, error))


def expected_profit(result: Result) -> Array:
    """E[profit | inputs] of every trial, money, shape (trials,): its profit averaged over luck.

    `result` needs the detail; raises `KeyError` without it.
    """
    return result.once("expected profit", lambda: _expected_profit(result))


def _expected_profit(result: Result) -> Array:
    counts = _expected_counts(result)
    price = _drawn(result, "order_value") * _drawn(result, "repeat_factor")
    costs = np.zeros(result.trials)
    overrun, plan = _drawn(result, "cost_overrun"), result.scenario
    drawn = drawn_amounts(result)
    for place, line in plan.named_costs.items():
        costs += drawn[f"costs.{place}"] * line.times(overrun, counts, plan.inputs)
    for place, earns in plan.named_income.items():
        costs -= drawn[f"income.{place}"] * earns.units(counts, plan.inputs)
    return np.asarray(counts["extra_orders"] * price * _drawn(result, "margin") - costs)


def drawn_amounts(result: Result) -> dict[str, Array]:
    """Money of one unit of each line of costs and income, by ``costs.NAME.N`` and
    ``income.NAME.N``; shape (trials,), or () where exact."""
    return result.once("drawn amounts", lambda: _drawn_amounts(result))


def _drawn_amounts(result: Result) -> dict[str, Array]:
    numbers = [draws(result.seed, result.trials, block) for block in blocks(result.trials)]
    found = {}
    for of, drawn in (("costs", amounts), ("income", income_amounts)):
        each = [drawn(result.scenario, block) for block in numbers]
        for place, amount in each[0].items():
            found[f"{of}.{place}"] = (
                np.asarray(amount)
                if np.ndim(amount) == 0
                else np.concatenate([np.asarray(block[place]) for block in each])
            )
    return found


def _drawn(result: Result, path: str) -> Array:
    """An input in every trial, shape (trials,), or () where it is exact."""
    belief = result.scenario.inputs[path]
    column = result.columns.get(f"inputs.{path}")
    if column is None and belief.low < belief.high:
        raise KeyError(f"inputs.{path}")
    return np.asarray(belief.likely if column is None else column, dtype=float)


def _expected_counts(result: Result) -> dict[str, Array]:
    """E[count | inputs] from the stand visitors on, people, each of shape (trials,)."""
    reach = _drawn(result, "target_share") * _drawn(result, "reach_share")
    visitors, room = result["visitors"].astype(float), _room(result)
    contacts = expected_contacts(visitors, reach, room)
    mix = _mix(result)
    counts = {"stand_visitors": result["visitors"] * reach, "contacts": contacts}
    phased = {phase: contacts * share for phase, share in mix.items()}
    if result.scenario.triage and result.scenario.limited:
        waiting = Waiting(visitors, reach, room)
        phased = waiting.served(phased, mix, result.scenario.triage)
    for stage, share in STEPS:
        for phase in PHASES:
            if stage == "extra_orders":
                phased[phase] = phased[phase] * result.scenario.in_time(phase)
            path = share if share in result.scenario.inputs else f"{share}.{phase}"
            phased[phase] = phased[phase] * _drawn(result, path)
        if stage == "followed_up" and result.scenario.sales_limited:
            for phase, waiting in zip(PHASES, _waiting(result, reach, room, mix), strict=True):
                phased[phase] = phased[phase] - waiting
        counts[stage] = np.asarray(sum(phased.values()))
    return counts


def _waiting(result: Result, reach: Array, room: Room, mix: dict[str, Array]) -> Array:
    """Those of each phase for whose follow-up there is no time, on average, shape (3, trials)."""
    shares = np.broadcast_arrays(*(mix[phase] for phase in PHASES))
    hours = float(_drawn(result, "follow_up_hours"))
    return Sales(
        visitors=result["visitors"].astype(float),
        reach=reach,
        room=room,
        mix=np.stack(shares),
        share=_drawn(result, "follow_up_share"),
        triage=result.scenario.triage if result.scenario.limited else 0.0,
        limit=most(hours, _drawn(result, "hours_per_follow_up")),
    ).waiting()


def _room(result: Result) -> Room:
    """What there is time for, shapes () or (trials,); where visitors come evenly, whole."""
    if not result.scenario.limited:
        return Room(np.asarray(np.inf))
    hours = np.prod([_drawn(result, path) for path in ("staff", "days", "hours_per_day")])
    capacity = hours * _drawn(result, "contacts_per_hour")
    if not result.scenario.peaked:
        return Room(np.floor(capacity * (1 + ROUNDING)))
    return Room(capacity, _drawn(result, "rush"))


def _mix(result: Result) -> dict[str, Array]:
    """Share of each phase after division by their sum; one that exists is never 0."""
    drawn = {}
    for phase in PHASES:
        exists = result.scenario.inputs[f"mix.{phase}"].high > 0
        least = np.finfo(float).tiny if exists else 0.0
        drawn[phase] = np.maximum(_drawn(result, f"mix.{phase}"), least)
    total = sum(drawn.values(), start=np.zeros(()))
    return {phase: np.asarray(share / total) for phase, share in drawn.items()}


def expected_contacts(visitors: Array, reach: Array, room: Room) -> Array:
    """E[contacts] with S ~ Binomial(visitors, reach) at the stand, whole numbers and a share that
    broadcast together.

    Where they come evenly by the formula above; the tails are incomplete beta functions. Where the
    stand has peaks n p less the average of those who are not served, by `Waiting`.
    """
    from scipy.special import betainc

    if not room.even:
        return np.asarray(visitors * reach - Waiting(visitors, reach, room).unserved())
    n, p, c = np.broadcast_arrays(visitors, reach, np.asarray(room.capacity))
    found = np.array(n * p, dtype=float)
    found[c <= 0] = 0.0
    full = (c > 0) & (c < n)
    n, p, c = n[full], p[full], c[full]
    found[full] = n * p * betainc(n - c, c, 1 - p) + c * betainc(c + 1, n - c, p)
    return found
