"""Every page through the app: what a visitor does, and what stands there afterwards."""

from __future__ import annotations

import re
from typing import Any

import pytest

from sim import CostLine, Counted, Exact, Range, Scenario, dumps
from sim.plan.file import EXAMPLES, example
from sim.plan.funnel import PHASES
from sim.plan.parameters import PARAMETERS, PATHS, exactly
from tests.pages.visits import EN, HOSTILE, LOCALES, NL
from ui.editing.moves import MOVES
from ui.plan import sidebar
from words.catalogue import words

GROUPS = {f"group.{group}" for group in sidebar.GROUPS}
DETAILS = {"open.numbers", "open.robust"}
BROKEN = [b"", b"\x89PNG\r\n\0\0", b"visitors = ", b"[inputs]\nvisitors = 3", b"fair = 1",
          b"[inputs]\nvisiters = 3", b"dependence = 'x'", b"costs = 3\n[inputs]"]  # fmt: skip


def opened(visit: Any, plan: Scenario, *keys: str) -> Any:
    """A visitor who has opened a file with this plan."""
    return visit("en-US").upload(dumps(plan).encode()).open(*keys)


@pytest.mark.thorough
@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("name", [*EXAMPLES, "own"])
def test_every_example_opens_in_every_language(name: str, language: str, visit: Any) -> None:
    visitor, w = visit(LOCALES[language]), words(language)
    visitor.pick("plan_choice", name).open(*GROUPS, *DETAILS)
    assert not visitor.errors
    assert visitor.at.title[0].value.replace("\\", "") == w.examples["fairs"][name]
    assert visitor.plan.numbers == example(name).numbers
    boxes = len(GROUPS) + len(DETAILS) + 2  # with the costs: invoices and income
    assert len(visitor.at.expander) == boxes
    assert w("quality.title") in [heading.value for heading in visitor.at.subheader]


def test_the_dutch_page_holds_no_english(visit: Any) -> None:
    visitor = visit("nl-NL").open(*GROUPS, *DETAILS)
    for phase in PHASES:
        visitor.pick("phase.follow_up", phase)
        visitor.open(*(f"about.{path}" for path in PATHS), "open_file")
        assert not visitor.english()
    assert not visitor.pick("view", "histogram").english()
    assert not visitor.pick("view", "curve").english()


def test_an_english_page_would_be_found_out(visit: Any) -> None:
    assert len(visit("en-US").open(*GROUPS).english()) > 50


@pytest.mark.parametrize("language", LOCALES)
def test_the_method_page_explains_every_input(language: str, visit: Any) -> None:
    visitor, w = visit(LOCALES[language]), words(language)
    visitor.at.switch_page("pages/method.py")
    visitor.open(*(f"input.{parameter.key}" for parameter in PARAMETERS))
    assert not visitor.errors
    assert visitor.at.title[0].value == w("method.title")
    shown = "\n".join(visitor.texts())
    assert all(w.parameters[p.key]["benchmark"] in shown for p in PARAMETERS)
    if language == "nl":
        assert not visitor.english()


def test_a_likely_value_takes_low_and_high_along_and_changes_the_answer(visit: Any) -> None:
    visitor = visit()
    before, sentence, spec = visitor.plan, visitor.first, visitor.chart()[0][0]
    visitor.type("likely.visitors", "36,000")
    boxes = [visitor.at.text_input(key=f"{part}.visitors").value for part in ("low", "high")]
    assert boxes == ["28,000", "44,000"]
    assert visitor.first != sentence
    assert visitor.chart()[0][0] == spec
    assert len(visitor.chart()[0][1].query("kind == 'dot'")) == 50
    assert visitor.plan.yours == {"visitors"}
    assert [button.label for button in visitor.at.button] == [EN("plan.reset")]
    visitor.press()
    assert (visitor.plan, visitor.first) == (before, sentence)
    assert not visitor.at.button


@pytest.mark.parametrize("language", LOCALES)
def test_a_number_far_from_the_one_before_is_asked_about_at_its_box(
    language: str, visit: Any
) -> None:
    visitor, w = visit(LOCALES[language]), words(language)
    before, keys = visitor.plan, ("doubt.take.visitors", "doubt.keep.visitors")
    visitor.type("likely.visitors", "16")
    assert visitor.plan.inputs["visitors"].likely == 16
    assert visitor.at.text_input(key="likely.visitors").value == "16"
    told = {"typed": "16", "meant": w.number(16_000), "before": w.number(18_000)}
    assert w("inputs.doubt", **told) in [text.value for text in visitor.at.markdown]
    assert [visitor.at.button(key=key).label for key in keys] == [
        w("inputs.doubt_take", **told), w("inputs.doubt_keep", **told)
    ]  # fmt: skip
    visitor.at.button(key=keys[0]).click()
    visitor.run()
    assert visitor.at.text_input(key="likely.visitors").value == w.number(16_000)
    assert not {button.key for button in visitor.at.button} & {*keys}
    assert visitor.plan.inputs["visitors"].low > before.inputs["visitors"].low / 2
    visitor.type("likely.visitors", "17").at.button(key=keys[1]).click()
    visitor.run()
    assert visitor.at.text_input(key="likely.visitors").value == "17"
    assert not {button.key for button in visitor.at.button} & {*keys}
    assert not visitor.errors


def test_low_above_high_is_told_and_keeps_what_was_typed_and_the_old_answer(visit: Any) -> None:
    visitor = visit()
    before, sentence = visitor.plan, visitor.first
    visitor.type("low.visitors", "30,000")
    assert visitor.errors == ["low 30,000 is not below high 22,000; give low < high, or one number"]
    assert visitor.at.text_input(key="low.visitors").value == "30,000"
    assert (visitor.plan, visitor.first) == (before, sentence)
    assert not visitor.type("high.visitors", "40,000").type("likely.visitors", "35,000").errors
    assert visitor.plan.inputs["visitors"] == Range(30_000, 40_000, 35_000)


def test_counted_and_exactly_are_ways_to_know_a_number(visit: Any) -> None:
    visitor = visit().open("group.audience", "about.target_share")
    visitor.pick("kind.target_share", "counted")
    visitor.type("hits.target_share", "12").type("of.target_share", "150")
    assert visitor.plan.inputs["target_share"] == Counted(12, 150)
    assert any("12 of 150 counted" in caption.value for caption in visitor.at.caption)
    assert any(" 1 counted" in text.value for text in visitor.at.markdown)
    visitor.type("hits.target_share", "200")
    assert visitor.errors == ["hits 200 is above all 150; at most all can be counted"]
    visitor.pick("kind.target_share", "exact").type("likely.target_share", "8 %")
    assert visitor.plan.inputs["target_share"] == exactly("target_share", 0.08)
    assert not visitor.errors


def test_another_language_keeps_the_plan_and_translates_the_examples_words_only(visit: Any) -> None:
    visitor = visit().open("group.costs")
    visitor.type("likely.visitors", "9,000").fill(1, label="My stand")
    numbers, answered = visitor.plan.inputs, re.findall(r"\d+", visitor.first)
    visitor.pick("language_choice", "nl")
    assert re.findall(r"\d+", visitor.first) == answered
    assert visitor.plan.inputs == numbers
    assert visitor.plan.name == NL.examples["fairs"]["regional"]
    labels = [line.label for line in visitor.plan.costs]
    assert labels == ["My stand"] + [NL.examples["costs"][c.key] for c in visitor.plan.costs[1:]]
    visitor.type("name", "Mijn beurs").pick("language_choice", "en")
    assert visitor.plan.name == "Mijn beurs"


def test_without_the_limit_of_the_team_everybody_gets_a_conversation(visit: Any) -> None:
    visitor = visit().pick("plan_choice", "national").open("group.team")
    before = visitor.plan
    visitor.at.toggle(key="limited").set_value(False)
    assert not visitor.run().plan.limited
    assert visitor.plan.numbers == before.without_staff_limit().numbers
    narrow = EN("funnel.audience", n="fewer than 5", todo=EN("menu.levers"))
    assert any(narrow == box.value for box in visitor.at.info)
    visitor.at.toggle(key="limited").set_value(True)
    assert visitor.run().plan.numbers == before.numbers


@pytest.mark.parametrize("language", LOCALES)
def test_a_goal_is_whole_or_empty(language: str, visit: Any) -> None:
    visitor = visit(LOCALES[language]).open("group.goal")
    goal = visitor.plan.goal
    for part, text in (("margin", ""), ("margin", "abc"), ("margin", "120 %"), ("revenue", "-1")):
        visitor.type(f"goal.{part}", text)
        assert len(visitor.errors) == 1
        assert "goal." not in visitor.errors[0]
        assert language == "en" or not visitor.english()
        assert visitor.at.text_input(key=f"goal.{part}").value == text
        assert visitor.plan.goal == goal
    visitor.type("goal.margin", "").type("goal.revenue", "")
    assert not visitor.errors
    assert visitor.plan.goal is None


def test_a_hurdle_is_said_and_drawn_in_every_picture(visit: Any) -> None:
    visitor = visit().open("group.goal").slide("hurdle", 70)
    assert visitor.plan.hurdle == pytest.approx(0.7)
    assert EN("answer.hurdle_missed", n=70) in [text.value for text in visitor.at.markdown]
    for view, kind in (("dots", "hurdle"), ("histogram", "hurdle"), ("curve", "level")):
        assert kind in set(visitor.pick("view", view).chart()[0][1]["kind"])
    assert visitor.slide("hurdle", 0).plan.hurdle is None


def test_another_seed_draws_other_fairs_and_the_same_seed_the_same(visit: Any) -> None:
    visitor = visit().open("group.how", "open.numbers")
    before = visitor.texts()
    visitor.at.number_input(key="seed_choice").set_value(2)
    after = visitor.run().texts()
    assert "seed 2:" in "\n".join(after)
    assert len({*after} - {*before}) > 10
    visitor.at.number_input(key="seed_choice").set_value(1)
    assert visitor.run().texts() == before


def test_a_slider_with_other_ends_stands_at_the_same_number(visit: Any) -> None:
    def shown(visitor: Any) -> tuple[float, float]:
        (slider,) = [one for one in visitor.at.slider if one.key == "slide.visitors"]
        return float(slider.value), float(slider.max)

    visitor = visit()
    likely, most = shown(visitor)
    wide = visitor.plan.with_(inputs={"visitors": Range(likely / 2, most, likely)})
    after = shown(visitor.upload(dumps(wide).encode()))
    assert after[0] == likely
    assert after[1] > most


def test_a_plan_that_is_not_offered_is_not_chosen(visit: Any) -> None:
    visitor = visit()
    before = visitor.plan
    for sent in ("an old name", "../fairs/national"):
        visitor.send(visitor.at.selectbox(key="plan_choice").id, sent)
        assert not visitor.errors
        assert visitor.plan == before


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("content", BROKEN)
def test_a_file_that_is_no_plan_is_refused_in_one_sentence(
    content: bytes, language: str, visit: Any
) -> None:
    visitor = visit(LOCALES[language])
    before = visitor.plan
    assert visitor.upload(content).plan == before
    assert len(visitor.errors) == 1
    assert language == "en" or not visitor.english()
    assert not re.search(r"\?\.|\.{4}", visitor.errors[0])


def test_a_saved_plan_opens_as_it_was_and_stands_beside_its_example(visit: Any) -> None:
    saved = visit().plan.with_(hurdle=0.6)
    visitor = opened(visit, saved)
    assert visitor.plan == saved
    visitor.upload(dumps(saved).encode()).pick("plan_choice", "national")
    assert visitor.pick("plan_choice", "regional").plan == saved.with_(hurdle=None)
    options = visitor.at.selectbox(key="plan_choice").options
    assert len({*options}) == len(options)


EDGES: dict[str, dict[str, Any]] = {
    "certain hurdle": {"hurdle": 1.0},
    "no costs": {"costs": ()},
    "no margin": {"inputs": {"margin": exactly("margin", 0)}},
    "no visitors": {"inputs": {"visitors": exactly("visitors", 0)}},
    "fifty years": {"inputs": {"months_to_order.decision": Range(100, 590, 300)}},
    "a whole nation": {"inputs": {"visitors": Range(1e4, 9.9e7, 1e7)}},
}


@pytest.mark.thorough
@pytest.mark.parametrize("edge", EDGES)
def test_a_plan_at_the_edge_of_what_is_allowed_opens_in_full(edge: str, visit: Any) -> None:
    visitor = opened(visit, example("own").with_(**EDGES[edge]), *GROUPS, *DETAILS)
    odd = r"\bnan\b|\binf\b|never (of|orders|per)"
    assert not visitor.errors + [text for text in visitor.texts() if re.search(odd, text)]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12])
@pytest.mark.parametrize("place", ["name", "currency"])
def test_the_words_of_a_user_are_never_read_as_markdown(text: str, place: str, visit: Any) -> None:
    words_of_user: dict[str, Any] = {place: text}
    plan = example("own").with_(costs=(CostLine(text, Exact(100.0)),), **words_of_user)
    at = opened(visit, plan, *GROUPS, *DETAILS).at
    shown = [x.value for kind in (at.title, at.header, at.markdown, at.caption) for x in kind]
    bare = [re.sub(r"\\(.)|[\u2060\u200b]", r"\1", title) for title in shown]
    assert place != "name" or text in bare
    assert text.isalnum() or not [element for element in shown if text in element]


def test_what_is_wrong_is_never_read_as_markdown(visit: Any) -> None:
    image = "![x](http://x.example/x.png)"
    for visitor in (visit().upload(f'"{image}" = 1'.encode()), visit().type("low.visitors", image)):
        assert image not in visitor.errors[0]


def test_a_whole_page_sets_its_widgets_though_the_session_holds_their_values(visit: Any) -> None:
    """A run that was broken off has filled the session, and nothing of it reached the browser."""
    visitor = visit("nl-NL").run()
    boxes = (*visitor.at.segmented_control, *visitor.at.text_input, *visitor.at.slider)
    told = {one.key: one.proto.set_value for one in boxes if one.key}
    assert {"language_choice", "likely.visitors", "slide.visitors"} <= {*told}
    assert all(told.values())


@pytest.mark.parametrize("language", LOCALES)
def test_other_pages_say_that_numbers_were_not_read(language: str, visit: Any) -> None:
    w, visitor = words(language), visit(LOCALES[language])

    def told(page: str) -> list[str]:
        visitor.at.switch_page(f"pages/{page}.py")
        notes = [caption.value for caption in visitor.run().at.caption]
        assert not visitor.at.exception
        return [note for note in notes if "edit_off" in note]

    assert not told("board")
    visitor.at.switch_page("plan.py")
    visitor.run().type("likely.visitors", "achtduizend").type("name", "")
    assert told("board") == [f":material/edit_off: {w.counted('plan.unread', 1, n=1)}"]
    visitor.at.switch_page("plan.py")
    visitor.run().open("group.audience").type("low.target_share", "weinig")
    for page in ("board", "share", "levers"):
        assert told(page) == [f":material/edit_off: {w.counted('plan.unread', 2, n=2)}"]
    assert not told("method")
    visitor.at.switch_page("plan.py")
    visitor.run().type("likely.visitors", "8.000" if language == "nl" else "8,000")
    assert told("board") == [f":material/edit_off: {w.counted('plan.unread', 1, n=1)}"]


def test_numbers_that_can_hardly_be_meant_are_asked_about(visit: Any) -> None:
    visitor = visit("nl-NL").open("group.team", "group.value")
    visitor.type("likely.hours_per_day", "75").type("low.margin", "0,2")
    assert visitor.plan.inputs["hours_per_day"] == Exact(75.0)
    long = NL("hints.long_day", name=NL.input("hours_per_day"), hours="75", most="24")
    low, meant = NL.percent(0.002), NL.percent(0.2)
    hundredth = NL("hints.hundredth", name=NL.input("margin"), low=low, meant=meant)
    told = [warning.value for warning in visitor.at.warning]
    assert (told[0], hundredth in told) == (long, False)  # it is asked at the box
    visitor.at.button(key="doubt.keep.margin").click()
    visitor.run()
    assert [warning.value for warning in visitor.at.warning][:2] == [long, hundredth]


def test_a_run_that_ends_knows_every_slider(visit: Any) -> None:
    visitor = visit("en-US").open("group.audience")
    likely = visitor.plan.inputs["visitors"].likely
    step = visitor.at.slider(key="slide.visitors").step
    visitor.slide("slide.visitors", likely + step)
    moves = visitor.kept(MOVES)
    for slider in visitor.at.slider:
        assert moves.knows(slider.key, (slider.min, slider.max, slider.step))
        assert moves.heard(slider.key, slider.value, float("inf"))  # where the page has put it
    assert len(visitor.at.slider) == 3
