"""What the tests of the evaluation share: a fair with its forecast, and what was told of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sim.actuals import file as record_file
from sim.actuals import forecast
from sim.actuals.actuals import LEADS
from sim.actuals.record import OPEN, Entry, Record
from sim.links import plan_text
from sim.plan.file import example
from sim.plan.funnel import PHASES
from sim.plan.scenario import Scenario
from sim.play.trials import TRIALS
from store import Fairs
from tests.pages.visits import LOCALES

PLAN, SEED = example("regional"), 1
FAIR_DAY = date(2026, 3, 10)
WEEK, LATER = FAIR_DAY + timedelta(days=7), FAIR_DAY + timedelta(days=180)
COUNTS = (40, 30, 15, 9, 6, 2)


def reached(counts: tuple[int, ...] = COUNTS) -> dict[str, Any]:
    return {
        f"{stage}.{phase}": count
        for phase in PHASES
        for stage, count in zip(LEADS[: len(counts)], counts, strict=True)
    }


NOBODY_OPEN: dict[str, Any] = dict.fromkeys(OPEN, 0)
EARLY = Record(FAIR_DAY, (Entry(WEEK, {"visitors": 16_000, **reached((40, 30))}),))
LATE = EARLY.with_entry(
    Entry(
        LATER,
        {**reached(), **NOBODY_OPEN, "open.quotes.decision": 3, "values": (30_000.0, 20_000.0)},
    )
)


def kept(
    fairs: Fairs,
    record: Record | None = LATE,
    name: str = "Abiss",
    year: int = 2026,
    plan: Scenario = PLAN,
) -> str:
    """A fair with its forecast, and what was told of it."""
    id = fairs.new(name, year).id
    fairs.save(id, "plan", plan_text.dumps(plan, SEED), base=0)
    made = forecast.forecast(plan, SEED, date(2026, 1, 5), trials=TRIALS)
    fairs.save(id, "frozen", forecast.dumps(made), base=0)
    if record is not None:
        fairs.save(id, "record", record_file.dumps(record), base=0)
    return id


def page(visit: Any, id: str = "", language: str = "en") -> Any:
    return visit(LOCALES[language], "evaluate", **({"fair": id} if id else {}))


def told(visitor: Any) -> str:
    assert not visitor.at.exception
    return "\n".join(visitor.texts())
