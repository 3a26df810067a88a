"""What can be asked of a plan on the command line, and the work behind each question."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from sim.decide.backwards import Required, required
from sim.decide.dials import BEYOND, MORE, NOBODY, SAVED, Bounds, bounds_of
from sim.decide.levers import CHANCE, Needed, Worth, all_needed, step_worth
from sim.decide.team import TeamCurve, team_curve
from sim.decide.timeline import Timeline, timeline
from sim.decide.unmeasured import best_team, step_spans
from sim.decide.variants import People
from sim.later.dates import Later, later
from sim.plan.beliefs import number
from sim.plan.parameters import Unit
from sim.plan.problems import ScenarioError, at
from sim.plan.scenario import Scenario
from sim.play.engine import SEED
from sim.play.enough import played, trials_for
from sim.play.result import Result
from sim.play.trials import TRIALS
from sim.together.everywhere import Everywhere, everywhere
from sim.together.together import Together, best_within, cheapest
from sim.why.drivers import Driver, drivers, good_fair, stages
from sim.why.information import Information, information
from sim.why.luck import Split, split
from sim.why.robustness import Robustness, robustness
from sim.why.unmeasured import Span, mean_profits, worth_of
from words.costs import reckoned

# Options of some questions: what is taken where nobody says otherwise; None: what the plan tells.
OPTIONS: Final[dict[str, str | None]] = {
    "chance": "70",
    "cost_of_person": None,
    "within": "",
    "saved": f"{100 * SAVED:g}",
    "people": None,
    "beyond": f"{BEYOND:g}",
    "more": f"{100 * MORE:g}",
}


@dataclass(frozen=True)
class Asked:
    """A plan and how it is asked about.

    chance          so many of the fairs are to cover their costs, or to reach the goal
    people          what each person more than planned costs
    within          money that steps may cost, or None
    bounds          how far levers may be asked to go; None: as far as is usual
    exactly         so many fairs, where somebody asks for a number of them
    own_steps       whether the plan's steps are its own, not filled in for the question
    json            for a program, which is told of nothing that it did not ask for
    on_page         so many fairs the page shows, where these are not so many
    """

    scenario: Scenario
    trials: int = TRIALS
    seed: int = SEED
    chance: float = CHANCE
    people: People = NOBODY
    on_page: int | None = None
    within: float | None = None
    exactly: int | None = None
    json: bool = False
    own_steps: bool = True
    bounds: Bounds | None = None

    @property
    def cost_of_person(self) -> float:
        """Money for each person more than planned."""
        return self.people.cost

    @property
    def allowed(self) -> Bounds:
        """How far levers may be asked to go."""
        return self.bounds or bounds_of(self.scenario)

    @property
    def run(self) -> dict[str, Any]:
        """Trials and seed, as every question takes them."""
        return {"trials": self.trials, "seed": self.seed}

    def simulated(self) -> Result:
        """The trials with their detail."""
        return played(self.scenario, **self.run, detail=True)


@dataclass(frozen=True)
class Why:
    """What the profit hangs on: how much of it is luck, the inputs by their own part, the good or
    bad fair, and the counts between."""

    split: Split
    inputs: tuple[Driver, ...]
    good_fair: Driver | None
    stages: tuple[Driver, ...]


@dataclass(frozen=True)
class FindOut:
    """What knowing is worth, the profit of going on average, luck averaged out, and that under each
    choice that nobody has measured; the same of what the most valuable number is worth."""

    worth: Information
    going: Span
    best: Span | None


@dataclass(frozen=True)
class Steps:
    """What the plan's steps would do together: the cheapest set; where a sum was given, the best
    within it; and without prices."""

    cheapest: Together | None
    within: Together | None
    everywhere: Everywhere | None


@dataclass(frozen=True)
class OneStep:
    """What one step more brings, and by step the same under each choice that nobody has
    measured."""

    worth: tuple[Worth, ...]
    under: Mapping[str, Span]


@dataclass(frozen=True)
class Team:
    """How many people on the stand, and the best number of them under each of these choices."""

    curve: TeamCurve
    best: Span


def ask_drivers(asked: Asked) -> Why:
    result = asked.simulated()
    return Why(split(result), drivers(result), good_fair(result), stages(result))


def ask_levers(asked: Asked) -> tuple[Needed, ...]:
    return all_needed(asked.scenario, chance=asked.chance, people=asked.people, **asked.run)


def ask_steps(asked: Asked) -> OneStep:
    plan, cost = asked.scenario, asked.cost_of_person
    found = step_worth(plan, cost_of_person=cost, **asked.run)
    names = [one.step for one in found]
    return OneStep(found, step_spans(plan, names, cost_of_person=cost, seed=asked.seed))


def ask_together(asked: Asked) -> Steps:
    run: dict[str, Any] = {"seed": asked.seed, "trials": asked.exactly}
    within = None
    if asked.within is not None:
        within = best_within(asked.scenario, asked.chance, asked.within, **run)
    cheap = None if asked.json and within else cheapest(asked.scenario, asked.chance, **run)
    rates = None if asked.json else everywhere(asked.scenario, asked.chance, **run)
    return Steps(cheap, within, rates)


def ask_team(asked: Asked) -> Team:
    plan, cost = asked.scenario, asked.cost_of_person
    curve = team_curve(plan, cost_of_person=cost, **asked.run)
    numbers = [point.staff for point in curve.points]
    return Team(curve, best_team(plan, numbers, cost_of_person=cost, seed=asked.seed))


def ask_backwards(asked: Asked) -> Required:
    return required(asked.scenario, chance=asked.chance, **asked.run)


def ask_information(asked: Asked) -> FindOut:
    result = asked.simulated()
    worth, going = information(result), mean_profits(asked.scenario, **asked.run)
    first = next((one.path for one in worth.inputs if not one.value.hardly), None)
    best = None if first is None else worth_of(asked.scenario, first, **asked.run)
    return FindOut(worth, going, best)


def ask_robustness(asked: Asked) -> Robustness:
    return robustness(asked.scenario, **asked.run)


def ask_when(asked: Asked) -> Timeline:
    return timeline(asked.scenario, **asked.run)


def ask_later(asked: Asked) -> Later:
    return later(asked.simulated())


def for_program(plan: Scenario, trials: int | None, seed: int, options: Mapping[str, str]) -> Asked:
    """How a program asks about a plan; `options`: those of `OPTIONS` that it gives, as typed.
    Raises `ScenarioError`."""
    played_with = trials or trials_for(plan, seed=seed)
    chance, person, within = read_options(options)
    people = reckoned(plan) if person is None else replace(reckoned(plan), cost=person)
    return Asked(
        plan,
        played_with,
        seed,
        chance,
        people,
        within=within,
        exactly=trials,
        json=True,
        bounds=read_bounds(options, plan),
    )


def read_options(told: Mapping[str, str]) -> tuple[float, float | None, float | None]:
    """The chance that is asked for, the cost of a person where it is said, and what steps may cost,
    from what was typed. Raises `ScenarioError`."""
    person, within = told.get("cost_of_person"), told.get("within")
    return (
        read_chance(told.get("chance", str(OPTIONS["chance"]))),
        None if person is None else read_money(person, "cost-of-person"),
        read_money(within, "within") if within else None,
    )


def read_whole(text: str) -> Any:
    """A whole number; otherwise the text in quotes, which the check of the run refuses."""
    try:
        return int(text)
    except ValueError:
        return repr(text)


def read_chance(text: str) -> float:
    """A number of fairs of 100, as a chance; raises `ScenarioError`."""
    form = "a number from 1 to 99"
    found = read_number(text, "chance", form)
    if not 1 <= found <= 99:
        raise ScenarioError("below" if found < 1 else "above", "chance", got=found, form=form)
    return found / 100


# Options that say how far levers may be asked to go, and what each is a number of.
BOUNDS: Final = {
    "saved": "a number from 0 to 100",
    "people": "a number of people",
    "beyond": "a number, 0 or more",
    "more": "a number, 0 or more",
}


def read_bounds(told: Mapping[str, str], plan: Scenario) -> Bounds:
    """How far levers may be asked to go, by option: those of the plan where nothing is said. Parts
    are told of 100. Raises `ScenarioError`."""
    found: dict[str, float] = {}
    for name, form in BOUNDS.items():
        text = told.get(name)
        if text is None:
            continue
        value = read_number(text, name, form)
        if value < 0:
            raise ScenarioError("below", name, got=value, form=form)
        if name == "saved" and value > 100:
            raise ScenarioError("above", name, got=value, form=form)
        found[name] = value / 100 if name in ("saved", "more") else value
    return replace(bounds_of(plan), **found)


def read_money(text: str, place: str) -> float:
    """An amount of money; raises `ScenarioError`."""
    found = read_number(text, place, Unit.MONEY.form)
    with at(place):
        Unit.MONEY.check(found)
    return found


def read_number(text: str, place: str, form: str) -> float:
    """A number, of which `form` says what is allowed; raises `ScenarioError`."""
    raw: Any = text
    with contextlib.suppress(ValueError):
        raw = float(text)
    with at(place):
        return number(raw, form)
