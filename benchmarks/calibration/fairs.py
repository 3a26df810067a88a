"""Whether forecasts hold as often as they say: `python -m benchmarks.calibration [--fairs N]`.

Fairs are drawn from the national plan's own beliefs by plain pseudo-random numbers, with a quantile
function of their own, and share no code with what is tested. What was counted 1, 3 and 6 months
after each is told, and the forecast then is held against how that fair ends. One line a month:

    frozen  Brier score of the forecast before the fair      brier  the same of the one then
    said    the average chance of covering the costs         came   how many of 100 did
    band    how many profits of 100 lie in the 8 of 10 of their forecast
    rates   how many of the true rates lie in the 8 of 10 of what was learned of them

How fast leads pass a stage nobody knows, so it is made up in four ways that take turns (`PACES`);
nor how fast losses come to light, which each row says of its fairs (`LOSSES`).
Rows about several years stand in `benchmarks.calibration.years`.
"""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from benchmarks.plain_numpy import PHASES, POSITIVE, johnson
from sim import example, simulate
from sim.actuals.actuals import Actuals
from sim.evaluate.updated import updated
from sim.play.result import Result

Floats = NDArray[np.float64]
Paces = tuple[float, ...]
Counts = dict[str, list[int]]

FAIR: Final = "national"
STAGES: Final = ("contacts", "followed_up", "calls", "visits", "quotes", "orders")
SHARES: Final = ("follow_up_share", "call_share", "visit_share", "quote_share", "order_share")
TIMES: Final = (*POSITIVE, "contacts_per_hour", "months_to_order")
MONTHS: Final = (1.0, 3.0, 6.0)
TRIALS: Final = 2048
SEED: Final = 7
FRACTIONS: Final = (0.04, 0.12, 0.3, 0.55, 1.0)  # of the time to the order
DELAYS: Final = (0.15, 0.4, 0.7, 0.9)  # months, on average


@cache
def document() -> dict[str, Any]:
    """The plan as it is written, with visitors who come evenly all day."""
    file = resources.files("sim") / "fairs" / f"{FAIR}.toml"
    found = tomllib.loads(file.read_text("utf-8"))
    del found["inputs"]["rush"], found["evidence"]["rush"]
    return found


def written() -> Iterator[tuple[str, Any]]:
    """Every belief of the plan by its path."""
    for key, belief in document()["inputs"].items():
        if isinstance(belief, dict) and "hits" not in belief:
            for phase, one in belief.items():
                yield f"{key}.{phase}", one
        else:
            yield key, belief


def believed(path: str, belief: Any, z: Floats) -> Floats:
    if isinstance(belief, int | float):
        return np.full(np.shape(z), float(belief))
    return johnson(belief, path.partition(".")[0] not in TIMES, z)


def is_rate(path: str) -> bool:
    return path.partition(".")[0] in SHARES


def world(rng: np.random.Generator, times: float = 1.0) -> dict[str, float]:
    """One fair's inputs; shares behind the contacts so many times what is believed."""
    dependence, good = document().get("dependence", 0.3), rng.standard_normal()
    found = {}
    for path, belief in written():
        key, z = path.partition(".")[0], rng.standard_normal()
        if key in (*SHARES, "reach_share"):
            z = np.sqrt(dependence) * good + np.sqrt(1 - dependence) * z
        value = float(believed(path, belief, np.asarray(z)))
        found[path] = value * times if key in SHARES else value
    return found


@cache
def _when(phase: str) -> tuple[Floats, Floats]:
    z = np.linspace(-8, 8, 4001)
    return johnson(document()["inputs"]["months_to_order"][phase], False, z), ndtr(z)


def ordered(phase: str, months: float, late: float = 1.0) -> float:
    """Part of the orders of a phase that come so soon, where each takes so many times as long as is
    believed."""
    return float(np.interp(months / late, *_when(phase), left=0.0, right=1.0))


# Paces: of those who will pass each stage, which part has so many months after the fair


def soon(phase: str, months: float, u: Floats, late: float) -> Paces:
    """Everything but the order at once, and orders when they are believed to come."""
    return (1.0, 1.0, 1.0, 1.0, ordered(phase, months, late))


def anyhow(phase: str, months: float, u: Floats, late: float) -> Paces:
    """Every stage at a pace of its own, anything between that of the orders and at once."""
    least = ordered(phase, months, late)
    return tuple(least + (1 - least) * u)


def on_the_way(phase: str, months: float, u: Floats, late: float) -> Paces:
    """Each lead's stages at parts of its own time to the order."""
    steps = np.cumsum(np.diff((0.0, *FRACTIONS)) * (0.5 + u))
    return tuple(ordered(phase, months * steps[-1] / step, late) for step in steps)


def in_weeks(phase: str, months: float, u: Floats, late: float) -> Paces:
    """Stages after days to weeks, and orders when they are believed to come."""
    return (*(1 - np.exp(-months / np.array(DELAYS))), ordered(phase, months, late))


PACES: Final[Mapping[str, Callable[[str, float, Floats, float], Paces]]] = {
    "soon": soon,
    "anyhow": anyhow,
    "on_the_way": on_the_way,
    "in_weeks": in_weeks,
}
TOGETHER: Final = ("on_the_way",)  # a lead that is slow is so at every stage

# Losses: of those who never pass a stage, which part is known by then, by the pace w and a number v

Losses = Callable[[Floats, Floats], Floats]
LOSSES: Final[Mapping[str, Losses]] = {
    "later": lambda w, v: v * w,
    "as_soon": lambda w, v: w,
    "sooner": lambda w, v: w + (1 - w) * v,
    "anyhow": lambda w, v: v,
}


@dataclass(frozen=True)
class Row:
    """What is true of the fairs of a row, and what is told of them: of each phase, in totals, or in
    totals of three stages; whether who is lost is told too, and when that comes to light; how high
    the rates are, and how late the orders, to what was believed."""

    name: str
    form: str = "phases"
    losses: bool = False
    times: float = 1.0
    late: float = 1.0
    lose: str = "later"


BELIEVED: Final = Row("nobody said lost")
ROWS: Final = (
    BELIEVED,
    Row("losses told", losses=True),
    Row("totals only", "totals"),
    Row("totals, losses told", "totals", losses=True),
    Row("totals of three stages", "few totals"),
    Row("rates half, losses told", losses=True, times=0.5),
    Row("lost as soon as won", losses=True, lose="as_soon"),
    Row("lost sooner than won", losses=True, lose="sooner"),
    Row("lost sooner or later", losses=True, lose="anyhow"),
    Row("orders twice as late", late=2.0),
    Row("twice, losses told", losses=True, late=2.0, lose="anyhow"),
    Row("twice, totals only", "totals", late=2.0),
)


@dataclass(frozen=True)
class Counted:
    """So many came to each stage, and so many who stand there are known to be lost: each phase."""

    reached: Counts
    lost: Counts


@dataclass(frozen=True)
class Fair:
    """What is true of it, by path, and what it came to."""

    truth: Mapping[str, float]
    visitors: int
    profit: float
    then: Mapping[float, Counted]

    def told(self, months: float, form: str, losses: bool) -> Actuals:
        counted = self.then[months]
        stages = ("contacts", "quotes", "orders") if form == "few totals" else STAGES
        reached: dict[str, int] = {}
        still: dict[str, int] = {}
        for stage, after in zip(stages, (*stages[1:], ""), strict=True):
            places = [f"{stage}.{phase}" for phase in PHASES] if form == "phases" else [stage]
            here = np.array(counted.reached[stage])
            reached |= dict(zip(places, _summed(here, form), strict=True))
            if losses and after:
                between = STAGES[STAGES.index(stage) : STAGES.index(after)]
                lost = np.sum([counted.lost[one] for one in between], axis=0)
                waiting = here - counted.reached[after] - lost
                still |= dict(zip(places, _summed(waiting, form), strict=True))
        return Actuals(months=months, visitors=self.visitors, reached=reached, open=still)


def fair(rng: np.random.Generator, pace: str, row: Row = BELIEVED) -> Fair:
    """One fair that is drawn from the beliefs, as it is known after each of `MONTHS`, and its end.

    Of those who will never pass a stage a part is known to be lost (`LOSSES`) that hangs on the
    part w of the others who have passed it, and on v of the fair's stage, anything from 0 to 1.
    """
    x = world(rng, row.times)
    visitors = round(x["visitors"])
    stand = rng.binomial(rng.binomial(visitors, x["target_share"]), x["reach_share"])
    hours = x["staff"] * x["days"] * x["hours_per_day"]
    mix = np.array([x[f"mix.{phase}"] for phase in PHASES])
    split = rng.multinomial(min(stand, int(hours * x["contacts_per_hour"])), mix / mix.sum())
    u, v = rng.uniform(size=(2, len(SHARES)))
    then = {months: Counted(_zeros(), _zeros()) for months in MONTHS}
    ended = _zeros()
    for at, phase in enumerate(PHASES):
        chances = [x.get(share, x.get(f"{share}.{phase}", 0.0)) for share in SHARES]
        passes = rng.uniform(size=(split[at], len(SHARES))) < chances
        far = np.cumprod(passes, axis=1).sum(axis=1)
        own = rng.uniform(size=passes.shape)
        if pace in TOGETHER:
            own = np.broadcast_to(own[:, :1], own.shape)
        known = rng.uniform(size=far.size)
        for step, stage in enumerate(STAGES):
            ended[stage][at] = int((far >= step).sum())
        for months, counted in then.items():
            w = np.array(PACES[pace](phase, months, u, row.late))
            told = LOSSES[row.lose](w, v)
            there = np.cumprod(passes & (own < w), axis=1).sum(axis=1)
            for step, stage in enumerate(STAGES):
                counted.reached[stage][at] = int((there >= step).sum())
                if step < len(SHARES):
                    never = (there == step) & (far == step) & (known < told[step])
                    counted.lost[stage][at] = int(never.sum())
    return Fair(x, visitors, profit_of(rng, x, ended)[0], then)


def _summed(counts: NDArray[np.int64], form: str) -> list[int]:
    each: list[int] = counts.tolist()
    return each if form == "phases" else [sum(each)]


def _zeros() -> Counts:
    return {stage: [0, 0, 0] for stage in STAGES}


def profit_of(
    rng: np.random.Generator, x: Mapping[str, float], ended: Counts
) -> tuple[float, int, tuple[float, ...]]:
    """Of a fair that ended so; how many of its orders are extra, and what each came to, those
    first."""
    variance = np.log1p(x["order_value_spread"] ** 2)
    extra = int(rng.binomial(sum(ended["orders"]), x["extra_share"]))
    single = np.exp(rng.normal(-variance / 2, np.sqrt(variance), sum(ended["orders"])))
    values = single * x["order_value"]
    profit = values[:extra].sum() * x["repeat_factor"] * x["margin"]
    for line in document()["costs"]:
        per = line.get("per", "fair")
        if per in ("fair", "m2"):
            times = x["cost_overrun"] * (x["area"] if per == "m2" else 1.0)
        else:
            times = sum(ended[f"{per}s"])
        amount = line["amount"]
        if isinstance(amount, list):
            amount = float(johnson(amount, False, np.asarray(rng.standard_normal())))
        profit -= times * amount
    return float(profit), extra, tuple(values.tolist())


@dataclass
class Held:
    """Of fairs at one month: the chance that was told, whether the costs were covered, whether the
    profit lay in the band, and which part of the rates lay in theirs."""

    frozen: float
    said: list[float] = field(default_factory=list)
    came: list[bool] = field(default_factory=list)
    held: list[bool] = field(default_factory=list)
    rates: list[float] = field(default_factory=list)

    def note(self, now: Result, one: Fair) -> None:
        low, high = (now.quantile("profit", level).value for level in (0.1, 0.9))
        self.said.append(now.chance_covering_costs.value)
        self.came.append(one.profit >= 0)
        self.held.append(low <= one.profit <= high)
        ends = {path: belief for path, belief in now.scenario.inputs.items() if is_rate(path)}
        inside = [b.low <= one.truth[path] <= b.high for path, b in ends.items()]
        self.rates.append(float(np.mean(inside)))

    @property
    def brier(self) -> float:
        return float(np.mean((np.array(self.said) - self.came) ** 2))

    @property
    def frozen_brier(self) -> float:
        return float(np.mean((self.frozen - np.array(self.came)) ** 2))

    def __str__(self) -> str:
        return (
            f"{self.frozen_brier:7.3f}{self.brier:7.3f}{np.mean(self.said):7.3f}"
            f"{np.mean(self.came):7.3f}{np.mean(self.held):7.2f}{np.mean(self.rates):7.2f}"
        )


def measured(
    row: Row,
    fairs: int,
    paces: Sequence[str] = tuple(PACES),
    *,
    months: Sequence[float] = MONTHS,
    trials: int = TRIALS,
    seed: int = SEED,
) -> dict[float, Held]:
    """So many fairs, the paces in turn."""
    plan, rng = example(FAIR).without("rush"), np.random.default_rng(seed)
    frozen = simulate(plan).chance_covering_costs.value
    found = {month: Held(frozen) for month in months}
    for number in range(fairs):
        one = fair(rng, paces[number % len(paces)], row)
        for month, held in found.items():
            told = one.told(month, row.form, row.losses)
            held.note(updated(plan, told, trials=trials), one)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--fairs", type=int, default=200, help="of each row")
    parser.add_argument("--row", type=int, action="append", help="1 is the first; all without")
    parser.add_argument("--pace", choices=PACES, action="append", help="all in turn without")
    asked = parser.parse_args()
    paces = asked.pace or tuple(PACES)
    print(f"{asked.fairs} fairs a row, paces: {', '.join(paces)}")
    print(
        f"{'':26}{'month':>6}{'frozen':>7}{'brier':>7}{'said':>7}{'came':>7}{'band':>7}{'rates':>7}"
    )
    for number, row in enumerate(ROWS, start=1):
        if asked.row and number not in asked.row:
            continue
        for month, held in measured(row, asked.fairs, paces).items():
            print(f"{row.name:26}{month:6.0f}{held}", flush=True)
