"""One fair in the list: what is known of it, and what can be done with it."""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import Final

import streamlit as st

from store import Fair
from ui.book import actions as fairs_actions
from ui.book import at_hand, blocks, files, names
from ui.book import read as fairs_found
from ui.book.read import Found
from ui.frame.shell import PAGES
from ui.visit import clock, state
from ui.visit.keys import Key
from words.catalogue import Words
from words.markdown import dollars_escaped, plain, quoted

PAGES_BY_KEY: Final = dict(PAGES)
ENDED: Final = {"frozen", "record", "evaluation"}
_OPEN: Final = Key[Set[tuple[str, str]]]("fairs.open", frozenset())  # parts: what, and the fair


def card(fair: Fair, called: str) -> None:
    """A fair in its box, under what it is called. Raises `StoreError`."""
    w = state.language()
    found = fairs_found.glance(fair)
    with st.container(border=True, gap="xsmall", key=f"fair.{fair.id}"):
        st.markdown(f"**{plain(called)}**")
        st.markdown(dollars_escaped("  \n".join(_lines(found, w))))
        st.caption(_changed(fair, w))
        names.choice(fair, w)
        if fair.deleted is not None:
            _gone(fair, w)
        else:
            _buttons(found, w)
        blocks.problem()


def _gone(fair: Fair, w: Words) -> None:
    """Back, or away for good: that is said before it is done."""
    with st.container(horizontal=True, vertical_alignment="center"):
        _button("undelete", fair, w, icon=":material/undo:")
        sure = _opens("remove", fair, w, icon=":material/delete_forever:")
    if sure:
        st.markdown(w("fairs.card.remove_text"))
        _button("remove_now", fair, w, act="remove")


def _lines(found: Found, w: Words) -> list[str]:
    """The forecast, what is known, what is still to be done."""
    lines = []
    made = found.forecast
    if made is not None:
        n, day = w.of_hundred(made.answer.chance.value), w.date(made.day)
        lines.append(w("fairs.card.frozen", n=n, day=day))
    elif "plan" in found.fair.parts:
        lines.append(w("fairs.card.planned"))
    else:
        lines.append(w("fairs.card.no_plan"))
    known = happened(found, w)
    if known and found.day is not None:
        lines.append(w("fairs.card.known", day=w.date(found.day), known=known))
    return [*lines, *(_agreed(found.fair, w) or _outcome(found, w))]


def _agreed(fair: Fair, w: Words) -> list[str]:
    """How a fair ended of which something was agreed: its profit and the verdict."""
    if not fair.parts.keys() >= ENDED:
        return []
    found = fairs_found.whole(fair)
    if not found.agreed or found.now is None or found.forecast is None:
        return []
    profit = w.signed(found.now.profit(0.5), found.forecast.plan.currency)
    verdict = w("fairs.card.verdict", verdict=w(f"fairs.years.{found.agreed}"))
    return [f"{w('fairs.card.ended', profit=profit)} {verdict}"]


def _outcome(found: Found, w: Words) -> Iterator[str]:
    """What came of a fair of which no lead is open any more, or whose own time is over."""
    known = found.known
    if found.forecast is None or known is None or not known.tells_of("orders"):
        return
    now = None if known.waiting else fairs_found.whole(found.fair).now
    if now is not None and now.chance.value in (0.0, 1.0):
        yield w(f"fairs.card.{'covered' if now.chance.value else 'not_covered'}")
    elif now is not None:
        yield w("fairs.card.closed", n=w.of_hundred(now.chance.value))
    elif (most := fairs_found.covered(found.fair)) is not None:
        yield w(f"fairs.card.{'mostly' if most else 'rarely'}")


def happened(found: Found, w: Words) -> str:
    """What is known of a fair in a few words; empty where nothing is."""
    known = found.known
    if known is None:
        return ""
    stages = [
        f"{w.number(known.total(stage))} {w.within(w(f'stages.{stage}'))}"
        for stage in ("contacts", "quotes", "orders")
        if known.tells_of(stage)
    ]
    return ", ".join(stages)


def _changed(fair: Fair, w: Words) -> str:
    when = blocks.moment(fair.changed, w)
    if fair.deleted is not None:
        return w("fairs.card.deleted", when=blocks.moment(fair.deleted, w))
    if fair.by:
        return w("fairs.card.changed_by", when=when, by=quoted(fair.by))
    last = max(fair.parts.values(), key=lambda one: one.saved, default=None)
    if last is not None and last.by:  # who renamed or moved a fair is not kept
        return w("fairs.card.changed_since", when=when, by=quoted(last.by))
    return w("fairs.card.changed", when=when)


def _buttons(found: Found, w: Words) -> None:
    """What can be done with a fair, in one row; what a button opens comes below."""
    fair, parts = found.fair, found.fair.parts
    with st.container(horizontal=True, vertical_alignment="center"):
        if "plan" in parts:
            pressed = st.button(w("fairs.card.open"), key=f"open.{fair.id}", icon=":material/edit:")
            if pressed and fairs_actions.opened(fair.id):
                st.switch_page("plan.py")
        may_freeze = found.forecast is None and "plan" in parts
        freezing = may_freeze and _opens("freeze", fair, w, icon=":material/ac_unit:")
        where = {"s": state.token(), at_hand.PARAMETER: fair.id}
        label, icon = w("fairs.card.evaluate"), ":material/fact_check:"
        st.page_link(PAGES_BY_KEY["evaluate"], label=label, icon=icon, query_params=where)
        more = _opens("more", fair, w, icon=":material/more_horiz:")
    if freezing:
        _freeze(found, w)
    if more:
        _more(found, w)


def _opens(what: str, fair: Fair, w: Words, *, icon: str) -> bool:
    """A button that opens a part of a card, and closes it again."""
    part = (what, fair.id)
    is_open = part in state.kept(_OPEN)
    st.button(
        w(f"fairs.card.close_{what}") if is_open else w(f"fairs.card.{what}"),
        key=f"{what}.{fair.id}",
        icon=":material/close:" if is_open else icon,
        on_click=_turn,
        args=(part,),
    )
    return is_open


@state.whole
def _turn(part: tuple[str, str]) -> None:
    state.change(_OPEN, lambda others: others ^ {part})


def _freeze(found: Found, w: Words) -> None:
    """Freezing is for good, so it is said before it is done."""
    st.markdown(w("fairs.card.freeze_text"))
    if found.record is not None and found.record.fair_day <= clock.today():
        st.markdown(w("fairs.card.freeze_late"))
    _button("freeze_now", found.fair, w, act="freeze")


def _more(found: Found, w: Words) -> None:
    """Name and year, copy, archive, versions, files, delete."""
    fair = found.fair
    names.boxes(fair, w)
    with st.container(horizontal=True):
        _button("copy", fair, w, icon=":material/content_copy:", year=str(fair.year + 1))
        if fair.archived is None:
            _button("archive", fair, w, icon=":material/archive:")
        else:
            _button("unarchive", fair, w, icon=":material/unarchive:")
    st.caption(w("fairs.card.copy_text", evaluate=w("fairs.card.evaluate"), year=fair.year + 1))
    _versions(fair, w)
    if found.forecast is not None:
        files.buttons(fair, found.forecast, found.record, fair.parts.get("record"))
        if found.record is None:
            st.caption(w("fairs.systems.no_day", page=w("fairs.card.evaluate")))
    st.markdown(w("fairs.card.delete_text"))
    _button("delete", fair, w, icon=":material/delete:")


def _versions(fair: Fair, w: Words) -> None:
    """Every version of the plan, who saved it and when; each can be opened."""
    if fair.version("plan") < 2:
        return
    st.markdown(f"**{w('fairs.card.versions')}**")
    for one in at_hand.fairs().history(fair.id, "plan"):
        when, who = blocks.moment(one.saved, w), blocks.somebody(one, w)
        label = w("fairs.card.version", n=one.version, when=when, by=who)
        if st.button(label, key=f"version.{one.version}.{fair.id}", type="tertiary"):
            document = at_hand.fairs().document(fair.id, "plan", one.version)
            if document is not None and fairs_actions.show_older(document, fair):
                st.switch_page("plan.py")


def _button(
    what: str,
    fair: Fair,
    w: Words,
    *,
    act: str = "",
    icon: str | None = None,
    **values: str,
) -> None:
    st.button(
        w(f"fairs.card.{what}", **values),
        key=f"{what}.{fair.id}",
        icon=icon,
        on_click=fairs_actions.do,
        args=(act or what, fair),
    )
