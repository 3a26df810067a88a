"""The comparison page: every plan on one scale, two of them trial by trial, and what differs."""

from __future__ import annotations

import streamlit as st

from pictures import comparison as comparison_charts
from sim.decide.comparison import HOME, Comparison, Pair
from sim.plan.parameters import Unit
from sim.plan.round_numbers import of_hundred
from ui.compare import cards, from_book, tables
from ui.compare import chosen as compared
from ui.frame import browser
from ui.frame.blocks import picture
from ui.frame.choices import choose, chosen
from ui.frame.shell import on_phone
from ui.visit import state
from words.catalogue import Words
from words.markdown import dollars_escaped, plain, quoted


def show() -> None:
    """The whole page."""
    compared.begin()
    w = state.language()
    with st.container(key="headline"):
        st.title(w("compare.title"), anchor=False)
        st.markdown(w("compare.intro"))
        problem = compared.problem("address")
        if problem is not None:
            st.error(w("compare.address_problem", problem=w.problem(problem)))
        found = compared.comparison()
        cards.cards(found)
        cards.adding(from_book.show)
        if _one_currency(w):
            _bands(found)
            _pair(found)
        tables.differences()
        tables.money(found)
        _loss(found)
        _foot(found)
        token = compared.token()
        told = {"done": w("share.copied"), "failed": w("share.not_copied")}
        link = browser.absolute(f"compare?c={token}", here="compare")
        browser.copy(w("compare.copy"), link, **told, key="compare")
    browser.sync("c", token)


def _one_currency(w: Words) -> bool:
    """Whether the amounts can be put side by side; says so where they cannot."""
    currencies = [*dict.fromkeys(one.scenario.currency for one in compared.entries())]
    if len(currencies) > 1:
        st.warning(w("compare.currencies", currencies=", ".join(map(quoted, currencies))))
    return len(currencies) == 1


def _bands(found: Comparison) -> None:
    w = state.language()
    plans = [
        (name, one.scenario.currency, answer)
        for name, one, answer in zip(
            compared.names(), compared.entries(), found.answers, strict=True
        )
    ]
    st.header(w("compare.bands.title"), anchor=False)
    picture(
        comparison_charts.bands_rows(plans, w),
        comparison_charts.bands_spec(w.code),
        key="chart.compare",
        alt=w("compare.bands.alt"),
    )
    st.caption(w("compare.bands.caption"))


def _pair(found: Comparison) -> None:
    """Two plans, or a plan and not going, in the same fairs."""
    w = state.language()
    st.header(w("compare.pair.title"), anchor=False)
    keys = [*(one.key for one in compared.entries()), HOME]
    names = dict(zip(keys, [*compared.names(), w("compare.home")], strict=True))
    for column, part, key in zip(st.columns(2), ("a", "b"), compared.pair(), strict=True):
        state.put(f"compare.{part}", key)
        choose(
            column.selectbox,
            w(f"compare.pair.{part}"),
            names,
            key=f"compare.{part}",
            on_change=_pair_chosen,
        )
    places = dict(zip(keys, [*range(len(keys) - 1), HOME], strict=True))
    a, b = compared.pair()
    pair = found.pairs[places[a], places[b]]
    currency = compared.entries()[0].scenario.currency
    first, *more = pair_sentences(pair, names[a], names[b], currency, w)
    st.subheader(dollars_escaped(first), anchor=False)
    if HOME not in compared.pair():
        of_a, of_b = (found.answers[places[key]].chance.value for key in (a, b))
        more += against(pair, names[a], names[b], of_a, of_b, w)
    for line in more:
        st.markdown(dollars_escaped(line))
    if pair.gain is None and pair.loss is None:
        return  # the same in every fair: nothing to draw
    dots = 20 if on_phone() else 50
    picture(
        comparison_charts.difference_rows(pair, found.answers[0], w, dots=dots),
        comparison_charts.difference_spec(w.code),
        key="chart.difference",
        alt=w("compare.pair.alt"),
    )
    st.caption(w("compare.pair.caption", n=100 // dots))


@state.whole
def _pair_chosen() -> None:
    compared.choose_pair(chosen("compare.a"), chosen("compare.b"))


def pair_sentences(pair: Pair, a: str, b: str, currency: str, w: Words) -> list[str]:
    """How often A beats B, and by how much, always both sides."""
    a, b = f"**{quoted(a)}**", f"**{quoted(b)}**"
    if pair.gain is None and pair.loss is None:
        return [w("compare.pair.same", a=a, b=b)]
    first = w("compare.pair.first", a=a, b=b, n=w.of_hundred(pair.beats.value))
    lower, equal = w.of_hundred(pair.loses.value), pair.equal.value
    if equal >= 0.005:
        rest = w("compare.pair.rest_equal", n=lower, equal=w.of_hundred(equal))
    else:
        rest = w("compare.pair.rest", n=lower)
    ends = {
        "low": w.signed(pair.difference(0.1), currency),
        "high": w.signed(pair.difference(0.9), currency),
    }
    spread = w(f"compare.pair.{'always' if ends['low'] == ends['high'] else 'between'}", **ends)
    if pair.gain is None:
        told = w("compare.pair.only_loss", loss=w.money(-(pair.loss or 0.0), currency))
    elif pair.loss is None:
        told = w("compare.pair.only_gain", gain=w.money(pair.gain, currency))
    else:
        gain, loss = w.money(pair.gain, currency), w.money(-pair.loss, currency)
        told = w("compare.pair.both", a=a, gain=gain, loss=loss)
    return [f"{first} {rest}", f"{told} {spread}"]


def against(pair: Pair, a: str, b: str, of_a: float, of_b: float, w: Words) -> list[str]:
    """Why the plan that ends higher more often is not the one with the higher chance of covering
    its costs, where that is so; nothing otherwise."""
    chances, wins = (of_hundred(of_a), of_hundred(of_b)), pair.beats.value - pair.loses.value
    if (chances[0] - chances[1]) * wins >= 0:
        return []
    names = (a, b) if wins < 0 else (b, a)
    often, rare = (f"**{quoted(name)}**" for name in names)
    n, of = w.of_hundred(max(of_a, of_b)), w.of_hundred(min(of_a, of_b))
    return [w("compare.pair.against", a=often, b=rare, n=n, of=of)]


# A loss that hurts


def _loss(found: Comparison) -> None:
    """How often each plan loses more than an amount that the reader gives."""
    w = state.language()
    st.header(w("compare.loss.title"), anchor=False)
    state.put("compare.loss", compared.typed_amount())
    st.text_input(w("compare.loss.amount"), key="compare.loss", on_change=_loss_asked, width=260)
    problem = compared.problem("loss")
    if problem is not None:
        st.error(w.problem(problem, Unit.MONEY), icon=":material/error:")
    lines = []
    for at, name in enumerate(compared.names()):
        chance = found.loss_above(at, compared.amount()).value
        lines.append(f"- {w('compare.loss.of', name=plain(name), n=w.of_hundred(chance))}")
    lines.append(f"- {w('compare.loss.never', name=w('compare.home'))}")
    st.markdown("\n".join(lines))


@state.whole
def _loss_asked() -> None:
    compared.ask_loss(str(state.widget("compare.loss", "")))


def _foot(found: Comparison) -> None:
    w, first = state.language(), found.answers[0]
    error = max(pair.beats.error for pair in found.pairs.values())
    st.caption(
        w("compare.noise", trials=w.number(first.trials), seed=str(first.seed),
          error=w.number(100 * error, 1))
    )  # fmt: skip
