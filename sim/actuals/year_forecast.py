"""A year as it was forecast: its fairs and settings, what they said together and each alone, and
the day, kept so that nobody can edit it.

As of a single fair (`sim.actuals.forecast`) the figures are stored and not simulated again.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from sim.links.fingerprint import fingerprint, marked
from sim.links.year_link import YearLink, decode_year, encode_year
from sim.plan.checks import from_json
from sim.plan.problems import ScenarioError
from sim.play.engine import ENGINE
from sim.year.answer import Told, Weighed
from sim.year.settings import Settings

VERSION: Final = 1
LARGEST: Final = 5_000_000  # characters
LEVELS: Final = (0.1, 0.5, 0.9)
CHOICES: Final = ("by_mean", "by_chance", "between", "own")  # how the fairs were chosen


@dataclass(frozen=True)
class Figures:
    """Of a fair alone or of the year: the chance to cover its costs or to end above zero, the mean
    of the profit, and where 1 in 10, half and 9 in 10 end below; money."""

    chance: float
    mean: float
    p10: float
    p50: float
    p90: float


@dataclass(frozen=True)
class YearForecast:
    """What was forecast of a year on a day, by a version `ENGINE` of the engine.

    link    the fairs of the list, those that were taken among them, and the settings
    figures of the year with the fairs that were taken
    alone   of each fair of the list, as its own page has them
    error   standard error of the year's chance
    choice  one of `CHOICES`: the best on average within the budget, the one that most often ends
            above zero, the one between, or another
    """

    link: YearLink
    figures: Figures
    alone: tuple[Figures, ...]
    error: float
    choice: str
    seed: int
    day: date
    engine: int = ENGINE

    @property
    def taken(self) -> tuple[int, ...]:
        """The places of the fairs that were taken."""
        return tuple(at for at, fair in enumerate(self.link.fairs) if fair.taken)

    @property
    def settings(self) -> Settings:
        return self.link.settings

    @property
    def fingerprint(self) -> str:
        """Of everything that decides the figures (`sim.links.fingerprint`)."""
        fairs = [
            (fingerprint(fair.link.scenario, self.seed, self.engine), fair.taken, fair.month)
            for fair in self.link.fairs
        ]
        between = [fair.variant_of for fair in self.link.fairs]
        return marked(json.dumps([fairs, between, self.settings.told()], sort_keys=True))


def forecast_of(
    link: YearLink, found: Weighed, alone: tuple[Figures, ...], budget: float, day: date
) -> YearForecast:
    """The forecast of a year that was weighed, made on a day; `budget` as of `Weighed.best`."""
    chosen = sum(1 << at for at, fair in enumerate(link.fairs) if fair.taken)
    told = found.told(chosen)
    result = found.years.told(found.years.profit(chosen))
    low, middle, high = (result.quantile("profit", level).value for level in LEVELS)
    figures = Figures(told.chance.value, told.mean.value, low, middle, high)
    choice = _choice(found, told, budget)
    return YearForecast(link, figures, alone, told.chance.error, choice, found.years.seed, day)


def _choice(found: Weighed, told: Told, budget: float) -> str:
    best = found.best(budget)
    if told.chosen == best.sets[best.by_mean].chosen:
        return "by_mean"
    if best.by_chance is not None and told.chosen == best.sets[best.by_chance].chosen:
        return "by_chance"
    return "between" if told.chosen == found.between(budget) else "own"


def dumps(made: YearForecast) -> str:
    """The forecast as JSON, which `loads` reads."""
    document = {
        "version": VERSION,
        "year": encode_year(made.link),
        "day": made.day.isoformat(),
        "engine": made.engine,
        "seed": made.seed,
        "choice": made.choice,
        "figures": asdict(made.figures),
        "error": made.error,
        "alone": [asdict(one) for one in made.alone],
        "fingerprint": made.fingerprint,
    }
    return json.dumps(document)


def loads(text: str) -> YearForecast:
    """What `dumps` wrote. Raises `ScenarioError`: ``not_forecast``, or what is wrong with a plan
    of it."""
    if len(text) > LARGEST:
        raise ScenarioError("too_large", got=len(text), most=LARGEST)
    try:
        document: dict[str, Any] = from_json(text, mend=True)
        link = decode_year(document["year"])
        alone = tuple(_figures(one) for one in document["alone"])
        known = document["choice"] in CHOICES and len(alone) == len(link.fairs)
        if document["version"] != VERSION or not known:
            raise ScenarioError("not_forecast")
        return YearForecast(
            link,
            _figures(document["figures"]),
            alone,
            float(document["error"]),
            str(document["choice"]),
            int(document["seed"]),
            date.fromisoformat(document["day"]),
            int(document["engine"]),
        )
    except ScenarioError:
        raise
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise ScenarioError("not_forecast") from None


def _figures(told: Any) -> Figures:
    return Figures(**{key: float(value) for key, value in told.items()})
