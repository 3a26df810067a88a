"""What leaves the desk: links, the board page and presentation links, through the app."""

from __future__ import annotations

import os
import re
from datetime import timedelta
from typing import Any

import numpy as np
import pytest

from sim import CostLine, Exact, Goal, Range, simulate
from sim.links.plan_link import decode, encode
from sim.plan.file import EXAMPLES, example
from sim.play.answer import summarised
from sim.play.engine import ENGINE
from sim.play.trials import TRIALS
from store import Database, Snapshots
from store.problems import DATABASE, LINKS, StoreError
from tests.inputs.test_unwritable_text import plan_with, token
from tests.pages.visits import EN, HOSTILE, LOCALES, NL
from ui.visit import state
from words import answer as sentences
from words.catalogue import words

OURS = example("regional").with_(
    name="Our own fair",
    inputs={
        "visitors": Range(1000, 5000, 2000),
        "margin": Exact(0.34567, example("own").inputs["margin"].scale),
    },
    costs=(CostLine("Secret stand", Exact(98_765.0)),),
    goal=Goal(876_543.0, 0.4567),
    hurdle=0.7,
)


def page(visitor: Any, name: str) -> Any:
    visitor.at.switch_page(f"pages/{name}.py")
    return visitor.run()


def kept(visitor: Any, audience: str) -> str:
    """Makes a presentation link and gives its id."""
    page(visitor, "share")
    visitor.at.radio[0].set_value(audience)
    (make,) = (
        b for b in visitor.at.button if b.label == words(visitor.screen.language)("share.show.make")
    )
    make.click()
    visitor.run()
    assert not visitor.errors
    (made,) = (b for b in visitor.at.button if str(b.key).startswith("revoke."))
    return str(made.key).removeprefix("revoke.")


@pytest.mark.parametrize("locale", LOCALES.values())
@pytest.mark.parametrize("name", EXAMPLES)
def test_a_link_shows_everybody_the_same_numbers(name: str, locale: str, visit: Any) -> None:
    maker = visit("en-US").pick("plan_choice", name).type("likely.visitors", "3,210")
    token = encode(maker.plan, 1, name)
    reader = visit(locale, s=token)
    assert reader.plan.numbers == maker.plan.numbers
    assert re.findall(r"\d+", reader.first) == re.findall(r"\d+", maker.first)
    assert reader.screen.slot == name
    assert [button.label for button in reader.at.button] == [words(locale[:2])("plan.reset")]
    assert locale == "en-US" or not reader.english()


def test_a_plan_of_ones_own_opens_beside_the_examples_with_its_seed(visit: Any) -> None:
    reader = visit("nl-NL", s=encode(OURS, 77))
    assert reader.plan == OURS
    assert reader.screen.seed == 77
    assert reader.screen.slot not in state.SLOTS
    assert reader.pick("plan_choice", "national").plan.numbers == example("national").numbers


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize(
    "token",
    [
        "",
        "1",
        "hello",
        "1" + "A" * 99,
        "9zzz",
        encode(OURS, 1)[:-30],
        encode(OURS, 10**400),
        token(plan_with(inputs={"\ud800": 1})),  # half a letter, which no page can show
    ],
    ids=range(8),
)
def test_a_bad_link_gives_one_sentence_and_a_working_page(
    token: str, language: str, visit: Any
) -> None:
    visitor = visit(LOCALES[language], s=token)
    assert len(visitor.errors) == 1
    assert language == "en" or not visitor.english()
    assert visitor.plan.numbers == example("regional").numbers
    visitor.type("likely.visitors", "9.000" if language == "nl" else "9,000")
    assert visitor.plan.inputs["visitors"].likely == 9000


def test_every_page_carries_the_plan_in_its_menu(visit: Any) -> None:
    visitor = visit("en-US", s=encode(OURS, 5))
    for name in ("board", "share", "method", "compare"):
        page(visitor, name)
        links = visitor.at.get("page_link")
        assert links
        for link in links:
            token = re.search(r"s=([\w-]+)", str(link.proto.query_string))
            assert token is not None
            assert decode(token[1]).scenario == OURS


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("name", [*EXAMPLES, "own"])
def test_the_board_page_says_what_the_plan_page_says(name: str, language: str, visit: Any) -> None:
    visitor = visit(LOCALES[language]).pick("plan_choice", name)
    first = visitor.first
    page(visitor, "board")
    assert visitor.first == first
    assert not visitor.errors
    assert not visitor.at.get("slider")
    assert language == "en" or not visitor.english()


@pytest.mark.parametrize("language", LOCALES)
def test_the_board_hears_the_typical_loss_and_below_what_the_worst_10_of_100_fairs_end(
    language: str, visit: Any
) -> None:
    w, found = words(language), summarised(simulate(OURS, trials=TRIALS, seed=5))
    assert found.loss is not None
    loss, worse = (w.signed(x, "EUR") for x in (found.loss, found.profit(0.1)))
    visitor = visit(LOCALES[language], "board", s=encode(OURS, 5))
    told = sentences.second_sentence(found, OURS, w)
    assert loss in told
    assert w("answer.worse", amount=worse) in told
    assert told in "\n".join(visitor.texts())


def test_the_board_sees_the_profit_of_few_visitors_under_low_and_that_of_many_under_high(
    visit: Any,
) -> None:
    result = simulate(OURS, trials=TRIALS, seed=5, detail=True)
    visitors, profit = result["inputs.visitors"], result["profit"]
    few, many = np.quantile(visitors, [0.2, 0.8])
    ends = profit[visitors <= few].mean(), profit[visitors >= many].mean()
    assert ends[0] < ends[1]
    visitor = visit("en-US", "board", s=encode(OURS, 5))
    (table,) = (x.value for x in visitor.at.markdown if EN("board.matters_caption") in x.value)
    heads, (cells,) = (
        table.splitlines()[0],
        [x for x in table.splitlines() if EN.input("visitors") in x],
    )
    assert heads.index(EN("board.matters_low")) < heads.index(EN("board.matters_high"))
    shown = [cell.strip() for cell in cells.split("|")[2:4]]
    assert shown == [EN.signed(end, "EUR", 3) for end in ends]


def test_the_board_and_why_say_the_same_of_a_good_or_bad_fair(visit: Any) -> None:
    visitor = page(visit("en-US"), "board")
    lines = "\n".join(x.value for x in visitor.at.markdown).splitlines()
    (row,) = [line for line in lines if EN("board.fair") in line]
    why = "\n".join(page(visitor, "drivers").texts())
    for cell in row.split("|")[2:4]:
        assert f"**{cell.strip()}**" in why


def test_the_board_page_draws_the_hurdle_and_has_a_mark(visit: Any) -> None:
    visitor = visit("en-US", "board", s=encode(OURS, 5))
    assert "hurdle" in set(visitor.chart()[0][1]["kind"])
    captions = " ".join(caption.value for caption in visitor.at.caption)
    assert re.search(r"fingerprint [0-9A-F]{4}-[0-9A-F]{4}", captions)
    assert "seed 5" in captions


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12])
@pytest.mark.parametrize("name", ["board", "share"])
def test_the_words_of_a_link_are_never_read_as_markdown(name: str, text: str, visit: Any) -> None:
    plan = OURS.with_(name=text, currency="US$", costs=(CostLine(text, Exact(100.0)),))
    visitor = visit("en-US", name, s=encode(plan, 1))
    assert not visitor.errors
    at = visitor.at
    shown = [x.value for kind in (at.title, at.header, at.markdown, at.caption) for x in kind]
    assert text.isalnum() or not [element for element in shown if text in element]


def test_a_presentation_link_shows_what_was_kept_whatever_happens_to_the_plan(visit: Any) -> None:
    maker = visit("en-US", s=encode(OURS, 5))
    before = maker.first
    link = kept(maker, "board")
    reader = visit("en-US", "board", p=link)
    assert not reader.errors
    assert reader.first == before
    assert not reader.at.get("page_link")
    assert reader.at.title[0].value == "Our own fair"


# The longest month and the longest three months: what is given for a month never ends within it.
LASTS = {"never": None, "week": 7, "month": 31, "quarter": 92}


@pytest.mark.parametrize("expiry", LASTS)
def test_a_link_given_for_a_month_opens_until_the_month_is_over_and_no_longer(
    expiry: str, visit: Any
) -> None:
    maker = visit("en-US", "share", s=encode(OURS, 5))
    maker.at.selectbox(key="expiry").set_value(expiry)
    id = kept(maker, "board")
    database = Database(os.environ["QUITTE_DATABASE_URL"])
    snapshots, days = Snapshots(database), LASTS[expiry]
    made = snapshots.open(id)
    last = made.created + timedelta(days=36_500 if days is None else days)
    assert snapshots.open(id, now=last - timedelta(minutes=1)).id == id
    if days is None:
        assert made.expires is None
    else:
        with pytest.raises(StoreError) as ended:
            snapshots.open(id, now=last + timedelta(minutes=1))
        assert ended.value.code == "unknown_link"
    database.close()


def test_a_presentation_of_an_older_version_of_the_calculation_says_so(
    visit: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    maker = visit("en-US", s=encode(OURS, 5))
    fresh = visit("en-US", "board", p=kept(maker, "board"))
    assert EN("board.older") not in [box.value for box in fresh.at.info]
    monkeypatch.setattr("ui.share.page.ENGINE", ENGINE - 1)
    old = page(visit("en-US", p=kept(visit("en-US", s=encode(OURS, 5)), "board")), "board")
    assert EN("board.older") in [box.value for box in old.at.info]


def test_a_presentation_bears_the_title_that_it_was_given_and_otherwise_the_plans_name(
    visit: Any,
) -> None:
    for typed, title in (("For the meeting in May", "For the meeting in May"), ("  ", OURS.name)):
        maker = visit("en-US", "share", s=encode(OURS, 5))
        maker.at.text_input(key=f"title.{OURS.name}").set_value(typed)
        reader = visit("en-US", "board", p=kept(maker, "board"))
        assert reader.at.title[0].value == title


def test_a_customer_is_sent_no_margin_cost_or_goal(visit: Any) -> None:
    link = kept(visit("en-US", s=encode(OURS, 5)), "customer")
    reader = visit("en-US", "board", p=link)
    shown = "\n".join(reader.texts())
    assert "% margin" not in shown
    assert not re.search(r"98[,.]?765|876[,.]?543|34\.6|Secret|cost of|€", shown)
    assert EN("funnel.title") in shown


def test_a_link_that_was_ended_or_never_made_gives_one_sentence(visit: Any) -> None:
    maker = visit("nl-NL", s=encode(OURS, 5))
    link = kept(maker, "board")
    maker.at.button(key=f"revoke.{link}").click()
    assert not maker.run().errors
    for told in (link, "unknown", "\0" * 9999):
        reader = visit("nl-NL", "board", p=told)
        assert [box.value for box in reader.at.info] == [NL("share.store.unknown_link")]
        assert not reader.english()


@pytest.mark.parametrize("language", LOCALES)
def test_a_database_out_of_reach_gives_one_sentence_and_keeps_the_plan(
    language: str, visit: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    (tmp_path / "taken").write_text("a file, no folder")
    monkeypatch.setenv("QUITTE_DATABASE_URL", f"sqlite:///{tmp_path}/taken/quitte.db")
    visitor = visit(LOCALES[language], "share", s=encode(OURS, 5))
    assert len(visitor.errors) == 1
    assert visitor.plan == OURS
    assert language == "en" or not visitor.english()


@pytest.mark.parametrize("language", LOCALES)
def test_who_reads_is_not_told_of_a_plan_where_the_database_is_out_of_reach(
    language: str, visit: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    (tmp_path / "taken").write_text("a file, no folder")
    monkeypatch.setenv("QUITTE_DATABASE_URL", f"sqlite:///{tmp_path}/taken/quitte.db")
    reader = visit(LOCALES[language], "board", p="a" * 24)
    assert [box.value for box in reader.at.info] == [words(language)("share.out_of_reach")]


def test_a_link_that_cannot_be_kept_leaves_the_others_in_sight(
    visit: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise StoreError("unwritable", detail="SQLITE_FULL")

    maker = visit("en-US", s=encode(OURS, 5))
    link = kept(maker, "board")
    monkeypatch.setattr("store.snapshots.Snapshots.save", full)
    maker.at.button(key="make").click()
    assert len(maker.run().errors) == 1
    assert maker.at.button(key=f"revoke.{link}")


def test_everything_that_can_go_wrong_with_a_kept_link_has_its_words() -> None:
    for w in (NL, EN):
        assert set(w.app["share"]["store"]) == set(DATABASE | LINKS)


def test_an_id_with_any_sign_in_it_can_be_copied_and_ended(
    visit: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "store.snapshots.secrets.token_urlsafe", lambda _: "ab__c--d__e_" + "f" * 12
    )
    maker = visit("en-US", s=encode(OURS, 5))
    link = kept(maker, "board")
    assert "__" in link
    maker.at.button(key=f"revoke.{link}").click()
    assert not maker.run().errors


def test_another_language_keeps_for_whom_a_link_is(visit: Any) -> None:
    visitor = visit("nl-NL", "share", s=encode(OURS, 5))
    visitor.at.radio[0].set_value("customer")
    visitor.at.selectbox(key="expiry").set_value("week")
    visitor.run().pick("language_choice", "en")
    assert visitor.at.radio[0].value == "customer"
    assert visitor.at.selectbox(key="expiry").value == "week"


def test_the_mail_speaks_the_language_of_the_page(visit: Any) -> None:
    visitor = visit("nl-NL", "share", s=encode(OURS, 5))
    assert "Van 100 beurzen" in visitor.at.text_area[0].value
    visitor.pick("language_choice", "en")
    assert "Of 100 fairs" in visitor.at.text_area[0].value


def test_a_bad_link_is_told_until_the_plan_changes_and_on_its_own_page_only(visit: Any) -> None:
    visitor = visit("en-US", s="1abc")
    assert len(visitor.errors) == 1
    assert not page(visitor, "board").errors
    other = visit("en-US", s="1abc")
    assert not other.type("likely.visitors", "9,000").run().errors


def test_a_plan_from_a_link_can_be_brought_back_as_it_came(visit: Any) -> None:
    visitor = visit("en-US", s=encode(OURS, 1, "regional"))
    assert not visitor.at.button
    before = visitor.plan
    visitor.type("likely.visitors", "9,000").press()
    assert visitor.plan == before
    assert visitor.pick("plan_choice", "regional").plan.numbers == example("regional").numbers


@pytest.mark.parametrize("language", LOCALES)
def test_a_plan_without_costs_says_so_and_tells_of_no_loss(language: str, visit: Any) -> None:
    w = words(language)
    visitor = page(visit(LOCALES[language], s=encode(OURS.with_(costs=()), 5)), "board")
    shown = "\n".join(visitor.texts())
    assert w("reasons.no_costs") in shown
    assert "10 of 100, worse" not in shown
    assert "10 van de 100 slechter" not in shown
