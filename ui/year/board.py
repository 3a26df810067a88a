"""The board page of a year: one screen and no inputs, for whoever has one minute.

The same blocks show the year on the screen and what a presentation link kept (`YearBrief`), which
holds no plan. The forecast is that of the advised set; the advice stands in a box of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

import streamlit as st

from pictures import year as year_charts
from sim.links.year_presentation import STEP, YearBrief, brief_of, content
from sim.play.engine import ENGINE
from sim.year.advice import Choice
from sim.year.answer import Told
from sim.year.sets import pays
from ui.frame import browser, door
from ui.frame.blocks import on_request, picture, tabled
from ui.frame.shell import on_phone
from ui.share import page as links
from ui.visit import clock, journal, state, worked_out
from ui.visit.database import shelf
from ui.year import listed, others, said, wrong
from words.catalogue import Words
from words.markdown import dollars_escaped, plain, quoted
from words.measured import amount

NAMED: Final = 3  # fairs that the first sentence names
LISTED: Final = 6  # fairs on the one screen


def own() -> None:
    """The year of the visit: of the address, or as the page Year left it."""
    listed.begin()
    w = state.language()
    problem = wrong.problem("address")
    if problem is not None:
        st.error(w("year.address_problem", problem=w.problem(problem)), icon=":material/error:")
    with worked_out.working(1, 1):
        brief = of_visit()
    show(brief, clock.today(), brief.mark)
    browser.sync("y", listed.token())
    st.page_link("pages/year.py", label=w("year.board.back"), icon=":material/edit:")


def of_visit() -> YearBrief:
    """The board of the fairs that are listed."""
    found, year = listed.found(), listed.year()
    under = others.under(year)
    budget, currency = listed.settings().budget, listed.currency()
    return brief_of(found, under, listed.names(), listed.chosen(), budget, currency)


def opened() -> None:
    """On the page Year: the way to the board."""
    label, query = state.language()("year.board.open"), {"y": listed.token()}
    st.page_link("pages/board.py", label=label, icon=":material/co_present:", query_params=query)


def asked() -> None:
    """On the page Year: a link to show the board to who decides."""
    w = state.language()
    on_request(w("share.show.title"), "year.show", _link, icon=":material/add_link:")


def _link() -> None:
    """Read-only, as it is now, without any plan."""
    w = state.language()
    st.markdown(w("year.board.link"))
    if not door.may_enter("links"):
        return
    state.know_maker(browser.maker(state.maker()))
    title = st.text_input(w("share.show.name"), w("menu.year"), max_chars=120, key="year.title")
    expiry = links.expiry_asked(w, "year.expiry")
    links.reach(w)
    made = st.button(w("share.show.make"), icon=":material/add_link:", key="year.make")
    links.shown(w, (lambda: _make(title, expiry)) if made else None, "year")


def _make(title: str, expiry: str) -> None:
    brief = of_visit()
    made = shelf().save(
        maker=state.maker(),
        title=title.strip() or state.language()("menu.year"),
        audience="board",
        expires=links.ends(expiry),
        engine=ENGINE,
        seed=brief.seed,
        fingerprint=brief.mark,
        content=content(brief),
    )
    journal.tell("saved", "presentation", link=journal.trace(made.id), audience="board")


def show(brief: YearBrief, dated: date, mark: str, title: str = "", note: str = "") -> None:
    """Everything that decides, on one screen."""
    w = state.language()
    with st.container(key="board-year"), st.container(key="board", gap="xsmall"):
        st.title(plain(title) if title else w("year.title"), anchor=False)
        with st.container(key="decision"):
            left, right = st.columns((6, 5), gap="small")
            with left, st.container(border=True, key="headline", gap="xsmall", height="stretch"):
                st.header(dollars_escaped(first(brief, w)), anchor=False)
                st.markdown(dollars_escaped("  \n".join(_then(brief, w))))
            with right, st.container(border=True, key="advice", gap="xsmall", height="stretch"):
                _advice(brief, w)
        if brief.advice.shown.fairs:
            left, right = st.columns((5, 6), gap="medium")
            with left:
                _picture(brief, w)
            with right:
                _choices(brief, w)
                _fairs(brief, w)
        else:
            _fairs(brief, w)  # there is nothing to draw, and no other choice
        with st.expander(w("board.more")):
            _more(brief, w)
        _foot(brief, dated, mark, note, w)


# Sentences; names stand as they are given but for marks that Markdown would read


def first(brief: YearBrief, w: Words) -> str:
    """Which fairs, for which money, and how the year ends; not going first where that is advised.
    Plain text."""
    shown, advised = brief.advice.shown, brief.advice.advised
    if not shown.fairs:
        return said.nowhere(shown.mean.value, brief.currency, w)
    names = [quoted(brief.names[at]) for at in shown.fairs]
    every, n = len(names) == len(brief.rows), len(names)
    few = n <= NAMED and sum(map(len, names)) <= said.ROOM
    counted = w.counted(f"year.board.{'all' if every else 'some'}", n, n=n)
    if not advised.fairs:
        counted = w.within(counted)
    return w(
        "year.board.first_go" if advised.fairs else "year.board.first_nowhere",
        profit=w.costs(advised.mean.value, brief.currency),
        fairs=" + ".join(names) if few else counted,
        cost=w.costs(shown.cost, brief.currency),
        n=w.of_hundred(shown.chance.value),
        m=w.of_hundred(1 - shown.chance.value),
        low=amount(shown.p10, brief.currency, w),
    )


def _then(brief: YearBrief, w: Words) -> Iterator[str]:
    """The fairs by their names where the first sentence has no room for them; the middle year."""
    shown = brief.advice.shown
    if not shown.fairs:
        return
    names = [quoted(brief.names[at]) for at in shown.fairs]
    if len(names) > NAMED or sum(map(len, names)) > said.ROOM:
        yield f"**{' + '.join(names)}**"
    yield said.second(shown, brief.middle, brief.goal, brief.currency, w)
    if brief.advice.advised.fairs and "ticked" in [one.why for one in brief.advice.choices[1:]]:
        yield w("year.choice.advised")


def advised(brief: YearBrief, w: Words) -> str:
    """Go to these or not, and by what."""
    told, n = brief.advice.advised, len(brief.advice.advised.fairs)
    limit = _limit(brief)
    money = {} if limit is None else {"budget": w.costs(limit, brief.currency)}
    of = "money" if money else "limitless"
    if not brief.advice.shown.fairs:
        return w("year.board.unpaid")
    if not n:
        return w(f"year.board.stay_{of}", **money)
    if brief.advice.level:
        return w("year.board.level")
    mean = said.average(told.mean, brief.currency, w)
    none = w(f"year.board.none_{of}", **money)
    return f"{w.counted('year.board.go', n, n=n, mean=mean)} {none}"


def _limit(brief: YearBrief) -> float | None:
    """The money that may be spent: the budget; without one, what was chosen costs; None where
    nothing was."""
    chosen = (one.told.cost for one in brief.advice.choices if one.why == "ticked")
    return next(chosen, None) if brief.budget is None else brief.budget


def lines(brief: YearBrief, w: Words) -> list[str]:
    """What the page says on top, for where a link shows itself; plain text."""
    return [first(brief, w).replace("\\", ""), advised(brief, w)]


# Blocks


def _advice(brief: YearBrief, w: Words) -> None:
    st.caption(w("board.advice.title"))
    st.markdown(dollars_escaped(f"**{advised(brief, w)}**"))
    told = [f"- {line}" for line in _turning(brief, w)]
    if told:
        st.markdown(dollars_escaped("\n".join(told)))


def _turning(brief: YearBrief, w: Words) -> Iterator[str]:
    """What could turn it: choices that nobody has measured, and what was chosen before."""
    firm, over = brief.firm, brief.advice.over
    if over is not None:
        yield w("year.board.over", over=w.costs(over, brief.currency))
    if not brief.advice.shown.fairs:
        return
    yield next(iter(said.firm(firm, brief.names, brief.currency, w)))
    turns, every = len(firm.turns), len(firm.choices)
    yield w("year.board.stays", of=every) if not turns else w("year.board.turns", n=turns, of=every)


def _picture(brief: YearBrief, w: Words) -> None:
    dots = 20 if on_phone() else 50
    picture(
        year_charts.rows(brief.levels, brief.advice.shown.chance.value, w, dots=dots),
        year_charts.spec(w.code),
        key="chart.board",
        alt=w("year.picture.alt"),
    )
    st.caption(w("year.picture.caption", n=100 // dots))


def _choices(brief: YearBrief, w: Words) -> None:
    """The advised set and the others for the same money, one row each."""
    st.subheader(w("year.others.title"), anchor=False)
    with st.container(key="matters"):
        if on_phone():
            each = [f"- {_line(brief, choice, w)}" for choice in brief.advice.choices]
            st.markdown(dollars_escaped("\n".join(each)))
            return
        heads = [w(f"year.board.head.{head}") for head in ("choice", "cost", "n", "mean", "low")]
        rows = [heads, *(_row(brief, choice, w) for choice in brief.advice.choices)]
        st.markdown(dollars_escaped(tabled(rows, numbers={1, 2, 3, 4})))


def _name(brief: YearBrief, choice: Choice, w: Words) -> str:
    """What a row calls its set, and why it is there; a long one by how it differs from the first
    that goes anywhere."""
    of, at = choice.told, brief.advice.choices.index(choice)
    why = w(f"year.board.why.{_why(brief, choice)}")
    told = w("year.board.advised", why=w.within(why)) if at == 0 else why
    if not of.fairs:
        return f"**{w('year.nowhere')}**: {told}"
    names = " + ".join(quoted(brief.names[place]) for place in of.fairs)
    base = brief.advice.shown
    if of.chosen == base.chosen and len(names) > said.ROOM:
        names = w("year.board.these")
    elif len(names) > said.ROOM:
        names = min(names, _difference(brief, of, base, w), key=len)
    return f"**{w.capital(names)}**: {told}"


def _why(brief: YearBrief, choice: Choice) -> str:
    if choice.why == "nowhere" and choice.told.cost:
        return "cancelling"
    home = not brief.advice.advised.fairs
    return "going" if choice.why == "by_mean" and choice.told.fairs and home else choice.why


def _difference(brief: YearBrief, of: Told, base: Told, w: Words) -> str:
    more, less = ({*of.fairs} - {*base.fairs}, {*base.fairs} - {*of.fairs})
    parts = [w("year.board.same")]
    for key, places in (("without", less), ("with", more)):
        if places:
            names = ", ".join(quoted(brief.names[at]) for at in sorted(places))
            if len(places) > NAMED:
                names = w.counted("year.board.many", len(places), n=len(places))
            parts.append(w(f"year.board.{key}", fairs=names))
    return " ".join(parts)


def _row(brief: YearBrief, choice: Choice, w: Words) -> list[str]:
    told, currency = choice.told, brief.currency
    name = _name(brief, choice, w)
    if not told.fairs:
        cost, profit = (w.costs(money, currency) for money in (told.cost, told.mean.value))
        return [name, cost, "\u2013", profit, profit]
    mean, low = said.average(told.mean, currency, w), amount(told.p10, currency, w)
    return [name, w.costs(told.cost, currency), w.of_hundred(told.chance.value), mean, low]


def _line(brief: YearBrief, choice: Choice, w: Words) -> str:
    name = _name(brief, choice, w)
    if not choice.told.fairs:
        paid = f": {w.costs(choice.told.mean.value, brief.currency)}" if choice.told.cost else ""
        return f"{name}{paid}."
    return f"{name}. {said.other(choice.told, brief.currency, w)}"


def _fairs(brief: YearBrief, w: Words) -> None:
    """What each fair costs and adds, those of the choice at the top first; the rest of a long list
    is told on request."""
    st.subheader(w("year.board.decides"), anchor=False)
    rows = _fair_rows(brief, w)
    with st.container(key="matters-fairs"):
        _listed(rows[: LISTED + 1], w)
    marked = w("year.board.marked") if brief.advice.advised.fairs else ""
    st.caption(f"{marked} {w('year.board.fairs')}".strip())


def _fair_rows(brief: YearBrief, w: Words) -> list[list[str]]:
    heads = [w("reports.year.fair"), *(w(f"year.fairs.{key}") for key in ("cost", "alone", "adds"))]
    heads = [head[:1].upper() + head[1:] for head in heads]
    shown, advised = brief.advice.shown.fairs, brief.advice.advised.fairs
    rows = [heads]
    for at in sorted(range(len(brief.rows)), key=lambda at: at not in shown):
        row = brief.rows[at]
        name = ("\u2713 " if at in advised else "") + quoted(row.name)
        adds = said.added(row.adds, brief.currency, w)
        if _beyond(brief, at):
            adds = w("year.board.beyond")
        rows.append([name, w.costs(row.cost, brief.currency), w.of_hundred(row.alone), adds])
    return rows


def _beyond(brief: YearBrief, at: int) -> bool:
    """Whether the budget does not pay for a fair beside those of the choice at the top; of one
    that cannot stand beside them whatever the budget that is told."""
    shown, budget, row = brief.advice.shown, brief.budget, brief.rows[at]
    if budget is None or at in shown.fairs or row.adds is None:
        return False
    return not shown.fairs or not pays(budget, shown.cost + row.cost - row.fee)


def _listed(rows: list[list[str]], w: Words) -> None:
    """As a table, on a phone as lines."""
    if not on_phone():
        st.markdown(dollars_escaped(tabled(rows, numbers={1, 2, 3})))
        return
    each = [
        f"- {name}: {w('year.fairs.row', cost=cost, alone=alone, adds=adds)}"
        for name, cost, alone, adds in rows[1:]
    ]
    st.markdown(dollars_escaped("\n".join(each)))


def _more(brief: YearBrief, w: Words) -> None:
    """Under which choices another set would be best, and what other money would bring."""
    names = [*map(quoted, brief.names)]
    _, then, *turns = said.firm(brief.firm, names, brief.currency, w)
    told = [then, "\n".join(f"- {line}" for line in turns)] if brief.advice.shown.fairs else []
    for more, step in zip(brief.money, (STEP, -STEP), strict=False):
        told.append(said.other_money(more, step, brief.currency, w))
    st.markdown(dollars_escaped("\n\n".join(told)))
    rows = _fair_rows(brief, w)
    if len(rows) > LISTED + 1:
        _listed([rows[0], *rows[LISTED + 1 :]], w)


def _foot(brief: YearBrief, dated: date, mark: str, note: str, w: Words) -> None:
    trials, seed = w.number(brief.trials), str(brief.seed)
    line = w("year.board.foot", date=w.date(dated), mark=mark, trials=trials, seed=seed)
    st.caption(" \u00b7 ".join(filter(None, (line, note))), text_alignment="left")
