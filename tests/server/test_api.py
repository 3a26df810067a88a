"""The answers for other programs: those of the command line, and one sentence for bad input."""

from __future__ import annotations

import contextlib
import json
from collections.abc import AsyncIterator, Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from starlette.requests import Request

from console import main as command_line
from console.questions import QUESTIONS
from server.api import answers, callers, requests
from server.api.refused import RefusedError
from sim import ScenarioError, dumps, example
from sim.actuals import file as record_file
from sim.actuals.record import Entry, Record
from sim.plan.document import document
from sim.plan.file import LARGEST
from tests.server.asked import Client, client
from words.catalogue import words

PLAN = example("regional")
TOML = dumps(PLAN).encode()
JSON = json.dumps(document(PLAN))
LEADS = Path(__file__).parents[1] / "sim" / "crm" / "exports"
QUICK = "trials=256&seed=3"
COMPANY = {"api": {"tokens": {"fair.example": "a token of thirty letters, at least"}}}
BEARER = {"Authorization": "Bearer a token of thirty letters, at least"}


@pytest.fixture
def asked() -> Client:
    return client()


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> Callable[[dict[str, Any]], None]:
    """Puts these into the secrets of the deployment."""
    return lambda told: monkeypatch.setattr(requests, "secrets", lambda: told)


def on_the_command_line(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert command_line.main([*arguments, "--json", "--trials", "256", "--seed", "3"]) == 0
    return json.loads(capsys.readouterr().out)


def refused(answer: Any, status: int) -> str:
    """The sentence."""
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/json"
    told = answer.json()
    assert set(told) == {"error", "code", "place"}
    assert "\n" not in told["error"]
    return str(told["error"])


@pytest.mark.parametrize("sent", [TOML, JSON], ids=["TOML", "JSON"])
def test_a_forecast_is_the_answer_of_the_command_line(
    sent: str | bytes, asked: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = asked.post(f"/api/v1/forecast?{QUICK}", content=sent)
    assert answer.status_code == 200
    assert answer.json() == on_the_command_line(capsys, "regional")


def test_without_a_number_of_trials_it_is_the_answer_of_the_page(asked: Client) -> None:
    found = asked.post("/api/v1/forecast", content=TOML).json()
    assert found == json.loads(answers.answered("forecast", TOML, False, {}, words("en")))
    assert found["trials"] == 8192


@pytest.mark.parametrize("word", QUESTIONS)
def test_a_question_has_the_answer_of_the_command_line(
    word: str, asked: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = asked.post(f"/api/v1/{word}?{QUICK}", content=TOML)
    assert answer.status_code == 200, answer.text
    assert answer.json() == on_the_command_line(capsys, word, "regional")


def test_a_question_takes_what_it_takes_on_the_command_line(
    asked: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = asked.post(f"/api/v1/team?{QUICK}&cost_of_person=250", content=TOML)
    told = on_the_command_line(capsys, "team", "regional", "--cost-of-person", "250")
    assert answer.json() == told


def test_a_year_and_what_came_of_a_fair_are_asked_with_more_than_one_plan(
    asked: Client, capsys: pytest.CaptureFixture[str], tmp_path: Any
) -> None:
    plans = {name: document(example(name)) for name in ("regional", "national")}
    answer = asked.post(f"/api/v1/year?{QUICK}&budget=120000", json={"plans": plans})
    told = on_the_command_line(capsys, "year", "regional", "national", "--budget", "120000")
    assert answer.json() == told

    record = Record(date(2026, 10, 6), (Entry(date(2026, 12, 1), {"contacts": 40, "orders": 1}),))
    file = tmp_path / "record.json"
    file.write_text(record_file.dumps(record), "utf-8")
    sent = {"plan": plans["regional"], "records": [json.loads(file.read_text("utf-8"))]}
    answer = asked.post(f"/api/v1/evaluate?{QUICK}", json=sent)
    assert answer.json() == on_the_command_line(capsys, "evaluate", "regional", str(file))


@pytest.mark.parametrize("options", ["", "?on=2026-12-01&currency=EUR"])
def test_a_file_of_leads_is_counted_as_on_the_command_line(
    options: str, asked: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    file = LEADS / "10_pipedrive_deals_en.csv"
    answer = asked.post(f"/api/v1/leads{options}", content=file.read_bytes())
    more = ["--on", "2026-12-01", "--currency", "EUR"] if options else []
    assert command_line.main(["leads", str(file), "--json", *more]) == 0
    assert answer.json() == json.loads(capsys.readouterr().out)


WRONG = {
    "no JSON": (400, "forecast", b'{"inputs": '),
    "no number": (400, "forecast", b'{"inputs": {"visitors": NaN}}'),
    "no text": (400, "forecast", b"\xff\xfe\x00"),
    "no TOML": (400, "forecast", b"inputs = ["),
    "nothing": (422, "forecast", b""),
    "a list": (422, "forecast", b"[1]"),
    "no plan": (422, "forecast", b'{"inputs": null}'),
    "a wrong currency": (422, "forecast", JSON.replace('"EUR"', "5").encode()),
    "not asked for": (422, "forecast?colour=red", TOML),
    "too many trials": (422, "forecast?trials=262145", TOML),
    "no trials": (422, "forecast?trials=many", TOML),
    "no seed": (422, "forecast?seed=-1", TOML),
    "a chance beyond": (422, "levers?chance=100", TOML),
    "an option of another question": (422, "steps?chance=50", TOML),
    "no such question": (404, "profit", TOML),
    "no fairs": (422, "year", b'{"plans": {}}'),
    "one fair twice": (422, "year", f'{{"plans": {{"a": {JSON}, "b": {JSON}}}}}'.encode()),
    "no leads": (422, "leads", b""),
    "no currency": (422, "leads?currency=SHELLS", b"a;b"),
    "no records": (422, "evaluate", f'{{"plan": {JSON}}}'.encode()),
    "no record": (422, "evaluate", f'{{"plan": {JSON}, "records": [5]}}'.encode()),
}  # fmt: skip


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_told_in_one_sentence_and_with_its_status(
    name: str, language: str, asked: Client
) -> None:
    status, path, sent = WRONG[name]
    headers = {"Accept-Language": language}
    assert refused(asked.post(f"/api/v1/{path}", content=sent, headers=headers), status)


def test_the_place_in_the_plan_is_told_and_the_sentence_is_in_the_language_asked_for(
    asked: Client,
) -> None:
    sent = TOML.replace(b"margin = ", b"margin = 3 # ")
    answers_ = [
        asked.post("/api/v1/forecast", content=sent, headers={"Accept-Language": code}).json()
        for code in ("nl-BE", "en")
    ]
    assert {one["place"] for one in answers_} == {"inputs.margin"}
    assert answers_[0]["error"] != answers_[1]["error"]


def test_what_is_no_plan_in_any_way_is_refused_all_the_same(asked: Client) -> None:
    """Whatever JSON can hold, in every place of a plan."""
    whole = document(PLAN)
    odd: list[Any] = [None, True, [], {}, "x", [[1]], {"x": {}}, "\ud800", 1e300, -1, [None] * 3]
    paths: list[tuple[Any, ...]] = [(key,) for key in whole]
    paths += [("inputs", key) for key in whole["inputs"]]
    paths += [("costs", 0, key) for key in whole["costs"][0]]
    for path in paths:
        for value in odd:
            changed = json.loads(JSON)
            at: Any = changed
            for step in path[:-1]:
                at = at[step]
            at[path[-1]] = value
            with contextlib.suppress(RefusedError, ScenarioError):
                answers._plan(changed)


def test_a_method_or_a_form_that_is_not_taken_is_told_what_is(asked: Client) -> None:
    answer = asked.get("/api/v1/forecast")
    assert "POST" in refused(answer, 405)
    assert answer.headers["allow"] == "POST"
    form = {"plan": ("fair.toml", TOML)}
    assert "TOML" in refused(asked.post("/api/v1/forecast", files=form), 415)


def test_more_than_a_plan_may_be_is_not_read(asked: Client) -> None:
    within = TOML + b"#" * (LARGEST - len(TOML))
    assert asked.post(f"/api/v1/forecast?{QUICK}", content=within).status_code == 200
    assert str(LARGEST) in refused(asked.post("/api/v1/forecast", content=within + b"#"), 413)

    async def parts() -> AsyncIterator[bytes]:  # without a length told beforehand
        for part in (TOML, b"#" * LARGEST):
            yield part

    refused(asked.post("/api/v1/forecast", content=parts()), 413)


def test_who_asks_too_often_is_told_when_to_come_back(
    asked: Client, kept: Callable[[dict[str, Any]], None]
) -> None:
    kept({"api": {"per_minute": 2}})
    for _ in range(2):
        assert asked.post(f"/api/v1/forecast?{QUICK}", content=TOML).status_code == 200
    answer = asked.post("/api/v1/forecast", content=TOML)
    refused(answer, 429)
    assert 1 <= int(answer.headers["retry-after"]) <= 30
    assert client().post(f"/api/v1/forecast?{QUICK}", content=TOML).status_code == 200  # afresh


def test_requests_come_back_evenly_and_for_each_caller_by_itself() -> None:
    now = [0.0]
    pace = callers.Pace(clock=lambda: now[0])
    waits: list[float] = []

    def taken(caller: str) -> bool:
        try:
            pace.take(caller, 60)
        except RefusedError as problem:
            waits.append(problem.after or 0.0)
            return False
        return True

    assert [taken("a") for _ in range(61)] == [True] * 60 + [False]
    assert waits == [1.0]
    assert taken("b")
    now[0] += 1.0
    assert [taken("a"), taken("a")] == [True, False]
    now[0] += 3600.0
    assert [taken("a") for _ in range(61)] == [True] * 60 + [False]


@pytest.mark.parametrize("told", [COMPANY, COMPANY | {"auth": {}}, {"auth": {"client_id": "x"}}])
def test_where_companies_sign_in_or_have_tokens_only_they_are_answered(
    told: dict[str, Any], asked: Client, kept: Callable[[dict[str, Any]], None]
) -> None:
    kept(told)
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic abc"}):
        answer = asked.post("/api/v1/forecast", content=TOML, headers=headers)
        refused(answer, 401)
        assert answer.headers["www-authenticate"] == "Bearer"
    answer = asked.post(f"/api/v1/forecast?{QUICK}", content=TOML, headers=BEARER)
    assert answer.status_code == (200 if "api" in told else 401)


def test_a_token_that_could_be_guessed_opens_nothing(
    asked: Client, kept: Callable[[dict[str, Any]], None]
) -> None:
    kept({"api": {"tokens": {"fair.example": "short"}}, "auth": {"client_id": "x"}})
    headers = {"Authorization": "Bearer short"}
    refused(asked.post("/api/v1/forecast", content=TOML, headers=headers), 401)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8::1", "2001:db8::ffff", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("203.0.113.1", "203.0.113.2", False),
    ],
)
def test_a_network_of_ipv6_is_one_caller(one: str, other: str, same: bool) -> None:
    found = [
        callers.caller(Request({"type": "http", "headers": [], "client": (host, 5)}), {})
        for host in (one, other)
    ]
    assert (found[0] == found[1]) == same


def test_a_fault_of_ours_is_one_sentence_and_stands_in_the_log(
    asked: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*_: object) -> str:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr(answers, "answered", fails)
    told = refused(asked.post("/api/v1/forecast", content=TOML), 500)
    assert "secret" not in told
    assert "secret detail" in caplog.text


def test_the_description_names_every_question_and_each_is_there(asked: Client) -> None:
    found = asked.get("/api/v1/openapi.json").json()
    assert found["openapi"].startswith("3.1")
    assert set(found["paths"]) == {f"/api/v1/{word}" for word in answers.ASKED}
    for path, told in found["paths"].items():
        word = path.rpartition("/")[2]
        names = [one["name"] for one in told["post"]["parameters"]]
        assert names == [*answers.ASKED[word]]
        assert refused(asked.post(f"{path}?colour=red", content=TOML), 422)
