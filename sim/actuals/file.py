"""A record of a fair as text, JSON, and back; it keeps its meaning for ever."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from sim.actuals.record import MOST_ENTRIES, Entry, Record
from sim.plan.checks import check_known, from_json
from sim.plan.file import content
from sim.plan.problems import ScenarioError, at, written

VERSION: Final = 1
_TOP: Final = ("version", "fair_day", "entries")
_ENTRY: Final = ("day", "figures", "invoices")
LARGEST: Final = 10_000_000  # characters


def dumps(record: Record) -> str:
    """The record as one line of JSON, which `loads` reads. Raises `ScenarioError` if too large."""
    entries = [_written(entry) for entry in record.entries]
    document = {"version": VERSION, "fair_day": record.fair_day.isoformat(), "entries": entries}
    text = json.dumps(document, separators=(",", ":"), allow_nan=False)
    _check_size(text)
    return text


def _written(entry: Entry) -> dict[str, Any]:
    """Without invoices as before there were any."""
    told = {"day": entry.day.isoformat(), "figures": dict(entry.figures)}
    return told | ({"invoices": list(entry.invoices)} if entry.invoices else {})


def load(file: str) -> Record:
    """The record in a file. Raises `ScenarioError`."""
    return loads(content(file, LARGEST), mend=False)


def loads(text: str | bytes, *, mend: bool = True) -> Record:
    """The record in a text. Raises `ScenarioError`: ``not_record``, ``record_version``, or what
    is wrong with a figure, with its place (``entries[2].visitors``).

    mend  a record that is kept opens again, whatever is in it (`sim.plan.checks.from_json`); of
          another one nothing is passed over, as a currency that no record has
    """
    _check_size(text)
    try:
        document = from_json(text, mend=mend)
    except (ValueError, RecursionError):  # UnicodeDecodeError is a ValueError
        raise ScenarioError("not_record") from None
    if not isinstance(document, dict):
        raise ScenarioError("not_record")
    version = document.get("version")
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise ScenarioError("not_record", "version")
    if version > VERSION:
        raise ScenarioError("record_version")
    if not mend:
        check_known(document, _TOP)
    fair_day, entries = _day(document, "fair_day"), document.get("entries")
    if not isinstance(entries, list):
        raise ScenarioError("not_list", "entries", form="tables")
    if len(entries) > MOST_ENTRIES:
        raise ScenarioError("too_many", "entries", got=len(entries), most=MOST_ENTRIES)
    read = []
    for number, entry in enumerate(entries, start=1):
        with at(f"entries[{number}]"):
            read.append(_entry(entry, mend))
    return Record(fair_day, tuple(read))


def _check_size(text: str | bytes) -> None:
    if len(text) > LARGEST:
        raise ScenarioError("too_large", got=len(text), most=LARGEST)


def _entry(entry: Any, mend: bool) -> Entry:
    if not isinstance(entry, dict):
        raise ScenarioError("not_table")
    if not mend:
        check_known(entry, _ENTRY)
    figures = entry.get("figures")
    if not isinstance(figures, dict):
        raise ScenarioError("not_table", "figures")
    invoices = entry.get("invoices", [])
    if not isinstance(invoices, list):
        raise ScenarioError("not_list", "invoices", form="names")
    return Entry(_day(entry, "day"), figures, tuple(invoices))


def _day(table: Mapping[str, Any], key: str) -> date:
    raw = table.get(key)
    try:
        return date.fromisoformat(raw if isinstance(raw, str) else "")
    except ValueError:
        raise ScenarioError("not_day", key, got=written(raw, str)) from None
