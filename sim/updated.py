"""The forecast as of today: what has come, and what the open leads may still bring.

Everything that was learned is in the beliefs (`sim.actuals.learned_plan`); a trial draws them as
always. What was counted is as it was counted. Leads that are open go on from where they stand:
whoever has not gone on although a part w of those who do have had the time, does so with

    x (1 - w) / (1 - x w)

and from there on like anybody who has just got there. The fair counts the money received and the
costs that are known; what is not known yet is simulated. So the forecast closes in on what
happened: with no lead open and all costs known every trial is the same.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Final

import numpy as np

from sim.actuals import LEADS, RATES, Actuals, learned_plan, passed
from sim.binomial import binomial_quantile
from sim.engine import SEED, TRIALS, simulate
from sim.funnel import LUCK, PER, PHASES
from sim.johnson import Array
from sim.luck import drawn_amounts
from sim.order_values import summed_values
from sim.result import Result
from sim.sampling import Draws, blocks, draws
from sim.scenario import Scenario

KEPT: Final = ("visitors", "target_visitors", "stand_visitors")
Columns = dict[str, Array]


def updated(
    scenario: Scenario, actuals: Actuals, *, trials: int = TRIALS, seed: int = SEED
) -> Result:
    """Fairs that began like this one: a `Result` with the detail of counts and money.

    Costs of a line that is known are as they were; the others are drawn, so many times as people
    they are paid for. Raises `ScenarioError`.
    """
    plan = learned_plan(scenario, actuals)
    before = simulate(plan, trials=trials, seed=seed, detail=True)
    parts, offset = [], 0
    for block in blocks(trials):
        part = slice(offset, offset := offset + block.size)
        parts.append(_Rest(before, actuals, part, draws(seed, trials, block)).columns())
    found = {key: np.concatenate([part[key] for part in parts]) for key in parts[0]}
    costs = _costs(before, actuals, found)
    found |= {f"costs.{at}": line for at, line in enumerate(costs)}
    found["costs"] = sum(costs, start=np.zeros(trials))
    kept = {key: before[key] for key in before.columns if key.startswith("inputs.")}
    return Result(plan, trials, seed, kept | {"margin": before["margin"]} | found)


class _Rest:
    """A block of trials, from what is known on."""

    def __init__(self, before: Result, actuals: Actuals, part: slice, drawn: Draws) -> None:
        self.before = before
        self.actuals = actuals
        self.part = part
        self.draws = drawn
        self.size = drawn.block.size

    def columns(self) -> Columns:
        found: Columns = {}
        for key in KEPT:
            known = getattr(self.actuals, key)
            found[key] = self._full(known) if known is not None else self.before[key][self.part]
        for at, phase in enumerate(PHASES):
            for stage, count in self._leads(at, phase).items():
                found[f"{stage}.{phase}"] = count
                found[stage] = found.get(stage, 0.0) + count
        came, orders = self.actuals.total("orders"), found["orders"]
        share = self._rate("extra_share")
        extra = self._full(self.actuals.extra_orders)
        if self.actuals.extra_orders is None:
            extra = self._some("extra_orders", 0, self._full(came), share, "")
        more = self._some("extra_orders", 1, orders - came, share, "to come")
        found["extra_orders"] = extra + more
        found["stand_visitors"] = np.maximum(found["stand_visitors"], found["contacts"])
        return found | self._money(extra, more, orders - came)

    def _full(self, value: float | None) -> Array:
        return np.full(self.size, float(value or 0))

    def _leads(self, at: int, phase: str) -> Columns:
        """Everybody of a phase who will have come so far in the end, stage by stage."""
        known = self.actuals.at("contacts", phase)
        if known is None:
            count = self.before[f"contacts.{phase}"][self.part].astype(float)
            return {"contacts": count} | {
                stage: self.before[f"{stage}.{phase}"][self.part].astype(float)
                for stage in LEADS[1:]
            }
        found = {"contacts": self._full(known)}
        new = self._full(0)
        for before, stage in itertools.pairwise(LEADS):
            share = self._rate(f"{RATES[stage]}.{phase}")
            came = self._full(self.actuals.at(stage, phase))
            waited = passed(self.before.scenario, phase, self.actuals.months)
            still = self._full(self.actuals.waiting(before, phase))
            late = share * (1 - waited) / np.maximum(1 - share * waited, np.finfo(float).tiny)
            new = self._some(stage, at, still, late, "waiting") + self._some(
                stage, at, new, share, ""
            )
            found[stage] = came + new
        return found

    def _rate(self, path: str) -> Array:
        """A share in every trial."""
        inputs = self.before.scenario.inputs
        key = path if path in inputs else path.partition(".")[0]
        column = self.before.columns.get(f"inputs.{key}")
        return self._full(inputs[key].likely) if column is None else column[self.part]

    def _some(self, stage: str, at: int, of: Array, share: Array, name: str) -> Array:
        """So many of them go on; `name` is of luck that the simulation itself does not have."""
        if not of.any():
            return np.zeros(self.size)
        if not name:
            u, z = self.draws.luck(LUCK[stage])
            return binomial_quantile(u[at], of, share, None if z is None else z[at])
        from scipy.special import ndtr

        z = self.draws.named_normal(f"{name} {stage}.{at}")
        return binomial_quantile(ndtr(z), of, share, z)

    def _money(self, extra: Array, more: Array, later: Array) -> Columns:
        """Revenue of what has come, at what it came to, and of what may still come."""
        inputs, actuals = self.before.scenario.inputs, self.actuals
        price = self._rate("order_value") * self._rate("repeat_factor")
        orders = actuals.total("orders")
        unknown = orders - len(actuals.values)
        spread = inputs["order_value_spread"].likely
        told, _ = summed_values(self.draws, self._full(unknown), self._full(unknown), spread)
        received = sum(actuals.values) * self._rate("repeat_factor") + told * price
        credited = extra / orders if orders else self._full(0)
        both, every = summed_values(self.draws, unknown + more, unknown + later, spread)
        first = told * price
        return {
            "revenue": received * credited + both * price - first,
            "revenue_crediting_all_orders": received + every * price - first,
        }


def _costs(before: Result, actuals: Actuals, found: Mapping[str, Array]) -> list[Array]:
    """The money of every line in every trial."""
    column = before.columns.get("inputs.cost_overrun")
    overrun = before.scenario.inputs["cost_overrun"].likely if column is None else column
    lines = []
    for at, (line, amount) in enumerate(
        zip(before.scenario.costs, drawn_amounts(before).values(), strict=True)
    ):
        stage = PER[line.per]
        times = overrun if stage is None else found[stage]
        known = actuals.costs.get(at)
        drawn = amount * times if known is None else np.float64(known)
        lines.append(np.asarray(np.broadcast_to(drawn, before.trials), dtype=float))
    return lines
