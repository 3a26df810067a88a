"""The frame around every page: configuration, menu, language, and what no widget can do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import streamlit as st

from ui import state
from ui.text import LANGUAGES

ROOT: Final = Path(__file__).resolve().parent.parent
ICON: Final = str(ROOT / "ui" / "icon.svg")
PAGES: Final = (
    ("plan", "app.py", ":material/insights:"),
    ("method", "pages/method.py", ":material/menu_book:"),
)
PHONE: Final = ("iPhone", "Android", "Mobile")

# Streamlit has no print, phone or sticky layout of its own, and its file box speaks English only.
STYLE: Final = """<style>
.stMainBlockContainer {padding-top: 3.2rem; max-width: 1180px}
[data-testid=stSidebar] [data-testid=stSidebarUserContent] {padding: 0 0 1rem}
[data-testid=stSidebar] [data-testid=stExpanderDetails] {padding: .6rem}
.stVegaLiteChart .mark-text text {fill: currentColor}
.stVegaLiteChart :is(.role-axis-label, .role-axis-title) text {opacity: .85}
[data-testid=stSidebar] [data-testid=stVerticalBlock] {gap: .6rem}
[data-testid=stCaptionContainer], [data-testid=stCaptionContainer] p {color: inherit;
  opacity: .88}
.st-key-headline [data-testid=stHeading] h2 {font-size: 1.55rem; line-height: 1.3;
  padding: 0 0 .6rem}
[class*="st-key-boxes"] > * {min-width: 0; flex: 1 1 0}
[class*="st-key-head"] > :first-child {min-width: 0; flex: 1 1 0}
.st-key-cost_shares table {width: 100%; font-size: .92rem; font-variant-numeric: tabular-nums}
.st-key-cost_shares :is(th, td) {padding: .3rem .5rem; border-inline: 0; white-space: nowrap}
.st-key-cost_shares :first-child:is(th, td) {white-space: normal}
[class*="st-key-row"] label p, [class*="st-key-boxes"] label p {font-size: .8rem}
.parts {display: flex; gap: .5rem; font-size: .8rem; line-height: 1.2}
.parts span {flex: 1 1 0}
[class*="st-key-about"] button p {position: absolute; width: 1px; height: 1px; overflow: hidden;
  clip-path: inset(50%)}
[class*="st-key-about"] button::before {content: "tune" / "";
  font: 1.2rem "Material Symbols Rounded"}
[class*="st-key-about"] button [data-testid=stIconMaterial] {display: none}
[data-testid=stFileUploaderDropzoneInstructions] {display: none}
[data-testid=stFileUploaderDropzone] button > :not(:first-child) {display: none}
@media (max-width: 640px) {
  [data-testid=stSidebar]:not([data-collapsed=true]) {width: 100vw !important;
    min-width: 100vw !important; max-width: 100vw !important}
  [data-testid=stSidebar] [data-testid=stVerticalBlock] > :has(.st-key-mini) {
    position: sticky; top: 0; z-index: 5; padding: .4rem 0; backdrop-filter: blur(14px)}
  .st-key-headline [data-testid=stHeading] h2 {font-size: 1.25rem}
}
@media print {
  [data-testid=stSidebar], [data-testid=stHeader], [data-testid=stElementToolbar],
  .st-key-top {display: none !important}
  .stMainBlockContainer {padding: 0 !important; max-width: none !important}
  [data-testid=stVegaLiteChart] {break-inside: avoid}
}
</style>"""


@contextmanager
def page(key: str) -> Iterator[None]:
    """Everything that is the same on every page; the body of the page is drawn inside."""
    st.set_page_config(
        page_title="Quitte",
        page_icon=ICON,
        layout="wide",
        initial_sidebar_state=500 if key == "plan" and not on_phone() else "auto",
    )
    state.start()
    w = state.language()
    st.html(STYLE)
    st.html(
        f'<script>document.documentElement.lang = "{w.code}"</script>', unsafe_allow_javascript=True
    )
    _top(key)
    yield


def on_phone() -> bool:
    """Whether the browser says that it is a phone's."""
    agent = st.context.headers.get("User-Agent", "")
    return any(word in agent for word in PHONE)


def _top(here: str) -> None:
    """Name, menu and language, one line."""
    w = state.language()
    with st.container(horizontal=True, vertical_alignment="center", key="top"):
        st.markdown(f"**Quitte** :gray[{w('menu.question')}]", width="content")
        for key, file, icon in PAGES:
            label = w(f"menu.{key}")
            st.page_link(file, label=f"**{label}**" if key == here else label, icon=icon)
        with st.container(horizontal=True, horizontal_alignment="right"):
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


def _speak() -> None:
    state.speak(str(state.widget("language_choice")))
