"""Which plan is on the screen, and its file."""

from __future__ import annotations

import streamlit as st

from sim.plan.file import dumps
from sim.plan.problems import ScenarioError
from ui.editing import redraw
from ui.frame.choices import choose, chosen, distinct
from ui.plan import from_crm, origins
from ui.plan.files import FILES, read_file
from ui.visit import state
from words.markdown import file_name


@st.fragment(key=redraw.CHOICE)
def choice() -> None:
    """Which plan, and its file, which is written when it is asked for."""
    w = state.language()
    state.keep(redraw.OFFERED, redraw.offered())
    state.put("plan_choice", state.slot())
    choose(
        st.selectbox,
        w("plan.choose"),
        {key: _offered(key, name) for key, name in names().items()},
        key="plan_choice",
        on_change=redraw.everything,
        args=(_chosen,),
    )
    with st.container(horizontal=True, gap="xsmall"):
        _files()


def _problem() -> None:
    """What was wrong with the last file, beside where it was chosen."""
    w, problem = state.language(), state.file_problem()
    if problem is not None:
        st.error(w("plan.file_problem", problem=w.problem(problem)), icon=":material/error:")


def _files() -> None:
    """Saving, opening, and back to how it was."""
    w = state.language()
    st.download_button(
        w("plan.save"),
        state.written(lambda plan: dumps(plan).encode()),
        on_click="ignore",
        file_name=f"{file_name(state.plan().name)}.toml",
        mime="application/toml",
        icon=":material/download:",
    )
    opened = st.popover(
        w("plan.open"), icon=":material/folder_open:", key="open_file", on_change="rerun"
    )
    if opened.open:
        with opened:
            st.file_uploader(
                w("plan.file"),
                type=list(FILES),
                key=f"file.{state.version()}",
                on_change=redraw.everything,
                args=(_opened, f"file.{state.version()}"),
            )
            _problem()
            from_crm.offer(from_crm.FILES)
    if state.changed(state.slot()) or state.drafts():
        st.button(
            w("plan.reset"),
            on_click=redraw.everything,
            args=(state.reset,),
            icon=":material/undo:",
        )


def _offered(key: str, name: str) -> str:
    mark = f" ({state.language()('plan.changed')})" if state.changed(key) else ""
    return name + mark


def names() -> dict[str, str]:
    """The name under which each plan is offered, no two the same."""
    return distinct({key: _name(key) for key in state.slots()})


def _name(key: str) -> str:
    name, source = state.plan_of_slot(key).name, key.partition(".")[0]
    if key in state.SLOTS:
        return name
    told = state.language()(f"plan.from_{source}", fair=origins.fair(key))
    return f"{name} ({told})"


def _chosen() -> bool:
    """Whether it is another plan, not the name of before of the one that is there."""
    slot = chosen("plan_choice")
    if slot == state.slot():
        return False
    state.report_file(None)
    state.choose(slot)
    return True


def _opened(key: str) -> None:
    file = state.widget(key)
    if file is None:
        return
    try:
        state.open_file(read_file(file.name, file.getvalue()))
        state.report_file(None)
    except ScenarioError as problem:
        state.report_file(problem)
