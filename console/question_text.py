"""The answer to a question in words for a terminal (`console.questions`), as in
`console.answer_text`.

Chances are whole numbers of 100 fairs, and no figure is finer than its own error.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from console import names as words
from console.answer_text import exact, figure, hundredths, rounded, wrapped
from console.asking import Asked, FindOut, Why
from sim.decide.backwards import Required
from sim.decide.levers import Needed, Worth
from sim.decide.team import TeamCurve
from sim.decide.timeline import Timeline
from sim.plan.scenario import Scenario
from sim.play.result import Measured
from sim.why.drivers import Driver
from sim.why.robustness import Robustness


def told(asked: Asked, blocks: Iterable[list[str]]) -> str:
    """The name of the fair, the answer, and how it was found."""
    run = (
        f"{asked.trials:,} simulated fairs, seed {asked.seed}. Money in {asked.scenario.currency}."
    )
    parts = [wrapped(asked.scenario.name), *blocks, wrapped(run)]
    return "\n\n".join("\n".join(part) for part in parts if part)


# Why


def drivers(asked: Asked, found: Why) -> Iterator[list[str]]:
    """What the profit hangs on."""
    luck, known = (words.percent(share) for share in (found.split.luck, found.split.known))
    yield wrapped(
        f"Of all that makes one such fair differ from another, {luck} is luck: whole people and "
        f"single orders. {known} is not known yet, but could be."
    )
    if not found.inputs:
        yield wrapped("Every number is exact: only luck is left.")
    else:
        yield ["Fairs with the number in its lowest and in its highest fifth:"]
        yield _fifths(found.inputs, asked.scenario)
    yield ["The same for the counts in between:"]
    yield _fifths(found.stages, asked.scenario)


def _fifths(found: Iterable[Driver], plan: Scenario) -> list[str]:
    heads = [
        ("profit,", "low"),
        ("profit,", "high"),
        ("of 100", "pay, low"),
        ("of 100", "pay, high"),
    ]
    rows = [
        [words.place(each.path, plan), figure(each.low), figure(each.high),
         *(words.of_hundred(chance) for chance in (each.chance_low, each.chance_high))]
        for each in found
    ]  # fmt: skip
    return words.table(heads, rows)


# What to do


def levers(asked: Asked, found: tuple[Needed, ...]) -> Iterator[list[str]]:
    """What each lever would have to be."""
    if not found:
        return
    today = hundredths(found[0].today.value)
    goal = f"{100 * asked.chance:.3g} of 100"
    first = f"{today} of 100 cover their costs as planned; {goal} are asked for."
    if found[0].reached:
        yield wrapped(first, "That is enough. Each number alone may get as much worse as this:")
    else:
        yield wrapped(first, "Each number alone would have to be, the nearest first:")
    can = [each for each in found if each.likely is not None]
    heads = [("", "now"), ("", "needed"), ("inside", "its range")]
    rows = [
        [_lever(asked, each.lever), words.value(each.lever, Measured(each.now.likely, 0.0)),
         words.value(each.lever, each.likely), "yes" if each.inside else "no"]
        for each in can if each.likely is not None
    ]  # fmt: skip
    yield words.table(heads, rows) if rows else []
    cannot = [_lever(asked, each.lever) for each in found if each.likely is None]
    yield wrapped(f"Not by itself: {'; '.join(cannot)}.") if cannot else []


def _lever(asked: Asked, lever: str) -> str:
    if not lever.startswith("costs."):
        return words.name(lever)
    return words.short(asked.scenario.costs[int(lever.removeprefix("costs."))].label)


def steps(asked: Asked, found: tuple[Worth, ...]) -> Iterator[list[str]]:
    """What one step more is worth."""
    yield ["One step more, all else equal:"]
    heads = [("average", "profit"), ("of 100", "that pay")]
    yield words.table(
        heads,
        [
            [words.STEPS[each.step], words.more(each.profit),
             words.more(Measured(100 * each.chance.value, 100 * each.chance.error))]
            for each in found
        ],
    )  # fmt: skip


def team(asked: Asked, found: TeamCurve) -> Iterator[list[str]]:
    """How many people on the stand."""
    best, surest = found.best_mean, found.best_chance
    yield wrapped(
        f"The average profit is highest with {words.people(best.staff)}, "
        f"{figure(best.mean)}; most fairs pay with {words.people(surest.staff)}, "
        f"{hundredths(surest.chance.value)} of 100. "
        f"Planned: {words.people(asked.scenario.inputs['staff'].likely)}."
    )
    heads = [("average", "profit"), ("1 in 10", "below"), ("half", "below"), ("1 in 10", "above"),
             ("of 100", "that pay"), ("left", "unserved")]  # fmt: skip
    yield words.table(
        heads,
        [
            [f"{point.staff:g}", *map(figure, (point.mean, point.p10, point.p50, point.p90)),
             words.of_hundred(point.chance), figure(point.unserved, signed=False)]
            for point in found.points
        ],
    )  # fmt: skip
    yield wrapped(
        f"Each person more than planned costs {exact(asked.cost_of_person)}; the budget's own "
        "lines per contact and so on are counted."
    )


def backwards(asked: Asked, found: Required) -> Iterator[list[str]]:
    """What the joint goal takes."""
    goal, wanted = asked.scenario.goal, f"{100 * asked.chance:.3g} of 100"
    assert goal is not None  # checked where it was asked
    yield wrapped(
        f"The goal, revenue of {exact(goal.revenue)} at {100 * goal.margin:.3g} % margin: "
        f"{hundredths(found.today.value)} of 100 reach it as planned; {wanted} are asked for."
    )
    if found.counts is None or found.factor is None:
        why = "at these rates"
        if found.ceiling.value < asked.chance:
            why = f"the margin is enough in only {hundredths(found.ceiling.value)} of 100"
        yield wrapped(f"No number of visitors is enough: {why}.")
        return
    yield wrapped(
        f"That takes {rounded(found.factor)} times the visitors, and nobody turned away. In the "
        "middle one of such fairs:"
    )
    rows = [
        [words.name(stage), figure(count, signed=False)] for stage, count in found.counts.items()
    ]
    yield words.table([("", "needed")], rows)
    a_day, possible, calls = found.contacts_a_day, found.contacts_possible, found.calls_a_day
    if a_day is not None and possible is not None:
        yield wrapped(
            f"For one person that is {rounded(a_day)} contacts a day; likely possible are "
            f"{rounded(possible)}."
        )
    if calls is not None:
        yield wrapped(f"Phone appointments a working day in the first two weeks: {rounded(calls)}.")


# What to find out, and how firm it is


def information(asked: Asked, found: FindOut) -> Iterator[list[str]]:
    """What knowing is worth before deciding."""
    going, most, plan = found.going, words.worth(found.worth.everything), asked.scenario
    stands = "go" if going.value > 0 else "stay home"
    yield wrapped(
        f"As it stands: {stands}. Going earns {figure(going)} on average, staying home 0.",
        f"Knowing everything before deciding is worth {most}; no research can be worth more.",
    )
    rows, idle = [], []
    for each in found.worth.inputs:
        place = words.place(each.path, plan)
        if each.value.hardly:
            idle.append(place)
        else:
            rows.append([place, words.worth(each.value)])
    if not rows:
        yield wrapped(f"No single answer changes the decision: {stands}.")
        return
    yield ["Knowing one number exactly is worth at most:"]
    yield words.table([("", "worth")], rows)
    yield wrapped(f"Hardly worth knowing: {'; '.join(idle)}.") if idle else []


def robustness(asked: Asked, found: Robustness) -> Iterator[list[str]]:
    """How far the answer depends on choices that nobody has measured."""
    low, high, planned = (hundredths(x) for x in (found.low, found.high, found.planned))
    yield wrapped(
        f"{planned} of 100 cover their costs as planned; {low} to {high} of 100, depending on "
        f"choices that nobody has measured. What matters most: {words.CHOICES[found.strongest]}."
    )
    rows = [[words.CHOICES[key], hundredths(chance)] for key, chance in found.chances.items()]
    yield words.table([("of 100", "that pay")], [["as planned", planned], *rows])


# When


def when(asked: Asked, found: Timeline) -> Iterator[list[str]]:
    """Month by month."""
    low, middle, high = (figure(each, signed=False) for each in found.deepest)
    lines = [f"The most money that is out at once: {middle} (1 in 10 below {low}, above {high})."]
    if found.judged_after is None:
        lines.append("No extra order comes, so there is nothing to judge the fair by.")
    else:
        lines.append(
            f"Before month {found.judged_after} it is too early to judge: then 90 of 100 extra "
            "orders have come."
        )
    if asked.scenario.horizon is not None:
        late, value = (figure(each, signed=False) for each in (found.late, found.late_value))
        lines.append(
            f"After month {asked.scenario.horizon} come {late} extra orders on average that do not "
            f"count, worth {value}."
        )
    yield wrapped(*lines)
    heads = [("1 in 10", "below"), ("half", "below"), ("1 in 10", "above"), ("of 100", "paid back")]
    rows = []
    for at in words.spread(len(found.months)):
        band = [rounded(found.bands[at][level], 2, signed=True) for level in (0, 2, 4)]
        rows.append([f"month {found.months[at]}", *band, words.of_hundred(found.paid_back[at])])
    yield ["Profit so far:", *words.table(heads, rows)]
    yield wrapped(*_stories(found))


def _stories(found: Timeline) -> Iterator[str]:
    for story, course in zip(found.stories, found.courses, strict=True):
        told = f"A {story.name} fair ends at {rounded(float(course[-1]), signed=True)}."
        if story.stage is not None:
            stage = words.name(story.stage).capitalize()
            told += f" {stage}: {story.count:,}, usually {story.usual:,}."
        if story.stage != "extra_orders":
            told += f" Extra orders: {story.orders:,}, usually {story.usual_orders:,}."
        yield told
