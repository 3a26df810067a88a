"""After the fair: `python -m sim evaluate PLAN RECORD... [--on DATE] [--next] [--json]`.

A RECORD is what was told of one fair (`sim.actuals.file`), or a folder of such files. The answer
is of the latest of them as known on a day; what was learned, and the plan for the next fair, of
all.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from console import lines
from console.terminal import Terminal
from sim.actuals.actuals import unplanned
from sim.actuals.file import load as load_record
from sim.actuals.record import OPEN_TOTALS, Record
from sim.evaluate.as_of import AsOf, beyond
from sim.evaluate.beliefs import learned_plan
from sim.evaluate.next_plan import Next, Source, next_plan
from sim.evaluate.several import Past
from sim.many.figures import measured, summary
from sim.plan.beliefs import Belief
from sim.plan.file import dumps
from sim.plan.parameters import PATHS
from sim.plan.problems import ScenarioError
from sim.plan.scenario import Scenario

WORD: Final = "evaluate"
ENDS: Final = ("low", "likely", "high")
FILES: Final = "*.json"


class WrongRecordError(Exception):
    """A record that cannot be taken: its file, and what is wrong with it."""

    def __init__(self, file: str, problem: ScenarioError) -> None:
        super().__init__(file, problem)
        self.file, self.problem = file, problem


@dataclass(frozen=True, eq=False)
class Evaluated:
    """A plan and what came of its fairs, the latest one last.

    on  the day as of which the latest is asked about; what was told later counts of none
    """

    plan: Scenario
    records: tuple[Record, ...]
    on: date
    trials: int
    seed: int

    @cached_property
    def as_of(self) -> AsOf:
        """The latest fair."""
        return AsOf(self.plan, self.records[-1].known(self.on), self.trials, self.seed)

    @cached_property
    def next(self) -> Next:
        """What was learned from all of them."""
        past = [Past(one.fair_day.isoformat(), one.known(self.on)) for one in self.records]
        return next_plan(self.plan, past)

    @cached_property
    def gaps(self) -> dict[str, dict[str, str]]:
        """By day of a fair, its figures that cannot be used yet, each with the one that has to be
        known first; that nobody is open of a stage waits for nothing."""
        found = {}
        for one in self.records:
            said = one.said(self.on)
            found[one.fair_day.isoformat()] = {
                key: first
                for key, first in one.gaps(self.on).items()
                if key not in OPEN_TOTALS or said[key][0] != 0
            }
        return {day: waiting for day, waiting in found.items() if waiting}

    @cached_property
    def unplanned(self) -> dict[str, tuple[str, ...]]:
        """By day of a fair, the lines of costs and income that were told and that the plan does not
        have: they count nowhere."""
        found = {
            one.fair_day.isoformat(): unplanned(self.plan, one.known(self.on))
            for one in self.records
        }
        return {day: lines for day, lines in found.items() if lines}


def records(files: Sequence[str]) -> tuple[Record, ...]:
    """Those in files and folders, in the order of their fairs. Raises `WrongRecordError`."""
    found: tuple[Record, ...] = ()
    for file in _files(files):
        try:
            found = in_order((*found, load_record(file)))
        except ScenarioError as problem:
            raise WrongRecordError(file, problem) from None
    return found


def in_order(records: Sequence[Record]) -> tuple[Record, ...]:
    """In the order of their fairs, no two of one day. Raises `ScenarioError`."""
    found: dict[date, Record] = {}
    for record in records:
        if record.fair_day in found:
            raise ScenarioError("same_day", "fair_day", got=record.fair_day)
        found[record.fair_day] = record
    return tuple(found[day] for day in sorted(found))


def _files(files: Sequence[str]) -> Iterator[str]:
    for file in files:
        if not Path(file).is_dir():
            yield file
            continue
        inside = sorted(map(str, Path(file).glob(FILES)))
        if not inside:
            raise WrongRecordError(file, ScenarioError("no_records", form=FILES))
        yield from inside


def read_day(text: str | None, among: Sequence[Record]) -> date:
    """The day that is asked about; otherwise the last that was told of the latest fair. Raises
    `ScenarioError`."""
    if text is None:
        latest = among[-1]
        return max(latest.days, default=latest.fair_day)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ScenarioError("not_day", "on", got=repr(text)) from None


def as_json(asked: Evaluated) -> str:
    """One JSON object: that of an answer without a question, and what is beside it."""
    found = asked.as_of
    ends = {"all_open_lost": found.all_lost, "all_open_go_on": found.all_go_on}
    beside = {
        name: {"chance_covering_costs": measured(result.chance_covering_costs)}
        for name, result in ends.items()
    }
    told = {"on": asked.on.isoformat(), "too_early": found.too_early}
    left_out = {"gaps": asked.gaps, "unplanned": asked.unplanned}
    document = summary(found.result) | told | left_out | beside | {"learned": _learned(asked)}
    return json.dumps(document, indent=2, allow_nan=False)


def _learned(asked: Evaluated) -> dict[str, Any]:
    """By path of an input: the belief for the next fair, and what is known of the latest one."""
    before, after = asked.plan.inputs, asked.next.plan.inputs
    here = learned_plan(asked.plan, asked.as_of.actuals).inputs
    return {
        path: _ends(after[path])
        | {"before": _ends(before[path]), "this_fair": _ends(here[path])}
        | {"from": {source.fair: _source(source) for source in sources}}
        for path, sources in asked.next.origins.items()
        if path in after
    }


def _ends(belief: Belief) -> dict[str, float]:
    return {name: getattr(belief, name) for name in ENDS}


def _source(source: Source) -> dict[str, Any]:
    """What a fair told of an input."""
    found: dict[str, Any] = {"power": source.power}
    for name in ("hits", "of", "value"):
        if (value := getattr(source, name)) is not None:
            found[name] = value
    if source.hits is not None:
        found["open"] = source.open
    return found | ({} if source.counts is None else {"counts": dict(source.counts)})


def as_file(asked: Evaluated, say: Terminal) -> str:
    """The plan for the next fair, as a scenario file; what did not count stands in it as a
    comment."""
    notes = "".join(f"# {note}\n" for note in _left_out(asked, say))
    return (notes + dumps(asked.next.plan)).rstrip("\n")


def as_text(asked: Evaluated, say: Terminal) -> str:
    """The answer in words."""
    found = asked.as_of
    run = say(
        "foot.run",
        trials=say.exact(asked.trials),
        seed=asked.seed,
        currency=asked.plan.currency,
    )
    parts = [
        say.wrapped(asked.plan.name),
        say.wrapped(*_now(asked, found, say)),
        [line for sentence in _left_out(asked, say) for line in say.wrapped(sentence)],
        *_table(asked, say),
        say.wrapped(run),
    ]
    return "\n\n".join("\n".join(part) for part in parts if part)


def _now(asked: Evaluated, found: AsOf, say: Terminal) -> Iterator[str]:
    """How the latest fair stands, and what that hangs on."""
    day = asked.on.isoformat()
    covers = say.hundredths(found.result.chance_covering_costs.value)
    yield say("evaluate.now", day=day, n=covers)
    waiting = found.actuals.waiting
    if waiting:
        yield from _ends_told(found, waiting, say)
    if found.too_early:
        yield say("evaluate.early")
    low, middle, high = (found.result.quantile("profit", share) for share in (0.1, 0.5, 0.9))
    bands = {"low": say.figure(low), "middle": say.figure(middle), "high": say.figure(high)}
    which = "profit_same" if bands["low"] == bands["high"] else "profit"
    yield say(f"evaluate.{which}", **bands)


def _ends_told(found: AsOf, waiting: int, say: Terminal) -> Iterator[str]:
    """The answer's two ends, and why it does not lie between them, where it does not."""
    each = (found.result, found.all_lost, found.all_go_on)
    chance, *ends = (one.chance_covering_costs.value for one in each)
    covers, lost, on = map(say.hundredths, (chance, *ends))
    yield say.counted("evaluate.ends", waiting, n=say.exact(waiting), lost=lost, on=on)
    side = beyond(chance, (ends[0], ends[1]))
    if side and covers not in (lost, on):
        yield say(f"evaluate.{'above' if side > 0 else 'below'}")


def _left_out(asked: Evaluated, say: Terminal) -> Iterator[str]:
    """What was told and does not count, or not yet, by the names that a record has for it."""
    for day, lacking in asked.unplanned.items():
        yield say("evaluate.unplanned", day=day, names=", ".join(lacking))
    for day, waiting in asked.gaps.items():
        for first in dict.fromkeys(waiting.values()):
            names = ", ".join(key for key, before in waiting.items() if before == first)
            yield say("evaluate.gap", day=day, names=names, first=first)


def _table(asked: Evaluated, say: Terminal) -> Iterator[list[str]]:
    """What was learned for the next fair."""
    paths: Mapping[str, Any] = {p: s for p, s in asked.next.origins.items() if p in PATHS}
    if not paths:
        yield say.wrapped(say("evaluate.nothing"))
        return
    yield say.wrapped(say("evaluate.learned"))
    rows = []
    for path in paths:
        before, after = asked.plan.inputs[path], asked.next.plan.inputs[path]
        ends = (before.low, before.high, after.low, after.likely, after.high)
        rows.append([lines.place(path, asked.plan, say), *map(say.rounded, ends)])
    yield say.table(("low", "high", "next_low", "next_half", "next_high"), rows)
