"""What a presentation link of a year keeps: the figures of its board, and no plan.

Whoever has the link is shown costs and profits of the fairs; their margins, rates and other inputs
are never stored, so no page and no file that is made from the content can give them away.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any, Final

import numpy as np

from sim.links.fingerprint import marked
from sim.plan.johnson import Array
from sim.play.answer import levels_of
from sim.play.engine import ENGINE
from sim.play.result import Measured
from sim.year.advice import Advice, Choice, advice
from sim.year.answer import More, Told, Weighed
from sim.year.choices import Chosen, Firmness, firmness
from sim.year.sets import Sets

STEP: Final = 10_000.0  # money more, and less, that is asked about


@dataclass(frozen=True)
class Row:
    """A fair of the year: its costs as planned, money; its chance alone; and what the year brings
    more with it on average, beside the others of the advised set, None where that cannot be; what
    cancelling it costs now, money."""

    name: str
    cost: float
    alone: float
    adds: Measured | None
    fee: float = 0.0


@dataclass(frozen=True, eq=False)
class YearBrief:
    """All that the board of a year shows.

    budget  money, or None where none was told: then what was chosen may be spent, if anything was;
            `goal` likewise
    middle  of the years with the set that is shown (`Advice.shown`); `levels`: their quantiles, as
            of `sim.play.answer.Answer`
    firm    that set under the choices that nobody has measured
    money   what the best set on average brings more with `STEP` more money, and with as much less;
            none without a budget
    """

    currency: str
    budget: float | None
    goal: float | None
    advice: Advice
    rows: tuple[Row, ...]
    middle: Measured
    levels: Array
    firm: Firmness
    money: tuple[More, ...]
    trials: int
    seed: int

    @property
    def names(self) -> list[str]:
        return [row.name for row in self.rows]

    @property
    def mark(self) -> str:
        """Proves two printouts equal: made of what is shown but for names, and nothing else."""
        told = _document(self)
        for row in told["rows"]:
            del row["name"]
        return marked(json.dumps({**told, "engine": ENGINE}, sort_keys=True))


def brief_of(
    found: Weighed,
    under: Mapping[str, Sets],
    names: Sequence[str],
    chosen: int,
    budget: float | None,
    currency: str,
) -> YearBrief:
    """The board of a year: what is advised for a budget, to whoever has chosen a set.

    under  every set under each choice that nobody has measured (`sim.year.choices.under_choices`)
    """
    year, limit = found.year, _limit(found, chosen, budget)
    told = advice(found, chosen, limit)
    shown = told.shown
    profit = found.years.profit(shown.chosen)
    steps = () if budget is None else (STEP, -STEP)
    money = [found.other_budget(limit, step) for step in steps if limit + step >= 0]
    return YearBrief(
        currency=currency,
        budget=budget,
        goal=year.goal,
        advice=told,
        rows=tuple(_rows(found, names, shown.chosen)),
        middle=found.years.told(profit).quantile("profit", 0.5),
        levels=levels_of(np.sort(profit)),
        firm=firmness(under, found.sets, shown.chosen, limit),
        money=tuple(money),
        trials=found.years.trials,
        seed=found.years.seed,
    )


def _rows(found: Weighed, names: Sequence[str], shown: int) -> Iterator[Row]:
    """The fairs of the list beside the set that is shown."""
    year = found.year
    for at, (name, more) in enumerate(zip(names, found.adds(shown), strict=True)):
        adds = None if more is None else more.mean
        yield Row(name, year.planned[at], found.alone[at].value, adds, year.fees[at])


def _limit(found: Weighed, chosen: int, budget: float | None) -> float:
    """The budget; without one what is chosen may be spent, and with nothing chosen anything."""
    if budget is not None:
        return budget
    return found.told(chosen).cost if chosen else math.inf


def content(brief: YearBrief) -> str:
    """The text that a link keeps."""
    return json.dumps({"year": _document(brief)})


def _document(brief: YearBrief) -> dict[str, Any]:
    return {**asdict(brief), "levels": brief.levels.tolist()}


def from_document(kept: dict[str, Any]) -> YearBrief:
    """What `content` wrote under ``year``. Raises KeyError, TypeError or AttributeError for
    anything else."""
    read = {field.name: kept[field.name] for field in fields(YearBrief)}
    told = read["advice"]
    choices = tuple(Choice(one["why"], _told(one["told"])) for one in told["choices"])
    firm = read["firm"]
    return YearBrief(
        **read
        | {
            "advice": Advice(choices, told["over"], told["level"]),
            "rows": tuple(Row(**row | {"adds": _measured(row["adds"])}) for row in read["rows"]),
            "middle": Measured(**read["middle"]),
            "levels": np.array(read["levels"], dtype=float),
            "firm": Firmness(
                Chosen(**firm["planned"]),
                {name: Chosen(**one) for name, one in firm["choices"].items()},
            ),
            "money": tuple(
                More(one["chosen"], Measured(**one["mean"]), Measured(**one["chance"]))
                for one in read["money"]
            ),
        }
    )


def _told(kept: dict[str, Any]) -> Told:
    figures = {key: _measured(kept[key]) for key in ("mean", "chance", "p10", "goal")}
    return Told(**kept | {"fairs": tuple(kept["fairs"])} | figures)


def _measured(kept: dict[str, float] | None) -> Measured | None:
    return None if kept is None else Measured(**kept)
