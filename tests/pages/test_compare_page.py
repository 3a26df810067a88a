"""The comparison page through the app: what a visitor does there, and what stands there then."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest

from pictures.comparison import bands_spec, difference_spec
from sim import CostLine, Exact, Scenario, dumps
from sim.decide.comparison import HOME, MOST
from sim.links import plan_text
from sim.links.comparison_link import encode_comparison
from sim.links.plan_link import Link, encode
from sim.plan.file import EXAMPLES, example
from store import Fairs
from tests.pages.visits import EN, HOSTILE, LOCALES, click
from ui.compare.cards import as_well_visited
from ui.compare.chosen import COMPARED
from ui.visit.answers import answer
from words.catalogue import words


def compare(visit: Any, language: str = "en", **parameters: str) -> Any:
    """A visitor of the comparison page."""
    return visit(LOCALES[language], "compare", **parameters)


def plans(visitor: Any) -> list[Scenario]:
    return [one.scenario for one in (visitor.kept(COMPARED) or ())]


def names(visitor: Any) -> list[str]:
    """The names on the cards."""
    heads = [str(header.value) for header in visitor.at.main.header]
    return heads[: heads.index(visitor_words(visitor)("compare.bands.title"))]


def visitor_words(visitor: Any) -> Any:
    return words(visitor.screen.language)


@pytest.mark.parametrize("language", LOCALES)
def test_the_page_compares_the_plan_an_example_and_not_going(language: str, visit: Any) -> None:
    visitor, w = compare(visit, language), words(language)
    assert not visitor.errors
    assert visitor.at.title[0].value == w("compare.title")
    assert [name.replace("\\", "") for name in names(visitor)] == [
        w.examples["fairs"]["regional"],
        w.examples["fairs"]["national"],
    ]
    (bands, rows), (difference, dots) = visitor.chart()
    assert w("chart.profit") in bands
    assert w("compare.axis") in difference
    assert bands_spec(language)["config"] == difference_spec(language)["config"]
    assert list(rows["kind"]).count("median") == 2
    assert w("compare.home") in set(rows["text"])
    assert list(dots["kind"]).count("dot") == 50
    shown = "\n".join(visitor.texts())
    assert w("compare.bands.caption") in shown
    assert w("compare.bands.alt") in shown
    assert w("compare.pair.alt") in shown


def test_the_dutch_page_holds_no_english(visit: Any) -> None:
    visitor = compare(visit, "nl").open("compare.add", "compare.differ", "about.compare.1")
    assert not visitor.errors
    assert not visitor.english()
    visitor.at.text_input(key="compare.link").set_value("x")
    visitor.at.file_uploader[0].set_value(("fair.toml", b"x = 3", "application/toml"))
    visitor.type("compare.name.1", " ").type("compare.loss", "veel")
    assert len(visitor.errors) == 4
    assert not visitor.english()
    assert not visitor.type("compare.loss", "12.500").english()


def test_the_sentences_are_those_of_the_plan_page(visit: Any) -> None:
    visitor = visit("en-US")
    first = visitor.first
    visitor.at.switch_page("pages/compare.py")
    assert f"**{first}**" in [text.value for text in visitor.run().at.markdown]


def test_plans_are_added_renamed_reordered_and_removed(visit: Any) -> None:
    visitor = compare(visit).open("compare.add")
    click(visitor, "compare.current")
    assert plans(visitor)[2] == visitor.plan
    visitor.at.selectbox(key="compare.example").set_value("international")
    click(visitor.run(), "compare.add_example")
    assert len(plans(visitor)) == len({*names(visitor)}) == MOST
    assert not visitor.at.file_uploader
    visitor.open("about.compare.4").type("compare.name.4", "Abroad")
    click(visitor, "compare.up.4")
    assert names(visitor)[2] == "Abroad"
    visitor.open("about.compare.1")
    click(visitor, "compare.down.1")
    click(visitor, "compare.remove.1")
    assert [plan.name for plan in plans(visitor)][1:] == ["Abroad", visitor.plan.name]
    assert not visitor.errors
    assert visitor.at.file_uploader


def test_a_changed_plan_is_another_copy_that_differs_in_that_number_only(visit: Any) -> None:
    visitor = compare(visit)
    visitor.at.switch_page("plan.py")
    visitor.run().type("likely.visitors", "36,000")
    visitor.at.switch_page("pages/compare.py")
    visitor.run().open("compare.add", "about.compare.2")
    click(visitor, "compare.current")
    click(visitor, "compare.remove.2")
    shown = "\n".join(visitor.texts())
    assert (
        f"| {EN.input('visitors')} | 18,000 (14,000 to 22,000) | 36,000 (28,000 to 44,000) |"
        in shown
    )
    assert EN.input("target_share") not in shown
    assert not [box for box in visitor.at.expander if box.label.endswith("differ")]


def test_a_pair_may_be_any_two_and_not_going(visit: Any) -> None:
    visitor = compare(visit)
    before = visitor.chart()[1][1]
    visitor.pick("compare.b", HOME)
    home = EN("compare.home")
    assert f"beats **{home}**" in visitor.at.subheader[0].value
    after = visitor.chart()[1][1]
    assert not before.equals(after)
    visitor.pick("compare.a", HOME)
    assert visitor.at.selectbox(key="compare.a").value == HOME
    assert visitor.at.selectbox(key="compare.b").value != HOME
    visitor.open("about.compare.1")
    click(visitor, "compare.remove.1")
    assert not visitor.errors


def test_a_label_from_before_a_plan_was_renamed_still_means_that_plan(visit: Any) -> None:
    visitor = compare(visit).open("about.compare.1")
    box = visitor.at.selectbox(key="compare.a")
    old, other = box.options[:2]
    visitor.type("compare.name.1", "Renamed")
    for sent, meant in ((old, "Renamed"), (other, other), (old, "Renamed"), ("?", "Renamed")):
        visitor.send(box.id, sent)
        assert not visitor.errors
        assert visitor.at.subheader[0].value.startswith(f"**{meant}** beats")


@pytest.mark.parametrize("language", LOCALES)
def test_the_chance_of_a_loss_above_any_amount(language: str, visit: Any) -> None:
    visitor, w = compare(visit, language), words(language)

    def told() -> str:
        return str(next(t.value for t in visitor.at.markdown if w("compare.home") in t.value
                        and t.value.startswith("-")))  # fmt: skip

    before = told()
    visitor.type("compare.loss", {"nl": "50.000", "en": "50,000"}[language])
    after = told()
    assert before != after
    visitor.type("compare.loss", "?")
    assert len(visitor.errors) == 1
    assert visitor.at.text_input(key="compare.loss").value == "?"
    assert told() == after
    assert not visitor.type("compare.loss", "1").errors


def test_a_file_and_a_link_are_added_or_told_beside_where_they_were_given(visit: Any) -> None:
    visitor = compare(visit).open("compare.add")
    visitor.at.file_uploader[0].set_value(("fair.toml", b"dependence = 'x'", "application/toml"))
    assert len(visitor.run().errors) == 1
    plan = example("own").with_(name="From a file")
    visitor.at.file_uploader[0].set_value(("fair.toml", dumps(plan).encode(), "application/toml"))
    assert not visitor.run().errors
    assert len(visitor.type("compare.link", "https://x.example/").errors) == 1
    link = encode(example("international").with_(name="From a link"), 3)
    assert not visitor.type("compare.link", f"https://x.example/?s={link}").errors
    assert [one.name for one in plans(visitor)[2:]] == ["From a file", "From a link"]


def test_a_plan_goes_to_the_plan_page(visit: Any) -> None:
    visitor = compare(visit).open("about.compare.2")
    chosen = plans(visitor)[1]
    visitor.at.button(key="compare.open.2").click()
    visitor.at.run()
    assert not visitor.errors
    assert visitor.plan == chosen


def test_the_comparison_opens_from_its_own_link(visit: Any) -> None:
    links = [Link(example(name).with_(name=name), 5) for name in reversed(EXAMPLES)]
    visitor = compare(visit, c=encode_comparison(links))
    assert not visitor.errors
    assert names(visitor) == [*reversed(EXAMPLES)]
    assert visitor.screen.seed == 5
    assert len(compare(visit, c="broken").errors) == 1


def test_plans_in_different_currencies_are_not_put_on_one_scale(visit: Any) -> None:
    links = [Link(example("own"), 1), Link(example("own").with_(currency="USD"), 1)]
    visitor = compare(visit, c=encode_comparison(links))
    assert [box.value for box in visitor.at.warning] == [
        EN("compare.currencies", currencies="EUR, USD")
    ]
    assert visitor.chart() == []
    assert not visitor.errors


@pytest.mark.parametrize("text", HOSTILE)
def test_what_users_wrote_stays_plain_text(text: str, visit: Any) -> None:
    plan = example("own").with_(name=text, costs=(CostLine(text, Exact(100.0)),))
    links = [Link(plan, 1), Link(plan.with_(costs=()), 1)]
    visitor = compare(visit, c=encode_comparison(links)).open("compare.add", "about.compare.1")
    assert not visitor.errors
    shown = [x.value for kind in (visitor.at.header, visitor.at.markdown) for x in kind]
    assert text.isalnum() or not [one for one in shown if text in one]
    tables = [one for one in shown if one.startswith("| ")]
    assert tables
    for table in tables:
        lines = table.splitlines()
        assert len({line.replace("\\|", "").count("|") for line in lines}) == 1


EDGES: dict[str, Scenario] = {
    "no costs": example("own").with_(costs=()),
    "nobody comes": example("own").with_(inputs={"visitors": Exact(0.0)}),
    "enormous": example("own").with_(inputs={"order_value": Exact(1e12)}),
}


@pytest.mark.thorough
@pytest.mark.parametrize("edge", EDGES)
@pytest.mark.parametrize("language", LOCALES)
def test_odd_plans_leave_the_page_whole(edge: str, language: str, visit: Any) -> None:
    links = [Link(EDGES[edge], 1), Link(EDGES[edge], 1), Link(example("regional"), 1)]
    visitor = compare(visit, language, c=encode_comparison(links))
    assert not visitor.errors
    for pair in ((1, HOME), (3, HOME), (3, 1)):
        visitor.pick("compare.a", pair[0]).pick("compare.b", pair[1])
        assert not visitor.errors
    texts = "\n".join(visitor.texts())
    assert "nan" not in texts.split()


@pytest.mark.parametrize("language", LOCALES)
def test_a_plan_of_the_book_is_added_under_its_year(
    language: str, visit: Any, fairs: Fairs
) -> None:
    w = words(language)
    assert "compare.book" not in {
        box.key for box in compare(visit, language).open("compare.add").at.selectbox
    }
    for year in (2026, 2027):
        plan = example("own").with_(name=f"Abiss {year}", hurdle=year / 10_000)
        fairs.save(fairs.new("Abiss", year).id, "plan", plan_text.dumps(plan, 7), base=0)
    fairs.new("Without a plan", 2026)
    visitor = compare(visit, language).open("compare.add")
    assert visitor.at.selectbox(key="compare.book").options == ["Abiss 2027", "Abiss 2026"]
    visitor.pick("compare.book", visitor.at.selectbox(key="compare.book").value)
    click(visitor, "compare.add_book")
    assert not visitor.errors
    assert plans(visitor)[2].hurdle == 0.2027
    assert language == "en" or not visitor.english()
    assert w("compare.plan.copy") in visitor.texts()


def test_a_book_out_of_reach_is_one_sentence_and_all_else_works(
    visit: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "taken").write_text("")
    monkeypatch.setenv("QUITTE_DATABASE_URL", f"sqlite:///{tmp_path}/taken/quitte.db")
    visitor = compare(visit).open("compare.add")
    assert not visitor.errors
    assert len(visitor.at.info) == 1
    click(visitor, "compare.current")
    assert len(plans(visitor)) == 3


def test_it_is_plain_which_card_is_the_plan_on_the_screen(visit: Any) -> None:
    def told(visitor: Any) -> list[str]:
        shown = {EN("compare.plan.screen"): "screen", EN("compare.plan.copy"): "copy"}
        return [shown[one.value] for one in visitor.at.main.caption if one.value in shown]

    visitor = compare(visit)
    assert told(visitor) == ["screen", "copy"]
    visitor.at.switch_page("plan.py")
    visitor.run().type("likely.visitors", "36,000")
    visitor.at.switch_page("pages/compare.py")
    assert told(visitor.run()) == ["copy", "copy"]
    click(visitor.open("compare.add"), "compare.current")
    assert told(visitor) == ["copy", "copy", "screen"]
    assert names(visitor)[2].replace("\\", "") == f"{names(visitor)[0]} (2)"


@pytest.mark.parametrize("language", LOCALES)
def test_beating_more_often_and_covering_less_often_is_explained(language: str, visit: Any) -> None:
    w, plan = words(language), example("regional")
    costs = tuple(CostLine(one.label, Exact(one.amount.likely / 2), one.per) for one in plan.costs)
    small = plan.with_(inputs={"visitors": Exact(3600.0)}, costs=costs)
    often = (plan.with_(name="A"), small.with_(name="B"))
    visitor = compare(visit, language, c=encode_comparison([Link(one, 1) for one in often]))
    answers = [answer(one, 1).chance.value for one in plans(visitor)]
    assert answers[0] > answers[1]
    n, of = map(w.of_hundred, answers)
    line = w("compare.pair.against", a="**A**", b="**B**", n=n, of=of)
    assert line in [one.value for one in visitor.at.markdown]
    visitor.pick("compare.b", HOME)
    assert line not in [one.value for one in visitor.at.markdown]


@pytest.mark.parametrize("language", LOCALES)
def test_a_hurdle_that_differs_stands_among_the_differences(language: str, visit: Any) -> None:
    w, plan = words(language), example("own")
    links = [Link(plan.with_(hurdle=0.7), 1), Link(plan, 1)]
    shown = "\n".join(compare(visit, language, c=encode_comparison(links)).texts())
    cells = (w("compare.differ.of_hurdle"), w("compare.differ.hurdle", n=70))
    assert f"| {' | '.join(cells)} | {w('compare.differ.nothing')} |" in shown


def opened(visit: Any, language: str, plan: Scenario) -> Any:
    """A visitor of the comparison page who came by the link of a plan."""
    visitor = visit(LOCALES[language], s=encode(plan, 1))
    visitor.at.switch_page("pages/compare.py")
    return visitor.run()


@pytest.mark.parametrize("language", LOCALES)
def test_a_smaller_stand_and_one_person_less_are_one_click_each(language: str, visit: Any) -> None:
    floor = CostLine("Floor", Exact(250.0), "m2", over=2)
    start = example("regional").with_(inputs={"area": Exact(24.0)}, costs=(floor,))
    visitor = opened(visit, language, start)
    labels = {
        which: visitor.at.button(key=f"compare.variant.{which}").label
        for which in ("area", "staff")
    }
    staff = start.inputs["staff"].likely
    assert "24 → 12 m²" in labels["area"]
    assert f"{staff:g} → {staff - 1:g}" in labels["staff"]
    for which in ("area", "staff"):
        visitor.at.button(key=f"compare.variant.{which}").click().run()
    own, _, smaller, fewer = plans(visitor)
    reach = own.inputs["reach_share"].likely
    less_seen = reach / (1 - reach) * 0.9 ** (math.log(2) / math.log(4 / 3))  # as on the board
    assert smaller.inputs["area"] == Exact(12.0)
    assert smaller.inputs["reach_share"].likely == pytest.approx(less_seen / (1 + less_seen))
    same = {path: own.inputs[path] for path in ("area", "reach_share")}
    assert smaller.with_(name=own.name, inputs=same) == own
    assert fewer.with_(name=own.name) == own.with_(inputs={"staff": Exact(staff - 1)})
    assert len({*names(visitor)}) == 4
    assert not visitor.errors


@pytest.mark.parametrize("language", LOCALES)
def test_one_person_less_saves_what_the_page_of_the_team_reckons(language: str, visit: Any) -> None:
    w = words(language)
    wages = CostLine("Hotel", Exact(2_000.0))
    start = example("regional").with_(inputs={"staff": Exact(4.0)}, costs=(wages,))
    visitor = opened(visit, language, start)
    button = visitor.at.button(key="compare.variant.staff")
    assert w.costs(500) in button.proto.help
    button.click().run()
    assert plans(visitor)[-1].costs[0].amount == Exact(1_500.0)
    visitor.at.switch_page("pages/levers.py")
    visitor.run().pick("levers.part", "team").type("levers.person", "800")
    visitor.at.switch_page("pages/compare.py")
    visitor.run()
    visitor.at.button(key="compare.variant.staff").click().run()
    assert plans(visitor)[-1].costs[0].amount == Exact(1_200.0)


@pytest.mark.parametrize("language", LOCALES)
def test_a_smaller_stand_that_draws_as_many_says_so(language: str, visit: Any) -> None:
    w = words(language)
    here = {"area": Exact(24.0), "visitors": Exact(7_000.0)}
    start = example("regional").with_(inputs=here, name="Mine")
    visitor = opened(visit, language, start)
    told = w("compare.smaller_stand", name="@", reach=w.input("reach_share")).split("@")[1]
    visitor.at.button(key="compare.variant.area").click().run()
    assert told not in "\n".join(visitor.texts())  # it draws fewer
    assert "compare.variant.area" not in {button.key for button in visitor.at.button}  # not twice
    smaller = plans(visitor)[-1]
    assert as_well_visited([smaller, start], "AB", w) == []
    by_hand = start.with_(inputs={"area": Exact(12.0)})
    expected = [w("compare.smaller_stand", name="**A**", reach=w.input("reach_share"))]
    assert as_well_visited([by_hand, start], "AB", w) == expected
    assert as_well_visited([start, start.without("area")], "AB", w) == []


def test_neither_is_offered_where_it_would_change_nothing(visit: Any) -> None:
    free = example("regional")
    flat = tuple(line.per_fair(free.inputs) if line.per == "m2" else line for line in free.costs)
    start = free.with_(inputs={"area": Exact(24.0), "staff": Exact(1.0)}, costs=flat)
    visitor = opened(visit, "en", start)
    shown = {button.key for button in visitor.at.button}
    assert not {"compare.variant.area", "compare.variant.staff"} & shown
