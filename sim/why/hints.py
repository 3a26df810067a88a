"""Hints where inputs contradict each other or experience. They warn; they block nothing."""

from __future__ import annotations

from dataclasses import dataclass, field

from sim.plan.beliefs import Range
from sim.plan.funnel import PHASES, STEPS, WAITING
from sim.plan.johnson import TENTH, Scale
from sim.plan.parameters import BY_KEY, PATHS
from sim.plan.scenario import Scenario
from sim.play.expected import BestGuess, best_guess

# Contacts that become orders: 0.6 % of trade-show leads (Implisit 2014) to 5 % (MarketingSherpa
# 2009, 40 % x 40 % x 30 %).
USUAL_CHAIN = (0.006, 0.05)
HOURS = 24  # of a day
MANY_FAIRS = 10  # nobody counts more than so many fairs like this one


@dataclass(frozen=True)
class Hint:
    """One hint: a permanent code, the input it is about (or ""), and the values in its sentence,
    which stands under the code in ``[hints]`` of `words/*/pages/app.toml`."""

    code: str
    path: str = ""
    values: dict[str, float] = field(default_factory=dict)


def hints(scenario: Scenario) -> list[Hint]:
    """What an experienced colleague would ask about this plan, most important first."""
    guess = best_guess(scenario)
    return [
        *_long_day(scenario),
        *_hundredth(scenario),
        *_follow_up(guess),
        *_chain(guess),
        *_phases(scenario),
        *_goal(scenario),
        *_narrow(scenario, guess),
    ]


def _long_day(scenario: Scenario) -> list[Hint]:
    """Nobody talks for more hours than a day has."""
    if not scenario.limited or (hours := scenario.inputs["hours_per_day"].likely) <= HOURS:
        return []
    return [Hint("long_day", "hours_per_day", {"hours": hours, "most": HOURS})]


def _hundredth(scenario: Scenario) -> list[Hint]:
    """A low that would be a percentage below likely, were it a fraction: 0.2 % beside 30 %."""
    return [
        Hint("hundredth", path, {"low": belief.low, "meant": 100 * belief.low})
        for path, belief in scenario.inputs.items()
        if path in scenario.yours
        and isinstance(belief, Range)
        and belief.scale is Scale.SHARE
        and 100 * belief.low < belief.likely
    ]


def _follow_up(guess: BestGuess) -> list[Hint]:
    """Sales has less time than the stand: more people there would only make more leads wait."""
    waiting = guess.stages.get(WAITING, 0.0)
    if waiting < 1 or waiting <= guess.stages["unserved"]:
        return []
    return [Hint("follow_up_narrow", "follow_up_hours", {"waiting": waiting})]


def _chain(guess: BestGuess) -> list[Hint]:
    contacts = guess.stages["contacts"]
    if contacts <= 0:
        return [Hint("no_contacts")]
    chain = guess.stages["orders"] / contacts
    low, high = USUAL_CHAIN
    values = {"chain": chain, "low": low, "high": high}
    if chain == 0:
        return [Hint("chain_none", values=values)]
    if chain < low:
        return [Hint("chain_low", values=values)]
    return [Hint("chain_high", values=values)] if chain > high else []


def _phases(scenario: Scenario) -> list[Hint]:
    """Somebody nearer to a decision should not be less likely to go on."""
    found = []
    for key in (share for _, share in STEPS if BY_KEY[share].phased):
        rates = [scenario.inputs[f"{key}.{phase}"].likely for phase in PHASES]
        if rates != sorted(rates):
            found.append(Hint("phases_reversed", key))
    return found


def _goal(scenario: Scenario) -> list[Hint]:
    goal = scenario.goal
    margin = scenario.inputs["margin"]
    if goal is None or goal.margin <= margin.high:
        return []
    return [Hint("goal_margin_above", values={"goal": goal.margin, "high": margin.high})]


def _narrow(scenario: Scenario, guess: BestGuess) -> list[Hint]:
    """Ranges narrower than counting ten fairs like this one would allow.

    A count of n gives a range about 2 c sqrt(p (1 - p) / n) wide, c the normal quantile of 0.9.
    """
    found = []
    for path, belief in scenario.inputs.items():
        stage = PATHS[path].counted_of
        if not stage or not isinstance(belief, Range):
            continue
        p, width = belief.likely, belief.high - belief.low
        needed = p * (1 - p) * (2 * TENTH / width) ** 2
        countable = MANY_FAIRS * guess.stages[stage]
        if needed > max(countable, 1):
            values = {"needed": needed, "countable": countable}
            found.append(Hint("too_narrow", path, values))
    return found
