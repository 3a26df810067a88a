"""The files that were dropped: the invoices in them, and what is wrong with the others.

What is dropped is added to what was there, until it is taken over or put away; the box for files is
then a new one, because Streamlit lists the files of the old one in English.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

import streamlit as st

from sim.invoices.invoice import Invoice
from sim.invoices.ubl import read_invoice
from sim.plan.problems import ScenarioError
from ui.visit import state
from ui.visit.keys import Key
from words.catalogue import Words
from words.markdown import plain, quoted

MOST_FILES: Final = 100  # at a door at once
EURO: Final = "€"


@dataclass(frozen=True)
class Door:
    """Costs on which invoices are dropped.

    name     of the door, and of whose costs they are
    lines    place in the budget -> label of a line that an invoice can be for
    new      whether there may be a new line
    counted  key of an invoice that is in these costs already -> the day that it is in
    """

    name: str
    currency: str
    lines: Mapping[int, str]
    new: bool = False
    counted: Mapping[str, date] = field(default_factory=dict)


@dataclass(frozen=True)
class File:
    """A file by its name: an invoice, or what is wrong with it."""

    name: str
    read: Invoice | ScenarioError


@dataclass(frozen=True)
class Dropped:
    """What lies at a door.

    turn  how often something was dropped or taken there: its boxes are new with every one
    over  files that were too many
    """

    files: tuple[File, ...] = ()
    turn: int = 0
    over: int = 0


DROPPED: Final = Key[Mapping[str, Dropped]]("invoices", {})  # by the names of their doors


def at_door(name: str) -> Dropped:
    return state.kept(DROPPED).get(name, Dropped())


def _lay(name: str, dropped: Dropped) -> None:
    state.change(DROPPED, lambda others: {**others, name: dropped})


def box(door: Door) -> None:
    """Where files are dropped."""
    w, turn = state.language(), at_door(door.name).turn
    key = f"invoices.{door.name}.{turn}"
    st.file_uploader(
        w("invoices.drop"),
        accept_multiple_files=True,
        key=key,
        on_change=_chosen,
        args=(door.name, key),
    )


@state.whole
def _chosen(name: str, key: str) -> None:
    here, files = at_door(name), state.widget(key) or []
    room = max(MOST_FILES - len(here.files), 0)
    read = tuple(File(file.name, _read(file.getvalue())) for file in files[:room])
    _lay(name, Dropped(here.files + read, here.turn + 1, max(len(files) - room, 0)))


def _read(content: bytes) -> Invoice | ScenarioError:
    try:
        return read_invoice(content)
    except ScenarioError as problem:
        return problem


def put_away(name: str) -> None:
    """Nothing lies at the door any more."""
    _lay(name, Dropped(turn=at_door(name).turn + 1))


def counting(door: Door) -> list[Invoice]:
    """The invoices at a door that can be added to its costs, each once, in the order in which they
    came; the file that comes again is another one's copy."""
    found: dict[str, Invoice] = {}
    for file in at_door(door.name).files:
        if isinstance(file.read, Invoice) and _adds(file.read, door):
            found.setdefault(file.read.key, file.read)
    return list(found.values())


def _adds(invoice: Invoice, door: Door) -> bool:
    return invoice.key not in door.counted and invoice.currency == _code(door.currency)


def _code(currency: str) -> str:
    bare = currency.strip().upper()
    return "EUR" if bare == EURO else bare


def remarks(door: Door) -> None:
    """What is wrong with a file, and why an invoice is not added: a sentence each."""
    w, here = state.language(), at_door(door.name)
    for problem in _problems(here, w):
        st.error(problem, icon=":material/error:")
    for note in _notes(here, door, w):
        st.warning(note, icon=":material/warning:")


def _problems(here: Dropped, w: Words) -> Iterator[str]:
    for file in here.files:
        if isinstance(file.read, ScenarioError):
            problem = w.problem(file.read)
            yield w("invoices.not_read", name=plain(file.name), problem=problem)
    if here.over:
        n, most = w.number(here.over), w.number(MOST_FILES)
        yield w.counted("invoices.over", here.over, n=n, most=most)


def _notes(here: Dropped, door: Door, w: Words) -> Iterator[str]:
    seen: set[str] = set()
    for file in here.files:
        if not isinstance(file.read, Invoice):
            continue
        invoice = file.read
        named = {"seller": plain(invoice.seller), "number": plain(invoice.number)}
        if invoice.key in seen:
            yield w("invoices.twice", name=plain(file.name), **named)
        elif invoice.key in door.counted:
            yield w("invoices.counted", day=w.date(door.counted[invoice.key]), **named)
        elif not _adds(invoice, door):
            ours, theirs = quoted(door.currency), quoted(invoice.currency)
            yield w("invoices.currency", got=theirs, currency=ours, **named)
        seen.add(invoice.key)
