"""The difference between plan and fact: what it did to the profit, and number by number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import streamlit as st

from pictures import evaluation as evaluate_charts
from pictures.evaluation import Mark
from sim.actuals.file import dumps, loads
from sim.evaluate.bridge import Bridge, bridge
from sim.evaluate.standing import Standing, standings
from sim.evaluate.updated import updated
from sim.plan.parameters import Unit
from sim.plan.scenario import Scenario
from sim.play.result import Measured
from sim.play.trials import TRIALS
from ui.actuals import boxes, held
from ui.frame.shell import on_phone
from ui.visit import state, worked_out
from words.catalogue import Words
from words.markdown import dollars_escaped, plain
from words.measured import between

MONEY = ("revenue", "income", "contribution", "profit", "roi", "profit_crediting_all_orders")


def show() -> None:
    """The whole part."""
    w, made, record = state.language(), held.forecast(), dumps(held.record())
    if not held.record().entries:
        st.markdown(w("evaluate.beside.nothing"))
        return
    with worked_out.working(1, 2):
        crossed = worked_out.asked(difference, made.plan, made.seed, record)
    _bridge(crossed, made.plan, held.record().known().values, w)
    with worked_out.working(2, 2):
        found = worked_out.asked(beside, made.plan, made.seed, record)
    _beside(found, made.plan, w)


def difference(plan: Scenario, seed: int, record: str) -> Bridge:
    """From the planned profit to the one that is expected now."""
    return bridge(plan, loads(record).known(), trials=TRIALS, seed=seed)


def beside(plan: Scenario, seed: int, record: str) -> tuple[Standing, ...]:
    """Every real number beside the planned ones."""
    known = loads(record).known()
    now = updated(plan, known, trials=TRIALS, seed=seed)
    return standings(worked_out.detailed(plan, seed), known, now)


# What made the difference


def _bridge(found: Bridge, plan: Scenario, values: Sequence[float], w: Words) -> None:
    st.header(w("evaluate.bridge.title"), anchor=False)
    st.markdown(
        dollars_escaped(" ".join([*bridged(found, plan, w), *averaged(found, plan, values, w)]))
    )
    steps = [
        (w(f"evaluate.bridge.{step.name}"), step.moved.value, moved(step.moved, plan, w))
        for step in found.steps
        if step.known
    ]
    ends = [
        (w(f"evaluate.bridge.{end}"), x.value, w.signed(x.value, plan.currency))
        for end, x in (("planned", found.planned), ("now", found.now))
    ]
    st.vega_lite_chart(
        evaluate_charts.bridge_frame(ends[0], steps, ends[1]),
        evaluate_charts.bridge_spec(w.code),
        key="chart.bridge",
        alt=w("evaluate.bridge.alt"),
        width="stretch",
    )
    st.caption(w("evaluate.bridge.caption"))


def bridged(found: Bridge, plan: Scenario, w: Words) -> Iterable[str]:
    """What moved the profit most, to each side, and what is not known yet."""
    start, end = (w.signed(x.value, plan.currency) for x in (found.planned, found.now))
    yield w("evaluate.bridge.ends", start=start, end=end)
    sure = [step for step in found.steps if not step.moved.hardly]
    worst = min(sure, key=lambda step: step.moved.value, default=None)
    best = max(sure, key=lambda step: step.moved.value, default=None)
    if worst is not None and worst.moved.value < 0:
        name = w(f"evaluate.bridge.{worst.name}")
        yield w("evaluate.bridge.worst", name=name, amount=moved(worst.moved, plan, w))
    if best is not None and best.moved.value > 0:
        name = w(f"evaluate.bridge.{best.name}")
        yield w("evaluate.bridge.best", name=name, amount=moved(best.moved, plan, w))
    unknown = [
        w(f"evaluate.bridge.{step.name}")
        for step in found.steps
        if not step.known and (step.name != "costs" or plan.costs)
    ]
    if unknown:
        yield w("evaluate.bridge.unknown", names=", ".join(unknown))


def averaged(found: Bridge, plan: Scenario, values: Sequence[float], w: Words) -> Iterable[str]:
    """Why orders above the likely value brought less, or ones below it more: the bridge is of
    averages, and the plan's average order is not its likely one."""
    belief = plan.inputs["order_value"]
    (step,) = (one for one in found.steps if one.name == "order_values")
    if not values or step.moved.hardly:
        return
    real, mean = sum(values) / len(values), belief.mean
    low, high = sorted((belief.likely, mean))
    if low < real < high and (step.moved.value < 0) == (mean > real):
        which = "less" if mean > real else "more"
        told = {"real": real, "likely": belief.likely, "mean": mean}
        money = {key: w.money(x, plan.currency) for key, x in told.items()}
        yield w(f"evaluate.bridge.value_{which}", **money)


def moved(amount: Measured, plan: Scenario, w: Words) -> str:
    """Money that moved; nothing where that may be chance."""
    if amount.hardly:
        return "\u2013"
    return w.signed(amount.value, plan.currency, 2)


# Number by number


def _beside(found: Sequence[Standing], plan: Scenario, w: Words) -> None:
    st.header(w("evaluate.beside.title"), anchor=False)
    st.markdown(dollars_escaped("\n".join(f"- {line}" for line in outside(found, plan, w))))
    st.vega_lite_chart(
        evaluate_charts.standing_frame([mark(one, plan, w) for one in pictured(found)]),
        evaluate_charts.standing_spec(w.code),
        key="chart.standing",
        alt=w("evaluate.beside.alt"),
        width="stretch",
    )
    st.caption(w("evaluate.beside.caption"))
    label = w("evaluate.beside.open", n=len(found))
    box = st.expander(label, key="evaluate.beside", on_change="rerun")
    if box.open:
        box.markdown(dollars_escaped(table(found, plan, w, narrow=on_phone())))


def headlines(found: Iterable[Standing]) -> list[Standing]:
    """Those of all phases and of all lines together; where not all are known, what is."""
    totals = [one for one in found if "." not in one.figure and one.figure not in MONEY]
    return totals or list(found)


def pictured(found: Iterable[Standing]) -> list[Standing]:
    """What has a sentence and a row in the picture: the headlines and every line of the budget."""
    each = [*found]
    heads = headlines(each)
    lines = [one for one in each if one.figure.startswith(("costs.", "income."))]
    return heads + [one for one in lines if one not in heads]


def name(figure: str, plan: Scenario, w: Words) -> str:
    """What a figure is called."""
    if figure in (*MONEY, "costs", "first_orders", "average_order"):
        return w(f"evaluate.beside.{figure}")
    head, _, at = figure.partition(".")
    if head == "costs" and (fairs := plan.costs[int(at)].over) != 1:
        return w("evaluate.beside.part", name=boxes.name(figure, plan, w), n=w.short(fairs))
    return boxes.name(figure, plan, w)


def value(figure: str, x: float, plan: Scenario, w: Words) -> str:
    if figure in ("margin", "roi"):
        return w.percent(x)
    money = figure in (*MONEY, "costs", "first_orders", "average_order")
    if money or boxes.units(figure) is Unit.MONEY:
        return w.money(x, plan.currency)
    return w.short(x)


def mark(one: Standing, plan: Scenario, w: Words) -> Mark:
    """The row of a picture."""
    low, high = one.p10.value, one.p90.value
    told = (value(one.figure, x, plan, w) for x in (low, high, one.real))
    return Mark(name(one.figure, plan, w), low, high, one.real, *told)


def outside(found: Sequence[Standing], plan: Scenario, w: Words) -> Iterable[str]:
    """A sentence for each number out of its band, or one that none is."""
    out = [one for one in pictured(found) if one.side]
    if not out:
        yield w("evaluate.beside.none_out", n=len(pictured(found)))
    for one in out:
        yield sentence(one, plan, w)


def sentence(one: Standing, plan: Scenario, w: Words) -> str:
    low, high, real = (
        value(one.figure, x, plan, w) for x in (one.p10.value, one.p90.value, one.real)
    )
    which = f"{'was' if one.final else 'so_far'}{'_same' if low == high else ''}"
    called = plain(name(one.figure, plan, w))
    return w(f"evaluate.beside.{which}", name=called, low=low, high=high, real=real)


def table(found: Sequence[Standing], plan: Scenario, w: Words, *, narrow: bool) -> str:
    """Every number in figures; as a list where the screen has no room for a table."""
    if narrow:
        return "\n".join(f"- {sentence(one, plan, w)}" for one in found)
    heads, *rest = ([plain(name), *cells] for name, *cells in rows(found, plan, w))
    lines = [heads, [":--"] * len(heads), *rest]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def rows(found: Iterable[Standing], plan: Scenario, w: Words) -> Iterator[list[str]]:
    """Every number beside its plan, as plain text; the heads first."""
    yield [w(f"evaluate.beside.{head}") for head in ("what", "planned", "real", "below")]
    for one in found:
        low, high = (value(one.figure, x, plan, w) for x in (one.p10.value, one.p90.value))
        band = between(low, high, "fairs.years.band", w)
        if one.real > 0 or one.below.value:
            below = w("evaluate.course.of", n=w.of_hundred(one.below.value))
        else:  # of 0 nothing can lie below
            below = w("evaluate.beside.above", n=w.of_hundred(one.above.value))
        yield [name(one.figure, plan, w), band, value(one.figure, one.real, plan, w), below]
