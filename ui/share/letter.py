"""What the maker of a customer's link chooses: sender, first sentence, and what it gives away."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import streamlit as st

from sim.links.presentation import FIRST, TOLD, Letter
from ui.frame.choices import choose, chosen
from ui.visit import state
from ui.visit.keys import Key
from words.catalogue import Words

LONGEST: Final = {"sender": 120, "next_step": 300, "opening": 200}  # characters
# widget -> what it held, which other pages and languages leave alone
HELD: Final = Key[Mapping[str, str]]("share.letter", {})


def asked(w: Words) -> Letter:
    """The boxes, and what they hold."""
    sender, next_step = (_text(part, w) for part in ("sender", "next_step"))
    chance = _choice(st.radio, "chance", TOLD, "told", w)
    st.caption(w(f"share.letter.concluded.{chance}"))
    offered = [one for one in FIRST if one != "chance" or chance != "none"]
    first = _choice(st.selectbox, "first", offered, "firsts", w)
    opening = _text("opening", w) if first == "own" else ""
    return Letter(sender, next_step, first, opening, chance)


def _choice(
    draw: Callable[..., Any], part: str, offered: Sequence[str], words: str, w: Words
) -> str:
    key = f"letter.{part}"
    held = chosen(key) or state.kept(HELD).get(key)
    state.put(key, held if held in offered else offered[0])
    labels = {one: w(f"share.letter.{words}.{one}") for one in offered}
    found = str(choose(draw, w(f"share.letter.{part}"), labels, key=key))
    state.change(HELD, lambda others: {**others, key: found})
    return found


def _text(part: str, w: Words) -> str:
    key, most = f"letter.{part}", LONGEST[part]
    typed = state.widget(key)
    state.put(key, state.kept(HELD).get(key, "") if typed is None else str(typed))
    typed = st.text_input(w(f"share.letter.{part}"), max_chars=most, key=key)
    state.change(HELD, lambda others: {**others, key: str(typed or "")})
    return " ".join(str(typed or "").split())[:most]
