"""From what is typed to what is believed: parsing, playback, sliders, edits and the goal.

Long because it mirrors one module.
"""

from __future__ import annotations

from typing import Any

import hypothesis
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim import Counted, Exact, Range, Scale, ScenarioError
from sim.plan.beliefs import WIDEST, Belief
from sim.plan.file import EXAMPLES, example
from sim.plan.parameters import PATHS, Unit
from sim.plan.round_numbers import NEAR, rounded
from sim.plan.typed.numbers import MINUS
from ui.editing import edits, ends, goal, sliders
from ui.plan import rows as inputs
from ui.plan import tables
from ui.visit import state
from words.beliefs import playback
from words.catalogue import words
from words.languages import LANGUAGES

NL, EN = words("nl"), words("en")
S = "\u00a0"
SLOW = settings(deadline=None, derandomize=True, max_examples=200,
                suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip


@pytest.mark.parametrize(
    ("text", "unit", "dutch", "english"),
    [
        ("6,5", Unit.SHARE, 0.065, 0.065),
        (f" 6.5{S}% ", Unit.SHARE, 0.065, 0.065),
        ("12.000", Unit.COUNT, 12000, 12000),
        ("1.234.567,5", Unit.MONEY, 1234567.5, 1234567.5),
        ("1,234,567.5", Unit.MONEY, 1234567.5, 1234567.5),
        ("1.234", Unit.MONTHS, 1234, 1.234),
        ("12 34", Unit.MONEY, None, None),
        ("€ 12 000", Unit.MONEY, 12000, 12000),
        (f"{MINUS}12000 EUR", Unit.MONEY, -12000, -12000),
        ("1e3", Unit.COUNT, 1000, 1000),
        ("0.125", Unit.POSITIVE, 0.125, 0.125),
        ("0,125", Unit.POSITIVE, 0.125, 0.125),
    ],
)
def test_a_number_is_read_in_its_language_or_refused(
    text: str, unit: Unit, dutch: float | None, english: float | None
) -> None:
    for w, expected in ((NL, dutch), (EN, english)):
        try:
            assert w.parse(text, unit) == pytest.approx(expected, rel=1e-12)
        except ScenarioError:
            assert expected is None


@pytest.mark.parametrize("w", [NL, EN], ids=LANGUAGES)
@pytest.mark.parametrize("text", ["", " ", "abc", "12 or so", "1.2.3", "--5", "%", "inf", "1e999"])
def test_what_is_no_number_is_refused_in_a_sentence(text: str, w: Any) -> None:
    with pytest.raises(ScenarioError) as refused:
        w.parse(text, Unit.COUNT)
    told = w.problem(refused.value, Unit.COUNT)
    assert w("forms.count") in told
    assert told == told.strip()
    assert text.strip() in told


@given(st.sampled_from([NL, EN]), st.floats(1e-6, 1e8), st.sampled_from(list(Unit)))
def test_what_stands_in_a_box_is_read_back_as_it_stands(w: Any, value: float, unit: Unit) -> None:
    value = min(value, 1.0) if unit is Unit.SHARE else value
    shown = edits.box_text(Exact(value, unit.scale), "likely", unit, w)
    figures, scale = (3, 100) if unit is Unit.SHARE else (5, 1)
    few = rounded(scale * value, figures)[0] / scale
    assert w.parse(shown, unit) in (pytest.approx(few), pytest.approx(value, rel=1e-12))
    assert w.parse(w.money(value, figures=5), Unit.MONEY) == pytest.approx(value, rel=0.005)


@pytest.mark.parametrize(
    ("belief", "unit", "dutch", "english"),
    [
        (Range(0.03, 0.1, 0.06, Scale.SHARE), Unit.SHARE,
         (f"onder 3{S}%", f"boven 10{S}%", f"als onder 6{S}%"), ("below 3%", "above 10%")),
        (Counted(12, 150), Unit.SHARE, ("12 van de 150",), ("12 of 150 counted",)),
        (Counted(1200, 15000), Unit.SHARE, ("1.200 van de 15.000",), ("1,200 of 15,000",)),
        (Exact(12345.0), Unit.MONEY, (f"€{S}12.345", "zonder twijfel"), ("€12,345", "no doubt")),
        (Range(5.0, 10.0), Unit.MONTHS, ("onder 5", "boven 10"), ("1 time in 10 below 5",)),
    ],
)  # fmt: skip
def test_a_belief_is_played_back_in_its_own_numbers(
    belief: Belief, unit: Unit, dutch: tuple[str, ...], english: tuple[str, ...]
) -> None:
    for w, parts in ((NL, dutch), (EN, english)):
        assert all(part in playback(belief, unit, w) for part in parts)


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_slider_reaches_the_likely_value_of_every_input(name: str, screen: Any) -> None:
    state.choose(name)
    for path, belief in example(name).inputs.items():
        low, high, step = sliders.bounds(path, belief.likely)
        assert 0 < low <= belief.likely <= high
        assert 0 < step <= high - low
        assert high < 1 or PATHS[path].unit is not Unit.SHARE
        assert (high / step) == pytest.approx(round(high / step))


def test_a_slider_keeps_its_ends_while_its_plan_is_edited(screen: Any) -> None:
    before = sliders.bounds("visitors", 18_000)
    screen.type("visitors", likely="9,000")
    assert sliders.bounds("visitors", 9_000) == before
    assert sliders.bounds("visitors", 10 * before[1])[1] >= 10 * before[1]


@pytest.mark.parametrize("path", ["visit_share.awareness", "order_value"])
def test_a_slider_that_started_from_nothing_has_ends_too(
    path: str, screen: Any, ended: Any
) -> None:
    screen.believe(path, Exact(0.0, PATHS[path].unit.scale))
    low, high, _ = ended(lambda: sliders.bounds(path, 0.25))
    assert low <= 0.25 <= high


@pytest.mark.parametrize(
    ("path", "belief"),
    [
        ("months_to_order.decision", Range(100, 300, 200)),
        ("visitors", Range(1e7, 9e7, 5e7)),
        ("margin", Range(1e-9, 1 - 1e-9, 0.5, Scale.SHARE)),
    ],
)
def test_a_slider_can_go_to_both_its_ends(path: str, belief: Belief, screen: Any) -> None:
    screen.believe(path, belief)
    for end in sliders.bounds(path, belief.likely)[:2]:
        screen.slide(path, end)
        if path not in state.drafts():
            assert screen.belief(path).likely == pytest.approx(end)


def test_a_likely_value_typed_alone_takes_low_and_high_along(screen: Any) -> None:
    before = screen.belief("visitors")
    screen.type("visitors", likely="9,000")
    after = screen.belief("visitors")
    assert after.likely == pytest.approx(9_000)
    assert after.low / before.low == pytest.approx(9_000 / before.likely)
    assert after.high / before.high == pytest.approx(9_000 / before.likely)
    assert "visitors" in state.plan().yours


def numbers(belief: Belief) -> list[float]:
    return [belief.low, belief.likely, belief.high]


def test_low_likely_and_high_typed_in_this_order_are_believed_as_typed(screen: Any) -> None:
    for part, text in (("low", "5,000"), ("likely", "9,000"), ("high", "12,000")):
        screen.type("visitors", **{part: text})
        assert not state.drafts()
    assert numbers(screen.belief("visitors")) == [5_000, 9_000, 12_000]


def holds(screen: Any, path: str) -> dict[str, str]:
    """What stands in the boxes of a row."""
    belief, (typed, _) = screen.belief(path), state.drafts().get(path, ({}, None))
    shown = {part: edits.box_text(belief, part, PATHS[path].unit, EN) for part in edits.PARTS}
    return {**shown, **typed}


@SLOW
@given(
    st.lists(st.integers(1, 10**5), min_size=3, max_size=3, unique=True).map(sorted),
    st.permutations(edits.PARTS),
)
def test_three_numbers_are_believed_as_typed_in_whatever_order(
    screen: Any, three: list[int], order: list[str]
) -> None:
    state.reset()
    typed = {part: EN.number(x) for part, x in zip(edits.PARTS, three, strict=True)}
    there = {*three} & {*numbers(screen.belief("visitors"))}
    for part in [*order, *order] if there else order:
        # Nobody types what stands there already; it may go along with another, and is typed then.
        if holds(screen, "visitors")[part] != typed[part]:
            screen.type("visitors", **{**holds(screen, "visitors"), part: typed[part]})
    assert not state.drafts()
    assert numbers(screen.belief("visitors")) == three


VISITORS = example("regional").inputs["visitors"]
LIKELY = st.integers(1, 10**6) | st.sampled_from([int(x) for x in numbers(VISITORS)])


@SLOW
@given(st.integers(1, int(VISITORS.likely) - 1), LIKELY)
@hypothesis.example(low=1, likely=10**6)  # one in a million: too wide
@hypothesis.example(low=5_000, likely=5_000)
def test_a_low_that_was_typed_stays_below_likely_and_goes_along_only_above(
    screen: Any, low: int, likely: int
) -> None:
    stays_or_goes_along(screen, "low", low, likely)


@SLOW
@given(st.integers(int(VISITORS.likely) + 1, 10**6), LIKELY)
@hypothesis.example(high=10**6, likely=1)
@hypothesis.example(high=50_000, likely=50_000)
def test_a_high_that_was_typed_stays_above_likely_and_goes_along_only_below(
    screen: Any, high: int, likely: int
) -> None:
    stays_or_goes_along(screen, "high", high, likely)


def stays_or_goes_along(screen: Any, end: str, x: int, likely: int) -> None:
    """An end is typed, then another likely value. What a visitor types that stands there already
    no browser tells of, and it is not typed."""
    state.reset()
    typed = x != getattr(screen.belief("visitors"), end)
    screen.type("visitors", **{end: EN.number(x)})
    before = screen.belief("visitors")
    screen.type("visitors", likely=EN.number(likely))
    after, along = screen.belief("visitors"), before.moved(likely)
    other = "high" if end == "low" else "low"
    stays = likely == before.likely or (typed and (x < likely if end == "low" else x > likely))
    wanted = {end: x if stays else getattr(along, end), other: getattr(along, other)}
    if wanted["high"] > WIDEST * wanted["low"]:
        assert state.drafts()["visitors"][1].code == "too_wide"
        assert after == before
        return
    assert not state.drafts()
    assert after.likely == likely
    assert getattr(after, end) == x if stays else near(after, along, end)
    assert near(after, along, other)


@SLOW
@given(
    st.sampled_from(ends.ENDS),
    st.lists(
        # Nobody types what stands there already.
        st.integers(1, 10**6).filter(lambda x: x not in numbers(VISITORS)),
        min_size=2,
        max_size=2,
        unique=True,
    ).map(sorted),
)
@hypothesis.example(end="low", two=[1, 15_000])
@hypothesis.example(end="low", two=[15_000, 15_001])
def test_an_end_typed_beyond_likely_is_refused_in_the_numbers_of_the_boxes(
    screen: Any, end: str, two: list[int]
) -> None:
    state.reset()
    less, more = two
    typed = {"likely": less, "low": more} if end == "low" else {"likely": more, "high": less}
    screen.type("visitors", **{part: EN.number(x) for part, x in typed.items()})
    _, problem = state.drafts()["visitors"]
    boxes = dict(zip(edits.PARTS, numbers(screen.belief("visitors")), strict=True)) | typed
    assert problem.code in ("likely_outside", "low_not_below_high")
    told = {part: x for part, x in problem.values.items() if part in boxes}
    assert told == {part: boxes[part] for part in told}
    assert {"low", "high"} <= {*told}


def near(belief: Belief, other: Belief, end: str) -> bool:
    """Whether an end is the other's, but for round numbers: see `sim.plan.round_numbers`."""
    line = [float(belief.scale.to_line(x)) for x in numbers(belief)]
    way = abs(float(belief.scale.to_line(getattr(other, end))) - line[edits.PARTS.index(end)])
    return way <= 1.1 * min(line[1] - line[0], line[2] - line[1]) / NEAR


def test_ends_that_go_along_are_round_numbers(screen: Any) -> None:
    screen.type("visitors", likely="8,500")
    assert numbers(screen.belief("visitors")) == [6_600, 8_500, 10_400]


@SLOW
@given(st.lists(st.integers(1, 10**5), min_size=1, max_size=6))
def test_moving_to_and_fro_keeps_how_wide_a_range_is(screen: Any, stops: list[int]) -> None:
    state.reset()
    before = screen.belief("visitors")
    for likely in stops:
        screen.slide("visitors", likely)
        screen.type("visitors", likely=EN.number(likely + 1))
    screen.slide("visitors", before.likely)
    assert screen.belief("visitors") == before


def test_the_slider_shifts_the_whole_range_whoever_gave_its_ends(screen: Any) -> None:
    screen.type("visitors", low="9,000", high="36,000")
    screen.slide("visitors", 20_000)
    assert numbers(screen.belief("visitors")) == [10_000, 20_000, 40_000]
    screen.type("visitors", likely="10,000")
    assert numbers(screen.belief("visitors")) == [5_000, 10_000, 20_000]


def test_an_end_typed_for_one_plan_is_not_typed_for_another(screen: Any) -> None:
    screen.type("visitors", low="9,000")
    screen.believe("visitors", Range(9_000, 22_000, 18_000))
    screen.type("visitors", likely="36,000")
    assert screen.belief("visitors").low == 18_000


def test_a_number_that_is_always_exact_is_read_in_its_language(screen: Any) -> None:
    state.speak("nl")
    for text, value in (("7,5", 7.5), ("1.200", 1200.0), ("7.5", 7.5)):
        screen.type("hours_per_day", likely=text)
        assert screen.belief("hours_per_day") == Exact(value)
    for text, code in (("veel", "not_number"), ("-1", "below"), ("1e7", "above")):
        screen.type("hours_per_day", likely=text)
        assert state.drafts()["hours_per_day"][1].code == code
        assert screen.belief("hours_per_day") == Exact(7.5)


def test_boxes_that_are_left_alone_keep_all_their_figures(screen: Any) -> None:
    fine = Range(1234.5678, 3456.789, 2345.6789)
    screen.believe("visitors", fine)
    screen.type("visitors", high="4,000")
    assert screen.belief("visitors") == Range(1234.5678, 4000, 2345.6789)


@pytest.mark.parametrize("path", ["visitors", "order_value"])
def test_a_number_that_was_typed_is_kept_and_shown_as_it_was_typed(path: str, screen: Any) -> None:
    for typed, value in (("9,000", 9_000), ("172,627", 172_627)):
        screen.type(path, likely=typed)
        assert screen.belief(path).likely == value
        assert edits.box_text(screen.belief(path), "likely", PATHS[path].unit, EN) == typed


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ({"low": "30,000"}, "low_not_below_high"),
        ({"high": "1e9"}, "above"),
        ({"low": "15,000", "likely": "1"}, "likely_outside"),
        ({"low": "1", "high": "90,000,000"}, "too_wide"),
    ],
)
def test_what_cannot_be_believed_stays_typed_and_changes_nothing(
    typed: dict[str, str], code: str, screen: Any
) -> None:
    before = state.plan()
    screen.type("visitors", **typed)
    held, problem = state.drafts()["visitors"]
    assert problem.code == code
    assert {part: held[part] for part in typed} == typed
    assert state.plan() == before
    state.reset()
    assert not state.drafts()


def test_a_draft_means_the_same_in_the_other_language(screen: Any) -> None:
    screen.know("margin", "counted")
    screen.type("margin", hits="1,200", of="many")
    screen.type("visitors", likely="abc")
    state.speak("nl")
    held = [state.drafts().get(path, ({},))[0] for path in ("margin", "visitors")]
    assert (held[0].get("hits", "1.200"), held[1].get("low", "14.000")) == ("1.200", "14.000")


def test_a_box_left_by_choosing_another_language_is_read_in_its_own(screen: Any) -> None:
    state.speak("nl")
    screen.type("visitors", "en", likely="15,000")
    assert screen.belief("visitors").likely == 15_000
    shown = edits.box_text(screen.belief("visitors"), "high", Unit.COUNT, NL)
    screen.type("visitors", "en", low="many")
    assert state.drafts()["visitors"][0] == {"low": "many", "likely": "15.000", "high": shown}


def test_a_goal_half_typed_means_the_same_in_the_other_language(screen: Any) -> None:
    for part, text in (("revenue", "1,500.50"), ("margin", "abc")):
        state.put(f"goal.{part}", text)
    goal.read("en")
    state.speak("nl")
    assert state.drafts()["goal"][0] == {"revenue": "1.500,5", "margin": "abc"}


def test_a_range_that_is_too_narrow_is_told_with_two_numbers_that_differ() -> None:
    values = {"needed": 17.4, "countable": 17.1}
    assert [tables.told_value(key, x, EN) for key, x in values.items()] == ["18", "17"]


@pytest.mark.parametrize("path", ["margin", "target_share", "extra_share"])
def test_another_way_of_knowing_keeps_the_likely_value(path: str, screen: Any) -> None:
    screen.believe(path, Counted(30, 100))
    for way in ("exact", "range", "exact"):
        screen.know(path, way)
        assert inputs.kind_of(screen.belief(path)) == way
        assert screen.belief(path).likely == pytest.approx(0.3, abs=0.01)


def test_a_count_begins_with_empty_boxes_and_is_believed_when_both_are_filled(screen: Any) -> None:
    before, plan = screen.belief("margin"), state.plan()
    screen.know("margin", "counted")
    assert [edits.shown("margin", part, EN) for part in edits.boxes("margin")] == ["", ""]
    assert state.plan() == plan
    screen.type("margin", hits="12")
    assert (state.plan(), edits.shown("margin", "hits", EN)) == (plan, "12")
    screen.type("margin", of="many")
    assert state.drafts()["margin"][1].code == "not_number"
    screen.type("margin", hits="12", of="7")
    assert state.drafts()["margin"][1].code == "hits_above_of"
    assert screen.belief("margin") == before
    screen.type("margin", hits="12", of="1.500")
    assert screen.belief("margin") == Counted(12, 1500)
    assert "margin" not in state.drafts()
    screen.know("margin", "counted")  # what was counted stays
    assert screen.belief("margin") == Counted(12, 1500)


@pytest.mark.parametrize("leave", ["range", "reset"])
def test_a_count_that_was_not_finished_leaves_nothing_behind(leave: str, screen: Any) -> None:
    before = state.plan()
    screen.know("margin", "counted")
    screen.type("margin", hits="12")
    if leave == "reset":
        state.reset()
    else:
        screen.know("margin", "range")
    assert edits.boxes("margin") == edits.parts(screen.belief("margin"))
    assert state.plan().inputs == before.inputs
    assert not state.drafts()


def test_a_count_is_whole_and_at_most_all(screen: Any) -> None:
    screen.know("margin", "counted")
    screen.type("margin", hits="12", of="150")
    assert screen.belief("margin") == Counted(12, 150)
    for typed, code in (({"hits": "1.5"}, "not_whole"), ({"hits": "200"}, "hits_above_of")):
        screen.type("margin", **typed)
        assert state.drafts()["margin"][1].code == code
        assert screen.belief("margin") == Counted(12, 150)
