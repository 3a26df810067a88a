"""Why, in words: what the profit hangs on, luck, which fairs lose, and how firm the answer is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sim.plan.funnel import STAGES
from sim.plan.parameters import PATHS, Unit
from sim.plan.round_numbers import half_up
from sim.plan.scenario import Scenario
from sim.play.result import Measured
from sim.why.drivers import Driver
from sim.why.losing import Hangs, Thirds, as_heavy, earliest, noise, told_apart
from sim.why.luck import Split
from sim.why.robustness import Robustness
from words import research as findings
from words.catalogue import Words
from words.markdown import quoted
from words.measured import signed_amount

Rows = list[list[str]]
MATTERS = 0.005  # of a chance: less is no whole fair of 100


def tenths(share: Measured, w: Words) -> str:
    """Parts of 10, a range where the error leaves open which."""
    low, high = (
        min(max(int(half_up(10 * (share.value + side * share.doubt))), 0), 10) for side in (-1, 1)
    )
    if low < high:
        return w("drivers.tenths", low=low, high=high)
    if low in (0, 10) and share.value not in (0.0, 1.0):
        return w("format.fewer_than", n=1) if low == 0 else w("format.more_than", n=9)
    return str(low)


# Inputs, and their values


def name(path: str, plan: Scenario, w: Words) -> str:
    """What an input, a line of the budget or a count is called, as it is."""
    return w(f"stages.{path}") if path in STAGES else findings.name(path, [plan], w)


def _named(path: str, plan: Scenario, w: Words) -> str:
    return quoted(name(path, plan, w))


def value(path: str, x: float, plan: Scenario, w: Words) -> str:
    """A value of an input, a line of the budget or a count, in three figures."""
    unit = PATHS[path].unit if path in PATHS else Unit.AMOUNT
    if path.startswith(("costs.", "income.")) or unit is Unit.MONEY:
        return w.money(x, plan.currency)
    return w.percent(x) if unit is Unit.SHARE else w.short(x)


def usual(path: str, found: Hangs, plan: Scenario, w: Words) -> tuple[str, str]:
    """The middle value of the lowest fifth and of the highest, in words."""
    low, high = found.usual[path]
    return value(path, low, plan, w), value(path, high, plan, w)


# What the profit hangs on


def headline(found: Hangs, plan: Scenario, w: Words) -> list[str]:
    """What it hangs on most, and what that does."""
    mean, best = signed_amount(found.mean, plan.currency, w), apart(found.drivers)
    if found.same:
        return [w("drivers.hangs.same", profit=mean), w("drivers.hangs.same_more")]
    if not best:
        which = "noise" if found.drivers else "exact"
        return [w(f"drivers.hangs.{which}"), w(f"drivers.hangs.{which}_more", profit=mean)]
    first, ties = best[0], as_heavy(best)
    called = _named(first.path, plan, w)
    if not ties:
        head = w("drivers.hangs.one", name=called)
    elif len(ties) == 1:
        other = _named(ties[0].path, plan, w)
        head = w("drivers.hangs.two", name=called, other=other)
    else:
        head = w("drivers.hangs.many", name=called, n=len(ties))
    return [head, _ends(first, found, plan, w)]


def _ends(first: Driver, found: Hangs, plan: Scenario, w: Words) -> str:
    low_at, high_at = usual(first.path, found, plan, w)
    told = {
        "name": _named(first.path, plan, w),
        "low_at": low_at,
        "high_at": high_at,
        "low": signed_amount(first.low, plan.currency, w),
        "high": signed_amount(first.high, plan.currency, w),
    }
    low_n, high_n = _covers(first, w)
    if low_n == high_n:
        return w("drivers.hangs.ends_money", **told)
    return w("drivers.hangs.ends", low_n=low_n, high_n=high_n, **told)


def _covers(driver: Driver, w: Words) -> tuple[str, str]:
    low, high = driver.chance_low, driver.chance_high
    assert low is not None
    assert high is not None
    return w.of_hundred(low.value), w.of_hundred(high.value)


def apart(found: Sequence[Driver]) -> list[Driver]:
    return [driver for driver in found if told_apart(driver)]


@dataclass(frozen=True)
class Ends:
    """A row of the picture: average profit where an input is low and where it is high, and the
    value of the input there in words; from the lowest to the highest average of all fifths."""

    name: str
    low: float
    high: float
    low_told: str
    high_told: str
    span: tuple[float, float]


def bars(best: Sequence[Driver], found: Hangs, plan: Scenario, w: Words) -> list[Ends]:
    """The rows of the picture."""
    return [
        Ends(
            name(one.path, plan, w),
            float(one.low.value),
            float(one.high.value),
            *usual(one.path, found, plan, w),
            _span(one),
        )
        for one in best
    ]


def _span(driver: Driver) -> tuple[float, float]:
    """From the lowest to the highest average: of all fifths where the ends are not the extremes."""
    told = [end.value for end in (*(driver.fifths if driver.bent else ()), driver.low, driver.high)]
    return min(told), max(told)


def bent(best: Sequence[Driver], plan: Scenario, w: Words) -> Iterator[str]:
    """Those that are at their best, or at their worst, in between."""
    for one in best:
        if one.bent:
            ends = [one.low.value, one.high.value]
            most = max(one.fifths, key=lambda fifth: fifth.value)
            least = min(one.fifths, key=lambda fifth: fifth.value)
            which, there = ("best", most) if most.value > max(ends) else ("worst", least)
            told = {"name": _named(one.path, plan, w)}
            told["profit"] = signed_amount(there, plan.currency, w)
            yield w(f"drivers.hangs.bent_{which}", **told)


def fair(found: Hangs, plan: Scenario, w: Words) -> str | None:
    """What the good or bad fair does; None where nothing moves with it, or by chance only."""
    if found.fair is None or not told_apart(found.fair):
        return None
    low, high = (signed_amount(x, plan.currency, w) for x in (found.fair.low, found.fair.high))
    low_n, high_n = _covers(found.fair, w)
    return w("drivers.hangs.fair", low=low, high=high, low_n=low_n, high_n=high_n)


def table(drivers: Sequence[Driver], head: str, found: Hangs, plan: Scenario, w: Words) -> Rows:
    """Average profit and chance at both ends, those told apart from chance only; the heads
    first."""
    rows = [[w(f"drivers.table.{head}"), w("drivers.table.low"), w("drivers.table.high")]]
    for one in apart(drivers):
        ends = zip(
            usual(one.path, found, plan, w), (one.low, one.high), _covers(one, w), strict=True
        )
        cells = [
            w("drivers.table.cell", at=at, profit=signed_amount(profit, plan.currency, w), n=n)
            for at, profit, n in ends
        ]
        rows.append([_named(one.path, plan, w), *cells])
    return rows


def idle(drivers: Sequence[Driver], plan: Scenario, w: Words) -> Iterator[str]:
    """Those that are not told apart from chance, by name."""
    names = [_named(one.path, plan, w) for one in drivers if not told_apart(one)]
    if names:
        yield w("drivers.table.idle", names="; ".join(names))


def counts(found: Hangs, plan: Scenario, w: Words) -> Iterator[str]:
    """Which count along the way tells most, and which tells first."""
    best = apart(found.stages)
    if not best:
        yield w("drivers.counts.none")
        return
    low_at, high_at = usual(best[0].path, found, plan, w)
    yield w(
        "drivers.counts.one",
        name=_named(best[0].path, plan, w),
        low_at=low_at,
        high_at=high_at,
        low=signed_amount(best[0].low, plan.currency, w),
        high=signed_amount(best[0].high, plan.currency, w),
    )
    early = earliest(found)
    if early is not None:
        yield w("drivers.counts.earliest", name=_named(early.path, plan, w))


# Luck and not known yet


def luck(found: Split, w: Words) -> str:
    """How much is luck, how much the good or bad fair, and how much could be found out."""
    share, error, fair = found.luck.value, found.luck.doubt, found.good_fair
    told = {"luck": tenths(found.luck, w), "known": tenths(found.known, w)}
    if share == fair.value == found.known.value == 0.0:
        return w("drivers.luck.none")
    if share == 1.0 or share - error > 0.95:
        return w(f"drivers.luck.{'only' if share == 1.0 else 'nearly'}_luck")
    if fair.value > 0.0:
        return w("drivers.luck.three", fair=tenths(fair, w), **told)
    if share == 0.0 or share + error < 0.05:
        return w(f"drivers.luck.{'nearly' if share else 'only'}_known")
    return w("drivers.luck.both", **told)


# Which fairs lose


def thirds(found: Thirds, path: str, plan: Scenario, w: Words) -> list[str]:
    """What the fairs that lose have in common, and those that do not; one sentence where there is
    nothing to tell apart."""
    if found.loses.value in (0.0, 1.0):
        return [w(f"drivers.thirds.{'all' if found.loses.value else 'none'}_lose")]
    if found.losing is None or found.paying is None:
        return [w(f"drivers.thirds.few_{'lose' if found.losing is None else 'pay'}")]
    bad, good = ("low", "high") if found.bad == 0 else ("high", "low")
    low, middle, high = (w.of_hundred(chance.value) for chance in found.chance)
    first = w(f"drivers.thirds.losing_{bad}", n=tenths(found.losing, w),
              name=_named(path, plan, w))  # fmt: skip
    second = w(f"drivers.thirds.paying_{good}", n=tenths(found.paying, w))
    chances = w("drivers.thirds.chance", low=low, middle=middle, high=high)
    return [f"{first} {second} {w('drivers.thirds.even')}", chances]


def keys(found: Thirds, path: str, plan: Scenario, w: Words) -> list[str]:
    """The thirds in words, lowest to highest."""
    low, high = (value(path, edge, plan, w) for edge in found.edges)
    return [
        w("drivers.thirds.low", high=low),
        w("drivers.thirds.middle", low=low, high=high),
        w("drivers.thirds.high", low=high),
    ]


# How firm the answer is


def firm(found: Robustness, w: Words) -> list[str]:
    """From where to where the answer moves, and what moves it most."""
    low, high, planned = map(w.of_hundred, (found.low, found.high, found.planned))
    if low == high:
        return [w("drivers.firm.same", n=low)]
    most = found.chances[found.strongest]
    first = w("drivers.firm.range", low=low, high=high)
    if w.of_hundred(most) == planned or abs(most - found.planned) < MATTERS:
        return [first, w("drivers.firm.alike")]
    told = {"choice": w(f"robust.{found.strongest}"), "n": w.of_hundred(most), "planned": planned}
    return [first, w("drivers.firm.strongest", **told)]


def choices(found: Robustness, plan: Scenario, w: Words) -> Rows:
    """Every choice with its chance and its average profit, the plan's own first; the heads
    first."""
    told = [(w("drivers.firm.planned"), found.planned, found.means.planned)]
    means = found.means.under
    told += [(w(f"robust.{key}"), chance, means[key]) for key, chance in found.chances.items()]
    cells = [
        [choice, w("robust.of", n=w.of_hundred(chance)), signed_amount(mean, plan.currency, w)]
        for choice, chance, mean in told
    ]
    return [[w(f"drivers.firm.{head}") for head in ("choice", "covers", "mean")], *cells]


def foot(found: Hangs, trials: int, seed: int, plan: Scenario, w: Words) -> str:
    """The simulation's own noise, and how to get the same numbers again."""
    run = {"trials": w.number(trials), "seed": str(seed)}
    error = noise(apart(found.drivers)) or found.mean.error
    if not error > 0:
        return w("drivers.foot.sure", **run)
    return w("drivers.foot.note", error=w.money(error, plan.currency, 1), **run)
