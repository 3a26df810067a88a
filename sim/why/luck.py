"""How much of what may come is luck, how much the good or bad fair, how much only not known yet.

Luck is whole people and the values of single orders, and W is how good or bad the fair is, which
the rates have in common: neither can anybody know beforehand. Everything else, the own part of each
input and the amounts of the budget's lines, one could find out. The variance of the profit is the
sum of the three (law of total variance, twice):

    Var(profit) = E[Var(profit | inputs)] + Var(E[profit | W]) + E[Var(E[profit | inputs] | W)]
                  luck                      good or bad fair     not known yet

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
from sim.plan.parameters import PATHS
from sim.plan.round_numbers import ROUNDING
from sim.play.engine import amounts, income_amounts
from sim.play.result import Measured, Result

COMMON: Final = "good_fair"
BENDS: Final = 6  # degree of the curve in the good or bad fair
FAR: Final = 12.0  # standard deviations of the stand visitors
BEYOND: Final = 40.0  # and so many people besides
EQUAL: Final = 1e-9  # relative to the money that moves: two ways to compute one profit differ less


@dataclass(frozen=True)
class Split:
    """Shares of the variance of the profit; they add up to 1, or all are 0 where the profit is
    the same in every trial.

    luck       what would be left if every input were known
    good_fair  what would go if it were known how good a fair it will be; exactly 0 where nothing
               moves with it
    known      what would go besides if every input were known: not known yet, but it could be
    """

    luck: Measured
    good_fair: Measured
    known: Measured


def split(result: Result) -> Split:
    """The variance of the profit of `result`, which needs the detail (see `simulate`).

    The squared distances of profit to its expectation, and of that to its average, are averaged.
    The part of W is what a curve of the expectation in W explains, less what it would explain by
    chance (adjusted R squared). The errors are those of the ratios by linearisation (delta
    method), from the replicates. Luck is exactly 1 where nothing else is left, exactly 0 where
    there is none. Raises `KeyError` without the detail.
    """
    expected = expected_profit(result)
    gap = result["profit"] - expected
    moved = result["contribution"] + result["income"] + result["costs"] + np.abs(expected)
    gap[np.abs(gap) <= EQUAL * moved] = 0.0
    distance = expected - expected[0]
    distance -= distance.mean()
    largest = max(np.abs(gap).max(), np.abs(distance).max())
    if largest == 0.0:
        return Split(*(Measured(0.0, 0.0) for _ in range(3)))
    gap, distance = gap / largest, distance / largest
    luck, unknown = gap**2, distance**2
    common = _explained(result, distance)
    parts = np.stack([luck, common, unknown - common])
    shares = parts.mean(axis=1) / parts.sum(axis=0).mean()
    slopes = (parts - shares[:, None] * parts.sum(axis=0)) / parts.sum(axis=0).mean()
    return Split(*(_share(result, x, slope) for x, slope in zip(shares, slopes, strict=True)))


def _share(result: Result, share: float, slope: Array) -> Measured:
    return Measured(float(share), result.average(slope).error)


def _explained(result: Result, distance: Array) -> Array:
    """What the good or bad fair explains of the squared distances to the average, trial by trial:
    their mean is Var(E[profit | W])."""
    common = together(result)
    if common is None:
        return np.zeros(distance.size)
    basis = np.polynomial.hermite_e.hermevander(common, BENDS)
    curve = basis @ np.linalg.lstsq(basis.T @ basis, basis.T @ distance, rcond=None)[0]
    rest = (distance - curve) ** 2
    by_chance = rest.mean() * BENDS / max(distance.size - BENDS - 1, 1)
    found = distance**2 - rest - by_chance
    return found if found.mean() > 0 else np.zeros(distance.size)


def together(result: Result) -> Array | None:
    """How good a fair it is, W of every trial, shape (trials,); None where nothing uncertain in the
    plan moves with it."""
    plan = result.scenario
    moved = (path for path in PATHS if PATHS[path].dependent and f"inputs.{path}" in result.columns)
    return np.asarray(result[COMMON]) if plan.dependence and any(moved) else None


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

    Where they come evenly by the formula above; the tails are incomplete beta functions, which are
    0 or 1 to all digits so far from the average (Bernstein's inequality: below e^-60). Where the
    stand has peaks n p less the average of those who are not served, by `Waiting`.
    """
    from scipy.special import betainc

    if not room.even:
        return np.asarray(visitors * reach - Waiting(visitors, reach, room).unserved())
    n, p, c = np.broadcast_arrays(visitors, reach, np.asarray(room.capacity))
    found = np.array(n * p, dtype=float)
    found[c <= 0] = 0.0
    with np.errstate(invalid="ignore"):
        away = c - found
        unsure = FAR * np.sqrt(found * (1 - p)) + BEYOND
        crowded = (c > 0) & (away < -unsure)
        found[crowded] = c[crowded]
        full = (c > 0) & (c < n) & (np.abs(away) <= unsure)
    n, p, c = n[full], p[full], c[full]
    found[full] = n * p * betainc(n - c, c, 1 - p) + c * betainc(c + 1, n - c, p)
    return found
