"""Where a number of a plan was learned: counts and fairs, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from sim.evaluate.next_plan import Origins, Source
from sim.plan.parameters import PATHS, Unit
from sim.plan.scenario import Scenario
from ui.visit import state
from ui.visit.keys import Key
from words.catalogue import Words
from words.markdown import quoted

LEARNED: Final = "learned"  # where such a plan on the screen is from
MOST: Final = 3  # fairs that are named


class Learned(NamedTuple):
    """A plan as it was learned, where each of its numbers comes from, and the fair it is from."""

    plan: Scenario
    origins: Origins
    fair: str


_LEARNED: Final = Key[Mapping[str, Learned]]("origins", {})  # by the plan's place


def keep(found: Origins, fair: str) -> None:
    """Remembers where the numbers of the plan on the screen come from, for this visit: the fair
    whose plan it was, and each number's own fairs."""
    learned = Learned(state.plan(), found, fair)
    state.change(_LEARNED, lambda others: {**others, state.slot(): learned})


def now() -> Learned | None:
    """Where the numbers of the plan on the screen come from, as it is remembered."""
    return state.kept(_LEARNED).get(state.slot())


def back_to(learned: Learned | None) -> None:
    """As it was remembered before."""
    slot = state.slot()
    others = {key: one for key, one in state.kept(_LEARNED).items() if key != slot}
    state.keep(_LEARNED, others if learned is None else {**others, slot: learned})


def fair(slot: str) -> str:
    """The fair that a plan was learned from; empty where that is not known in this visit."""
    learned = state.kept(_LEARNED).get(slot)
    return "" if learned is None else learned.fair


def of(path: str, w: Words) -> str:
    """Where a number of the plan on the screen was learned; empty where it was not, or where it
    was changed since."""
    learned, plan = state.kept(_LEARNED).get(state.slot()), state.plan()
    if learned is None or path not in learned.origins:
        return ""
    if plan.inputs[path] != learned.plan.inputs[path]:
        return ""
    return told(path, learned.origins[path], plan, w)


def told(path: str, sources: Sequence[Source], plan: Scenario, w: Words) -> str:
    """Where a number comes from, fair by fair; of many the fairs that count most."""
    most = sorted(sources, key=lambda one: -one.power)[:MOST]
    found = "; ".join(_source(path, one, plan, w) for one in most)
    more = len(sources) - len(most)
    if not more:
        return found
    return w.counted("evaluate.next.more", more, fairs=found, n=w.number(more))


def _source(path: str, one: Source, plan: Scenario, w: Words) -> str:
    fair = quoted(one.fair)
    if one.power < 1:
        fair = w("evaluate.next.weighed", fair=fair, share=w.percent(one.power))
    if path == "order_value" and one.value is not None:
        value = w.money(one.value, plan.currency)
        of = one.of or 0
        return w.counted("evaluate.next.average", of, value=value, of=w.number(of), fair=fair)
    if one.value is not None:
        unit = Unit.MONEY if path.startswith(("costs.", "income.")) else PATHS[path].unit
        return w("evaluate.next.value", value=w.value(one.value, unit, plan.currency), fair=fair)
    if one.counts is not None:
        return w("evaluate.next.totals", counts=_counts(one.counts, w), fair=fair)
    if one.of is None:
        return w("evaluate.next.estimated", fair=fair)
    hits, total = w.number(one.hits or 0), w.number(one.of)
    which = "counted_open" if one.open else "counted"
    if not one.of:
        which = "counted_none"
    return w(f"evaluate.next.{which}", hits=hits, of=total, open=w.number(one.open), fair=fair)


def _counts(counts: Mapping[str, int], w: Words) -> str:
    """People by stage, one after the other."""
    return ", ".join(f"{w(f'stages.{stage}')} {w.number(n)}" for stage, n in counts.items())
