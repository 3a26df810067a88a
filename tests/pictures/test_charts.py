"""Pictures: a constant specification, and rows that say what the simulation says."""

from __future__ import annotations

import copy
import math
import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from pictures import answer as chart_rows
from pictures import base as charts
from pictures.base import HEIGHT, VIEWS, WIDEST_DOT, spec
from reports.picture import WIDTH
from sim import CostLine, Exact, Scenario, simulate
from sim.plan.file import EXAMPLES, example
from sim.plan.funnel import STAGES
from sim.plan.parameters import exactly
from sim.play.answer import Answer, summarised
from words.catalogue import Words, words
from words.languages import LANGUAGES

TRIALS = 4096
CONFIG = Path(__file__).parent.parent.parent / ".streamlit" / "config.toml"
EVERY = [*VIEWS, "funnel", "funnel_narrow"]


def certain(**inputs: float) -> Scenario:
    """Every input exact at its likely value, or as given; one cost of 10,000."""
    own = example("own")
    beliefs = {
        path: exactly(path, inputs.get(path.partition(".")[0], belief.likely))
        for path, belief in own.inputs.items()
    }
    return own.with_(inputs=beliefs, costs=(CostLine("stand", Exact(10_000)),))


@lru_cache
def scenarios() -> dict[str, Scenario]:
    shares = ("target_share", "reach_share", "follow_up_share", "call_share", "visit_share")
    sure = dict.fromkeys((*shares, "quote_share", "order_share", "extra_share"), 1.0)
    regional = example("regional")
    return {
        **{name: example(name) for name in (*EXAMPLES, "own")},
        "all exact": certain(),
        "nobody orders": certain(order_share=0),
        "everybody orders": certain(**sure, visitors=100, order_value_spread=0),
        "nothing costs": regional.with_(costs=()),
        "nothing happens": certain(visitors=0).with_(costs=()),
        "enormous": regional.with_(inputs={"order_value": Exact(1e12)}),
        "cents": regional.with_(
            inputs={"order_value": Exact(0.01)}, costs=(CostLine("pen", Exact(0.01)),)
        ),
    }


NAMES = list(scenarios())
FLAT = {"nobody orders": -1, "everybody orders": 1, "nothing happens": 0}


@lru_cache
def answer(name: str) -> Answer:
    return summarised(simulate(scenarios()[name], trials=TRIALS, seed=1))


def frame(view: str, answer: Answer, w: Words, **more: Any) -> pd.DataFrame:
    """The rows of a picture, each with every column."""
    return pd.DataFrame(chart_rows.rows(view, answer, w, **more))


def rows(view: str, name: str, kind: str, **more: Any) -> pd.DataFrame:
    found = frame(view, answer(name), words("en"), **more)
    return found[found["kind"] == kind]


def keys_in(part: Any) -> set[str]:
    """Every key at any depth."""
    if isinstance(part, dict):
        return set(part).union(*map(keys_in, part.values()))
    return set().union(*map(keys_in, part)) if isinstance(part, list) else set()


def fields_in(part: Any) -> set[str]:
    """Every column that a specification reads."""
    if isinstance(part, dict):
        own = {part["field"]} if isinstance(part.get("field"), str) else set()
        own.update(re.findall(r"datum\.(\w+)", str(part.get("expr", ""))))
        return own.union(*map(fields_in, part.values()))
    return set().union(*map(fields_in, part)) if isinstance(part, list) else set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", EVERY)
def test_a_specification_holds_no_data_and_speaks_its_language(view: str, language: str) -> None:
    found = spec(view, language)
    assert not keys_in(found) & {"data", "datasets"}
    number = found["config"]["locale"]["number"]
    assert (number["decimal"], number["thousands"]) == {"nl": (",", "."), "en": (".", ",")}[
        language
    ]
    assert found["config"]["mark"]["aria"] is False


@pytest.mark.parametrize("view", EVERY)
def test_no_mark_shows_its_columns_to_whoever_points_at_it(view: str) -> None:
    """Streamlit switches that on for every mark that does not say otherwise."""
    assert spec(view, "nl")["config"]["mark"]["tooltip"] is None


@pytest.mark.parametrize("view", EVERY)
def test_a_specification_stays_as_it_is_while_answers_change(view: str) -> None:
    before = copy.deepcopy(spec(view, "nl"))
    for name in NAMES:
        made = chart_rows.funnel_rows(answer(name), words("nl"))
        assert (
            len(made) if view.startswith("funnel") else len(frame(view, answer(name), words("nl")))
        )
    assert spec(view, "nl") == before
    assert spec(view, "en") != before


def test_every_colour_stands_out_from_both_backgrounds() -> None:
    theme = tomllib.loads(CONFIG.read_text("utf-8"))["theme"]

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in parts]
        return float(np.dot(linear, (0.2126, 0.7152, 0.0722))) + 0.05

    for colour in (charts.COVERS, charts.LOSES, charts.QUIET):
        for mode in ("light", "dark"):
            pair = sorted((light(colour), light(theme[mode]["backgroundColor"])))
            assert pair[1] / pair[0] >= 3  # WCAG 2.1, 1.4.11: graphics


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("view", VIEWS)
def test_every_row_is_finite_and_has_what_the_specification_reads(view: str, name: str) -> None:
    found = frame(view, answer(name), words("nl"), hurdle=0.7)
    assert {*found.columns} == fields_in(spec(view, "nl"))
    assert np.isfinite(found["x"]).all()
    for column in {"x2", "y", "size"} & {*found.columns}:
        assert np.isfinite(found[column].dropna().astype(float)).all()
    drawn = {"dots": "dot", "histogram": "bar", "curve": "curve"}[view]
    assert {drawn, "zero", "median", "left", "right", "band"} <= set(found["kind"])
    assert found.loc[found["kind"] == "zero", "x"].tolist() == [0.0]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("dots", [50, 20])
def test_the_dots_right_of_break_even_are_the_chance_within_half_a_dot(
    name: str, dots: int
) -> None:
    found = rows("dots", name, "dot", dots=dots)
    assert len(found) == dots
    assert (found["x"] != 0).all()
    right = found["x"] > 0
    assert ((found["side"] == "covers") == right).all()
    assert abs(right.sum() - dots * answer(name).chance.value) <= 0.5


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("dots", [50, 20])
def test_the_dots_fit_the_height_and_do_not_overlap_in_their_column(name: str, dots: int) -> None:
    found = rows("dots", name, "dot", dots=dots)
    across = found["size"].astype(float) ** 0.5
    assert (across <= WIDEST_DOT).all()
    assert (across > 0).all()
    assert (found["y"] - across / 2 >= 0).all()
    assert (found["y"] + across / 2 <= HEIGHT).all()
    for _, column in found.groupby("x"):
        assert (np.diff(np.sort(column["y"].astype(float))) >= across.iloc[0]).all()


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_dots_of_neighbouring_columns_stand_side_by_side(name: str) -> None:
    """On paper, where the picture is as wide as it is drawn for, the widest dot that there can be
    fills its column up to a twentieth, and does not reach into the next."""
    found = frame("dots", answer(name), words("en"))
    drawn = np.concatenate([found["x"].dropna(), found["x2"].dropna()]).astype(float)
    beside = spec("dots", "en")["layer"][0]["encoding"]["x"]["scale"]["padding"]
    columns = np.unique(found.loc[found["kind"] == "dot", "x"].astype(float))
    pixels = (WIDTH - 2 * beside) / (drawn.max() - drawn.min()) * np.diff(columns).min()
    assert 0.95 * pixels <= 0.9 * WIDEST_DOT <= pixels


@pytest.mark.parametrize("name", [name for name in NAMES if name not in FLAT])
def test_a_dot_stands_within_half_a_column_of_its_fairs(name: str) -> None:
    found, profit = rows("dots", name, "dot"), np.sort(answer(name).levels)
    shares = (np.arange(50) + 0.5) / 50
    columns = np.unique(found["x"])
    width = np.min(np.diff(columns)) if len(columns) > 1 else np.inf
    meant = profit[np.round(shares * (len(profit) - 1)).astype(int)]
    assert (np.abs(np.sort(found["x"].astype(float)) - meant) <= width / 2 * (1 + 1e-9)).all()


@pytest.mark.parametrize("name", NAMES)
def test_the_bars_hold_the_fairs_between_their_edges_and_meet_at_break_even(name: str) -> None:
    found, a = rows("histogram", name, "bar"), answer(name)
    profit = np.sort(simulate(scenarios()[name], trials=TRIALS, seed=1)["profit"])
    low, high = found["x"].iloc[0], found["x2"].iloc[-1]
    inside = np.count_nonzero((profit >= low) & (profit < high)) / profit.size
    assert found["y"].sum() / 100 == pytest.approx(inside, abs=1e-9)
    assert inside >= 0.98
    assert (found["x"].to_numpy()[1:] == found["x2"].to_numpy()[:-1]).all()
    assert not ((found["x"] < 0) & (found["x2"].astype(float) > 0)).any()
    assert ((found["side"] == "covers") == (found["x"] >= 0)).all()
    assert a.heights.sum() * 100 == pytest.approx(found["y"].sum())


@pytest.mark.parametrize("name", NAMES)
def test_the_curve_falls_and_passes_break_even_at_the_chance(name: str) -> None:
    found, chance = rows("curve", name, "curve"), 100 * answer(name).chance.value
    x, y = found["x"].to_numpy(), found["y"].to_numpy(dtype=float)
    assert (np.diff(x) >= 0).all()
    assert (np.diff(y) < 0).all()
    assert ((y > 0) & (y < 100)).all()
    one_fair = 100 / TRIALS
    covers, loses = y[x >= 0], y[x < 0]  # a point at every whole fair of 100
    assert covers.size == 0 or chance - 1 - one_fair <= covers.max() <= chance + one_fair
    assert loses.size == 0 or chance - one_fair <= loses.min() <= chance + 1 + one_fair


@pytest.mark.parametrize("name", NAMES)
def test_the_bands_are_nested_around_the_middle_fair(name: str) -> None:
    found = rows("dots", name, "band")
    low, high = found["x"].to_numpy(), found["x2"].to_numpy(dtype=float)
    middle = rows("dots", name, "median")["x"].item()
    assert (np.diff(low) >= 0).all()
    assert (np.diff(high) <= 0).all()
    assert ((low <= middle) & (middle <= high)).all()


@pytest.mark.parametrize("name", NAMES)
def test_the_grey_ends_where_its_caption_says(name: str) -> None:
    """Grey from where 1 in 10 fairs end below to where 1 in 10 end above, and darker than
    beside them where the middle half end; nothing beyond."""
    profit = np.sort(simulate(scenarios()[name], trials=TRIALS, seed=1)["profit"])
    ends = {share: profit[math.ceil(share * TRIALS) - 1] for share in (0.1, 0.25, 0.75, 0.9)}
    drawn = rows("dots", name, "band")
    low, high = drawn["x"].to_numpy(), drawn["x2"].to_numpy(dtype=float)
    assert (low.min(), high.max()) == (ends[0.1], ends[0.9])
    darker = (low >= ends[0.25]) & (high <= ends[0.75])
    if ends[0.1] < ends[0.25] and ends[0.75] < ends[0.9]:
        assert darker.sum() == len(drawn) / 2
    assert (low[darker].min(), high[darker].max()) == (ends[0.25], ends[0.75])


def test_an_edge_of_the_grey_can_be_seen_and_is_not_hard() -> None:
    drawn = rows("dots", "regional", "band")
    low, high = drawn["x"].to_numpy(), drawn["x2"].to_numpy(dtype=float)
    wide = high.max() - low.min()
    at_once = (low == low.min()).mean() * len(drawn)
    within = (low < low.min() + 0.05 * wide).sum()
    assert 2 <= at_once < within
    assert 0.03 <= at_once * spec("dots", "en")["layer"][0]["mark"]["opacity"] <= 0.12


@pytest.mark.parametrize(("name", "sign"), FLAT.items())
def test_fairs_that_all_end_alike_stand_on_one_side(name: str, sign: int) -> None:
    a = answer(name)
    assert a.chance.value == (0.0 if sign < 0 else 1.0)
    assert (a.loss is None) == (sign >= 0)
    assert (a.gain is None) == (sign < 0)
    side = "loses" if sign < 0 else "covers"
    for view, kind in (("dots", "dot"), ("histogram", "bar"), ("curve", "curve")):
        drawn = rows(view, name, kind)
        assert set(drawn.loc[drawn["y"] > 0, "side"]) == {side}


@pytest.mark.parametrize("view", VIEWS)
def test_the_hurdle_of_the_company_is_drawn_where_it_is_asked_for_only(view: str) -> None:
    kind = "level" if view == "curve" else "hurdle"
    assert rows(view, "national", "hurdle").empty
    assert rows(view, "national", "level").empty
    drawn = rows(view, "national", kind, hurdle=0.7)
    assert len(drawn) == 1
    if view == "curve":
        assert drawn["y"].item() == pytest.approx(70)
    else:
        profit = simulate(scenarios()["national"], trials=TRIALS, seed=1)["profit"]
        assert np.mean(profit >= drawn["x"].item()) == pytest.approx(0.7, abs=1 / 1000)
        assert "70" in drawn["text"].item()


@pytest.mark.parametrize("name", NAMES)
def test_both_counts_stand_above_the_picture_and_add_up(name: str) -> None:
    counts = [str(rows("dots", name, kind)["text"].item()) for kind in ("left", "right")]
    chance = answer(name).chance.value
    for text, share in zip(counts, (1 - chance, chance), strict=True):
        assert f" {words('en').of_hundred(share)} " in text


@pytest.mark.parametrize("name", NAMES)
def test_the_funnel_has_one_row_for_each_stage_in_order(name: str) -> None:
    found = pd.DataFrame(chart_rows.funnel_rows(answer(name), words("nl")))
    read = fields_in(spec("funnel", "nl")) | fields_in(spec("funnel_narrow", "nl"))
    assert {*found.columns} == read
    assert all(long.startswith(short) for long, short in zip(found.text, found.short, strict=True))
    assert found["order"].tolist() == list(range(len(STAGES)))
    assert found["label"].tolist() == [words("nl")(f"stages.{stage}") for stage in STAGES]
    assert (found["low"] <= found["median"]).all()
    assert (found["median"] <= found["high"]).all()
    assert found.loc[found["side"] == "loses", "label"].tolist() == [words("nl")("stages.unserved")]
