"""The forecast as of today: what has come, and what the open leads may still bring.

What was counted is as it was counted. What was learned of the rates is drawn from what all counts
together tell (`sim.learning.rates`), everything else that was learned is in the beliefs
(`sim.evaluate.beliefs`), and leads who are open go on from where they stand
(`sim.evaluate.open_leads`). The fair counts the money received and the costs that are known; what
is not known yet is simulated, orders up to the horizon only. So the forecast begins as the plan,
trial by trial, and closes in on what happened: with no lead open and all costs known every trial is
the same.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final

import numpy as np

from sim.actuals.actuals import LEADS, Actuals
from sim.draws.binomial import binomial_quantile
from sim.draws.order_values import summed_values
from sim.draws.streams import Draws, blocks, draws
from sim.evaluate.beliefs import known_of, learned_plan
from sim.evaluate.open_leads import Leads, OpenLeads
from sim.learning.rates import GOOD, LATE, QUICK, Known
from sim.learning.tempo import FACTORS, Tempo
from sim.plan.funnel import LUCK, PHASES
from sim.plan.johnson import Array
from sim.plan.parameters import exactly
from sim.plan.scenario import Scenario
from sim.play.engine import SEED, simulate
from sim.play.result import Result
from sim.play.trials import TRIALS
from sim.why.luck import drawn_amounts

AUDIENCE: Final = ("visitors", "target_visitors", "stand_visitors")
Columns = dict[str, Array]


def updated(
    scenario: Scenario,
    actuals: Actuals,
    *,
    trials: int = TRIALS,
    seed: int = SEED,
    leads: OpenLeads = OpenLeads.UNKNOWN,
    known: Known | None = None,
    beliefs: bool = True,
) -> Result:
    """Fairs that began like this one: a `Result` with the detail of counts and money.

    Costs and income of a line that is known are as they were, costs over as many fairs as the plan
    has them; the others are drawn, so many times as people they are paid for. Shares of the
    audience have no columns where the audience was counted, nor phases where leads were told in
    total. `leads` asks what would be if all open leads were lost, or went on at the rates of the
    plan. Where nobody waits no rate matters, and none is learned. `known` is `known_of` both, where
    the caller has it already. Without `beliefs` the plan of the result has learned no more than its
    trials need, which are the same. Raises `ScenarioError`.
    """
    known = known or known_of(scenario, actuals)
    decided = actuals.count(LEADS[0]) is not None and not actuals.waiting
    moved = leads is OpenLeads.UNKNOWN and not known.empty and not decided
    rates = moved and (beliefs or _hangs_on_audience(scenario, actuals))
    plan = learned_plan(scenario, actuals, known, rates=rates)
    fairs = {one: known.drawn(draws(seed, trials, one)) for one in blocks(trials)} if moved else {}
    run = {"trials": trials, "seed": seed, "drawn": lambda numbers: fairs.get(numbers.block, {})}
    before, audience = _begun(plan, actuals, run)
    parts, offset = [], 0
    for block in blocks(trials):
        part = slice(offset, offset := offset + block.size)
        tempo = _tempo(fairs[block]) if moved else Tempo.believed(block.size)
        rest = _Rest(before, actuals, part, draws(seed, trials, block), tempo)
        parts.append(rest.columns(known, leads))
    found = audience | {key: np.concatenate([part[key] for part in parts]) for key in parts[0]}
    found |= _there(found)
    found |= _budget(before, actuals, found) | {GOOD: _good(fairs.values(), before)}
    kept = {key: before[key] for key in before.columns if key.startswith("inputs.")}
    return Result(plan, trials, seed, kept | {"margin": before["margin"]} | found)


def _there(found: Columns) -> Columns:
    """The audience, nobody of whom comes from nowhere: who had a conversation was at the stand,
    whoever was there is of the target group, and that is of the visitors."""
    columns, least = {}, found[LEADS[0]]
    for key in reversed(AUDIENCE):
        columns[key] = least = np.maximum(found[key], least)
    return columns


def _tempo(fair: Columns) -> Tempo:
    return Tempo(fair[QUICK], fair[LATE].astype(int))


def _good(fairs: Collection[Columns], before: Result) -> Array:
    """How good or bad each fair was, as far as was learned."""
    return np.concatenate([one[GOOD] for one in fairs]) if fairs else before[GOOD]


def _hangs_on_audience(plan: Scenario, actuals: Actuals) -> bool:
    """Whether leads or money hang on people before the leads, of whom not all that was learned is
    drawn (`sim.learning.rates`)."""
    kinds = ((plan.costs, actuals.costs), (plan.income, actuals.income))
    drawn = [line for lines, known in kinds for at, line in enumerate(lines) if at not in known]
    return actuals.count(LEADS[0]) is None or any(line.stage in AUDIENCE for line in drawn)


def _begun(plan: Scenario, actuals: Actuals, run: dict[str, Any]) -> tuple[Result, Columns]:
    """The fair from the last part of the audience that was counted on, and the whole audience."""
    known = {key: getattr(actuals, key) for key in AUDIENCE}
    last = max((at for at, key in enumerate(AUDIENCE) if known[key] is not None), default=0)
    shares = ("target_share", "reach_share")[:last]
    people = {"visitors": exactly("visitors", float(known[AUDIENCE[last]] or 0))} if last else {}
    sure = {path: exactly(path, 1.0) for path in shares}
    before = simulate(plan.with_(inputs=people | sure), detail=True, **run)
    drawn = before
    if any(known[key] is None for key in AUDIENCE[:last]):
        drawn = simulate(plan, **run)
    columns: Columns = {}
    least = np.zeros(before.trials)
    for at in reversed(range(len(AUDIENCE))):
        told, key = known[AUDIENCE[at]], AUDIENCE[at]
        source = drawn if at < last else before
        count = source[key].astype(float) if told is None else np.full(before.trials, float(told))
        columns[key] = least = np.maximum(count, least)
    return before, columns


class _Rest:
    """A block of trials, from what is known on."""

    def __init__(
        self, before: Result, actuals: Actuals, part: slice, drawn: Draws, tempo: Tempo
    ) -> None:
        self.before = before
        self.tempo = tempo
        self.actuals = actuals
        self.part = part
        self.draws = drawn
        self.size = drawn.block.size

    def columns(self, known: Known, leads: OpenLeads) -> Columns:
        """Of a block: counts and money, without the audience and the costs."""
        inputs = self.before.scenario.inputs
        rates = {path: self._rate(path) for path in inputs}
        mix = known.mix(rates, self.size)
        found = Leads(
            known.leads, self.actuals, rates, mix, self.tempo, self.draws, self._before, leads
        )
        extra, coming, in_time = self._extra(found.new["orders"])
        if self.actuals.extra_orders is not None:
            extra = self._full(self.actuals.extra_orders)
        columns = found.total | found.phases | {"extra_orders": extra + coming}
        return columns | self._money(extra, coming, in_time)

    def _full(self, value: float | None) -> Array:
        return np.full(self.size, float(value or 0))

    def _extra(self, further: Array) -> tuple[Array, Array, Array]:
        """Orders that came and are extra, further ones that will be, and all further ones; only
        those up to the horizon. further: orders of each phase, shape (3, trials)."""
        share = self._rate("extra_share")
        in_total = self.actuals.told_in_total("orders")
        extra = coming = every = self._full(0)
        for at, phase in enumerate(PHASES):
            told = self.actuals.at("orders", phase)
            in_time = self._in_time(phase)
            in_time = self._some("in_time", at, further[at], in_time, "")
            if told is not None and not in_total:
                extra = extra + self._some("extra_orders", at, self._full(told), share, "")
            name = "" if told is None and not in_total else "to come"
            coming = coming + self._some("extra_orders", at, in_time, share, name)
            every = every + in_time
        if in_total:
            told = self.actuals.count("orders")
            extra = self._some("extra_orders", 0, self._full(told), share, "")
        return extra, coming, every

    def _in_time(self, phase: str) -> Array:
        """Share of the orders that come up to the horizon, of those that are not there yet."""
        plan = self.before.scenario
        told = self.actuals.told_in_total("orders")
        if plan.horizon is None or (self.actuals.at("orders", phase) is None and not told):
            return self._full(plan.in_time(phase))
        until, now = plan.horizon, self.actuals.months
        each = [[plan.come_by(phase, months / one) for one in FACTORS] for months in (until, now)]
        ever, over = np.array(each)
        left = np.divide(np.maximum(ever - over, 0), 1 - over, out=ever * 0, where=over < 1)
        return np.asarray(left[self.tempo.late])

    def _before(self, key: str) -> Array:
        return self.before[key][self.part].astype(float)

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

    def _money(self, credited: Array, more: Array, later: Array) -> Columns:
        """Revenue of what has come, at what it came to, and of what may still come."""
        inputs, actuals = self.before.scenario.inputs, self.actuals
        price = self._rate("order_value") * self._rate("repeat_factor")
        orders = actuals.total("orders")
        unknown = orders - len(actuals.values)
        spread = inputs["order_value_spread"].likely
        told, _ = summed_values(self.draws, self._full(unknown), self._full(unknown), spread)
        received = sum(actuals.values) * self._rate("repeat_factor") + told * price
        part = credited / orders if orders else self._full(0)
        both, every = summed_values(self.draws, unknown + more, unknown + later, spread)
        first = told * price
        return {
            "revenue": received * part + both * price - first,
            "revenue_crediting_all_orders": received + every * price - first,
        }


def _budget(before: Result, actuals: Actuals, found: Mapping[str, Array]) -> Columns:
    """Costs and, where the plan has any, income: each line and all together."""
    kinds = {"costs": _costs(before, actuals, found)}
    if before.scenario.income:
        kinds["income"] = _income(before, actuals, found)
    columns: Columns = {}
    for kind, lines in kinds.items():
        columns |= {f"{kind}.{at}": line for at, line in enumerate(lines)}
        columns[kind] = sum(lines, start=np.zeros(before.trials))
    return columns


def _costs(before: Result, actuals: Actuals, found: Mapping[str, Array]) -> list[Array]:
    """The money of every cost line in every trial."""
    plan, drawn = before.scenario, drawn_amounts(before)
    column = before.columns.get("inputs.cost_overrun")
    overrun = plan.inputs["cost_overrun"].likely if column is None else column
    lines = []
    for at, (place, line) in enumerate(plan.named_costs.items()):
        known = actuals.costs.get(at)
        money = (
            drawn[f"costs.{place}"] * line.times(overrun, found, plan.inputs)
            if known is None
            else np.float64(known / line.over)
        )
        lines.append(_every(before, money))
    return lines


def _income(before: Result, actuals: Actuals, found: Mapping[str, Array]) -> list[Array]:
    """The money of every line of income in every trial."""
    plan, drawn = before.scenario, drawn_amounts(before)
    return [
        _every(before, np.float64(actuals.income[at]))
        if at in actuals.income
        else _every(before, drawn[f"income.{place}"] * line.units(found, plan.inputs))
        for at, (place, line) in enumerate(plan.named_income.items())
    ]


def _every(before: Result, money: Array | np.float64) -> Array:
    """Money in every trial, shape (trials,)."""
    return np.asarray(np.broadcast_to(money, before.trials), dtype=float)
