"""The frame around every page: configuration, menu, language, and what no widget can do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import streamlit as st

from ui.editing import redraw, sliders
from ui.frame import browser, failed, spoken
from ui.frame.style import STYLE
from ui.visit import database, journal, sign_in, state
from words.catalogue import Words
from words.languages import LANGUAGES

ROOT: Final = Path(__file__).resolve().parents[2]
ICON: Final = str(Path(__file__).with_name("icon.svg"))
PAGES: Final = (
    ("plan", "plan.py"),
    ("drivers", "pages/drivers.py"),
    ("levers", "pages/levers.py"),
    ("research", "pages/research.py"),
    ("when", "pages/when.py"),
    ("board", "pages/board.py"),
    ("compare", "pages/compare.py"),
    ("year", "pages/year.py"),
    ("share", "pages/share.py"),
    ("fairs", "pages/fairs.py"),
    ("evaluate", "pages/evaluate.py"),
    ("method", "pages/method.py"),
    ("start", "pages/start.py"),
)
# The menu: what stands open by itself, and what a click on the name of its group opens.
PLAN: Final = "plan"
GROUPS: Final = {
    "understand": ("drivers", "when", "research"),
    "decide": ("levers", "compare", "year", "board", "share"),
    "fairs": ("fairs", "evaluate"),
}
CORNER: Final = "method"
PRESENTED: Final = "presented"  # a page without a menu: what somebody else shows
PHONE: Final = ("iPhone", "Android", "Mobile")

BESIDE: Final = "[data-testid=stExpandSidebarButton]"


@contextmanager
def page(key: str) -> Iterator[None]:
    """Everything that is the same on every page; the body of the page is drawn inside."""
    state.start()
    st.set_page_config(
        page_title=_title(key),
        page_icon=ICON,
        layout="wide",
        initial_sidebar_state=516 if key == PLAN and not on_phone() else "auto",
    )
    w = state.language()
    _open(w)
    redraw.begun()
    sliders.begun()
    st.html(STYLE)
    if key == PLAN:  # Streamlit's own button to open the inputs is two arrows without a word
        st.html(f"<style>{BESIDE}::after {{content: '{w('menu.inputs')}'}}</style>")
    script = spoken.script(key, _group(key), phone=on_phone()) + sign_in.way_back()
    st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)
    _top(key)
    journal.arrived()
    with failed.told():
        yield


def _open(w: Words) -> None:
    """Ends the page where nobody knows what the deployment has closed."""
    try:
        database.secrets()
    except database.SettingsError as problem:
        failed.closed(problem, w)
        st.stop()


def _title(key: str) -> str:
    """What the tab of the browser says: the page, and never what a fair is called, which a link to
    show to others would tell."""
    told = "menu.question" if key == PRESENTED else f"menu.{key}"
    return f"Quitte \u00b7 {state.language()(told)}"


def _group(key: str) -> str | None:
    """The group of the menu that a page stands in."""
    return next((group for group, pages in GROUPS.items() if key in pages), None)


def on_phone() -> bool:
    """Whether the browser says that it is a phone's."""
    agent = st.context.headers.get("User-Agent", "")
    return any(word in agent for word in PHONE)


def _top(here: str) -> None:
    """Name, menu, explanation and language, one line."""
    w, token = state.language(), state.token()
    with st.container(horizontal=True, vertical_alignment="center", key="top"):
        st.markdown("**Quitte**", width="content")
        if here != PRESENTED:
            _menu(here, token)
        with st.container(
            horizontal=True,
            horizontal_alignment="right",
            vertical_alignment="center",
            gap="xxsmall",
            key="corner",
        ):
            if here != PRESENTED:
                _link(CORNER, token)
            state.put("language_choice", w.code)
            st.segmented_control(
                w("menu.language"),
                LANGUAGES,
                key="language_choice",
                format_func=str.upper,
                required=True,
                on_change=_speak,
                label_visibility="collapsed",
            )
    problem = state.link_problem(here)
    if problem is not None:
        with st.container(key="link_problem"):
            st.error(w("share.not_opened", problem=w.problem(problem)), icon=":material/error:")
    _unread(here)


def _unread(here: str) -> None:
    """What was typed on the Plan page and could not be read, on the other pages about the plan."""
    if here in ("plan", "method", PRESENTED):
        return
    asked = {*state.plan().inputs, "costs", *(() if here == "levers" else ("goal",))}
    n = len(asked & {*state.drafts()})
    if n:
        w = state.language()
        st.caption(f":material/edit_off: {w.counted('plan.unread', n, n=n)}")


def _menu(here: str, token: str) -> None:
    """The pages; the plan goes along in the address, whoever opens one in another tab too. It is
    not drawn again with each number: the browser has the newest address (`ui.frame.spoken`)."""
    w = state.language()
    with st.container(
        horizontal=True, vertical_alignment="center", gap="xxsmall", width="content", key="menu"
    ):
        _link(PLAN, token)
        for group, pages in GROUPS.items():
            name = w(f"menu.groups.{group}")
            label = f"**{name}**" if group == _group(here) else name
            opened = st.popover(label, type="tertiary", key=f"menu.{group}")
            with opened, st.container(key=f"pages.{group}"):
                for key in pages:
                    _link(key, token)
        _address()


@st.fragment(key=redraw.ADDRESS)
def _address() -> None:
    """The plan in the address; the last that is drawn of a page that changes."""
    redraw.if_more_changed()
    browser.sync("s", state.token())
    redraw.rest_is_drawn()


def _link(page: str, token: str) -> None:
    """The link to one of `PAGES` in the menu, for the plan of this token."""
    label = state.language()(f"menu.{page}")
    st.page_link(dict(PAGES)[page], label=label, query_params={"s": token})


def onward(page: str, label: str, icon: str) -> None:
    """A link, in the middle of a page, to another one of `PAGES`, for the same plan."""
    st.page_link(dict(PAGES)[page], label=label, icon=icon, query_params={"s": state.token()})


@state.whole
def _speak() -> None:
    state.speak(str(state.widget("language_choice")))
