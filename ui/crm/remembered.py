"""What was said of a file is remembered for the next with the same headings: within the visit, and
in the book of the company, which is loaded only when somebody opens a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from sim.crm.files.table import Table
from ui.crm.said import Said, dumps, headings, loads
from ui.visit import sign_in, state
from ui.visit.database import fairs_of
from ui.visit.keys import Key

if TYPE_CHECKING:
    from store import Fairs

# Headings -> what was said; None where that was forgotten.
SAID: Final = Key[Mapping[str, Said | None]]("crm.said", {})


def of(table: Table) -> Said | None:
    """What was said of a file like it, by anybody of the company."""
    place = headings(table)
    if not place:
        return None
    known = state.kept(SAID)
    found = known[place] if place in known else _in_book(place)
    return None if found is None or found.empty else found


def keep(table: Table, said: Said) -> None:
    """Remembers it; without the book, until the visit ends."""
    from store import StoreError

    place = headings(table)
    if not place:
        return
    state.change(SAID, lambda others: {**others, place: said})
    try:
        if (book := _book()) is not None:
            book.keep_headings(place, dumps(said))
    except StoreError:  # the visit has it
        return


def forget(table: Table) -> None:
    from store import StoreError

    place = headings(table)
    state.change(SAID, lambda others: {**others, place: None})
    try:
        if place and (book := _book()) is not None:
            book.forget_headings(place)
    except StoreError:
        return


def _in_book(place: str) -> Said | None:
    from store import StoreError

    try:
        book = _book()
        text = None if book is None else book.headings(place)
    except StoreError:
        return None
    return None if text is None else loads(text)


def _book() -> Fairs | None:
    """The book of the visitor's company; None for somebody who has none."""
    company = sign_in.owner()
    return None if company is None else fairs_of(company)
