"""The answer to a question in words for a terminal (`console.questions`), as in
`console.answer_text`.

Chances are whole numbers of 100 fairs, and no figure is finer than its own error.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from console import lines
from console.asking import Asked, FindOut, Why
from console.terminal import Terminal
from sim.decide.backwards import Required
from sim.decide.levers import Needed, Worth
from sim.decide.stories import Story
from sim.decide.team import TeamCurve
from sim.decide.timeline import Timeline
from sim.plan.scenario import Scenario
from sim.play.result import Measured
from sim.why.drivers import Driver
from sim.why.robustness import Robustness
from sim.why.unmeasured import Span


def full_text(asked: Asked, blocks: Iterable[list[str]], say: Terminal) -> str:
    """The name of the fair, the answer, and how it was found."""
    plan = asked.scenario
    run = say("foot.run", trials=say.exact(asked.trials), seed=asked.seed, currency=plan.currency)
    foot = say.wrapped(" ".join([run, *lines.on_page(asked.on_page, say)]))
    parts = [say.wrapped(plan.name), *blocks, foot]
    return "\n\n".join("\n".join(part) for part in parts if part)


# Why


def drivers(asked: Asked, found: Why, say: Terminal) -> Iterator[list[str]]:
    """What the profit hangs on."""
    parts = found.split
    luck, fair, known = map(say.percent, (parts.luck, parts.good_fair, parts.known))
    yield say.wrapped(say("drivers.luck", luck=luck, fair=fair, known=known))
    if not found.inputs:
        yield say.wrapped(say("drivers.exact"))
    else:
        yield say.wrapped(say("drivers.inputs"))
        yield _fifths(found.inputs, asked.scenario, say)
    if found.good_fair is not None:
        yield say.wrapped(say("drivers.good_fair"))
        yield _fifths([found.good_fair], asked.scenario, say)
    yield say.wrapped(say("drivers.stages"))
    yield _fifths(found.stages, asked.scenario, say)


def _fifths(found: Iterable[Driver], plan: Scenario, say: Terminal) -> list[str]:
    heads = ("profit_low", "profit_high", "pay_low", "pay_high")
    rows = [
        [lines.place(each.path, plan, say), say.figure(each.low), say.figure(each.high),
         *map(say.of_hundred, (each.chance_low, each.chance_high))]
        for each in found
    ]  # fmt: skip
    return say.table(heads, rows)


# What to do


def levers(asked: Asked, found: tuple[Needed, ...], say: Terminal) -> Iterator[list[str]]:
    """What each lever would have to be."""
    if not found:
        return
    today, wanted = say.hundredths(found[0].today.value), say.short(100 * asked.chance)
    which = "reached" if found[0].reached else "needed"
    first = say("levers.asked", today=today, wanted=wanted)
    yield say.wrapped(first, say(f"levers.{which}"))
    rows = [
        [lines.lever(each.lever, asked.scenario, say),
         lines.setting(each.lever, Measured(each.now.likely, 0.0), say),
         lines.setting(each.lever, each.likely, say),
         say("levers.yes" if each.inside else "levers.no")]
        for each in found if each.likely is not None
    ]  # fmt: skip
    yield say.table(("now", "needed", "inside"), rows) if rows else []
    cannot = [lines.lever(each.lever, asked.scenario, say) for each in found if not each.likely]
    yield say.wrapped(say("levers.cannot", names="; ".join(cannot))) if cannot else []


def steps(asked: Asked, found: tuple[Worth, ...], say: Terminal) -> Iterator[list[str]]:
    """What one step more is worth."""
    yield say.wrapped(say("steps.title"))
    rows = [
        [say(f"steps.{each.step}"), lines.difference(each.profit, say),
         lines.difference(Measured(100 * each.chance.value, 100 * each.chance.error), say)]
        for each in found
    ]  # fmt: skip
    yield say.table(("average_profit", "pay"), rows)


def team(asked: Asked, found: TeamCurve, say: Terminal) -> Iterator[list[str]]:
    """How many people on the stand."""
    best, surest, planned = found.best_mean, found.best_chance, asked.scenario.inputs["staff"]
    yield say.wrapped(
        say(
            "team.best",
            best=lines.people(best.staff, say),
            mean=say.figure(best.mean),
            surest=lines.people(surest.staff, say),
            n=say.hundredths(surest.chance.value),
            planned=lines.people(planned.likely, say),
        )
    )
    rows = [
        [say.short(point.staff, 6),
         *map(say.figure, (point.mean, point.p10, point.p50, point.p90)),
         say.of_hundred(point.chance), say.figure(point.unserved, signed=False)]
        for point in found.points
    ]  # fmt: skip
    yield say.table(("average_profit", "low", "half", "high", "pay", "unserved"), rows)
    yield say.wrapped(say("team.cost", cost=say.exact(asked.cost_of_person)))


def backwards(asked: Asked, found: Required, say: Terminal) -> Iterator[list[str]]:
    """What the joint goal takes."""
    goal = asked.scenario.goal
    assert goal is not None  # checked where it was asked
    yield say.wrapped(
        say(
            "backwards.goal",
            revenue=say.exact(goal.revenue),
            margin=say.short(100 * goal.margin),
            today=say.hundredths(found.today.value),
            wanted=say.short(100 * asked.chance),
        )
    )
    if found.counts is None or found.factor is None:
        which = "no_margin" if found.ceiling.value < asked.chance else "no_visitors"
        ceiling = say.hundredths(found.ceiling.value)
        yield say.wrapped(say(f"backwards.{which}", ceiling=ceiling))
        return
    yield say.wrapped(say("backwards.takes", factor=say.rounded(found.factor)))
    counts = found.counts.items()
    rows = [[say.name(stage), say.figure(count, signed=False)] for stage, count in counts]
    yield say.table(("needed",), rows)
    a_day, possible, calls = found.contacts_a_day, found.contacts_possible, found.calls_a_day
    if a_day is not None and possible is not None:
        told = {"a_day": say.rounded(a_day), "possible": say.rounded(possible)}
        yield say.wrapped(say("backwards.a_day", **told))
    if calls is not None:
        yield say.wrapped(say("backwards.calls", calls=say.rounded(calls)))
    if found.given_orders is not None:
        n = say.hundredths(found.given_orders.value)
        yield say.wrapped(say("backwards.given", n=n, wanted=say.short(100 * asked.chance)))


# What to find out, and how firm it is


def information(asked: Asked, found: FindOut, say: Terminal) -> Iterator[list[str]]:
    """What knowing is worth before deciding, and where the advice turns."""
    going = found.going
    stands = "go" if going.planned.value > 0 else "home"
    yield say.wrapped(
        say(f"information.{stands}", mean=say.figure(going.planned)),
        *_turns(going, say),
        say("information.everything", most=lines.worth(found.worth.everything, say)),
    )
    rows, idle = [], []
    for each in found.worth.inputs:
        place = lines.place(each.path, asked.scenario, say)
        if each.value.hardly:
            idle.append(place)
        else:
            rows.append([place, lines.worth(each.value, say)])
    fair = found.worth.good_fair
    about = (
        [] if fair is None else [say("information.good_fair", worth=lines.worth(fair.value, say))]
    )
    if not rows:
        yield say.wrapped(say(f"information.none_{stands}"), *about)
        return
    yield say.wrapped(say("information.title"))
    yield say.table(("worth",), rows)
    if found.best is not None:
        span = found.best
        ends = {key: say.figure(getattr(span, key), signed=False) for key in ("low", "high")}
        about.append(say("information.best", name=rows[0][0], **ends))
    yield say.wrapped(*about) if about else []
    yield say.wrapped(say("information.idle", names="; ".join(idle))) if idle else []


def _turns(going: Span, say: Terminal) -> Iterator[str]:
    """From where to where the average goes, and under which choices the advice turns."""
    yield say("information.range", low=say.figure(going.low), high=say.figure(going.high))
    if not going.turns:
        yield say("information.turns_never")
        return
    each = (f"{say(f'robustness.{x}')} ({say.figure(going.under[x])})" for x in going.turns)
    yield say("information.turns", choices="; ".join(each))


def robustness(asked: Asked, found: Robustness, say: Terminal) -> Iterator[list[str]]:
    """How far the answer depends on choices that nobody has measured."""
    low, high, planned = map(say.hundredths, (found.low, found.high, found.planned))
    chances = {"planned": planned, "low": low, "high": high}
    strongest = say(f"robustness.{found.strongest}")
    yield say.wrapped(say("robustness.range", strongest=strongest, **chances))
    rows = [
        [say(f"robustness.{choice}"), say.hundredths(chance), say.figure(found.means.under[choice])]
        for choice, chance in found.chances.items()
    ]
    first = [say("robustness.planned"), planned, say.figure(found.means.planned)]
    yield say.table(("pay", "average_profit"), [first, *rows])


# When


def when(asked: Asked, found: Timeline, say: Terminal) -> Iterator[list[str]]:
    """Month by month."""
    low, middle, high = (say.figure(each, signed=False) for each in found.deepest)
    first = [say("when.deepest", low=low, middle=middle, high=high)]
    if found.judged_after is None:
        first.append(say("when.no_orders"))
    else:
        first.append(say("when.judged", month=found.judged_after))
    if asked.scenario.horizon is not None:
        late, value = (say.figure(each, signed=False) for each in (found.late, found.late_value))
        first.append(say("when.late", month=asked.scenario.horizon, late=late, value=value))
    yield say.wrapped(*first)
    rows = []
    for at in lines.spread(len(found.months)):
        band = [say.rounded(found.bands[at][level], 2, signed=True) for level in (0, 2, 4)]
        month = say("when.month", n=found.months[at])
        rows.append([month, *band, say.of_hundred(found.paid_back[at])])
    yield [*say.wrapped(say("when.title")), *say.table(("low", "half", "high", "paid_back"), rows)]
    courses = zip(found.stories, found.courses, strict=True)
    yield say.wrapped(*(_story(story, float(course[-1]), say) for story, course in courses))


def _story(story: Story, end: float, say: Terminal) -> str:
    """How one fair ends, and what was unusual in it."""
    told = [say(f"when.{story.name}", end=say.rounded(end, signed=True))]
    counts: list[tuple[str, Any, Any]] = []
    if story.stage is not None:
        counts.append((story.stage, story.count, story.usual))
    if story.stage != "extra_orders":
        counts.append(("extra_orders", story.orders, story.usual_orders))
    for stage, count, usual in counts:
        name = say.sentence(say.name(stage))
        told.append(say("when.count", stage=name, count=say.exact(count), usual=say.exact(usual)))
    return " ".join(told)
