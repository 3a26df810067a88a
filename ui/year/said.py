"""The sentences of a year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from sim.actuals.year_forecast import YearForecast
from sim.evaluate.year_as_of import YearSoFar
from sim.play.result import Measured
from sim.year.advice import advice
from sim.year.answer import More, Told, Weighed
from sim.year.choices import Firmness
from sim.year.good_years import GoodYears
from sim.year.sets import pays
from sim.year.year import Year
from words.catalogue import Words
from words.measured import amount, between, fine, signed_amount

ROOM: Final = 72  # letters that names take of a line


def first(told: Told, currency: str, w: Words) -> str:
    """How many of 100 such years end above zero, and how bad the year may get."""
    if not told.fairs:
        return nowhere(told.mean.value, currency, w)
    chance = w.of_hundred(told.chance.value)
    return w("year.first.some", n=chance, low=amount(told.p10, currency, w))


def nowhere(profit: float, currency: str, w: Words) -> str:
    """What not going anywhere brings: nothing, or less where something has to be cancelled."""
    return w("year.first.nowhere", profit=w.costs(profit, currency))


def leaving(year: Year, names: Sequence[str], currency: str, w: Words) -> str:
    """What cancelling costs of the fairs that are booked; empty where nothing is."""
    fees = [
        (name, w.costs(fee, currency)) for name, fee in zip(names, year.fees, strict=True) if fee
    ]
    if len(fees) == 1:
        return w("year.fairs.leaving", name=fees[0][0], fee=fees[0][1])
    each = "; ".join(f"{name} {fee}" for name, fee in fees)
    return w("year.fairs.leaving_any", fees=each) if fees else ""


def second(told: Told, middle: Measured, goal: float | None, currency: str, w: Words) -> str:
    """The size beside the chance: the middle year and the average; the goal, where there is one."""
    lines = [
        w(
            "year.second.sizes",
            middle=amount(middle, currency, w),
            mean=average(told.mean, currency, w),
        )
    ]
    if told.mean.value > told.mean.doubt and told.chance.value < 0.5:
        lines.append(w("year.second.mean_above", n=w.of_hundred(1 - told.chance.value)))
    if goal is not None and told.goal is not None:
        of = w.of_hundred(told.goal.value)
        lines.append(w("year.second.goal", goal=w.money(goal, currency), n=of))
    return " ".join(lines)


def average(mean: Measured, currency: str, w: Words) -> str:
    """The average; where it may be nothing but noise around zero, that."""
    if mean.hardly and mean.error:
        return w("year.about", zero=w.money(0.0, currency))
    return amount(mean, currency, w)


def money(cost: float, budget: float | None, currency: str, w: Words) -> str:
    """What the chosen fairs cost, beside the budget."""
    spent = w.costs(cost, currency)
    if budget is None:
        return w("year.budget.none", cost=spent)
    if not pays(budget, cost):
        over = w.costs(cost - budget, currency)
        return w("year.budget.over", cost=spent, over=over)
    left = w.costs(max(budget - cost, 0.0), currency)
    return w("year.budget.left", cost=spent, left=left)


def adds(more: More | None, currency: str, w: Words) -> str:
    """What a fair adds on average."""
    return added(None if more is None else more.mean, currency, w)


def added(mean: Measured | None, currency: str, w: Words) -> str:
    """The same, where only the average is kept."""
    if mean is None:
        return w("year.fairs.excluded")
    if mean.hardly:
        return w("year.fairs.hardly")
    return signed_amount(mean, currency, w)


def ticked(found: Weighed, told: Told, names: Sequence[str], budget: float | None, w: Words) -> str:
    """That what is told of a set is not of the advised one, and which that is; empty where it is,
    and where no fair is taken. Names stand as they are given."""
    if not told.fairs:
        return ""
    advised = advice(found, told.chosen, told.cost if budget is None else budget).advised
    if advised.chosen == told.chosen:
        return ""
    which = fairs(advised, names, w)
    return w("year.choice.ticked", fairs=which if advised.fairs else w.within(which))


def frozen(made: YearForecast, names: Sequence[str], w: Words) -> str:
    """What a year said when it was frozen, of the fairs that were taken then: `names` of all, which
    stand as they are given."""
    taken = [names[at] for at in made.taken]
    told = " + ".join(taken)
    currency = made.link.fairs[0].link.scenario.currency
    figures = made.figures
    return w(
        "year.book.frozen",
        fairs=told if len(told) <= ROOM else w("year.book.fairs", n=len(taken)),
        day=w.date(made.day),
        n=w.of_hundred(figures.chance),
        mean=w.money(figures.mean, currency, 2),
        low=w.money(figures.p10, currency, 2),
        high=w.money(figures.p90, currency, 2),
    )


def came(made: YearForecast, now: YearSoFar, w: Words) -> Iterator[str]:
    """How a year stands beside what it said, the verdict first."""
    currency = made.link.fairs[0].link.scenario.currency
    planned, n = w.of_hundred(made.figures.chance), w.of_hundred(now.chance.value)
    low, middle, high = now.profit
    if now.over and now.chance.value in (0.0, 1.0):
        which = "above" if now.chance.value else "below"
        yield w(f"year.came.ended_{which}", profit=w.money(middle, currency, 2), planned=planned)
    else:
        counts = {"told": str(now.told), "fairs": str(len(now.fairs))}
        yield w("year.came.now", n=n, planned=planned, **counts)
    figures = made.figures
    ends = (w.money(end, currency, 2) for end in (figures.mean, figures.p10, figures.p90))
    yield w("year.came.planned", **dict(zip(("mean", "low", "high"), ends, strict=True)))
    if low != high:
        ends = (w.money(end, currency, 2) for end in (low, high))
        mean = average(now.mean, currency, w)
        yield w("year.came.expected", mean=mean, **dict(zip(("low", "high"), ends, strict=True)))
    if now.so_far is not None and now.told < len(now.fairs):
        ends = (w.money(end, currency, 2) for end in now.so_far)
        yield w("year.came.so_far", **dict(zip(("low", "middle", "high"), ends, strict=True)))
    if now.over:
        place = "low" if middle_of(now) < figures.p10 else "within"
        yield w(f"year.came.was_{'high' if middle_of(now) > figures.p90 else place}")


def middle_of(now: YearSoFar) -> float:
    """The profit of the middle one of the years that began so."""
    return now.profit[1]


def good(found: GoodYears, w: Words) -> str:
    """How far good years were good everywhere, and from how little."""
    low, _, high = (w.number(end, 1) for end in found.ends)
    counts = {"years": str(found.years), "fairs": str(found.fairs)}
    return w("year.good.learned", low=low, mean=w.number(found.mean, 1), high=high, **counts)


def fairs(told: Told, names: Sequence[str], w: Words) -> str:
    """The fairs of a set by their names, which stand as they are given."""
    return " + ".join(names[at] for at in told.fairs) or w("year.nowhere")


def other(told: Told, currency: str, w: Words) -> str:
    """The figures of another set."""
    figures = {
        "n": w.of_hundred(told.chance.value),
        "mean": average(told.mean, currency, w),
        "low": amount(told.p10, currency, w),
        "cost": w.costs(told.cost, currency),
    }
    return w("year.others.told", **figures)


def other_money(more: More, step: float, currency: str, w: Words) -> str:
    """What the best set brings more with other money, on average."""
    which = "more" if step > 0 else "less"
    size = w.money(abs(step), currency)
    if more.mean.hardly:
        return w(f"year.others.hardly_{which}", step=size)
    return w(f"year.others.{which}", step=size, mean=w.money(abs(fine(more.mean)), currency))


def firm(found: Firmness, names: Sequence[str], currency: str, w: Words) -> Iterator[str]:
    """The range over choices that nobody has measured; then whether the best set stays the best,
    and for each choice where it does not, which one would be. Names stand as they are given."""
    means = [w.money(mean, currency, 2) for mean in found.mean]
    chances = [w.of_hundred(chance) for chance in found.chance]
    mean = between(means[0], means[1], "year.came.between", w)
    n = between(chances[0], chances[1], "year.came.between", w)
    yield w("year.firm.range", mean=mean, n=n)
    if not found.turns:
        yield w("year.firm.stays")
        return
    yield w("year.firm.turns")
    for choice in found.turns:
        best = found.choices[choice].best
        taken = [name for at, name in enumerate(names) if best >> at & 1]
        said = w(f"year.firm.{choice}") if choice.startswith("years_") else w(f"robust.{choice}")
        then = " + ".join(taken) or w.within(w("year.nowhere"))
        yield w("year.firm.turn", choice=w.capital(said), fairs=then)
