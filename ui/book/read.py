"""What the book says of a fair: the forecast that was frozen, what happened, how it stands now.

A version never changes, so each is read and worked out once, whoever asks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import streamlit as st

from sim.actuals import evaluation, forecast
from sim.actuals import file as record_file
from sim.actuals.actuals import Actuals
from sim.actuals.forecast import Forecast
from sim.actuals.record import Record
from sim.evaluate import as_of
from sim.evaluate.updated import updated
from sim.links import plan_text
from sim.plan.problems import ScenarioError
from sim.play.answer import Answer, summarised
from sim.play.engine import ENGINE
from sim.play.trials import TRIALS
from store import Document, Fair
from ui.book import at_hand
from ui.visit.answers import answer


@dataclass(frozen=True, eq=False)
class Found:
    """A fair, and what can be read of it; None for what is not there or cannot be read.

    known  what happened, as far as it was told; `day` the last day on which something was
    now    the answer as of then, of the frozen plan
    """

    fair: Fair
    forecast: Forecast | None = None
    record: Record | None = None
    now: Answer | None = None
    agreed: str = ""

    @property
    def known(self) -> Actuals | None:
        return self.record.known() if self.record and self.record.days else None

    @property
    def day(self) -> date | None:
        return self.record.days[-1] if self.record and self.record.days else None


def glance(fair: Fair) -> Found:
    """What a list shows of a fair; nothing is simulated. Raises `StoreError`."""
    return Found(fair, _forecast(_key(fair, "frozen")), _record(_key(fair, "record")))


def whole(fair: Fair) -> Found:
    """Everything, with how it stands now. Raises `StoreError`."""
    frozen, told = _key(fair, "frozen"), _key(fair, "record")
    agreed = _agreed(_key(fair, "evaluation"))
    return Found(fair, _forecast(frozen), _record(told), _now(frozen, told), agreed)


def covered(fair: Fair) -> bool | None:
    """Whether a fair covered its costs, or more likely did where that is still open; None where its
    own time is not over, or nothing was forecast of it. Raises `StoreError`."""
    return _covered(_key(fair, "frozen"), _key(fair, "record"))


def planned(fair: Fair) -> Forecast | None:
    """What the newest plan of a fair forecasts, frozen or not. Raises `StoreError`."""
    return _planned(_key(fair, "plan"))


Key = tuple[str, str, int, datetime]  # fair, part, version, and when it was saved


def _key(fair: Fair, part: str) -> Key | None:
    found = fair.parts.get(part)
    return None if found is None else (fair.id, part, found.version, found.saved)


def _content(key: Key) -> str:
    found: Document | None = at_hand.fairs().document(*key[:3])
    return "" if found is None else found.content


@st.cache_resource(max_entries=1024, show_spinner=False)
def _forecast(key: Key | None) -> Forecast | None:
    try:
        return None if key is None else forecast.loads(_content(key))
    except ScenarioError:
        return None


@st.cache_resource(max_entries=1024, show_spinner=False)
def _planned(key: Key | None) -> Forecast | None:
    if key is None:
        return None
    try:
        scenario, seed = plan_text.loads(_content(key))
    except ScenarioError:
        return None
    return Forecast(scenario, answer(scenario, seed), key[3].date(), ENGINE)


@st.cache_resource(max_entries=1024, show_spinner=False)
def _record(key: Key | None) -> Record | None:
    try:
        return None if key is None else record_file.loads(_content(key))
    except ScenarioError:
        return None


@st.cache_resource(max_entries=1024, show_spinner=False)
def _agreed(key: Key | None) -> str:
    try:
        return "" if key is None else evaluation.loads(_content(key)).agreed
    except ScenarioError:
        return ""


@st.cache_resource(max_entries=1024, show_spinner=False)
def _now(frozen: Key | None, told: Key | None) -> Answer | None:
    """The frozen plan as of the last day that something was told."""
    made, said = _forecast(frozen), _record(told)
    if made is None or said is None or not said.days:
        return None
    try:
        return summarised(updated(made.plan, said.known(), trials=TRIALS, seed=made.seed))
    except ScenarioError:
        return None


@st.cache_resource(max_entries=1024, show_spinner=False)
def _covered(frozen: Key | None, told: Key | None) -> bool | None:
    made, said = _forecast(frozen), _record(told)
    known = None if said is None else said.known()
    if made is None or known is None or not known.reached or not as_of.over(made.plan, known):
        return None
    return as_of.covered(made.plan, known, trials=TRIALS, seed=made.seed)
