"""What a team makes of a fair: what marketing and sales each say, and what they agree on.

Both views are kept side by side as they were given, so that agreeing does not rewrite what
somebody thought before.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from sim.plan.checks import from_json, is_text
from sim.plan.problems import ScenarioError, at, written
from sim.plan.scenario import Frozen

TEAMS: Final = ("marketing", "sales")
VERDICTS: Final = ("again", "differently", "not_again")
UNDECIDED: Final = ""
LONGEST: Final = 4_000  # characters of a text
MOST_ACTIONS: Final = 50
LARGEST: Final = 1_000_000  # characters of a document
VERSION: Final = 1


@dataclass(frozen=True)
class View:
    """What one side says.

    verdict      of `VERDICTS`, or `UNDECIDED`
    well         what went well, free text of several lines
    differently  what to do differently

    Raises `ScenarioError` with the name of the part as its place.
    """

    verdict: str = UNDECIDED
    well: str = ""
    differently: str = ""

    def __post_init__(self) -> None:
        _check_verdict("verdict", self.verdict)
        for part in ("well", "differently"):
            _check_text(part, getattr(self, part))

    @property
    def empty(self) -> bool:
        return self == View()


@dataclass(frozen=True)
class Action:
    """Something to be done, and by whom."""

    what: str
    who: str = ""

    def __post_init__(self) -> None:
        for part in ("what", "who"):
            _check_text(part, getattr(self, part))


@dataclass(frozen=True)
class Evaluation:
    """Both views, the verdict that was agreed on with its reason, and what is to be done.

    Raises `ScenarioError`, places like ``views.sales.well`` or ``actions[2].who``.
    """

    views: Mapping[str, View] = field(default_factory=dict)
    agreed: str = UNDECIDED
    reason: str = ""
    actions: tuple[Action, ...] = ()

    def __post_init__(self) -> None:
        for team in self.views:
            if team not in TEAMS:
                raise ScenarioError("unknown_key", f"views.{team}", allowed=", ".join(TEAMS))
        views = {team: self.views.get(team, View()) for team in TEAMS}
        object.__setattr__(self, "views", Frozen[View](views))
        _check_verdict("agreed", self.agreed)
        _check_text("reason", self.reason)
        if len(self.actions) > MOST_ACTIONS:
            raise ScenarioError("too_many", "actions", got=len(self.actions), most=MOST_ACTIONS)

    @property
    def empty(self) -> bool:
        """Whether nobody has said anything yet."""
        return self == Evaluation()

    @property
    def differ(self) -> bool:
        """Whether both sides have a verdict, and not the same."""
        given = {view.verdict for view in self.views.values()}
        return UNDECIDED not in given and len(given) > 1

    def with_view(self, team: str, view: View) -> Evaluation:
        """The same with another view of one of `TEAMS`."""
        views = {**self.views, team: view}
        return Evaluation(views, self.agreed, self.reason, self.actions)


def _check_verdict(place: str, verdict: object) -> None:
    if verdict not in (UNDECIDED, *VERDICTS):
        told = written(verdict, str)
        raise ScenarioError("not_one_of", place, got=told, allowed=", ".join(VERDICTS))


def _check_text(place: str, text: object) -> None:
    if not isinstance(text, str) or not is_text(text):
        raise ScenarioError("not_words", place, most=LONGEST)
    if len(text) > LONGEST:
        raise ScenarioError("too_long", place, got=len(text), most=LONGEST)


# Kept as text


def dumps(evaluation: Evaluation) -> str:
    """The evaluation as JSON, which `loads` reads."""
    document = {
        "version": VERSION,
        "views": {team: asdict(view) for team, view in evaluation.views.items()},
        "agreed": evaluation.agreed,
        "reason": evaluation.reason,
        "actions": [asdict(action) for action in evaluation.actions],
    }
    return json.dumps(document, ensure_ascii=False)


def loads(text: str) -> Evaluation:
    """What `dumps` wrote. Raises `ScenarioError` for anything else."""
    if len(text) > LARGEST:
        raise ScenarioError("too_large", got=len(text), most=LARGEST)
    try:
        document = from_json(text, mend=True)
    except (ValueError, RecursionError):
        raise ScenarioError("not_evaluation") from None
    if not isinstance(document, dict) or document.get("version") != VERSION:
        raise ScenarioError("not_evaluation")
    views, actions = document.get("views", {}), document.get("actions", [])
    if not isinstance(views, dict) or not isinstance(actions, list):
        raise ScenarioError("not_evaluation")
    said = {}
    for team, view in views.items():
        with at(f"views.{written(team, str)}"):
            said[str(team)] = _made(View, view)
    todo = []
    for number, action in enumerate(actions, start=1):
        with at(f"actions[{number}]"):
            todo.append(_made(Action, action))
    agreed, reason = document.get("agreed", UNDECIDED), document.get("reason", "")
    return Evaluation(said, agreed, reason, tuple(todo))


def _made(kind: Any, parts: object) -> Any:
    """A `View` or an `Action` from its parts."""
    names = kind.__dataclass_fields__
    if not isinstance(parts, dict):
        raise ScenarioError("not_table")
    for name in parts:
        if name not in names:
            raise ScenarioError("unknown_key", written(name, str), allowed=", ".join(names))
    if kind is Action and "what" not in parts:
        raise ScenarioError("missing", "what", form="a text")
    return kind(**parts)
