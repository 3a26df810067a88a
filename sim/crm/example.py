"""An example of a CRM's file: the leads of one simulated fair, as they would be exported.

The funnel is the engine's own, from the contacts on: of some thousand fairs with so many contacts
the one in the middle by its orders. Days and values are drawn as the plan believes them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

import numpy as np

from sim.actuals.actuals import LEADS
from sim.actuals.record import DAYS_A_MONTH
from sim.crm.files.vocabulary import Export, exports
from sim.plan.beliefs import Range
from sim.plan.funnel import PHASES
from sim.plan.parameters import exactly
from sim.plan.problems import ScenarioError
from sim.plan.scenario import Scenario
from sim.play.engine import SEED, simulate
from sim.play.result import Result
from sim.play.trials import check_run

FAIR_DAY: Final = date(2026, 10, 6)
MONTHS: Final = 6  # after the fair, when the file is written
MOST: Final = 100_000  # rows
TRIALS: Final = 1024


def example_csv(
    plan: Scenario,
    seed: int = SEED,
    rows: int = 300,
    language: str = "nl",
    *,
    fair_day: date = FAIR_DAY,
    months: float = MONTHS,
) -> bytes:
    """A CSV file of so many leads, as it stands `months` after the fair.

    With a byte order mark, and otherwise as the language has it
    (`sim.crm.files.vocabulary.exports`): Dutch with semicolons, decimal commas and 31-12-2026,
    English with commas, points and 2026-12-31. Raises `ScenarioError`.
    """
    check_run(TRIALS, seed)
    export = exports().get(language)
    if export is None:
        raise ScenarioError("not_one_of", "language", got=language, allowed=", ".join(exports()))
    if not 1 <= rows <= MOST:
        raise ScenarioError(
            "too_many" if rows > MOST else "not_whole", got=rows, most=MOST, least=1
        )
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=export.separator, lineterminator="\r\n")
    writer.writerow(export.headers)
    today = fair_day + timedelta(round(months * DAYS_A_MONTH))
    writer.writerows(_Fair(plan, seed, rows).rows(export, fair_day, today))
    return text.getvalue().encode("utf-8-sig")


class _Fair:
    """One fair with so many contacts."""

    def __init__(self, plan: Scenario, seed: int, rows: int) -> None:
        sure = {path: exactly(path, 1.0) for path in ("target_share", "reach_share")}
        sure["visitors"] = exactly("visitors", float(rows))
        met = plan.without_staff_limit().with_(horizon=None, triage=0.0)
        self.plan = met.with_(inputs=sure)
        self.result: Result = simulate(self.plan, trials=TRIALS, seed=seed, detail=True)
        self.trial = int(np.argsort(self.result["orders"], kind="stable")[TRIALS // 2])
        self.random = np.random.default_rng(seed)

    def rows(self, export: Export, fair_day: date, today: date) -> Iterator[list[str]]:
        """The cells of each lead; the numbers are given at the fair, in no order of phases."""
        furthest = [
            (phase, stage)
            for phase in range(len(PHASES))
            for stage, count in enumerate(self._ended(PHASES[phase]))
            for _ in range(count)
        ]
        order = self.random.permutation(len(furthest))
        for number, place in enumerate(order.tolist(), start=1):
            phase, stage = furthest[place]
            came, closed = self._days(phase, stage, fair_day)
            stage = max([at for at, day in enumerate(came) if day <= today], default=0)
            still = stage < len(LEADS) - 1 and closed > today
            value = self._value() if stage >= LEADS.index("quotes") else None
            days = [day if at <= stage else None for at, day in enumerate(came)]
            days += [None] * (len(LEADS) - len(days)) + [None if closed > today else closed]
            yield [
                f"L-{number:04d}",
                export.phases[phase],
                export.stages[stage],
                export.open[still],
                _money(value, export),
                *(_written(day, export) for day in days),
            ]

    def _ended(self, phase: str) -> list[int]:
        """How many of a phase went so far and no further."""
        came = [int(self.result[f"{stage}.{phase}"][self.trial]) for stage in LEADS]
        return [here - further for here, further in zip(came, [*came[1:], 0], strict=True)]

    def _days(self, phase: int, stage: int, fair_day: date) -> tuple[list[date], date]:
        """The days on which a lead comes to its stages, and the day on which it is closed: with
        its order, or by the time that an order of its phase takes."""
        belief = self.plan.inputs.get(f"months_to_order.{PHASES[phase]}")
        months = 4.0
        if belief is not None:
            z = np.array(self.random.standard_normal())
            months = float(belief.quantile(z)) if isinstance(belief, Range) else belief.likely
        takes = min(months, 60.0) * DAYS_A_MONTH
        parts = np.sort(self.random.uniform(size=len(LEADS) - 2)) * takes
        first = fair_day + timedelta(int(self.random.integers(3)))
        after = [0, *(1 + round(float(part)) for part in parts), 2 + round(takes)]
        days = [first + timedelta(days) for days in after]
        return days[: stage + 1], days[-1]

    def _value(self) -> float:
        """Of one order, lognormal around the average of this fair (`sim.draws.order_values`)."""
        spread = self.plan.inputs["order_value_spread"].likely
        column = self.result.columns.get("inputs.order_value")
        mean = self.plan.inputs["order_value"].likely if column is None else column[self.trial]
        deviation = float(np.sqrt(np.log1p(spread * spread)))
        z = float(self.random.standard_normal())
        return float(mean * np.exp(deviation * z - deviation**2 / 2))


def _money(value: float | None, export: Export) -> str:
    return "" if value is None else f"{value:.2f}".replace(".", export.decimal)


def _written(day: date | None, export: Export) -> str:
    return "" if day is None else day.strftime(export.day)
