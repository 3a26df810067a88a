"""Leads of a file: `python -m sim leads FILE [--on DATE] [--sheet NAME] [--currency EUR] [--json]`.

How they stand on a day, or as the file has them, each lead once; what was left out, and what had to
be guessed that could be otherwise.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import Final

from console.terminal import Terminal
from sim.actuals.actuals import LEADS
from sim.crm.files.grid import MOST_BYTES
from sim.crm.reading import (
    Ask,
    LeftOut,
    Reading,
    asks,
    check,
    currency_of,
    left_out,
    read,
    value_of,
)
from sim.crm.sheet import Standing, standing
from sim.plan.file import content as bytes_of
from sim.plan.problems import ScenarioError
from sim.plan.typed.numbers import CURRENCIES

WORD: Final = "leads"


@dataclass(frozen=True, eq=False)
class Counted:
    """A file as it was read, and what is asked of it.

    on        the day as of which is told; None: as the file stands
    currency  in which money counts; empty: that of the file
    """

    reading: Reading
    on: date | None
    currency: str

    @cached_property
    def stood(self) -> Standing:
        return standing(self.reading.sheet, self.on, currency=self.currency)

    @cached_property
    def asks(self) -> tuple[Ask, ...]:
        found = asks(self.reading, self.on, self.currency)
        return tuple(ask for ask in found if ask.role != "phase")  # totals need no phase

    @cached_property
    def left_out(self) -> tuple[LeftOut, ...]:
        return left_out(self.reading, self.stood)

    @cached_property
    def value(self) -> float | None:
        return value_of(self.reading, self.stood, self.currency)


def counted(file: str, on: str | None, sheet: str | None, currency: str | None) -> Counted:
    """What the arguments name, read. Raises `ScenarioError`."""
    return of_content(partial(_content, file), on, sheet, currency)


def of_content(
    content: Callable[[], bytes], on: str | None, sheet: str | None, currency: str | None
) -> Counted:
    """The same of what a file holds, looked for once all else is right."""
    day = None if on is None else _day(on)
    code = (currency or "").upper()
    if code and code not in set(CURRENCIES.values()):
        allowed = ", ".join(sorted(set(CURRENCIES.values()) - {""}))
        raise ScenarioError("not_one_of", "currency", got=repr(currency), allowed=allowed)
    reading = read(content(), sheet)
    check(reading)
    return Counted(reading, day, code)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ScenarioError("not_day", "on", got=repr(text)) from None


def _content(file: str) -> bytes:
    """The bytes of a file, no more of them than are read."""
    absent = False
    with suppress(OSError, ValueError):  # a name that no file can have; reading it says so
        absent = not Path(file).exists()
    if absent:
        raise ScenarioError("no_file")
    return bytes_of(file, MOST_BYTES)


def as_json(found: Counted, say: Terminal) -> str:
    """One JSON object."""
    reading, stood = found.reading, found.stood
    document = {
        "leads": stood.leads,
        "furthest": dict(stood.furthest),
        "lost": stood.lost,
        "value": found.value,
        "currency": currency_of(reading, found.currency),
        "rows": reading.sheet.rows,
        "left_out": [{"why": _why(one, say), "rows": one.rows} for one in found.left_out],
        "asks": [_ask(one, say) for one in found.asks],
        "system": reading.system,
    }
    return json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False)


def as_text(found: Counted, say: Terminal) -> str:
    """The same in words."""
    parts = [say.wrapped(*_read(found, say)), _table(found, say)]
    if found.left_out:
        what = "; ".join(_why(one, say) for one in found.left_out)
        parts.append(say.wrapped(say.told("leads.left_out.all", what=what)))
    parts += [say.wrapped(_ask(one, say)) for one in found.asks]
    return "\n\n".join("\n".join(part) for part in parts if part)


def _read(found: Counted, say: Terminal) -> Iterator[str]:
    reading, sheet = found.reading, found.reading.sheet
    if reading.written_by is not None:
        yield say.told("leads.notes.system", name=reading.written_by.label)
    n = len(sheet.leads)
    yield say.told_counted("leads.notes.read", n, n=say.exact(n), rows=say.exact(sheet.rows))
    if again := sheet.rows - n:
        yield say.told_counted("leads.notes.together", again, n=say.exact(again))
    if sheet.contacts_only:
        yield say.told("leads.notes.contacts")
    elif found.value is None and not {"value", "actual", "done.orders"} & set(reading.columns):
        yield say.told("leads.notes.no_money")


def _table(found: Counted, say: Terminal) -> list[str]:
    stood = found.stood
    rows = [[say(f"names.{stage}"), say.exact(stood.furthest[stage])] for stage in LEADS]
    rows.append([say("leads.lost"), say.exact(stood.lost)])
    if found.value is not None:
        money = f"{say.exact(found.value)} {currency_of(found.reading, found.currency) or ''}"
        rows.append([say("leads.value"), money.strip()])
    return say.table(("furthest",), rows)


def _why(one: LeftOut, say: Terminal) -> str:
    return say.told_counted(
        f"leads.left_out.{one.why}", one.rows, n=say.exact(one.rows), **one.values
    )


def _ask(one: Ask, say: Terminal) -> str:
    n = say.exact(one.rows)
    if one.what in ("word", "against", "formulas"):
        return say.told_counted(f"leads.asks.{one.what}", one.rows, n=n, **one.values)
    return say.told(f"leads.asks.{one.what}", n=n, **one.values)
