"""A plan and what was typed, in another language: the user's own words and numbers stay."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final

from sim.plan.file import example
from sim.plan.parameters import PATHS, Unit
from sim.plan.problems import ScenarioError
from sim.plan.scenario import Scenario
from words.catalogue import Words, words
from words.languages import LANGUAGES

SMALLER: Final = ("area", "staff")  # of which a smaller version of a plan has less


def retyped(typed: Mapping[str, Any], unit: Unit, before: Words, after: Words) -> dict[str, Any]:
    """What was typed, with the marks of another language; what is no number stays."""
    found = dict(typed)
    for part, text in typed.items():
        with suppress(ScenarioError):
            of_part = Unit.COUNT if part in ("hits", "of") else unit
            found[part] = after.typed(before.parse(text, of_part), of_part)
    return found


def drafted(typed: Mapping[str, Any], place: str, before: Words, after: Words) -> Mapping[str, Any]:
    """The draft of a place, with the marks of another language; one without numbers stays."""
    if "rows" in typed:
        return {**typed, "rows": [_row(row, before, after) for row in typed["rows"]]}
    if place == "goal":
        revenue, margin = ({part: typed[part]} for part in ("revenue", "margin"))
        return {
            **retyped(revenue, Unit.MONEY, before, after),
            **retyped(margin, Unit.SHARE, before, after),
        }
    return retyped(typed, PATHS[place].unit, before, after) if place in PATHS else typed


def _row(row: Mapping[str, Any], before: Words, after: Words) -> dict[str, Any]:
    """A row of a table of lines; its label where it is an example's own."""
    told = before.examples["costs"]
    names = {name: after.examples["costs"][key] for key, name in told.items()}
    numbers = {part: str(row[part]) for part in ("likely", "low", "high") if row.get(part)}
    label = row.get("label")
    return {**row, **retyped(numbers, Unit.MONEY, before, after), "label": names.get(label, label)}


def translated(plan: Scenario, before: Words, after: Words) -> Scenario:
    """The plan with those of its words that are an example's own in another language."""
    fairs = {name: after.examples["fairs"][key] for key, name in before.examples["fairs"].items()}
    whole, smaller = plan.name, ""
    for one, other in _smaller(plan, before, after):
        if whole.endswith(one):
            whole, smaller = whole.removesuffix(one), other
    name = fairs.get(whole, whole) + smaller
    old, new = before.examples["costs"], after.examples["costs"]
    costs = tuple(
        replace(line, label=new[line.key])
        if line.key in old and line.label == old[line.key]
        else line
        for line in plan.costs
    )
    return plan.with_(name=name, costs=costs)


def smaller_name(which: str, n: float, w: Words) -> str:
    """What is put behind the name of a plan with a smaller stand (``area``) or fewer people
    (``staff``)."""
    return f" ({w.counted(f'compare.add.{which}_name', n, n=w.short(n))})"


def _smaller(plan: Scenario, before: Words, after: Words) -> Iterator[tuple[str, str]]:
    """What may stand behind the name of this plan, in both languages."""
    for which in SMALLER:
        if which in plan.inputs:
            n = plan.inputs[which].likely
            yield smaller_name(which, n, before), smaller_name(which, n, after)


def spoken(plan: Scenario, w: Words) -> Scenario:
    """The plan with the examples' own words, in whatever language they are, in this one."""
    for code in LANGUAGES:
        plan = translated(plan, words(code), w)
    return plan


@lru_cache
def worded(key: str, w: Words) -> Scenario:
    """An example with its words in a language."""
    plan = example(key)
    costs = tuple(
        replace(line, label=w.examples["costs"].get(line.key, line.label)) for line in plan.costs
    )
    return plan.with_(name=w.examples["fairs"][key], costs=costs)
