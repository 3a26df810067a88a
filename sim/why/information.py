"""What it is worth, in money, to know an input before deciding: go to the fair, or stay home.

Whoever does not know takes the decision that is best on average, max(E[profit], 0). Whoever first
learns x decides again for each answer, so that learning x is worth (the expected value of perfect
partial information)

    E[max(E[profit | x], 0)] - max(E[profit], 0)

by a regression of the profit on x (`sim.why.choosing`). Nothing is gained, to the cent, where no
answer changes the decision, nor where only answers so rare do that hardly any trial has them. Where
going and staying home are about equal the rule errs most, and the worth comes out somewhat low: by
4 % at noise of 3 times what x explains, by half for an x that explains next to nothing.

What one can look up of an input is its own part (`sim.why.unknowns`): how good a fair it will be,
which the rates have in common, has a line of its own and can not be found out beforehand.

What is averaged is not the profit itself but `sim.why.luck.expected_profit`: luck, which no
information takes away, is gone beforehand. So the bound is exact too: knowing every input (with
the amounts of the cost lines and the good or bad fair) is worth E[max(E[profit | inputs], 0)] -
max(E[profit], 0), and no input is ever found to be worth more than that.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.draws.streams import replicate_sizes
from sim.plan.johnson import Array
from sim.plan.parameters import PATHS
from sim.play.result import Measured, Result
from sim.why.choosing import Choosing, Groups
from sim.why.luck import COMMON, expected_profit, together
from sim.why.unknowns import own_parts


@dataclass(frozen=True)
class Worth:
    """Money that knowing the own part of one input exactly is worth: `path` of it, or
    ``costs.NAME.N`` for the amount of the N-th cost line of a name, ``income.NAME.N`` for one of
    income; ``good_fair`` for how good a fair it will be."""

    path: str
    value: Measured


@dataclass(frozen=True)
class Information:
    """What knowing is worth, in money.

    everything  all inputs and the good or bad fair together: the most that knowing can be worth
    inputs      of each its own part, the most valuable first
    good_fair   how good a fair it will be, which nobody can find out beforehand; None where nothing
                moves with it
    """

    everything: Measured
    inputs: tuple[Worth, ...]
    good_fair: Worth | None = None


def information(result: Result) -> Information:
    """For the decision to go or to stay home; `result` needs the detail (see `simulate`), or comes
    from `sim.play.beforehand`.

    Raises `KeyError` without the detail.
    """
    return information_between([result])


def information_between(results: Sequence[Result]) -> Information:
    """For the decision which of several plans to carry out, or to stay home.

    The results need the detail, the same seed and as many trials: then the k-th trial of each is
    the same market. Knowing an input means knowing where in its range it lies, for every plan
    that is unsure of it. Raises `ValueError` for results that are not paired, or for none.
    """
    if len({(result.trials, result.seed) for result in results}) != 1:
        raise ValueError("information_between needs results with the same trials and seed")
    profit = np.stack([expected_profit(result) for result in results], axis=1)
    choosing = Choosing(_with_home(profit), groups_of(results[0]))

    def worth(place: str, parts: list[Array]) -> Worth:
        return Worth(place, choosing.gain(np.stack(parts, axis=1)))

    found = [worth(place, parts) for place, parts in _unknown(results).items()]
    common = next((worth for worth in found if worth.path == COMMON), None)
    inputs = sorted((worth for worth in found if worth is not common), key=_least)
    return Information(full_value(profit, choosing.groups), tuple(inputs), common)


def _least(worth: Worth) -> float:
    return -worth.value.value


def groups_of(result: Result) -> Groups:
    """The replicates, which are independent of each other."""
    ends = np.cumsum([0, *replicate_sizes(result.trials)]).tolist()
    return [slice(a, b) for a, b in itertools.pairwise(ends)]


def _unknown(results: Sequence[Result]) -> dict[str, list[Array]]:
    """Everything that is drawn: place -> its own part, (trials,), in each plan that draws it, which
    is the same in all but for amounts that move together otherwise; and the good or bad fair."""
    found: dict[str, list[Array]] = {path: [] for path in PATHS}
    for result in results:
        parts = own_parts(result)
        common = together(result)
        for path, part in (parts if common is None else parts | {COMMON: common}).items():
            if not any(part is other for other in found.setdefault(path, [])):
                found[path].append(part)
    return {path: parts for path, parts in found.items() if parts}


def partial_value(profit: Array, x: Array, groups: Groups) -> Measured:
    """Value of knowing `x` for choosing the best of some plans and staying home (profit 0), money.

    profit  (trials,), or (trials, plans) in paired trials; with or without its luck
    x       (trials,), or (trials, k) for the same unknown as k plans have it
    groups  independent parts of the trials, at least two; the error is taken between them

    Never negative: an estimate below 0 is 0, which knowing is worth at least.
    """
    return Choosing(_with_home(profit), groups).gain(x)


def full_value(profit: Array, groups: Groups) -> Measured:
    """Value of knowing `profit` itself before choosing, money; arguments as in `partial_value`.

    Of expected profits, given all inputs, it is the value of knowing every input; of simulated
    profits it would count luck as something to be known, a looser bound.
    """
    choosing = Choosing(_with_home(profit), groups)
    return choosing.paid(np.asarray(choosing.choices.argmax(axis=1)))


def _with_home(profit: Array) -> Array:
    """Profit of every choice, staying home first, shape (trials, 1 + plans): of equals home."""
    plans = np.reshape(profit, (len(profit), -1))
    return np.hstack([np.zeros((len(plans), 1)), plans])
