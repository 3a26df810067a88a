"""The answer to a question in words for a terminal (`console.questions`), as in
`console.answer_text`.

Chances are whole numbers of 100 fairs, and no figure is finer than its own error.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from console import lines
from console.asking import Asked, FindOut, OneStep, Steps, Team, Why
from console.terminal import Terminal
from sim.decide.backwards import Required
from sim.decide.levers import Needed
from sim.decide.stories import Story
from sim.decide.timeline import Timeline
from sim.later.dates import Later, Moment
from sim.plan.scenario import Scenario
from sim.play.result import Measured
from sim.together.everywhere import Everywhere
from sim.together.together import Together
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
        for each in found if each.likely is not None and each.within(asked.allowed)
    ]  # fmt: skip
    yield say.table(("now", "needed", "inside"), rows) if rows else []
    beyond = [
        f"{lines.lever(each.lever, asked.scenario, say)} "
        f"{lines.setting(each.lever, each.likely, say)}"
        for each in found
        if each.likely is not None and not each.within(asked.allowed)
    ]
    yield say.wrapped(say("levers.beyond", names="; ".join(beyond))) if beyond else []
    cannot = [lines.lever(each.lever, asked.scenario, say) for each in found if not each.likely]
    yield say.wrapped(say("levers.cannot", names="; ".join(cannot))) if cannot else []


def steps(asked: Asked, found: OneStep, say: Terminal) -> Iterator[list[str]]:
    """What one step more is worth, and from where to where that goes."""
    yield say.wrapped(say("steps.title"))
    rows, turning = [], []
    for each in found.worth:
        under = found.under[each.step]
        chance = Measured(100 * each.chance.value, 100 * each.chance.error)
        ends = map(say.figure, (under.low, under.high))
        told = (lines.difference(each.profit, say), *ends, lines.difference(chance, say))
        rows.append([say(f"steps.{each.step}"), *told])
        choices = (say(f"robustness.{choice}") for choice in under.turns)
        if under.turns and not each.profit.hardly:
            turning.append(f"{say(f'steps.{each.step}')}: {'; '.join(choices)}")
    yield say.table(("average_profit", "least", "most", "pay"), rows)
    notes = [say("steps.range")]
    if turning:
        notes.append(say("steps.turns", names=". ".join(turning)))
    if asked.scenario.limited:
        notes.append(say("team.cost", cost=say.exact(asked.cost_of_person)))
    yield say.wrapped(*notes)


def together(asked: Asked, found: Steps, say: Terminal) -> Iterator[list[str]]:
    """Which steps together, at which price; and without prices."""
    told = found.cheapest
    if told is not None:
        today, wanted = say.hundredths(told.today.value), say.short(100 * asked.chance)
        own = [] if asked.own_steps else [say("steps_together.suggested")]
        yield say.wrapped(say("steps_together.today", today=today, wanted=wanted), *own)
        n, cost = say.hundredths(told.chance.value), say.exact(told.cost)
        if not told.steps:
            first = say("steps_together.nothing", n=n)
        elif told.reached:
            first = say.counted("steps_together.reached", len(told.steps), n=n, cost=cost)
        else:
            first = say("steps_together.not_reached", n=n, cost=cost)
        yield say.wrapped(first)
        yield _steps(told, asked.scenario, say)
    if found.within is not None and asked.within is not None:
        n, cost = say.hundredths(found.within.chance.value), say.exact(found.within.cost)
        yield say.wrapped(
            say("steps_together.within", money=say.exact(asked.within), n=n, cost=cost)
        )
        yield _steps(found.within, asked.scenario, say)
    if found.everywhere is not None and found.everywhere.shift > 0:
        yield from _everywhere(found.everywhere, asked.scenario, say)


def _steps(told: Together, plan: Scenario, say: Terminal) -> list[str]:
    rows = [
        [plan.steps[place].label, say.exact(cost), say.of_hundred(chance)]
        for place, cost, chance in zip(told.steps, told.prices, told.without, strict=True)
    ]
    return say.table(("cost", "without"), rows) if rows else []


def _everywhere(found: Everywhere, plan: Scenario, say: Terminal) -> Iterator[list[str]]:
    n = say.hundredths(found.chance.value)
    yield say.wrapped(say("steps_together.everywhere", n=n))
    rows = []
    for rate in found.rates:
        both = (f"{say.short(100 * share)} %" for share in (rate.now, rate.needed))
        rows.append([lines.place(rate.path, plan, say), *both])
    yield say.table(("now", "would_be"), rows)


def team(asked: Asked, found: Team, say: Terminal) -> Iterator[list[str]]:
    """How many people on the stand."""
    curve, planned = found.curve, asked.scenario.inputs["staff"]
    best, surest = curve.best_mean, curve.best_chance
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
        for point in curve.points
    ]  # fmt: skip
    yield say.table(("average_profit", "low", "half", "high", "pay", "unserved"), rows)
    low, high = (say.short(x.value, 6) for x in (found.best.low, found.best.high))
    which = "range_same" if low == high else "range"
    yield say.wrapped(
        say(f"team.{which}", low=low, high=high),
        say("team.cost", cost=say.exact(asked.cost_of_person)),
    )


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
    which = "deepest_same" if low == high else "deepest"
    first = [say(f"when.{which}", low=low, middle=middle, high=high)]
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


def later(asked: Asked, found: Later, say: Terminal) -> Iterator[list[str]]:
    """What it is worth to keep the choice open, and what is done on which date."""
    now = "go" if found.go_now else "cancel"
    fee = say.exact(found.fee_today)
    yield say.wrapped(
        say(f"later.now_{now}", mean=say.figure(found.going), fee=fee),
        say(f"later.{found.advice}", worth=say.figure(found.worth, signed=False)),
    )
    if not found.dates:
        yield say.wrapped(say("later.none"))
        return
    rows = [
        [lines.moment(each, say), say.exact(each.fee), lines.worth(each.worth, say),
         say.of_hundred(each.cancelled)]
        for each in found.dates
    ]  # fmt: skip
    yield [*say.wrapped(say("later.title")), *say.table(("fee", "worth", "cancelled"), rows)]
    reached = [each for each in found.dates if each.reached.value > 0]
    yield [line for each in reached for line in say.wrapped(_rule(each, asked, say))]


def _rule(moment: Moment, asked: Asked, say: Terminal) -> str:
    """When it is cancelled on a date."""
    when, limit = lines.moment(moment, say), moment.limit
    if limit is not None:
        value = lines.setting(limit.path, Measured(limit.value, abs(limit.value) / 50), say)
        name = lines.place(limit.path, asked.scenario, say)
        side = "below" if limit.below else "above"
        return say(f"later.where_{side}", when=when, name=name, value=value)
    if not moment.cancelled.value:
        return say("later.never", when=when)
    return say("later.where", when=when, fee=say.exact(moment.fee))


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
