"""Plans in which nothing comes, nothing is paid or nothing is uncertain: every sentence of every
page that answers reads right, in both languages."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import Any

import pytest

from sim import Exact, Scenario
from sim.plan.file import example
from sim.plan.parameters import exactly
from tests.pages.visits import LOCALES, by_link, main
from words.catalogue import Words, words

TWICE = re.compile(r"(?:between|tussen) (\S+) (?:and|en) \1(?=[\s.,;])")  # no band between them
PAGES = ("board", "when", "drivers", "levers", "research", "compare", "share")


@lru_cache
def plans() -> dict[str, Scenario]:
    regional = example("regional")
    never = {path: exactly(path, 0) for path in regional.inputs if path.startswith("order_share")}
    return {
        "no orders": regional.with_(inputs=never),
        "no costs": regional.with_(costs=()),
        "neither": regional.with_(inputs=never, costs=()),
        "nobody": regional.with_(inputs={"visitors": exactly("visitors", 0)}),
        "all exact": regional.with_(
            inputs={path: exactly(path, x.likely) for path, x in regional.inputs.items()},
            costs=[replace(line, amount=Exact(line.amount.likely)) for line in regional.costs],
        ),
    }


def everything(visit: Any, name: str, language: str) -> str:
    """All sentences of all pages about one of `plans`."""
    visitor = by_link(visit, PAGES[0], plans()[name], language)
    told = []
    for page in (*PAGES[1:], None, PAGES[0]):
        visitor.at.switch_page(f"pages/{page}.py" if page else "plan.py")
        told.append(main(visitor.run()))
        blocks = (visitor.at.main.header, visitor.at.main.caption, visitor.at.main.warning)
        told += [str(text.value) for block in (*blocks, visitor.at.main.info) for text in block]
    return "\n".join(told)


def beginning(w: Words, key: str) -> str:
    """A text as far as it is the same for every plan."""
    return str(w.text(key)).partition("{")[0].strip(" *")


def fixed(w: Words, key: str) -> str:
    """The longest part of a text that is the same for every plan."""
    parts = [part.partition("{")[0] for part in str(w.text(key)).split("}")]
    return max(parts, key=len).strip(" *")


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("name", ["no orders", "neither", "nobody"])
def test_where_no_order_comes_nothing_is_said_of_orders_that_came(
    name: str, language: str, visit: Any
) -> None:
    w, told = words(language), everything(visit, name, language)
    luck = w.text("reasons.calculator").rpartition("**")[2]
    of_orders = [w(f"when.story.{side}_{what}") for side in ("weak", "strong")
                 for what in ("orders", "margin")]  # fmt: skip
    for wrong in (*of_orders, luck, fixed(w, "reasons.all_orders"), " nan", " inf"):
        assert wrong not in told
    assert w("reasons.never_orders") in told
    assert (w.text("hints.chain_none").partition("{")[0] in told) == (name != "nobody")


@pytest.mark.parametrize("language", LOCALES)
def test_where_nothing_comes_and_nothing_is_paid_that_is_said(language: str, visit: Any) -> None:
    w, told = words(language), everything(visit, "neither", language)
    assert w("answer.nothing") in told
    assert w("board.bands_same", low=w.money(0)) in told
    assert w("board.alike") in told
    assert w("drivers.thirds.none_lose") in told
    assert w("drivers.thirds.skip") not in told
    assert beginning(w, "answer.only_gain") not in told


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("name", ["no costs", "neither"])
def test_without_costs_nothing_is_said_of_high_or_low_costs(
    name: str, language: str, visit: Any
) -> None:
    w, told = words(language), everything(visit, name, language)
    for side in ("weak", "strong"):
        assert w(f"when.story.{side}_costs") not in told
    assert w("reasons.no_costs") in told


@pytest.mark.parametrize("language", LOCALES)
def test_where_every_number_is_exact_no_range_is_blamed(language: str, visit: Any) -> None:
    w, told = words(language), everything(visit, "all exact", language)
    for side in ("weak", "strong"):
        assert w(f"when.story.{side}_margin") not in told
    assert w("board.nothing_matters") in told
    assert not TWICE.findall(told)
    for wrong in (" nan", " inf"):
        assert wrong not in told
