"""Which line of the budget each line of an invoice is for: guessed, and as the visitor says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

import streamlit as st

from sim.invoices.budget import guesses
from sim.invoices.invoice import Invoice
from sim.plan.budget import CostLine
from ui.frame import blocks
from ui.frame.choices import choose, chosen, distinct
from ui.frame.shell import on_phone
from ui.invoices import dropped
from ui.invoices.dropped import Door
from ui.visit import state
from ui.visit.keys import Key
from words.catalogue import Words, words
from words.languages import LANGUAGES
from words.markdown import dollars_escaped, plain, quoted

SHOWN: Final = 25  # lines of an invoice with a box of their own; the others have one together
NEW, OUT = "new", "out"  # beside the places of lines, as text
# Box -> what the visitor said in it; Streamlit forgets the boxes of a part that is closed.
SAID: Final = Key[Mapping[str, str]]("invoices.said", {})


@dataclass
class Placed:
    """What the invoices at a door come to, as they are placed.

    keys      of the invoices of which something is for a line
    sums      place of a line in the budget -> money
    new       label of a new line -> money
    left_out  money for no line
    """

    keys: tuple[str, ...] = ()
    sums: dict[int, Decimal] = field(default_factory=dict)
    new: dict[str, Decimal] = field(default_factory=dict)
    left_out: Decimal = Decimal(0)

    def add(self, choice: str, invoice: Invoice, amount: Decimal) -> None:
        """An amount of an invoice for what was chosen."""
        if choice == OUT:
            self.left_out += amount
            return
        if choice == NEW:
            self.new[invoice.seller] = self.new.get(invoice.seller, Decimal(0)) + amount
        else:
            place = int(choice)
            self.sums[place] = self.sums.get(place, Decimal(0)) + amount
        if invoice.key not in self.keys:
            self.keys += (invoice.key,)


@dataclass(frozen=True)
class _Part:
    """A line of an invoice, or those together that have no box of their own."""

    label: str
    amount: Decimal
    guess: int | None


def called(line: CostLine) -> str:
    """The label of a line, with what an example's own is called in every language: invoices come
    in the language of the seller."""
    own = [words(code).examples["costs"].get(line.key, "") for code in LANGUAGES]
    return " ".join([line.label, *own])


def boxes(door: Door, names: Mapping[int, str]) -> Placed:
    """A part for every invoice that can be added, with a box for each of its lines; `names` holds
    the words by which a line of the budget is guessed."""
    w, placed = state.language(), Placed()
    for at, invoice in enumerate(dropped.counting(door)):
        with st.container(key=f"invoice-{at}", border=not on_phone()):
            _head(invoice, door.currency, w)
            offered = _offered(invoice, door, w)
            for number, part in enumerate(_parts(invoice, names, door.currency, w)):
                key = f"invoices.{door.name}.{invoice.key}.{number}"
                placed.add(_box(key, part, offered), invoice, part.amount)
    return placed


def _head(invoice: Invoice, currency: str, w: Words) -> None:
    told = w(
        f"invoices.{invoice.kind}",
        seller=plain(invoice.seller),
        number=plain(invoice.number),
        day=w.date(invoice.issued),
        amount=w.costs(float(invoice.amount), currency),
    )
    st.markdown(dollars_escaped(told))
    if invoice.advance:
        st.caption(w("invoices.advance"))
    if invoice.prepaid:
        paid = w.costs(float(invoice.prepaid), currency)
        st.caption(dollars_escaped(w("invoices.prepaid", amount=paid)))


def _offered(invoice: Invoice, door: Door, w: Words) -> dict[str, str]:
    """What can be chosen for a line -> its words."""
    lines = {str(place): label for place, label in door.lines.items()}
    new = {NEW: w("invoices.new", name=invoice.seller)} if door.new else {}
    return distinct(lines | new | {OUT: w("invoices.out")})


def _parts(invoice: Invoice, names: Mapping[int, str], currency: str, w: Words) -> Iterator[_Part]:
    places, shown = list(names), invoice.lines[:SHOWN]
    found = guesses(shown, invoice.seller, list(names.values()))
    for number, (line, at) in enumerate(zip(shown, found, strict=True), start=1):
        guess = None if at is None else places[at]
        said = line.description or w(f"invoices.{line.kind}", n=w.number(number))
        amount = w.costs(float(line.amount), currency)
        yield _Part(f"{quoted(said)}: {amount}", line.amount, guess)
    if rest := invoice.lines[SHOWN:]:
        together = sum((line.amount for line in rest), Decimal(0))
        amount = w.costs(float(together), currency)
        n = len(rest)
        yield _Part(w.counted("invoices.rest", n, n=w.number(n), amount=amount), together, None)


def offer_to_forget(door: str) -> None:
    """The button that puts away what lies at a door."""
    st.button(
        state.language()("invoices.put_away"),
        key=f"invoices.away.{door}",
        type="tertiary",
        icon=":material/delete:",
        on_click=forget,
        args=(door,),
    )


def _box(key: str, part: _Part, offered: Mapping[str, str]) -> str:
    """What is chosen for a part: what was said, as long as it is offered, otherwise the guess."""
    said = state.kept(SAID).get(key)
    guess = str(part.guess) if part.guess is not None else NEW
    first = next(one for one in (said, guess, OUT) if one in offered)
    if state.widget(key) not in offered and chosen(key) not in offered:
        state.put(key, first)
    label = dollars_escaped(part.label)
    return str(choose(st.selectbox, label, offered, key=key, on_change=_said, args=(key,)))


def table(
    placed: Placed, door: Door, now: Mapping[int, str], then: Mapping[int, Decimal], w: Words
) -> None:
    """The lines that change, as they are now and as they would be; and what is left out.

    now   place of a line -> what it is, in words
    then  place of a line -> money that it would come to
    """

    def money(amount: Decimal) -> str:
        return w.costs(float(amount), door.currency)

    rows = [[quoted(door.lines[at]), now[at], money(amount)] for at, amount in then.items()]
    rows += [[quoted(label), w("invoices.none"), money(one)] for label, one in placed.new.items()]
    if rows:
        heads = [w(f"invoices.{head}") for head in ("what", "now", "then")]
        blocks.table([heads, *rows], f"invoices.{door.name}", numbers=(1, 2))
    if placed.left_out:
        st.caption(dollars_escaped(w("invoices.left_out", amount=money(placed.left_out))))


def problems(placed: Placed, door: Door, then: Mapping[int, Decimal], w: Words) -> Iterator[str]:
    """Why what is placed cannot be taken over."""
    named = {door.lines[at]: amount for at, amount in then.items()} | placed.new
    for label, amount in named.items():
        if amount < 0:
            yield w("invoices.negative", name=quoted(label))


@state.whole
def forget(door: str) -> None:
    """Nothing lies at a door any more, and nothing is said of it."""
    dropped.put_away(door)
    start = f"invoices.{door}."
    state.change(SAID, lambda all: {k: said for k, said in all.items() if not k.startswith(start)})


@state.whole
def _said(key: str) -> None:
    state.change(SAID, lambda others: {**others, key: str(chosen(key))})
