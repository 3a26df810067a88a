"""The answer to a year: in words for a terminal, and as one JSON object."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from typing import Final

from console.terminal import Terminal
from console.year.asked import STEP, Asked
from sim.many.figures import measured
from sim.year.answer import Best, Told, Weighed

SHOWN: Final = 6  # sets in the table


def as_json(asked: Asked) -> str:
    """The sets within the budget, best on average first; fairs are named as they were asked for,
    and the correlation is that of their profits, in that order."""
    found, best = asked.answer()
    told = {
        "sets": [
            {
                "fairs": [asked.files[place] for place in each.fairs],
                "cost": each.cost,
                "mean": measured(each.mean),
                "chance_above_zero": measured(each.chance),
                "p10": measured(each.p10),
            }
            for each in best.sets
        ],
        "best": {"by_mean": best.by_mean, "by_chance": best.by_chance},
        "correlation": found.correlation.tolist(),
    }
    return json.dumps(told, indent=2, allow_nan=False)


def as_text(asked: Asked, say: Terminal) -> str:
    """The best sets, what each fair adds, and what other money would bring."""
    found, best = asked.answer()
    parts = (_best(asked, best, say), _sets(asked, best, say), _fairs(asked, found, best, say))
    return "\n\n".join("\n".join(part) for part in (*parts, _foot(asked, found, say)) if part)


def _name(asked: Asked, each: Told, say: Terminal) -> str:
    names = [say.spoken(asked.year.fairs[at].plan, asked.files[at]).name for at in each.fairs]
    return " + ".join(names) or say("year.nowhere")


def _best(asked: Asked, best: Best, say: Terminal) -> list[str]:
    told = []
    asked_for = {"by_mean": best.by_mean, "by_chance": best.by_chance}
    if best.by_mean == best.by_chance:
        asked_for = {"by_both": best.by_mean}
    for which, at in asked_for.items():
        if at is None:
            told.append(say("year.never"))
            continue
        each = best.sets[at]
        if not each.fairs:
            told.append(say("year.stay"))
            continue
        told.append(
            say(
                f"year.{which}",
                names=_name(asked, each, say),
                n=say.of_hundred(each.chance),
                mean=say("year.about") if each.mean.hardly else say.figure(each.mean),
                low=say.figure(each.p10),
            )
        )
    return say.wrapped(*told)


def _sets(asked: Asked, best: Best, say: Terminal) -> list[str]:
    kept = {best.by_mean, best.by_chance, *range(SHOWN)}
    kept |= {at for at, each in enumerate(best.sets) if not each.fairs}
    rows = [
        [
            "+".join(str(place + 1) for place in each.fairs) or say("year.nowhere"),
            say.rounded(each.cost),
            say.figure(each.mean),
            say.of_hundred(each.chance) if each.fairs else "0",
            say.figure(each.p10),
        ]
        for at, each in enumerate(best.sets)
        if at in kept
    ]
    return say.table(("cost", "average_profit", "above_zero", "low"), rows)


def _fairs(asked: Asked, found: Weighed, best: Best, say: Terminal) -> list[str]:
    chosen = best.sets[best.by_mean].chosen
    rows = []
    for place, (fair, more) in enumerate(zip(asked.year.fairs, found.adds(chosen), strict=True)):
        name = say.spoken(fair.plan, asked.files[place]).name
        rows.append(
            [
                f"{place + 1} {name}",
                say.rounded(asked.year.planned[place]),
                say.of_hundred(found.alone[place]),
                "-" if more is None else say.figure(more.mean),
            ]
        )
    return [*say.wrapped(say("year.adds")), *say.table(("cost", "alone", "adds"), rows)]


def _foot(asked: Asked, found: Weighed, say: Terminal) -> list[str]:
    return say.wrapped(*_other_money(asked, found, say), *_run(asked, say))


def _other_money(asked: Asked, found: Weighed, say: Terminal) -> Iterator[str]:
    if math.isinf(asked.budget):
        return
    for which, step in (("more", STEP), ("less", -STEP)):
        if asked.budget + step < 0:
            continue
        other = found.other_budget(asked.budget, step)
        text = "same" if other.mean.hardly else which
        yield say(
            f"year.{text}_{which}" if text == "same" else f"year.{which}",
            step=say.exact(STEP),
            mean=say.figure(other.mean),
        )


def _run(asked: Asked, say: Terminal) -> Iterator[str]:
    currency = asked.year.fairs[0].plan.currency
    yield say("year.run", trials=say.exact(asked.trials), seed=asked.seed, currency=currency)
