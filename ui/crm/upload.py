"""A file is chosen, and what it came to is said first."""

from __future__ import annotations

import streamlit as st

from ui.crm import opened
from ui.crm.opened import REFUSED, Door, Opened
from ui.visit import state
from words.catalogue import Words
from words.markdown import plain

KINDS = ("csv", "txt", "tsv", "xlsx", "xls", "ods", "html", "htm")


def show(door: Door, w: Words) -> Opened | None:
    """The box for a file, what was wrong with the last one, and the one that is open."""
    key = f"{door.name}.file"
    st.file_uploader(
        w("leads.page.open"),
        type=list(KINDS),
        key=key,
        on_change=_chosen,
        args=(door.name, door.here, key),
    )
    st.caption(w("leads.page.kept"))
    refused = state.kept(REFUSED).get(door.name)
    if refused is not None:
        name, problem = refused
        told = w("leads.page.not_opened", name=plain(name), problem=w.problem(problem))
        st.error(told, icon=":material/error:")
    return opened.at(door)


@state.whole
def _chosen(door: str, here: str, key: str) -> None:
    """Reads the file that was chosen, in place of the one before; none where it was put away."""
    file = state.widget(key)
    opened.put(door, None)
    opened.refuse(door, None)
    if file is not None:
        opened.take(door, here, file.name, file.getvalue())


def came_to(door: Door, file: Opened, w: Words) -> None:
    """How many leads its rows are, and who wrote it. Raises `ScenarioError` where nothing of it can
    be used."""
    with st.spinner(w("leads.page.working")):  # a large one takes seconds
        file.check()
    reading, sheet = file.reading, file.reading.sheet
    system = reading.written_by
    by = "" if system is None else w("leads.page.by", name=plain(system.label))
    n = len(sheet.leads)
    leads = w.counted("leads.page.leads", n, n=w.number(n))
    rows = w.number(sheet.rows)
    told = w.counted(
        "leads.page.came_to", sheet.rows, name=plain(file.name), n=rows, leads=leads, by=by
    )
    if again := sheet.rows - n:
        together = w.counted("leads.notes.together", again, n=w.number(again))
        told = f"{told} {together}"
    st.markdown(told)
    if sheet.contacts_only:
        st.info(w("leads.notes.contacts"), icon=":material/contacts:")
    if file.recalled:
        _recalled(door, w)


def _recalled(door: Door, w: Words) -> None:
    """That what was said of an earlier file was used, and the way back."""
    with st.container(horizontal=True, vertical_alignment="center", key=f"{door.name}-recalled"):
        st.caption(w("leads.page.recalled"), width="content")
        st.button(
            w("leads.page.forget"),
            key=f"{door.name}.forget",
            type="tertiary",
            on_click=_forget,
            args=(door.name,),
        )


@state.whole
def _forget(door: str) -> None:
    opened.forget(door)
