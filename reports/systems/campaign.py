"""A fair as a line that is taken into Salesforce's campaigns."""

from __future__ import annotations

import csv
import datetime
import io
from dataclasses import dataclass
from typing import Final

from sim.actuals.record import Record
from sim.evaluate.days import last_day
from sim.many.cells import harmless
from sim.plan.round_numbers import half_up
from sim.plan.scenario import Scenario
from sim.play.answer import Answer

LONGEST_NAME: Final = 80  # of a campaign
TYPE: Final = "Trade Show"
STATUS: Final = ("Planned", "In Progress", "Completed")


@dataclass(frozen=True)
class Campaign:
    """A fair, ready to be written.

    title   what it is called, in the user's own words
    answer  of the plan, as it was forecast
    record  what was told of it, its first day too; None where nothing was
    on      the day as of which it is written, which its status hangs on
    """

    title: str
    plan: Scenario
    answer: Answer
    record: Record | None
    on: datetime.date


def campaign_csv(campaign: Campaign) -> bytes:
    """One line under the field names of Salesforce's object Campaign, as CSV: UTF-8 with commas,
    days as ISO 8601 has them. What is not known is empty.

    Names, lengths and places are those of its field reference
    (https://developer.salesforce.com/docs/platform/field-reference/references/field-reference/salesforce-field-reference-campaign.html);
    money has no places behind the point there, so it is rounded to whole units. It is in the
    currency of the plan, which the line does not tell: only some organisations have a field for it.

    BudgetedCost     the total under the plan's budget, at the likely values, with the overrun that
                     is expected (`words.costs`)
    ExpectedRevenue  the average revenue of the extra orders in all fairs as played: what Salesforce
                     holds against it is the money of the campaign's opportunities, not its profit
    ActualCost       the lines of the budget of which it was told what they came to, together, of
                     a line that is spread over several fairs the part of this one
    EndDate          the last day of the fair: what comes later counts for a campaign too

    NumberSent and ExpectedResponse, of people who were written to, say nothing of a fair.
    """
    begins, ends, plan = None, None, campaign.plan
    costs: dict[int, float] = {}
    if campaign.record is not None:
        begins, ends = campaign.record.fair_day, last_day(plan, campaign.record)
        costs = _parts(campaign.record, plan)
    row = {
        "Name": str(harmless(campaign.title))[:LONGEST_NAME],
        "Type": TYPE,
        "Status": _status(campaign.on, begins, ends),
        "StartDate": "" if begins is None else begins.isoformat(),
        "EndDate": "" if ends is None else ends.isoformat(),
        "BudgetedCost": _whole(campaign.answer.guess.costs),
        "ExpectedRevenue": _whole(campaign.answer.bands["revenue"][0]),
        "ActualCost": _whole(sum(costs.values())) if costs else "",
    }
    text = io.StringIO()
    writer = csv.DictWriter(text, list(row), lineterminator="\r\n")
    writer.writeheader()
    writer.writerow(row)
    return text.getvalue().encode()


def _parts(record: Record, plan: Scenario) -> dict[int, float]:
    """What this fair takes of each bill that is known."""
    over = {at: line.over for at, line in enumerate(plan.costs)}
    return {at: money / over.get(at, 1) for at, money in record.known().costs.items()}


def _status(on: datetime.date, begins: datetime.date | None, ends: datetime.date | None) -> str:
    planned, going, done = STATUS
    if begins is None or on < begins:
        return planned
    return going if ends is None or on <= ends else done


def _whole(money: float) -> str:
    return f"{half_up(money):.0f}"
