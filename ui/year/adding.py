"""How a fair comes into the list, or out of it: closed until somebody asks."""

from __future__ import annotations

import streamlit as st

from sim.plan.file import EXAMPLES
from sim.year.year import MOST
from store import Fair
from ui.book import at_hand, blocks
from ui.frame.blocks import on_request
from ui.frame.choices import choose, chosen
from ui.frame.shell import on_phone
from ui.plan.files import FILES
from ui.visit import state
from ui.year import listed, variants, wrong
from words.markdown import plain, quoted


def show() -> None:
    """Fairs of the book, the plan on the screen, an example, a file, a link, a smaller one; and
    out of the list."""
    w = state.language()
    on_request(w("year.add.title"), "year.add", _ways, icon=":material/add:")


def first() -> None:
    """Above everything else, while only examples stand there and the book has fairs: these."""
    if examples_only():
        with st.container(border=True, key="year-first", gap="small"):
            w = state.language()
            _book(w("year.add.first"))


def examples_only() -> bool:
    """Whether examples alone stand there, of which none was touched, and the book has fairs."""
    return all(map(listed.gives_way, listed.entries())) and bool(_fairs())


def _ways() -> None:
    w = state.language()
    if listed.full():
        st.caption(w("year.add.full", most=MOST))
    else:
        _room()
        if not examples_only():
            _book(w("year.add.book"))
        left, right = st.columns(2)
        with left:
            _current()
            _example()
            _variant()
        with right:
            _file()
            _link()
    _remove()


def _room() -> None:
    """The examples: they make room for the first fair of one's own, or go out beside one."""
    w, examples = state.language(), [*map(listed.gives_way, listed.entries())]
    if all(examples):
        st.caption(w("year.add.room"))
    elif any(examples):
        st.button(
            w("year.add.without"), key="year.without_examples", on_click=listed.without_examples
        )


def _problem(place: str) -> None:
    problem = wrong.problem(place)
    if problem is not None:
        w = state.language()
        told, name = w.problem(problem), problem.values.get("name")
        if place == "book" and name is not None:
            told = f"{quoted(str(name))}: {told}"
        st.error(w("year.add.problem", problem=told), icon=":material/error:")


def _fairs() -> list[Fair]:
    """Those of the book that are not in the list; none for whoever has no book."""
    there = {one.fair for one in listed.entries()}
    return [fair for fair in blocks.with_plan() if fair.id not in there]


def _book(label: str) -> None:
    """Several fairs of the book at once; nothing where there are none."""
    fairs = _fairs()
    if not fairs:
        return
    w = state.language()
    labels = blocks.labels(fairs)
    state.put("year.book", [id for id in state.widget("year.book") or [] if id in labels])
    with st.container(horizontal=not on_phone(), vertical_alignment="bottom"):
        st.multiselect(
            label,
            list(labels),
            format_func=lambda id: labels.get(id, str(id)),
            key="year.book",
            placeholder=w("year.add.choose"),
        )
        st.button(w("year.add.add_book"), key="year.add_book", on_click=_book_added)
    _problem("book")


@state.whole
def _book_added() -> None:
    """All of the chosen, or none where one of them cannot be; then they stay chosen."""
    chosen = [str(id) for id in state.widget("year.book") or []]
    plans = [(id, at_hand.plan_of(id)) for id in chosen]
    own = [listed.Entry(0, plan, fair=id) for id, plan in plans if plan is not None]
    wrong.attempt("book", lambda: listed.add_own(own))


def _current() -> None:
    w = state.language()
    st.button(
        w("year.add.current", name=plain(state.plan().name)),
        key="year.current",
        icon=":material/content_copy:",
        on_click=listed.add_current,
    )
    _problem("current")


def _example() -> None:
    w = state.language()
    names = {name: w.examples["fairs"][name] for name in EXAMPLES}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = choose(st.selectbox, w("year.add.example"), names, key="year.example")
        st.button(
            w("year.add.add"), key="year.add_example", on_click=listed.add_example, args=(name,)
        )
    _problem("example")


def _variant() -> None:
    """A smaller stand, or one person less, to take in the place of a fair."""
    w, found = state.language(), variants.variants()
    if not found:
        return
    names = dict(zip((one.key for one in listed.entries()), listed.names(), strict=True))
    labels = {
        (key, which): w(
            f"year.add.{which}", name=names[key], before=w.short(before), after=w.short(after)
        )
        for (key, which), (before, after) in found.items()
    }
    with st.container(horizontal=True, vertical_alignment="bottom"):
        choose(st.selectbox, w("year.add.variant"), labels, key="year.variant")
        st.button(w("year.add.add"), key="year.add_variant", on_click=_variant_added)
    _problem("variant")


@state.whole
def _variant_added() -> None:
    found = chosen("year.variant")
    if found in variants.variants():
        variants.add_variant(*found)


def _file() -> None:
    w, key = state.language(), f"year.file.{listed.latest()}"
    st.file_uploader(
        w("compare.add.file"), type=list(FILES), key=key, on_change=_file_added, args=(key,)
    )
    _problem("file")


@state.whole
def _file_added(key: str) -> None:
    file = state.widget(key)
    if file is not None:
        listed.add_file(file.name, file.getvalue())


def _link() -> None:
    state.put("year.link", listed.typed_link())
    st.text_input(state.language()("compare.add.link"), key="year.link", on_change=_link_added)
    _problem("link")


@state.whole
def _link_added() -> None:
    text = str(state.widget("year.link") or "")
    if text.strip():
        listed.add_link(text)


def _remove() -> None:
    w = state.language()
    names = dict(zip((one.key for one in listed.entries()), listed.names(), strict=True))
    if len(names) < 2:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        choose(st.selectbox, w("year.add.out"), names, key="year.out")
        st.button(w("year.add.remove"), key="year.remove", on_click=_removed)


@state.whole
def _removed() -> None:
    listed.remove(int(chosen("year.out")))
