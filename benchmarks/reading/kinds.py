"""Years of fairs at random, of every kind that asks another decision."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

import numpy as np

from benchmarks.plain_fairs import widened
from benchmarks.reading.fairs import at_random, balanced
from benchmarks.reading.plain_years import Document, PlainYear, likely_costs
from sim.links.plan_link import Link
from sim.links.year_link import FairOfYear, YearLink
from sim.plan.document import from_document
from sim.year.settings import Settings

SIZES: Final = (8_000, 60_000)  # of the costs of a fair, money
MONTHS: Final = 12
WIDE: Final = 1.8  # times the ranges of somebody who knows little
TOGETHER: Final = (0.0, 0.5, 1.0)
# Names of fairs as people write them: with signs, long, within one another.
NAMES: Final = (
    "Contacta Goes", "TechniShow", "Food + Drink Expo", "Zorg & ICT", "Bouwbeurs",
    "Metavak, hal 3", "Bouwbeurs Noord", "Vakdagen Energie en Industrie Gorinchem",
    "EuroCIS", "Provada 2027", "Horecava", "Prowein (gedeelde stand)",
)  # fmt: skip

Random = np.random.Generator
Maker = Callable[[Random], dict[str, Any]]


def years(of_each: int, seed: int = 23) -> Iterator[tuple[PlainYear, Random]]:
    """So many years of each kind, and the random numbers for their truth."""
    for place, (kind, make) in enumerate(KINDS.items()):
        for number in range(of_each):
            rng = np.random.default_rng([seed, place, number])
            yield named(kind, make(rng), rng), rng


def named(kind: str, told: dict[str, Any], rng: Random) -> PlainYear:
    """The year of what its kind says, and what every kind leaves to chance."""
    count = len(told["fairs"])
    names = tuple(str(name) for name in rng.permutation(NAMES)[:count])
    months = tuple(int(month) for month in rng.integers(0, MONTHS, count))
    ticked = tuple(at for at in range(count) if rng.random() < 0.7)
    together = float(rng.choice(TOGETHER))
    every: dict[str, Any] = {"months": months, "ticked": ticked, "together": together}
    every |= told
    year = PlainYear(kind, names, **every)
    if year.together_possible(year.ticked):
        return year
    months_of = {year.months[at]: at for at in reversed(year.ticked)}
    return PlainYear(kind, names, **every | {"ticked": tuple(sorted(months_of.values()))})


def link(of: PlainYear) -> YearLink:
    """The year as its maker sends it."""
    fairs = tuple(
        FairOfYear(Link(from_document(fair | {"name": name})), at in of.ticked, of.months[at])
        for at, (fair, name) in enumerate(zip(of.fairs, of.names, strict=True))
    )
    settings = Settings(
        budget=of.budget,
        together=of.together,
        overlap=of.overlap,
        same_people=of.same_people,
        stand=of.stand,
    )
    return YearLink(fairs, settings)


def fair(better: float, rng: Random) -> Document:
    """One whose profit is this part of what it earns, on average."""
    return sized(balanced(at_random(rng), 0.0, better, rng), rng)


def sized(of: Document, rng: Random) -> Document:
    """The same fair with costs of another size."""
    size = float(np.exp(rng.uniform(*np.log(SIZES))))
    return times(of, size / likely_costs(of))


def times(of: Document, money: float) -> Document:
    """The same fair with so many times all money of it."""
    of = copy.deepcopy(of)
    of["inputs"]["order_value"] = [money * x for x in of["inputs"]["order_value"]]
    for line in of["costs"]:
        amount = line["amount"]
        line["amount"] = [money * x for x in amount] if isinstance(amount, list) else money * amount
    return of


def some(rng: Random, least: int, most: int, low: float, high: float) -> tuple[Document, ...]:
    """So many fairs, each between so good and so good."""
    count = int(rng.integers(least, most + 1))
    return tuple(fair(float(rng.uniform(low, high)), rng) for _ in range(count))


def total(fairs: Sequence[Document]) -> float:
    return sum(map(likely_costs, fairs))


def hundreds(amount: float) -> float:
    return round(amount, -2)


def all_pay(rng: Random) -> dict[str, Any]:
    fairs = some(rng, 3, 5, 0.1, 0.35)
    return {"fairs": fairs, "ticked": tuple(range(len(fairs)))}


def scarce(rng: Random) -> dict[str, Any]:
    fairs = some(rng, 4, 8, -0.05, 0.35)
    return {"fairs": fairs, "budget": hundreds(float(rng.uniform(0.3, 0.7)) * total(fairs))}


def too_little(rng: Random) -> dict[str, Any]:
    fairs = some(rng, 3, 5, 0.0, 0.3)
    least = min(map(likely_costs, fairs))
    return {"fairs": fairs, "budget": hundreds(float(rng.uniform(0.3, 0.9)) * least)}


def one_loses(rng: Random) -> dict[str, Any]:
    fairs = (*some(rng, 2, 6, 0.03, 0.3), *some(rng, 1, 1, -0.25, -0.05))
    return {"fairs": fairs, "budget": hundreds(1.1 * total(fairs))}


def none_pays(rng: Random) -> dict[str, Any]:
    fairs = some(rng, 3, 6, -0.35, -0.03)
    return {"fairs": fairs, "budget": hundreds(float(rng.uniform(0.5, 1.2)) * total(fairs))}


def alike(rng: Random) -> dict[str, Any]:
    one = fair(float(rng.uniform(0.05, 0.2)), rng)
    count = int(rng.integers(3, 6))
    fairs = tuple(times(one, float(rng.uniform(0.99, 1.01))) for _ in range(count))
    return {"fairs": fairs, "budget": hundreds(1.05 * total(fairs) * (count - 1) / count)}


def met_twice(rng: Random) -> dict[str, Any]:
    fairs = some(rng, 3, 5, 0.02, 0.2)
    overlap = round(float(rng.uniform(0.3, 0.9)), 2)
    return {"fairs": fairs, "overlap": overlap, "budget": hundreds(1.1 * total(fairs))}


def at_once(rng: Random) -> dict[str, Any]:
    fairs = some(rng, 4, 8, 0.0, 0.35)
    months = tuple(int(month) for month in rng.integers(0, 3, len(fairs)))
    return {"fairs": fairs, "months": months, "same_people": True, "budget": hundreds(total(fairs))}


def one_stand(rng: Random) -> dict[str, Any]:
    fairs = some(rng, 3, 5, 0.05, 0.35)
    stand = hundreds(float(rng.uniform(0.05, 0.3)) * total(fairs))
    return {"fairs": fairs, "stand": stand, "budget": hundreds(1.1 * total(fairs) + stand)}


def barely(rng: Random) -> dict[str, Any]:
    fairs = some(rng, 3, 6, -0.05, 0.05)
    return {"fairs": fairs, "budget": hundreds(float(rng.uniform(0.4, 1.1)) * total(fairs))}


def no_budget(rng: Random) -> dict[str, Any]:
    """What was ticked may be spent: some of the fairs, one at least."""
    fairs = some(rng, 4, 6, 0.0, 0.35)
    count = int(rng.integers(1, len(fairs)))
    return {"fairs": fairs, "ticked": tuple(sorted(rng.permutation(len(fairs))[:count].tolist()))}


def little_known(rng: Random) -> dict[str, Any]:
    """Ranges so wide that a few years bring nearly all of the money."""
    wide = (widened(at_random(rng), WIDE) for _ in range(int(rng.integers(3, 6))))
    fairs = tuple(sized(balanced(of, 0.0, float(rng.uniform(-0.2, 0.3)), rng), rng) for of in wide)
    return {"fairs": fairs, "budget": hundreds(float(rng.uniform(0.5, 1.1)) * total(fairs))}


KINDS: Final[dict[str, Maker]] = {
    "all are worth it": all_pay,
    "the money is scarce": scarce,
    "the money pays for none": too_little,
    "one of them loses": one_loses,
    "none is worth it": none_pays,
    "hardly any difference": alike,
    "the same customers": met_twice,
    "two at once": at_once,
    "one stand for all": one_stand,
    "barely worth it, or not": barely,
    "nobody names a budget": no_budget,
    "little is known": little_known,
}
