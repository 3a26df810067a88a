"""A comparison in words, rows and tables."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
import pytest
import vl_convert

from pictures.answer import bands
from pictures.comparison import (
    bands_rows,
    bands_spec,
    difference_rows,
    difference_spec,
)
from reports.picture import VERSION
from sim import CostLine, Counted, Exact, Range, Scale
from sim.decide.comparison import Comparison, compare, differing
from sim.plan.file import example
from sim.plan.parameters import Unit
from sim.plan.scenario import Goal
from sim.plan.typed.numbers import MINUS
from ui.compare.page import pair_sentences
from ui.compare.tables import difference_table
from words.beliefs import belief_told
from words.catalogue import words
from words.languages import LANGUAGES

NL, EN = words("nl"), words("en")
REGIONAL = example("regional")
EXTRA = CostLine("one thing more", Exact(750.0))
DEARER = REGIONAL.with_(costs=(*REGIONAL.costs, EXTRA))


@lru_cache
def found() -> Comparison:
    return compare([REGIONAL, example("national"), DEARER], trials=4096, seed=1)


def plans() -> list[tuple[str, str, Any]]:
    return [(name, "EUR", answer) for name, answer in zip("ABC", found().answers, strict=True)]


def depth(part: Any) -> set[str]:
    if isinstance(part, dict):
        return set(part).union(*map(depth, part.values()))
    return set().union(*map(depth, part)) if isinstance(part, list) else set()


# Pictures


@pytest.mark.parametrize("made", [bands_spec, difference_spec])
def test_a_picture_has_one_specification_a_language_and_no_data_in_it(made: Any) -> None:
    for code in LANGUAGES:
        assert not depth(made(code)) & {"data", "datasets"}
        assert made(code) is made(code)
    assert made("nl") != made("en")
    assert NL("compare.axis") in str(difference_spec("nl"))
    assert NL("chart.profit") not in str(difference_spec("nl"))


def test_every_plan_has_its_band_its_middle_and_its_name_and_staying_home_is_a_mark_at_0() -> None:
    rows = pd.DataFrame(bands_rows(plans(), EN))
    for at, (name, _, answer) in enumerate(plans()):
        own = rows[rows["order"] == at]
        band = own[own["kind"] == "band"]
        assert band["x"].min() == min(low for low, _ in bands(answer))
        assert band["x2"].max() == max(high for _, high in bands(answer))
        assert set(band[band["x2"] <= 0]["side"]) == {"loses"}
        assert set(band[band["x"] >= 0]["side"]) == {"covers"}
        assert not ((band["x"] < 0) & (band["x2"] > 0)).any()  # cut at break-even
        assert own[own["kind"] == "median"]["x"].item() == answer.profit(0.5)
        assert own[own["kind"] == "name"]["text"].item() == name
        assert EN.signed(answer.profit(0.1)) in own[own["kind"] == "told"]["text"].item()
    home = rows[rows["kind"] == "home"]
    assert (home["x"].item(), home["order"].item()) == (0, len(plans()))
    assert EN("compare.home") in set(rows[rows["kind"] == "name"]["text"])


def test_the_dots_of_a_difference_lie_on_the_side_of_the_plan_that_ends_higher() -> None:
    for dots in (50, 20):
        pair = found().pairs[0, 1]
        rows = pd.DataFrame(difference_rows(pair, found().answers[0], NL, dots=dots))
        own = rows[rows["kind"] == "dot"]
        assert len(own) == dots
        assert abs((own["side"] == "covers").mean() - pair.beats.value) <= 1 / dots
        told = {row.kind: row.text for row in rows.itertuples() if isinstance(row.text, str)}
        assert told["right"] == f"● {NL.of_hundred(pair.beats.value)}: A hoger"
        assert told["left"] == f"◆ {NL.of_hundred(pair.loses.value)}: B hoger"
        assert told["zero"] == NL("compare.no_difference")


def test_a_tie_is_not_called_higher() -> None:
    same = compare([REGIONAL, REGIONAL], trials=64, seed=1)
    rows = pd.DataFrame(difference_rows(same.pairs[0, 1], same.answers[0], EN))
    assert "A higher or the same" in rows[rows["kind"] == "right"]["text"].item()
    assert np.isfinite(rows[rows["kind"] == "dot"]["x"].astype(float)).all()


def test_fairs_that_end_the_same_stand_with_those_where_the_first_is_not_lower() -> None:
    taxed = REGIONAL.with_(costs=(*REGIONAL.costs, CostLine("tax", Exact(50.0), "order")))
    both = compare([REGIONAL, taxed], trials=1024, seed=1)
    pair = both.pairs[0, 1]
    assert 0.05 < pair.equal.value < 0.95
    rows = pd.DataFrame(difference_rows(pair, both.answers[0], EN)).set_index("kind")
    not_lower = EN.of_hundred(1 - pair.loses.value)
    assert rows.loc["right", "text"] == "● " + EN("compare.a_not_lower", n=not_lower)


def drawn(width: int, name: str = "A") -> str:
    """The bands so many pixels wide, as SVG."""
    (_, currency, answer), *others = plans()
    rows = bands_rows([(name, currency, answer), *others], EN)
    picture = bands_spec("en") | {"width": width, "data": {"values": rows}}
    return str(vl_convert.vegalite_to_svg(picture, vl_version=VERSION))


def test_figures_stand_above_a_band_where_the_picture_has_room_for_them() -> None:
    told = EN.signed(plans()[0][2].profit(0.1), "EUR")
    assert told in drawn(700)
    assert told not in drawn(350)
    assert EN("compare.home") in drawn(350)


@pytest.mark.parametrize("width", [350, 700])
def test_a_name_that_is_too_long_for_its_place_is_cut(width: int) -> None:
    name = "W" * 120
    assert name not in drawn(width, name)
    assert "WWWW…" in drawn(width, name)


# Words


def test_one_plan_beats_the_other_in_so_many_of_a_hundred_and_by_so_much() -> None:
    pair = found().pairs[0, 1]
    first, second = pair_sentences(pair, "A", "*B*", "EUR", EN)
    assert first.startswith(f"**A** beats **\\*B\\*** in {EN.of_hundred(pair.beats.value)} of 100.")
    assert f"lower in {EN.of_hundred(pair.loses.value)} of 100" in first
    assert "the same" not in first
    assert pair.gain is not None
    assert pair.loss is not None
    assert EN.money(pair.gain) in second
    assert EN.money(-pair.loss) in second
    assert EN.signed(pair.difference(0.9)) in second


@pytest.mark.parametrize("w", [NL, EN], ids=LANGUAGES)
def test_a_plan_that_never_ends_lower_or_never_higher_is_told_without_the_other_side(
    w: Any,
) -> None:
    better = pair_sentences(found().pairs[0, 2], "A", "C", "EUR", w)
    worse = pair_sentences(found().pairs[2, 0], "C", "A", "EUR", w)
    size = w.money(found().pairs[0, 2].gain)
    assert all(size in sentences[1] for sentences in (better, worse))
    assert MINUS not in better[1]
    same = compare([REGIONAL, REGIONAL], trials=64, seed=1).pairs[0, 1]
    assert pair_sentences(same, "A", "B", "EUR", w) == [
        w("compare.pair.same", a="**A**", b="**B**")
    ]


@pytest.mark.parametrize("w", [NL, EN], ids=LANGUAGES)
def test_a_difference_that_is_the_same_in_every_fair_is_one_number(w: Any) -> None:
    exact = REGIONAL.with_(inputs={"cost_overrun": Exact(1.0)})
    dearer = exact.with_(costs=(*exact.costs, CostLine("more", Exact(750.0))))
    pair = compare([exact, dearer], trials=64, seed=1).pairs[0, 1]
    told = pair_sentences(pair, "A", "B", "EUR", w)[1]
    assert told.endswith(w("compare.pair.always", low=w.signed(750)))
    assert w.text("compare.pair.between").partition("{")[0] not in told


def test_trials_that_end_the_same_are_told_apart() -> None:
    each = REGIONAL.with_(costs=(*REGIONAL.costs, CostLine("tax", Exact(50.0), "order")))
    pair = compare([REGIONAL, each], trials=1024, seed=1).pairs[0, 1]
    assert pair.equal.value > 0.05
    (first, _) = pair_sentences(pair, "A", "B", "EUR", EN)
    assert f"the same in {EN.of_hundred(pair.equal.value)}" in first


# Tables


@pytest.mark.parametrize(
    ("belief", "unit", "english"),
    [
        (Range(0.03, 0.1, 0.06, Scale.SHARE), Unit.SHARE, "6% (3% to 10%)"),
        (Exact(12.0), Unit.COUNT, "12"),
        (Counted(12, 150), Unit.SHARE, "12 of 150 counted"),
        (Range(900.0, 1200.0), Unit.MONEY, None),
    ],
)
def test_a_belief_is_played_back_in_words(belief: Any, unit: Unit, english: str | None) -> None:
    told = belief_told(belief, unit, "EUR", EN)
    assert told == english or (english is None and "€900 to €1,200" in told)


def test_who_is_recognised_is_told_as_a_share_of_them() -> None:
    both = [REGIONAL.with_(triage=0.25), REGIONAL.with_(triage=0.5)]
    _, *rows = difference_table(differing(both), both, ["one", "two"], EN)
    assert rows == [[EN.parameters["triage"]["label"], "25%", "50%"]]


def test_the_table_has_every_difference_and_what_each_plan_has_there() -> None:
    other = REGIONAL.without_staff_limit().with_(
        inputs={"visitors": Exact(300.0)},
        dependence=0.5,
        goal=Goal(2e5, 0.2),
        costs=(*REGIONAL.costs, CostLine("<b>$x$</b>", Exact(70.0), "visit")),
    )
    both = [REGIONAL, other]
    heads, *rows = difference_table(differing(both), both, ["one", "*two*"], EN)
    assert heads == [EN("compare.differ.what"), "one", "\\*two\\*"]
    cells = {row[0]: row[1:] for row in rows}
    assert cells[EN.input("visitors")] == ["18,000 (14,000 to 22,000)", "300"]
    assert cells[EN.input("staff")] == ["2", EN("compare.differ.nothing")]
    assert cells[EN.parameters["dependence"]["label"]] == ["0.3", "0.5"]
    assert cells[EN("compare.differ.of_goal")][1] == "€200,000 at 20%"
    (cost,) = (name for name in cells if "x" in name and "<" in name)
    assert cells[cost][1] == "€70 per visit"
    assert "\\<b\\>\\$x\\$" in cost
    assert len(rows) == len(differing(both))
