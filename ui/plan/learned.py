"""What a plan learned: every belief before and after, and from what."""

from __future__ import annotations

import streamlit as st

from sim.actuals.actuals import LINES
from sim.evaluate.next_plan import Next
from sim.plan.parameters import PATHS, Unit
from sim.plan.scenario import Scenario
from ui.frame import blocks
from ui.plan import origins
from words.beliefs import belief_told
from words.catalogue import Words
from words.markdown import plain, quoted


def show(before: Scenario, made: Next, w: Words) -> None:
    """The table of what moved, and whether what was counted fits."""
    totals: dict[str, None] = {}  # what many numbers are from is said once, above them
    rows = [[w(f"evaluate.next.{head}") for head in ("what", "before", "after", "origin")]]
    for path, sources in made.origins.items():
        origin = origins.told(path, sources, before, w)
        if all(len(one.counts or ()) > 1 for one in sources):
            totals[origin] = None
            origin = w("evaluate.next.from_totals")
        rows.append([*_told(path, before, made.plan, w), origin])
    for one in totals:
        st.markdown(w.capital(one) if one.startswith(w("start.last_fair")) else one)
    blocks.table(rows, "learned", even=True)
    outside = [w.input(path) for path in made.outside]
    within = w("evaluate.next.within") if not outside else ""
    if outside:
        names = ", ".join(f"'{quoted(name)}'" for name in outside)
        within = w.counted("evaluate.next.outside", len(outside), names=names)
    st.caption(f"{within} {w('evaluate.next.caption')}")


def _told(path: str, before: Scenario, after: Scenario, w: Words) -> list[str]:
    """What it is called, and the belief before and after."""
    place, _, at = path.partition(".")
    if place in LINES:
        line, unit = getattr(before, place)[int(at)], Unit.MONEY
        each = "" if line.per == "fair" else f" ({w('costs.per_unit', per=w(f'per.{line.per}'))})"
        label = plain(line.label) + each
        beliefs = [getattr(plan, place)[int(at)].amount for plan in (before, after)]
    else:
        label, unit = w.input(path), PATHS[path].unit
        beliefs = [plan.inputs[path] for plan in (before, after)]
    return [label, *(belief_told(one, unit, before.currency, w) for one in beliefs)]
