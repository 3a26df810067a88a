"""Two closed boxes: what is known more closely, and when the money comes."""

from __future__ import annotations

from ui.frame.blocks import on_request
from ui.visit import state
from ui.year.refine import known, months


def show() -> None:
    w = state.language()
    on_request(w("year.refine.title"), "year.refine", known.show, icon=":material/tune:")
    on_request(w("year.months.title"), "year.months", months.show, icon=":material/calendar_month:")
