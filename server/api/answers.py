"""What is asked, read and answered: the same words, limits and work as on the command line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from console import asking, evaluating, leads
from console.questions import QUESTIONS, answered_as_json, with_steps
from console.terminal import Terminal
from console.year import asked as year
from console.year import told as told_year
from server.api.refused import RefusedError
from sim.actuals import file as record_file
from sim.crm.files.grid import MOST_BYTES
from sim.draws.streams import REPLICATES
from sim.many.figures import summary
from sim.plan.document import from_document
from sim.plan.file import LARGEST, parsed
from sim.plan.problems import ScenarioError, at, one_line
from sim.plan.scenario import Scenario
from sim.play.engine import SEED
from sim.play.enough import MOST, played
from sim.play.trials import TRIALS, check_run
from sim.year.year import MOST as CANDIDATES
from sim.year.year import TOGETHER
from words.catalogue import Words

FORECAST: Final = "forecast"
RUN: Final = ("trials", "seed")
ASKED: Final[dict[str, tuple[str, ...]]] = {  # what is asked, and its options
    FORECAST: RUN,
    **{word: (*RUN, *question.options) for word, question in QUESTIONS.items()},
    evaluating.WORD: (*RUN, "on"),
    year.WORD: (*RUN, "budget", "together"),
    leads.WORD: ("on", "sheet", "currency"),
}
BYTES: Final = {
    evaluating.WORD: record_file.LARGEST,
    year.WORD: CANDIDATES * LARGEST,
    leads.WORD: MOST_BYTES,
}


def answered(word: str, body: bytes, json_: bool, options: Mapping[str, str], w: Words) -> str:
    """The answer to one of `ASKED` as the text of a JSON object.

    body     a plan, or what `evaluate` and `year` ask for: JSON where `json_`, otherwise TOML;
             of `leads` the file of a CRM
    options  of the address, as they were typed

    Raises `ScenarioError`, and `RefusedError` for what is no JSON.
    """
    for name in options:
        if name not in ASKED[word]:
            raise ScenarioError("unknown_key", one_line(name), allowed=", ".join(ASKED[word]))
    if word == leads.WORD:
        told = (options.get(name) for name in ASKED[word])
        return leads.as_json(leads.of_content(lambda: body, *told), Terminal(w))
    trials, seed = _run(options)
    document = _json(body) if json_ else parsed(body)
    if word == evaluating.WORD:
        return _evaluated(document, options, trials, seed)
    if word == year.WORD:
        return _year(document, options, trials, seed)
    if word == FORECAST:
        return _told(summary(played(_plan(document), trials=trials, seed=seed)))
    given = {name: value for name, value in options.items() if name not in RUN}
    asked = asking.for_program(_plan(document), trials, seed, given)
    return answered_as_json(word, with_steps(asked, w) if word == "together" else asked)


def _run(options: Mapping[str, str]) -> tuple[int | None, int]:
    """Trials, None where nobody asks for a number, and seed. Raises `ScenarioError`."""
    trials = asking.read_whole(options["trials"]) if "trials" in options else None
    seed = asking.read_whole(options.get("seed", str(SEED)))
    check_run(TRIALS if trials is None else trials, seed)
    if trials is not None and trials > MOST:
        form = f"a number from {2 * REPLICATES} to {MOST}"
        raise ScenarioError("above", "trials", got=trials, form=form)
    return trials, seed


def _json(body: bytes) -> Any:
    """Any JSON; a number that is none in it, or too long for Python, is refused."""
    try:
        return json.loads(body.decode("utf-8-sig"), parse_constant=_no_number)
    except (ValueError, RecursionError):  # UnicodeDecodeError is a ValueError
        raise RefusedError(400, "not_json") from None


def _no_number(text: str) -> float:
    raise ValueError(text)


def _table(document: Any, place: str = "") -> Mapping[str, Any]:
    if not isinstance(document, dict):
        raise ScenarioError("not_table", place)
    return document


def _plan(document: Any) -> Scenario:
    """JSON may hold what no file of a plan can, in places where only that is looked for."""
    table = _table(document)
    try:
        return from_document(table)
    except ScenarioError:
        raise
    except (TypeError, ValueError, KeyError, AttributeError, RecursionError):
        raise RefusedError(422, "not_plan") from None


def _evaluated(document: Any, options: Mapping[str, str], trials: int | None, seed: int) -> str:
    """Of ``{"plan": ..., "records": [...]}``."""
    told = _table(document)
    with at("plan"):
        plan = _plan(told.get("plan"))
    records = told.get("records")
    if not isinstance(records, list) or not records:
        raise ScenarioError("not_list", "records", form="tables")
    found = []
    for number, record in enumerate(records, start=1):
        with at(f"records[{number}]"):
            found.append(record_file.loads(json.dumps(record), mend=False))
    past = evaluating.in_order(found)
    on = evaluating.read_day(options.get("on"), past)
    return evaluating.as_json(evaluating.Evaluated(plan, past, on, trials or TRIALS, seed))


def _year(document: Any, options: Mapping[str, str], trials: int | None, seed: int) -> str:
    """Of ``{"plans": {"a name": ..., "another": ...}}``."""
    told = _table(_table(document).get("plans"), "plans")
    if not told:
        raise ScenarioError("no_fairs", "plans", form="at least one plan")
    plans = [(name, partial(_plan, plan)) for name, plan in told.items()]
    together = options.get("together", str(TOGETHER))
    try:
        asked = year.of_plans(plans, options.get("budget"), together, trials, seed)
    except year.WrongPlanError as wrong:
        raise wrong.problem.at(f"plans.{one_line(wrong.file)}") from None
    return told_year.as_json(asked)


def _told(found: Mapping[str, Any]) -> str:
    return json.dumps(found, indent=2, allow_nan=False)
