"""The frame around every page: configuration, menu, language, and what no widget can do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import streamlit as st

from ui.editing import redraw, sliders
from ui.frame import browser
from ui.visit import sign_in, state
from words.languages import LANGUAGES

ROOT: Final = Path(__file__).resolve().parents[2]
ICON: Final = str(Path(__file__).with_name("icon.svg"))
PAGES: Final = (
    ("plan", "app.py"),
    ("drivers", "pages/drivers.py"),
    ("levers", "pages/levers.py"),
    ("research", "pages/research.py"),
    ("when", "pages/when.py"),
    ("board", "pages/board.py"),
    ("compare", "pages/compare.py"),
    ("share", "pages/share.py"),
    ("fairs", "pages/fairs.py"),
    ("evaluate", "pages/evaluate.py"),
    ("method", "pages/method.py"),
)
ASKING: Final = 5  # the first so many pages ask about one plan: the upper line of the menu
PRESENTED: Final = "presented"  # a page without a menu: what somebody else shows
PHONE: Final = ("iPhone", "Android", "Mobile")

# Streamlit has no print, phone or sticky layout of its own, and its file box speaks English only.
STYLE: Final = """<style>
.stMainBlockContainer {padding-top: 3.2rem; max-width: 1180px}
[data-testid=stSidebar] [data-testid=stSidebarUserContent] {padding: 0 0 1rem}
[data-testid=stSidebar] [data-testid=stExpanderDetails] {padding: .6rem}
.stVegaLiteChart :is(.mark-text, .role-axis-label, .role-axis-title) text {fill: currentColor}
.stVegaLiteChart :is(.role-axis-label, .role-axis-title) text {opacity: .85}
[data-testid=stSidebar] [data-testid=stVerticalBlock] {gap: .6rem}
[data-testid=stCaptionContainer], [data-testid=stCaptionContainer] p {color: inherit;
  opacity: .88}
.st-key-headline [data-testid=stHeading] h2 {font-size: 1.55rem; line-height: 1.3;
  padding: 0 0 .6rem}
[class*="st-key-boxes"] > * {min-width: 0; flex: 1 1 0}
[class*="st-key-boxes"] label p ~ p {position: absolute; width: 1px; height: 1px; overflow: hidden;
  clip-path: inset(50%)}
.stMain:has(.st-key-evaluate-bar) .st-key-headline {min-height: 11rem}
.stMain:has(.st-key-evaluate-bar) .st-key-headline > * {flex: none}
[data-testid=stBottomBlockContainer] {max-width: 1180px; padding-block: .8rem 1rem;
  border-top: 1px solid light-dark(#d5dde5, #33424f)}
.stMain:has(.st-key-evaluate-bar) .st-key-headline > :has(
  > :is(.stSpinner, [data-testid=stSkeleton])) {position: absolute; bottom: 0; right: 0}
[class*="st-key-head"] > :first-child {min-width: 0; flex: 1 1 0}
:is(.st-key-cost_shares, .st-key-matters) table {width: 100%; font-size: .92rem;
  font-variant-numeric: tabular-nums}
:is(.st-key-cost_shares, .st-key-matters) :is(th, td) {padding: .3rem .5rem; border-inline: 0;
  white-space: nowrap}
:is(.st-key-cost_shares, .st-key-matters) :first-child:is(th, td) {white-space: normal}
.st-key-matters th {white-space: normal}
[data-testid=stLayoutWrapper]:has(> [data-testid=stVerticalBlock] > * > .st-key-menu) {gap: 0}
:is([class*="st-key-address"], .st-key-maker_mark, .st-key-rests) {position: absolute; height: 0;
  overflow: hidden}
[class*="st-key-table-even"] table {table-layout: fixed; width: 100%; overflow-wrap: anywhere}
@media (min-width: 641px) and (max-width: 1180px) {
  .stMain:has(.st-key-evaluate-bar) .st-key-headline {min-height: 13rem}
  .stMainBlockContainer {padding-inline: 2rem}
  [data-testid=stColumn]:has(.st-key-cost_shares), [data-testid=stColumn]:has(
    + [data-testid=stColumn] .st-key-cost_shares) {min-width: 100%}
}
[data-testid=stLayoutWrapper]:has(> .st-key-told) {position: sticky; top: .5rem; z-index: 9}
.st-key-told [data-testid=stAlert] {background: light-dark(#fff, #10181f); border-radius: .5rem}
.st-key-card table {width: 100%}
.st-key-card :is(th, td):last-child {width: 30%}
[class*="st-key-row"] label p, [class*="st-key-boxes"] label p {font-size: .8rem}
.st-key-board {font-size: .94rem}
.st-key-board [data-testid=stVerticalBlock] {gap: .5rem}
.st-key-board :is(h1, h3) {padding: .1rem 0 .3rem}
.st-key-board :is(p, li) {font-size: .94rem; line-height: 1.45}
.st-key-board [data-testid=stCaptionContainer] p {font-size: .84rem}
.st-key-board table {margin-bottom: .4rem}
.st-key-board :is(th, td) {padding-block: .12rem !important}
@media (min-width: 641px) {
  .st-key-top {flex-wrap: nowrap}
  .st-key-top > :has(.st-key-menu) {flex: 0 1 auto; min-width: 0}
  .st-key-top > :last-child {flex: 1 0 max-content; width: auto}
}
[data-testid=stLayoutWrapper]:has(> .st-key-top) {container: top / inline-size}
@container top (width < 600px) {
  .st-key-top > :has(.st-key-menu) {order: 3; flex: 1 1 100%; max-width: 100%}
  .st-key-top {flex-wrap: wrap}
}
.st-key-menu [class*="st-key-menu-"] {row-gap: .1rem}
.st-key-menu [class*="st-key-menu-"] > * {margin-block: -.1rem}
.stApp [data-testid=stBaseButton-primary]:not(:disabled) :is(p, span) {
  color: light-dark(#fff, #10181f)}
.parts {display: flex; gap: .5rem; font-size: .8rem; line-height: 1.2}
.parts span {flex: 1 1 0}
[class*="st-key-about"] button p {position: absolute; width: 1px; height: 1px; overflow: hidden;
  clip-path: inset(50%)}
[class*="st-key-about"] button::before {content: "tune" / "";
  font: 1.2rem "Material Symbols Rounded"}
[class*="st-key-about"] button [data-testid=stIconMaterial] {display: none}
[data-testid=stExpandSidebarButton] {width: auto; white-space: nowrap}
[data-testid=stDateInput] [role=spinbutton] {min-width: 1.6rem; text-align: center}
[data-testid=stFileUploaderDropzoneInstructions] {display: none}
[data-testid=stFileUploaderDropzone] button > :not(:first-child) {display: none}
@media (max-width: 640px) {
  .st-key-top > :has(.st-key-menu) {order: 3; flex: 1 1 100%; max-width: 100%}
  .st-key-menu {width: 100%}
  [class*="st-key-menu-"] {flex-wrap: wrap; width: 100%}
  [class*="st-key-menu-"] > * {flex: 0 0 auto}
  [data-testid=stSidebar]:not([data-collapsed=true]) {width: 100vw !important;
    min-width: 100vw !important; max-width: 100vw !important}
  [data-testid=stSidebar] [data-testid=stVerticalBlock] > :has(.st-key-mini) {
    position: sticky; top: 0; z-index: 5; padding: .4rem 0; backdrop-filter: blur(14px)}
  .st-key-headline [data-testid=stHeading] h2 {font-size: 1.25rem}
  .stMain:has(.st-key-evaluate-bar) .st-key-headline {min-height: 20rem}
  [class*="st-key-invoice-"] [data-testid=stSelectbox] input {font-size: .8rem}
  .st-key-evaluate-save {gap: .5rem}
  .st-key-evaluate-save > :has([data-testid=stTextInput]) {flex: 1 1 5.5rem; min-width: 0}
  :is(.st-key-boxes-totals, .st-key-boxes-open) > * {flex: 1 1 40%; max-width: calc(50% - .5rem)}
}
@page {size: A4; margin: 12mm}
@media print {
  :root {font-size: 11px !important}
  [data-testid=stVerticalBlock] {gap: .4rem !important}
  [data-testid=stHeading] :is(h1, h2, h3) {padding: .3rem 0 !important}
  html, body {background: #fff !important}
  .stApp, .stApp * {background-color: transparent !important; color: #17232e !important;
    border-color: #d5dde5 !important}
  .stVegaLiteChart svg .background {fill: #fff}
  [data-testid=stSidebar], [data-testid=stHeader], [data-testid=stElementToolbar],
  [data-testid=stBottom], .st-key-top, .st-key-link_problem {display: none !important}
  .stMainBlockContainer {padding: 0 !important; max-width: none !important}
  [data-testid=stHorizontalBlock]:has(> [data-testid=stColumn]) {display: flex !important;
    flex-wrap: nowrap !important; gap: 1.5rem !important}
  [data-testid=stColumn] {min-width: 0 !important}
  [data-testid=stVegaLiteChart] {break-inside: avoid}
  [data-testid=stVegaLiteChart] :is(svg.marks, .chart-wrapper) {max-width: 100%; height: auto}
}
</style>"""

BESIDE: Final = "[data-testid=stExpandSidebarButton]"


@contextmanager
def page(key: str) -> Iterator[None]:
    """Everything that is the same on every page; the body of the page is drawn inside."""
    state.start()
    st.set_page_config(
        page_title=f"Quitte \u00b7 {state.language()('menu.question')}",
        page_icon=ICON,
        layout="wide",
        initial_sidebar_state=516 if key == "plan" and not on_phone() else "auto",
    )
    w = state.language()
    redraw.begun()
    sliders.begun()
    st.html(STYLE)
    if key == "plan":  # Streamlit's own button to open the inputs is two arrows without a word
        st.html(f"<style>{BESIDE}::after {{content: '{w('menu.inputs')}'}}</style>")
    script = _spoken(w.code) + sign_in.way_back()
    st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)
    _top(key)
    yield


def _spoken(code: str) -> str:
    """Tells the browser the page's language, and to keep the one that was chosen."""
    told = f'document.documentElement.lang = "{code}";'
    if state.spoken_language():
        told += f'document.cookie = "{state.COOKIE}={code}; path=/; max-age=31536000; samesite=lax"'
    return told


def on_phone() -> bool:
    """Whether the browser says that it is a phone's."""
    agent = st.context.headers.get("User-Agent", "")
    return any(word in agent for word in PHONE)


def _top(here: str) -> None:
    """Name, menu and language, one line."""
    w = state.language()
    with st.container(horizontal=True, vertical_alignment="center", key="top"):
        st.markdown("**Quitte**", width="content")
        if here != PRESENTED:
            _menu(here)
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


@st.fragment(key=redraw.MENU)
def _menu(here: str) -> None:
    """The pages; the plan goes along in the address, whoever opens one in another tab too."""
    redraw.if_more_changed()
    w = state.language()
    token = state.token()
    with st.container(gap=None, width="content", key="menu"):
        for name, pages in (("asking", PAGES[:ASKING]), ("telling", PAGES[ASKING:])):
            with st.container(horizontal=True, gap="xxsmall", key=f"menu-{name}"):
                for key, file in pages:
                    label = f"**{w(f'menu.{key}')}**" if key == here else w(f"menu.{key}")
                    st.page_link(file, label=label, query_params={"s": token})
    browser.sync("s", token)
    redraw.rest_is_drawn()


def onward(page: str, label: str, icon: str) -> None:
    """A link, in the middle of a page, to another one of `PAGES`, for the same plan."""
    st.page_link(dict(PAGES)[page], label=label, icon=icon, query_params={"s": state.token()})


@state.whole
def _speak() -> None:
    state.speak(str(state.widget("language_choice")))
