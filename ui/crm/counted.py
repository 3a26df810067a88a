"""What a file counts: totals or phases, what was left out, and how it was read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import streamlit as st

from sim.actuals.actuals import LEADS
from sim.crm.headers import MONEY
from sim.crm.reading import left_out
from sim.crm.sheet import Standing, Wrong
from sim.plan.funnel import PHASES
from ui.crm import opened
from ui.crm.opened import Door, Opened
from ui.frame import blocks
from ui.visit import state
from words.catalogue import Words
from words.markdown import dollars_escaped, plain, quoted

MOST: Final = 20  # rows and cells that are listed; the file has them all
DASH: Final = "\u2013"
DATED: Final = frozenset({f"date.{stage}" for stage in LEADS[1:]} | {"date.closed"})


def show(door: Door, file: Opened, stood: Standing, w: Words) -> None:
    """The table, the money, and every remark."""
    way(door, file, w)
    if file.counts_phases:
        blocks.table([*_by_phase(stood.figures, w)], door.name, even=True)
    elif not file.reading.sheet.contacts_only:
        with st.container(key=f"table.{door.name}"):  # narrow enough for a phone
            st.markdown(blocks.tabled([*_totals(file, stood, w)], (1, 2)))
    if money := _money(file, stood, door.currency, w):
        st.markdown(dollars_escaped(money))
    if out := _left_out(file, stood, w):
        st.markdown(out)
    if notes := [*_notes(file, stood, w)]:
        st.caption("  \n".join(notes))
    _listed(door, file, w)


def there(door: Door, file: Opened, stood: Standing, w: Words) -> bool:
    """Whether anybody was there by the day; otherwise it is said where they are."""
    if stood.leads:
        return True
    sheet = file.reading.sheet
    if sheet.others and not sheet.leads:
        st.warning(w("leads.page.nobody_left"), icon=":material/filter_alt:")
    elif stood.later and door.day is not None:
        n, day = stood.later, w.date(door.day)
        told = w.counted("leads.page.nobody_yet", n, day=day, n=w.number(n))
        st.warning(told, icon=":material/event_busy:")
    return False


def way(door: Door, file: Opened, w: Words) -> None:
    """In totals or by phase, where a column says the phase of every lead."""
    column = file.reading.columns.get("phase")
    unknown = any(one.role == "phase" for one in file.reading.sheet.unknown)
    if column is None or not (file.reading.sheet.phased or unknown):
        return
    key = f"{door.name}.way"
    state.put(key, "phases" if file.by_phase else "totals")
    st.segmented_control(
        w("leads.page.way"),
        ("totals", "phases"),
        key=key,
        required=True,
        format_func=lambda one: w(f"leads.page.{one}"),
        on_change=_way,
        args=(door.name, key),
    )
    if file.by_phase:
        st.caption(w("leads.page.by_column", column=plain(column)))


@state.whole
def _way(door: str, key: str) -> None:
    by_phase = state.widget(key) == "phases"
    opened.change(door, lambda file: file.counting(by_phase=by_phase, phase=None))


def _totals(file: Opened, stood: Standing, w: Words) -> Iterator[list[str]]:
    """Of each step who is there now, and who came at least so far; the heads first."""
    yield [w(f"leads.page.{head}") for head in ("step", "now", "least")]
    for stage in LEADS:
        came = stood.figures.get(stage)
        least = w.number(came) if isinstance(came, int) else DASH
        now = stood.furthest[stage]
        yield [w(f"stages.{stage}"), w.number(now) if now or came is not None else DASH, least]
    told = stood.lost or file.reading.sheet.says_open
    yield [w("leads.page.lost"), w.number(stood.lost) if told else DASH, ""]


def _by_phase(told: Mapping[str, Any], w: Words) -> Iterator[list[str]]:
    """How many came so far in each phase, and who of them is still open; the heads first."""
    yield [w("leads.page.step"), *(w.capital(w(f"phases.{phase}")) for phase in PHASES)]
    for stage in LEADS:
        row = [w(f"stages.{stage}")]
        for phase in PHASES:
            came, still = told.get(f"{stage}.{phase}"), told.get(f"open.{stage}.{phase}")
            more = f" ({w('leads.page.open_too', n=w.number(still))})" if still else ""
            row.append(DASH if came is None else w.number(came) + more)
        yield row


def _money(file: Opened, stood: Standing, currency: str, w: Words) -> str:
    if stood.values:
        n, value = len(stood.values), w.money(sum(stood.values), currency, 6)
        return w.counted("leads.page.money", n, value=value, n=w.number(n))
    priced = {*MONEY, "done.orders"} & set(file.reading.columns)
    return w("leads.notes.no_money") if stood.furthest[LEADS[-1]] and not priced else ""


def _left_out(file: Opened, stood: Standing, w: Words) -> str:
    """Everything that does not count, in one sentence."""
    found = [
        w.counted(
            f"leads.left_out.{one.why}",
            one.rows,
            n=w.number(one.rows),
            **{key: quoted(str(value)) for key, value in one.values.items()},
        )
        for one in left_out(file.reading, stood)
    ]
    return w("leads.left_out.all", what="; ".join(found)) if found else ""


def _notes(file: Opened, stood: Standing, w: Words) -> Iterator[str]:
    """How the file was read, where that matters."""
    sheet, columns = file.reading.sheet, set(file.reading.columns)
    if not sheet.contacts_only:
        which = "dated" if columns & DATED else "arrived"
        yield w(f"leads.page.{which if sheet.dated else 'undated'}")
    if sheet.unsaid:
        yield w.counted("leads.page.unsaid", sheet.unsaid, n=w.number(sheet.unsaid))
    if sheet.contacts_only:
        return
    if not file.counts_phases and any(stage not in stood.figures for stage in LEADS):
        yield w("leads.page.not_told")
    if not sheet.says_open:
        yield w("leads.page.no_lost")


def _listed(door: Door, file: Opened, w: Words) -> None:
    """The rows and cells that cannot be read, on request."""
    found = (*file.reading.sheet.wrong, *file.reading.sheet.unread)
    if not found:
        return

    def lines() -> None:
        st.markdown("\n".join(f"- {wrong_line(one, w)}" for one in found[:MOST]))
        if len(found) > MOST:
            st.download_button(
                w("leads.page.all_listed"),
                lambda: "\n".join(wrong_line(one, w) for one in found).encode("utf-8-sig"),
                on_click="ignore",
                file_name="leads.txt",
                mime="text/plain",
                key=f"{door.name}.listed.file",
            )

    n = len(found)
    label = w.counted("leads.page.listed", n, n=w.number(n))
    blocks.on_request(label, f"{door.name}.listed", lines)


def wrong_line(one: Wrong, w: Words) -> str:
    """A row or cell that cannot be read: its line, its column and why."""
    problem = w.problem(one.problem)
    if not one.column:
        return w("leads.page.wrong_row", line=one.line, problem=problem)
    return w("leads.page.wrong_cell", line=one.line, column=plain(one.column), problem=problem)
