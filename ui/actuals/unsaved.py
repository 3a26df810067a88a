"""What is typed and not saved yet stays in the browser it was typed in, until it is saved.

A reload, a phone that slept or a restarted server begins a new visit, which knows nothing of the
one before: it asks the browser once for each fair, and takes up what it finds.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Set
from typing import Any, Final

import streamlit as st

from sim.plan.problems import ScenarioError
from store import StoreError
from ui.actuals import held
from ui.actuals.held import PARTS, Held
from ui.book import at_hand
from ui.visit import state
from ui.visit.keys import Key

VERSION: Final = 1
MOST: Final = 10**6  # versions of a part
_ASK: Final = Key[str | None]("unsaved.ask", None)  # the mark that this visit asks with
_HEARD: Final = Key[Set[str]]("unsaved.heard", frozenset())  # fairs the browser was asked about
# The fair of which something was taken up, until it is saved.
_FOUND: Final = Key[str | None]("unsaved.found", None)

_KEEP: Final = st.components.v2.component(
    "quitte_unsaved",
    js="""export default ({data, setStateValue}) => {
  const place = 'quitte.unsaved.' + data.fair;
  let found = '';
  try {
    if (data.ask) found = localStorage.getItem(place) || '';
    else if (data.text) localStorage.setItem(place, data.text);
    else localStorage.removeItem(place);
  } catch (refused) { found = ''; }
  if (data.ask) setStateValue('found', {ask: data.ask, text: found});
}""",
)


def follow(fair: Held) -> None:
    """Has the browser keep what is not saved; asks it first what it still has."""
    id = fair.fair.id
    heard = id in state.kept(_HEARD)
    if not fair.unsaved and state.kept(_FOUND) == id:
        state.keep(_FOUND, None)
    if state.kept(_ASK) is None:
        state.keep(_ASK, secrets.token_hex(8))
    ask = "" if heard else state.kept(_ASK)
    key = f"address.unsaved.{id.encode().hex()}"  # Streamlit takes no two underscores in a row
    data = {"fair": id, "ask": ask, "text": dumps(fair) if heard else ""}
    _KEEP(data=data, key=key, height=1, on_found_change=lambda: _hear(key, id))


def found(fair: Held) -> bool:
    """Whether something was taken up that an earlier visit had not saved."""
    return state.kept(_FOUND) == fair.fair.id and bool(fair.unsaved)


@state.whole
def _hear(key: str, id: str) -> None:
    told = (state.widget(key) or {}).get("found") or {}
    fair = held.held()
    if fair is None or fair.fair.id != id or told.get("ask") != state.kept(_ASK):
        return
    state.change(_HEARD, lambda others: others | {id})
    if not fair.unsaved and take(fair, told.get("text")):
        state.keep(_FOUND, id)


def dumps(fair: Held) -> str:
    """The parts that are not saved, each with the version it rests on; empty where none is."""
    parts = {
        part: {"base": base.version if (base := fair.bases.get(part)) else 0, "text": text}
        for part in fair.unsaved
        if (text := fair.content(part))
    }
    return json.dumps({"version": VERSION, "parts": parts}) if parts else ""


def take(fair: Held, text: Any) -> bool:
    """Takes up what `dumps` wrote, as far as it can be read; whether something differs now.

    A part that somebody else has saved since rests on the version that it was made from: who saves
    it then has to choose.
    """
    try:
        document = json.loads(text) if isinstance(text, str) and text else {}
    except (ValueError, RecursionError):
        return False
    parts = document.get("parts") if isinstance(document, dict) else None
    if not isinstance(parts, dict) or document.get("version") != VERSION:
        return False
    for part in PARTS:
        if isinstance(one := parts.get(part), dict):
            _take_part(fair, part, one)
    return bool(fair.unsaved)


def _take_part(fair: Held, part: str, kept: Mapping[str, Any]) -> None:
    base, text = kept.get("base"), kept.get("text")
    if not isinstance(text, str) or not isinstance(base, int) or not 0 <= base <= MOST:
        return
    saved = fair.bases.get(part)
    if saved is not None and saved.content == text:
        return  # a reload was faster than the browser, which was to forget what had been saved
    try:
        before = at_hand.fairs().document(fair.fair.id, part, base)
        fair.read(part, text)
    except (ScenarioError, StoreError):
        return
    fair.bases[part] = before
    at_hand.hold(fair.fair.id, part, before)
