"""What is asked of a year on the command line, and the work behind it."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from console.asking import read_money, read_number
from sim.draws.streams import REPLICATES
from sim.plan.checks import check_number
from sim.plan.file import load
from sim.plan.problems import ScenarioError
from sim.plan.scenario import Scenario
from sim.play.engine import SEED
from sim.play.enough import MOST
from sim.year.answer import Best, Weighed, weighed
from sim.year.shared import TRIALS
from sim.year.year import Candidate, Year

WORD: Final = "year"
STEP: Final = 10_000  # money more, and less, that is asked about


class WrongPlanError(Exception):
    """A plan that does not fit into the year: its file, and what is wrong with it."""

    def __init__(self, file: str, problem: ScenarioError) -> None:
        super().__init__(file, problem)
        self.file, self.problem = file, problem


@dataclass(frozen=True)
class Asked:
    """A year, its plans by the names of their files, and the budget: money, infinite without."""

    files: tuple[str, ...]
    year: Year
    budget: float = math.inf
    trials: int = TRIALS
    seed: int = SEED

    def answer(self) -> tuple[Weighed, Best]:
        """Raises `ScenarioError` where trials or seed are not allowed."""
        if self.trials > MOST:
            form = f"a number from {2 * REPLICATES} to {MOST}"
            raise ScenarioError("above", "trials", got=self.trials, form=form)
        found = weighed(self.year, trials=self.trials, seed=self.seed)
        return found, found.best(self.budget)


def _of_file(problem: ScenarioError) -> ScenarioError:
    """The problem without the place of its plan in the list, which the file tells."""
    of_list, _, place = problem.place.rpartition("]")
    where = place.lstrip(".") if of_list.startswith("plans[") else problem.place
    return ScenarioError(problem.code, where, **problem.values)


def asked(
    files: list[str], budget: str | None, together: str, trials: int | None, seed: int
) -> Asked:
    """The year that the arguments say, all of it checked. Raises `ScenarioError`, and
    `WrongPlanError` where one of the plans is to blame."""
    plans = [(file, partial(load, file)) for file in files]
    return of_plans(plans, budget, together, trials, seed)


def of_plans(
    plans: Sequence[tuple[str, Callable[[], Scenario]]],
    budget: str | None,
    together: str,
    trials: int | None,
    seed: int,
) -> Asked:
    """The same of plans by their names, each read when it is its turn."""
    money = math.inf if budget is None else read_money(budget, "budget")
    share = read_number(together, "together", "a number from 0 to 1")
    check_number("together", share, 1.0)
    found: list[Candidate] = []
    for name, read in plans:
        try:
            found.append(Candidate(read()))
            Year(tuple(found), share)
        except ScenarioError as problem:
            raise WrongPlanError(name, _of_file(problem)) from None
    run = {"trials": TRIALS if trials is None else trials, "seed": seed}
    return Asked(tuple(name for name, _ in plans), Year(tuple(found), share), money, **run)
