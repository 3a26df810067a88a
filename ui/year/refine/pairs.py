"""Customers in common of two fairs that have a number of their own."""

from __future__ import annotations

import itertools
from typing import Final

import streamlit as st

from sim.year.year import Overlap
from ui.frame.blocks import on_request
from ui.frame.choices import choose
from ui.visit import state
from ui.year import listed
from ui.year.refine import boxes
from words.markdown import plain

FEW: Final = 4  # fairs whose pairs all stand there; of more, those of one fair
Pair = tuple[int, int]  # keys of two fairs, the earlier of the list first


def show() -> None:
    """A closed box with a row a pair; nothing where two fairs are all there is: then the one number
    for all is theirs."""
    if len(_fairs()) > 2:
        w, n = state.language(), len(listed.settings().pairs)
        label = w.counted("year.refine.pairs_own", n, n=n) if n else w("year.refine.pairs")
        on_request(label, "year.pairs", _rows)


def _fairs() -> dict[int, str]:
    """The names of the fairs by their keys; one that would replace another has its numbers."""
    both = zip(listed.entries(), listed.names(), strict=True)
    return {one.key: name for one, name in both if one.of is None}


def _rows() -> None:
    w, fairs = state.language(), _fairs()
    st.caption(w("year.refine.pairs_text"))
    pairs: list[Pair] = [*itertools.combinations(fairs, 2)]
    if len(fairs) > FEW:
        label = w("year.refine.pairs_of")
        of = choose(st.selectbox, label, fairs, key="year.pairs.of")
        pairs = [pair for pair in pairs if of in pair]
        labels = [plain(fairs[one if other == of else other]) for one, other in pairs]
    else:
        labels = [f"{plain(fairs[one])} + {plain(fairs[other])}" for one, other in pairs]
    for pair, label in zip(pairs, labels, strict=True):
        _row(pair, label)


def _row(pair: Pair, label: str) -> None:
    w, place = state.language(), f"pair.{pair[0]}.{pair[1]}"
    state.put(f"year.{place}", boxes.written(place, _own().get(pair)))
    st.text_input(
        label,
        key=f"year.{place}",
        placeholder=boxes.typed("overlap") or w("year.refine.nothing"),
        on_change=_enter,
        args=(pair,),
    )
    boxes.problem(place)


def _own() -> dict[Pair, float]:
    """The numbers of pairs by their keys."""
    keys = [one.key for one in listed.entries()]
    return {(keys[pair.first], keys[pair.second]): pair.share for pair in listed.settings().pairs}


@state.whole
def _enter(pair: Pair) -> None:
    """Reads the box of a pair; nothing in it is the number for all."""

    def change(share: float | None) -> None:
        numbers = {one: own for one, own in _own().items() if one != pair}
        if share is not None:
            numbers[pair] = share
        at = {one.key: place for place, one in enumerate(listed.entries())}
        found = sorted((at[one], at[other], own) for (one, other), own in numbers.items())
        listed.change(pairs=tuple(Overlap(*one) for one in found))

    boxes.read(f"pair.{pair[0]}.{pair[1]}", change)
