"""The answer to a question as one JSON object, under permanent keys (`console.questions`).

As in `sim.many.figures` a simulated figure is ``{"value", "error"}``, and what is not finite is
None.
"""

from __future__ import annotations

from typing import Any

from console.asking import Asked, FindOut, OneStep, Steps, Team, Why
from sim.decide.backwards import Required
from sim.decide.dials import budget_line
from sim.decide.levers import Needed, Worth
from sim.decide.team import TeamPoint
from sim.decide.timeline import LEVELS, Timeline
from sim.later.dates import Later, Moment
from sim.many.figures import finite, measured
from sim.plan.beliefs import Belief
from sim.play.result import Measured
from sim.why.drivers import Driver
from sim.why.robustness import Robustness
from sim.why.unmeasured import Span, setting

Json = dict[str, Any]


def drivers(asked: Asked, found: Why) -> Json:
    """Money and chances in the lowest and the highest fifth of each input's own part, ranked by
    the spread of the averages of all five; of the good or bad fair, None where nothing moves with
    it; and of each count. The shares of the variance add up to 1."""
    fair = found.good_fair
    return {
        "luck": measured(found.split.luck),
        "not_known_yet": measured(found.split.known),
        "good_fair": {
            "share": measured(found.split.good_fair),
            **({} if fair is None else _by_fifths(fair)),
        },
        "inputs": [{"input": each.path, **_by_fifths(each)} for each in found.inputs],
        "stages": [{"stage": each.path, **_fifths(each)} for each in found.stages],
    }


def _fifths(driver: Driver) -> Json:
    ends = ("low", "high", "chance_low", "chance_high")
    return {end: _maybe(getattr(driver, end)) for end in ends}


def _by_fifths(driver: Driver) -> Json:
    told = {"spread": measured(driver.between), "fifths": [measured(x) for x in driver.fifths]}
    return _fifths(driver) | told


def levers(asked: Asked, found: tuple[Needed, ...]) -> Json:
    """`possible` false: not by this lever alone. A `likely` of None, or one whose value is None
    though it is possible: anything will do. `offered` false: not possible, or only by going further
    than `bounds`, of which `saved` and `more` are parts, 0 to 1."""
    return {
        "chance": asked.chance,
        "today": measured(found[0].today) if found else None,
        "bounds": {key: finite(value) for key, value in vars(asked.allowed).items()},
        "levers": [_needed(asked, each) for each in found],
    }


def _needed(asked: Asked, needed: Needed) -> Json:
    line = budget_line(asked.scenario, needed.lever)
    return {
        "lever": needed.lever,
        "label": None if line is None else line.label,
        "now": _belief(needed.now),
        "possible": needed.likely is not None,
        "likely": _maybe(needed.likely),
        "belief": None if needed.belief is None else _belief(needed.belief),
        "distance": finite(needed.distance),
        "inside": needed.inside,
        "reached": needed.reached,
        "offered": needed.within(asked.allowed),
    }


def _belief(belief: Belief) -> Json:
    return {"low": belief.low, "likely": belief.likely, "high": belief.high}


def steps(asked: Asked, found: OneStep) -> Json:
    """What one step more changes; `low` and `high` of the profit under the choices that nobody has
    measured, and those in which it turns."""
    return {
        "cost_of_person": asked.cost_of_person,
        "steps": [_step(asked, each, found.under[each.step]) for each in found.worth],
    }


def _step(asked: Asked, each: Worth, under: Span) -> Json:
    told = {"step": each.step, "profit": measured(each.profit), "chance": measured(each.chance)}
    return told | _ends(under) | {"turns": _turns(asked, under)}


def _ends(under: Span) -> Json:
    return {"low": measured(under.low), "high": measured(under.high)}


def _turns(asked: Asked, under: Span) -> list[Json]:
    turns = []
    for choice in under.turns:
        what, value = setting(asked.scenario, choice)
        turns.append({"choice": what, "value": value, "mean": measured(under.under[choice])})
    return turns


def together(asked: Asked, found: Steps) -> Json:
    """A set of the plan's steps by their labels: the best within the sum where one was given,
    otherwise the cheapest that reaches the chance, or the best where none does."""
    told = found.within or found.cheapest
    assert told is not None
    labels = [asked.scenario.steps[place].label for place in told.steps]
    return {
        "reached": told.reached,
        "cost": told.cost,
        "chance": measured(told.chance),
        "steps": labels,
        "without": dict(zip(labels, map(measured, told.without), strict=True)),
    }


def team(asked: Asked, found: Team) -> Json:
    """One point for each number of people; from where to where the number with the highest average
    profit goes under the choices that nobody has measured."""
    curve = found.curve
    return {
        "planned": asked.scenario.inputs["staff"].likely,
        "cost_of_person": asked.cost_of_person,
        "best_mean": curve.best_mean.staff,
        "best_mean_low": found.best.low.value,
        "best_mean_high": found.best.high.value,
        "best_chance": curve.best_chance.staff,
        "points": [_point(point) for point in curve.points],
    }


def _point(point: TeamPoint) -> Json:
    figures = ("mean", "p10", "p50", "p90", "chance", "unserved", "contacts")
    told = {figure: measured(getattr(point, figure)) for figure in figures}
    return {"staff": point.staff, **told}


def backwards(asked: Asked, found: Required) -> Json:
    """What the joint goal takes; `counts` None where no number of visitors is enough."""
    counts = None
    if found.counts is not None:
        counts = {stage: measured(count) for stage, count in found.counts.items()}
    return {
        "chance": asked.chance,
        "today": measured(found.today),
        "ceiling": measured(found.ceiling),
        "factor": finite(found.factor),
        "counts": counts,
        "contacts_a_day": finite(found.contacts_a_day),
        "contacts_possible": finite(found.contacts_possible),
        "calls_a_day": finite(found.calls_a_day),
        "given_orders": _maybe(found.given_orders),
    }


def information(asked: Asked, found: FindOut) -> Json:
    """Money that knowing is worth, of each input its own part: ``costs.NAME.N`` is the N-th cost
    line of a name. ``good_fair`` is None where nothing moves with it. The advice is go or stay, and
    the choices that nobody has measured under which it turns."""
    fair = found.worth.good_fair
    return {
        "going": measured(found.going.planned),
        "advice": _advice(asked, found.going),
        "everything": measured(found.worth.everything),
        "good_fair": None if fair is None else {"worth": measured(fair.value)},
        "inputs": [
            {"input": each.path, "worth": measured(each.value)} for each in found.worth.inputs
        ],
    }


def _advice(asked: Asked, going: Span) -> Json:
    return {
        "go": going.planned.value > 0,
        "mean": measured(going.planned),
        **_ends(going),
        "turns": _turns(asked, going),
    }


def robustness(asked: Asked, found: Robustness) -> Json:
    """Chances of covering costs, whose errors are not known, and average profits."""

    def chance(value: float) -> Json:
        return {"value": value, "error": None}

    return {
        "planned": chance(found.planned),
        "low": chance(found.low),
        "high": chance(found.high),
        "strongest": found.strongest,
        "chances": {choice: chance(value) for choice, value in found.chances.items()},
        "mean": measured(found.means.planned),
        "means": {choice: measured(mean) for choice, mean in found.means.under.items()},
    }


def when(asked: Asked, found: Timeline) -> Json:
    """Cumulated profit month by month, bands without their errors."""
    names = [f"p{round(100 * level)}" for level in LEVELS]
    bands = {name: column.tolist() for name, column in zip(names, found.bands.T, strict=True)}
    stories = [
        {"name": story.name, "stage": story.stage, "count": story.count, "usual": story.usual,
         "extra_orders": story.orders, "usual_extra_orders": story.usual_orders,
         "profit": course.tolist()}
        for story, course in zip(found.stories, found.courses, strict=True)
    ]  # fmt: skip
    low, middle, high = map(measured, found.deepest)
    return {
        "months": found.months.tolist(),
        "profit": bands,
        "paid_back": [measured(chance) for chance in found.paid_back],
        "deepest": {"p10": low, "p50": middle, "p90": high},
        "judged_after": found.judged_after,
        "late": measured(found.late),
        "late_value": measured(found.late_value),
        "stories": stories,
    }


def later(asked: Asked, found: Later) -> Json:
    """Money of deciding on the dates of the plan instead of now; `decide_now` is what is best for
    whoever cannot wait, `advice` what is best for who can."""
    return {
        "going": measured(found.going),
        "fee_today": found.fee_today,
        "decide_now": "go" if found.go_now else "cancel",
        "advice": found.advice,
        "open": measured(found.open),
        "worth": measured(found.worth),
        "chance_of_cancelling": found.cancelled,
        "dates": [_moment(each) for each in found.dates],
    }


def _moment(moment: Moment) -> Json:
    """A date: its fee, what is known by then, what deciding then alone is worth, and how often it
    is cancelled then. `cancel_where` says where one input alone decides it."""
    limit = moment.limit
    side = None if limit is None else "below" if limit.below else "above"
    return {
        "date": moment.date.date or None,
        "months_before": moment.date.months_before,
        "fee": moment.fee,
        "known": [*moment.known],
        "worth": measured(moment.worth),
        "chance_of_cancelling": measured(moment.cancelled),
        "cancel_where": None if limit is None else {"input": limit.path, str(side): limit.value},
    }


def _maybe(figure: Measured | None) -> Json | None:
    return None if figure is None else measured(figure)
