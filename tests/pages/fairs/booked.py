"""What the tests of the book of fairs share: fairs in it, and its page."""

from __future__ import annotations

from datetime import date
from typing import Any

from sim.actuals import evaluation, forecast
from sim.actuals import file as record_file
from sim.actuals.actuals import LEADS
from sim.actuals.evaluation import Evaluation
from sim.actuals.record import Entry, Record
from sim.links import plan_text
from sim.plan.file import example
from store import Fair, Fairs

PLAN = example("regional")


def page(visitor: Any) -> Any:
    visitor.at.switch_page("pages/fairs.py")
    return visitor.run()


def told(visitor: Any) -> str:
    assert not visitor.at.exception
    return "\n".join(visitor.texts())


def kept(fairs: Fairs, name: str = "Abiss", year: int = 2026, *, frozen: bool = False) -> Fair:
    """A fair with a plan, by Ann."""
    id = fairs.new(name, year).id
    fairs.save(id, "plan", plan_text.dumps(PLAN, 7), base=0, by="Ann")
    if frozen:
        made = forecast.forecast(PLAN, 7, date(year, 1, 5), trials=8192)
        fairs.save(id, "frozen", forecast.dumps(made), base=0, by="Ann")
    return fairs.fair(id)


def happened(fairs: Fairs, fair: Fair, orders: int = 5, **figures: Any) -> None:
    """What happened there, all leads decided, and what was agreed."""
    figures |= {"visitors": 9000}
    for phase in ("awareness", "orientation", "decision"):
        counts = zip(("contacts", "followed_up", "calls", "visits", "quotes", "orders"),
                     (40, 36, 20, 15, 9, orders), strict=True)  # fmt: skip
        figures |= {f"{stage}.{phase}": count for stage, count in counts}
        figures |= {f"open.{stage}.{phase}": 0 for stage in LEADS[:-1]}
    record = Record(date(fair.year, 3, 1), (Entry(date(fair.year, 9, 1), figures),))
    fairs.save(fair.id, "record", record_file.dumps(record), base=0)
    fairs.save(fair.id, "evaluation", evaluation.dumps(Evaluation(agreed="differently")), base=0)
