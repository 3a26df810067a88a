"""The simulation: thousands of fairs played through the funnel, block by block.

Everything random is the quantile of a named stream (`sim.draws.streams`), so a block is plain
arithmetic on arrays: first what this fair is like (beliefs), then whole people stage by stage,
then money. Blocks are independent; how many run at once changes no number.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np

from sim.capacity.follow_up import most, within
from sim.capacity.peaks import Room, concentrations
from sim.capacity.triage import served_first
from sim.draws.order_values import summed_values
from sim.draws.streams import REPLICATES, Block, Draws, blocks, draws, replicate_sizes
from sim.draws.turn import Turn
from sim.plan.beliefs import Belief, Exact
from sim.plan.budget import CostLine, Income
from sim.plan.funnel import GOOD_FAIR, LUCK, PHASES, STEPS, WAITING
from sim.plan.johnson import Array
from sim.plan.parameters import PATHS
from sim.plan.scenario import Scenario
from sim.play.columns import Kept, chances_of, room_for
from sim.play.conditioned import Conditioned, stage_of, unused
from sim.play.ranks import Tally
from sim.play.result import CHANCES, PHASED, Result
from sim.play.trials import TRIALS, check_run

ENGINE: Final = 1  # rises with every "Results change" of the changelog
SEED: Final = 1
MOST_PEOPLE: Final = 1e9  # a wide belief may draw more visitors than there are people

# Whoever asks at once is answered in turn, block by block, whoever waits longest first. NumPy lets
# go of Python's lock at each of the thousands of small arrays of a block: two that are played at
# the same time hand it to and fro, and together take nearly twice as long as one after the other.
TURN: Final = Turn()

Drawn = dict[str, "float | Array"]
Counts = dict[str, Array]


def simulate(
    scenario: Scenario,
    *,
    trials: int = TRIALS,
    seed: int = SEED,
    detail: bool = False,
    columns: Collection[str] | None = None,
    tallied: Collection[str] = (),
    threads: int = 1,
    progress: Callable[[int], None] | None = None,
    drawn: Callable[[Draws], Mapping[str, Array]] | None = None,
    chances: bool = False,
) -> Result:
    """Play `trials` fairs.

    seed      the same seed gives the same fairs: scenarios are compared trial by trial
    detail    keep phases, inputs and cost lines of every trial too (see `Result.columns`)
    columns   keep these only, of all that `Result` has with the detail or works out (``profit``):
              10 million trials of one are 80 MB
    tallied   keep of these counts and `sim.play.result.EVENTS` how often each value came
    threads   at once, which changes no number; two take 5 to 25 % less time than one, and 45 % more
              of the processors, so that more are for who has them to spare
    progress  called with the number of trials done after each block
    drawn     uncertain inputs that a block draws otherwise, by path (`sim.learning.good_fair`)
    chances   work the chances out in every trial (`sim.play.conditioned`): less noise

    Raises `ScenarioError` where trials or seed are not allowed, and `KeyError` for a column that
    there is not.
    """
    check_run(trials, seed)
    room = room_for(scenario, trials, columns, detail=detail, chances=chances)
    tallies = {key: Tally(replicate_sizes(trials)) for key in tallied}
    kept = Kept(scenario, seed, room, tallies)
    only = [key for key in CHANCES if chances and (columns is None or f"chance.{key}" in columns)]
    run = _Run(scenario, trials, seed, drawn, lambda fair: fair.columns(only))
    run.all(kept.take, threads, progress)
    return Result(scenario, trials, seed, room, tallies)


def chances(
    scenario: Scenario,
    *,
    trials: int = TRIALS,
    seed: int = SEED,
    threads: int = 1,
    drawn: Callable[[Draws], Mapping[str, Array]] | None = None,
    only: Collection[str] = CHANCES,
    half: bool = False,
    paid: float = 0.0,
) -> Result:
    """The same fairs with nothing but their chances, to the last digit those of `simulate` with
    `chances`; whatever is worked out is not drawn, which takes less time.

    only  the chances asked for, of `sim.play.result.CHANCES`; no goal, no chance of it
    half  the second half of each replicate only: the first is a run of half as many trials, a
          multiple of `REPLICATES` and a power of 2 times that
    paid  money in every trial beside what the budget says, below 0 where it is saved

    The result has no other columns than these. Raises `ScenarioError` as `simulate` does.
    """
    check_run(trials, seed)
    start = trials // (2 * REPLICATES) if half else 0
    told = trials - start * REPLICATES
    keys = [key for key in CHANCES if key in only and f"chance.{key}" in chances_of(scenario)]
    columns = {f"chance.{key}": np.empty(told) for key in keys}

    def take(block: Block, offset: int, fair: Mapping[str, float | Array]) -> None:
        for key, column in columns.items():
            column[offset : offset + block.size] = fair[key]

    asked = unused(scenario), start
    run = _Run(scenario, trials, seed, drawn, lambda fair: fair.chances(keys, paid), *asked)
    run.all(take, threads, None)
    return Result(scenario, told, seed, columns)


@dataclass(frozen=True, eq=False)
class _Run:
    """So many fairs of a plan, and what is asked of each block of them."""

    scenario: Scenario
    trials: int
    seed: int
    drawn: Callable[[Draws], Mapping[str, Array]] | None
    asked: Callable[[Fair], Mapping[str, float | Array]]
    unused: Collection[str] = ()
    start: int = 0  # point of each replicate

    def all(
        self,
        take: Callable[[Block, int, Mapping[str, float | Array]], None],
        threads: int,
        progress: Callable[[int], None] | None,
    ) -> None:
        """Plays all blocks, so many at once; each is given away with where its trials start."""
        todo = list(blocks(self.trials, self.start))
        offsets = np.cumsum([0] + [block.size for block in todo])[:-1].tolist()
        workers = max(1, min(threads, len(todo)))
        turn = TURN if workers == 1 else nullcontext()

        def run(block: Block, offset: int) -> int:
            with turn:
                numbers = draws(self.seed, self.trials, block)
                given = self.drawn(numbers) if self.drawn else {}
                take(block, offset, self.asked(Fair(self.scenario, numbers, given, self.unused)))
            return block.size

        done = 0
        with ThreadPoolExecutor(workers) if workers > 1 else nullcontext() as pool:
            for size in pool.map(run, todo, offsets) if pool else map(run, todo, offsets):
                done += size
                if progress is not None:
                    progress(done)


class Fair:
    """One block of trials on its way through the funnel; what is `unused` of its inputs is not
    drawn."""

    def __init__(
        self,
        scenario: Scenario,
        draws: Draws,
        given: Mapping[str, Array],
        unused: Collection[str] = (),
    ) -> None:
        self.scenario = scenario
        self.draws = draws
        self.given = given
        self.good_fair = draws.normal(GOOD_FAIR)
        used = (path for path in scenario.inputs if path in given or path not in unused)
        self.drawn: Drawn = {path: self._input(path) for path in used}

    def columns(self, chances: Collection[str] = ()) -> dict[str, float | Array]:
        """Every column of `Result` for this block, and these of its chances."""
        counts = self._counts()
        spread = self.scenario.inputs["order_value_spread"].likely
        extra, every = summed_values(self.draws, counts["extra_orders"], counts["in_time"], spread)
        price = self.drawn["order_value"] * np.asarray(self.drawn["repeat_factor"])
        lines, earned = self._costs(counts), self._income(counts)
        costs, income = self._total(lines), self._total(earned)
        return {
            **(Conditioned(self, counts).columns(costs, income, chances) if chances else {}),
            **counts,
            "revenue": extra * price,
            "revenue_crediting_all_orders": every * price,
            "costs": costs,
            "income": income,
            "good_fair": self.good_fair,
            "margin": self.drawn["margin"],
            **{f"inputs.{path}": value for path, value in self.drawn.items()},
            **{f"costs.{at}": line for at, line in enumerate(lines)},
            **{f"income.{at}": line for at, line in enumerate(earned)},
        }

    def _input(self, path: str) -> float | Array:
        return self.value(path, self.scenario.inputs[path])

    def value(self, path: str, belief: Belief) -> float | Array:
        """What the input at `path` is in these trials where that is believed of it: a number, or of
        shape (block.size,)."""
        parameter = PATHS[path]
        dimension = parameter.stream(path)
        if isinstance(belief, Exact) or dimension is None:
            return belief.likely
        if path in self.given:
            return self.given[path]
        together = self.scenario.dependence if parameter.dependent else 0.0

        def drawn() -> Array:
            z = self.draws.normal(dimension)
            if together:
                z = math.sqrt(together) * self.good_fair + math.sqrt(1 - together) * z
            return belief.quantile(z)

        return self.draws.once((path, belief, together), drawn)

    def chances(self, only: Collection[str], paid: float = 0.0) -> dict[str, Array]:
        """The columns of these chances alone, where so much money is paid besides."""
        counts = self._counts(stage_of(self.scenario))
        costs, income = self._total([*self._costs(counts), paid]), self._total(self._income(counts))
        return Conditioned(self, counts).columns(costs, income, only)

    def _counts(self, last: str = PHASED[-1]) -> Counts:
        """Whole people, stage by stage up to the `last`; in total and for each phase."""
        drawn = self.drawn
        visitors = np.minimum(np.rint(drawn["visitors"]), MOST_PEOPLE)
        visitors = np.broadcast_to(visitors, self.good_fair.shape)
        target = self._some("target_visitors", visitors, drawn["target_share"])[0]
        stand = self._some("stand_visitors", target, drawn["reach_share"])[0]
        contacts = stand
        if self.scenario.limited:
            contacts = self._served(stand)
        phased = {"contacts": self._triaged(self._split("contacts", contacts), stand - contacts)}
        waiting: Counts = {}
        for before, (stage, share) in zip(PHASED[: PHASED.index(last)], STEPS, strict=False):
            some = phased[before]
            if stage == "extra_orders":
                some = phased["in_time"] = self._in_time(some)
            phased[stage] = self._some(stage, some, self.rate(share))
            if stage == "followed_up" and self.scenario.sales_limited:
                wanted = phased[stage]
                limit = most(drawn["follow_up_hours"], drawn["hours_per_follow_up"])
                phased[stage] = within(wanted, limit)
                waiting[WAITING] = (wanted - phased[stage]).sum(axis=0)
        counts = {"visitors": visitors, "target_visitors": target, "stand_visitors": stand}
        for stage, each in phased.items():
            counts[stage] = each.sum(axis=0)
            counts |= {f"{stage}.{phase}": each[at] for at, phase in enumerate(PHASES)}
        return counts | waiting

    def _served(self, stand: Array) -> Array:
        """Those of the stand visitors for whom there is time."""
        drawn, again = self.drawn, self.draws.again_whole
        hours = drawn["staff"] * drawn["days"] * drawn["hours_per_day"]
        capacity, rush = hours * np.asarray(drawn["contacts_per_hour"]), drawn.get("rush", 1.0)

        def served() -> Array:
            k = again("concentration", (rush,), lambda: concentrations(rush))
            return Room(capacity, rush, k).contacts(stand)

        return again("served", (stand, capacity, rush), served)

    def _in_time(self, orders: Array) -> Array:
        """The orders of each phase that come up to the horizon."""
        if self.scenario.horizon is None:
            return orders
        share = np.array([[self.scenario.in_time(phase)] for phase in PHASES])
        return self._some("in_time", orders, np.broadcast_to(share, orders.shape))

    def _triaged(self, contacts: Array, unserved: Array) -> Array:
        """The contacts of each phase, those first who are recognised (`sim.capacity.triage`)."""
        if not self.scenario.triage or not unserved.any():
            return contacts
        waiting = self._split("waiting", unserved)[1:]
        return served_first(contacts, self._some("recognised", waiting, self.scenario.triage))

    def _split(self, luck: str, people: Array) -> Array:
        """People of each phase, shape (3, block.size): a multinomial, drawn as Binomials one
        after the other, the decision phase first."""
        awareness, orientation, decision = (self._phase(phase) for phase in PHASES)
        rest = awareness + orientation
        first, second = LUCK[luck]
        decided = self.draws.people((second,), people, decision / (rest + decision))[0]
        left = people - decided
        share = np.divide(orientation, rest, out=np.zeros_like(rest), where=rest > 0)
        oriented = self.draws.people((first,), left, share)[0]
        return np.stack([left - oriented, oriented, decided])

    def _phase(self, phase: str) -> Array:
        """A phase's share before division by their sum. One that exists is never 0: alone it is
        everybody, however small."""
        exists = self.scenario.inputs[f"mix.{phase}"].high > 0
        least = np.finfo(float).tiny if exists else 0.0
        drawn = np.broadcast_to(self.drawn[f"mix.{phase}"], self.good_fair.shape)
        return np.asarray(np.maximum(drawn, least))

    def rate(self, share: str) -> float | Array:
        """A share of the funnel: one for all phases, or one a phase, shape (3, block.size)."""
        if share in self.drawn:
            return self.drawn[share]
        rates = tuple(self.drawn[f"{share}.{phase}"] for phase in PHASES)
        return self.draws.again_whole(("rates", share), rates, lambda: self._stacked(rates))

    def _stacked(self, rates: Sequence[float | Array]) -> Array:
        return np.stack([np.broadcast_to(rate, self.good_fair.shape) for rate in rates])

    def _some(self, stage: str, of: Array, share: float | Array) -> Array:
        """So many of them go on: each count at the quantile of its own luck."""
        return self.draws.people(LUCK[stage], of, share)

    def _costs(self, counts: Counts) -> list[float | Array]:
        """The money of every cost line."""
        overrun = self.drawn["cost_overrun"]
        each = amounts(self.scenario, self.draws).values()
        return [
            amount * line.times(overrun, counts, self.scenario.inputs)
            for line, amount in zip(self.scenario.costs, each, strict=True)
        ]

    def _income(self, counts: Counts) -> list[float | Array]:
        """The money of every line of income."""
        each = income_amounts(self.scenario, self.draws).values()
        return [
            amount * line.units(counts, self.scenario.inputs)
            for line, amount in zip(self.scenario.income, each, strict=True)
        ]

    def _total(self, lines: Sequence[float | Array]) -> Array:
        total = np.zeros(self.draws.block.size)
        for line in lines:
            total += line
        return total


def amounts(scenario: Scenario, draws: Draws) -> dict[str, float | Array]:
    """Money of one unit of each cost line, in their order, shape (block.size,) where uncertain.

    The keys are ``NAME.N`` for the N-th line of a name: they name the line's random stream. With
    `cost_dependence` c all lines have one factor F in common: z = sqrt(c) F + sqrt(1 - c) e.
    """
    together = scenario.cost_dependence
    found: dict[str, float | Array] = {}
    for place, line in scenario.named_costs.items():
        if isinstance(line.amount, Exact):
            found[place] = line.amount.value
            continue
        found[place] = draws.once(
            (f"cost.{place}", line.amount, together), partial(_amount, draws, place, line, together)
        )
    return found


def _amount(draws: Draws, place: str, line: CostLine, together: float) -> Array:
    return line.amount.quantile(cost_normal(draws, place, together))


def cost_normal(draws: Draws, place: str, together: float) -> Array:
    """The standard normal behind the amount of a cost line, shape (block.size,)."""
    z = draws.named_normal(f"cost.{place}")
    if not together:
        return z
    return math.sqrt(together) * draws.named_normal("cost_dependence") + math.sqrt(1 - together) * z


def income_normal(draws: Draws, place: str) -> Array:
    """The same of a line of income."""
    return draws.named_normal(f"income.{place}")


def _earned(draws: Draws, place: str, line: Income) -> Array:
    return line.amount.quantile(income_normal(draws, place))


def income_amounts(scenario: Scenario, draws: Draws) -> dict[str, float | Array]:
    """The same of each line of income; these have nothing in common."""
    return {
        place: line.amount.value
        if isinstance(line.amount, Exact)
        else draws.once(
            (f"income.{place}", line.amount),
            partial(_earned, draws, place, line),
        )
        for place, line in scenario.named_income.items()
    }
