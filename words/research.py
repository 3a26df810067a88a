"""What knowing is worth, in words: names of what can be found out, how, and what that changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.plan.budget import Income, Line
from sim.plan.parameters import PATHS
from sim.plan.round_numbers import of_hundred
from sim.plan.scenario import Scenario
from sim.play.answer import Answer
from sim.play.result import Measured
from sim.why.information import Information, Worth
from sim.why.unmeasured import Span
from words.catalogue import Words
from words.markdown import quoted
from words.measured import amount, signed_amount

Rows = list[list[str]]


def something(value: Measured) -> bool:
    """Whether it is more than the simulation's own noise."""
    return not value.hardly


def valued(found: Information) -> list[Worth]:
    """The inputs that are worth something, the most valuable first."""
    return [worth for worth in found.inputs if something(worth.value)]


# Names of what can be found out


def _line(place: str, plans: Sequence[Scenario]) -> Line:
    """The line of a budget that is called ``costs.NAME.N`` or ``income.NAME.N``."""
    of, _, name = place.partition(".")
    for plan in plans:
        lines: dict[str, Line] = getattr(plan, f"named_{of}")
        if name in lines:
            return lines[name]
    raise KeyError(place)


def name(place: str, plans: Sequence[Scenario], w: Words) -> str:
    """An input by its label, a line of the budget by its own words."""
    if place in PATHS:
        return w.input(place)
    return of_budget(_line(place, plans), w)


def of_budget(line: Line, w: Words) -> str:
    """What a line of costs or of income is called."""
    return w(f"research.{'income' if isinstance(line, Income) else 'cost'}", name=line.label)


def action(place: str, plans: Sequence[Scenario], w: Words) -> str:
    """What to do to find it out, as Markdown."""
    if place in PATHS:
        phase = place.partition(".")[2]
        of = w(f"phases.{phase}") if phase else ""
        return str(w.parameters[PATHS[place].key]["find_out"]).format(phase=of)
    line = _line(place, plans)
    kind = "fair" if line.per == "fair" else "unit"
    kind = "income" if isinstance(line, Income) else kind
    return w(f"research.quote.{kind}", name=f"'{quoted(line.label)}'", per=w(f"per.{line.per}"))


# Sentences


def headline(
    found: Information, mean: Measured, plan: Scenario, w: Words, told: Answer | None = None
) -> list[str]:
    """What to find out first, or that nothing would change the decision, and why; `mean` is the
    profit of going, and `told` what the other pages say of it."""
    choice, best = _choice(mean), valued(found)
    size = _size(mean, told, plan, w)
    most = _most(found, plan.currency, w)
    now = " ".join([w(f"research.now_{choice}", mean=size), *_but(choice, told, plan, w)])
    if best:
        do, worth = action(best[0].path, [plan], w), amount(best[0].value, plan.currency, w)
        first = w("research.first", action=do, amount=worth)
        return [first, now, most]
    if something(found.everything):
        return [w(f"research.alone_{choice}"), f"{now} {w('research.alone_why')} {most}"]
    why = w(f"research.none_why_{choice}") if found.inputs else w("research.certain")
    return [w(f"research.none_{choice}"), f"{now} {why}"]


def _most(found: Information, currency: str, w: Words) -> str:
    """The most that knowing can be worth, and how much of it is of what nobody can know."""
    bound = w("research.bound", amount=amount(found.everything, currency, w))
    if found.good_fair is None or not something(found.good_fair.value):
        return bound
    fair = w("research.good_fair", amount=amount(found.good_fair.value, currency, w))
    return f"{bound} {fair}"


def advice(going: Span, plan: Scenario, w: Words, *, even: bool = False) -> str:
    """From where to where the average of going goes, and in which of the choices that nobody has
    measured go becomes stay, or the other way round; neither where going and staying are `even`."""
    ends = {key: signed_amount(getattr(going, key), plan.currency, w) for key in ("low", "high")}
    first = w(f"advice.{'same' if going.low.value == going.high.value else 'range'}", **ends)
    if even or going.planned.hardly:
        return w("advice.even", **ends)
    stands = "go" if going.planned.value > 0 else "home"
    each = [w(f"advice.choices.{choice}") for choice in going.turns]
    if not each:
        return f"{first} {w(f'advice.{stands}_always')}"
    return f"{first} {w(f'advice.{stands}_unless', choices=w('advice.or').join(each))}"


def worth_range(worth: Span, plan: Scenario, w: Words) -> str:
    """From where to where the worth of the first number goes."""
    low, high = (amount(x, plan.currency, w) for x in (worth.low, worth.high))
    return w("research.range", low=low, high=high)


def _choice(mean: Measured) -> str:
    if mean.hardly:
        return "even"
    return "go" if mean.value > 0 else "home"


def _size(mean: Measured, told: Answer | None, plan: Scenario, w: Words) -> str:
    """The average profit or loss as the other pages have it, where they agree on its sign."""
    other = 0.0 if told is None else told.bands["profit"][0]
    if other * mean.value > 0:
        return w.money(abs(other), plan.currency)
    return amount(Measured(abs(mean.value), mean.error), plan.currency, w)


def _but(choice: str, told: Answer | None, plan: Scenario, w: Words) -> Iterator[str]:
    """Why the average says something else than the chance of covering the costs does."""
    if told is None or choice == "even":
        return
    chance, going = told.chance.value, choice == "go"
    asked = 0.5 if plan.hurdle is None else plan.hurdle
    if going == (chance >= asked) or (plan.hurdle is None and not going):
        return
    which = "met" if not going else "chance" if plan.hurdle is None else "hurdle"
    n, lost = w.of_hundred(chance), w.of_hundred(1 - chance)
    yield w(f"research.but_{which}", n=n, lost=lost, hurdle=of_hundred(asked))


def between(
    found: Information,
    means: Sequence[Measured],
    plans: Sequence[Scenario],
    names: Sequence[str],
    w: Words,
) -> list[str]:
    """The same for the choice between plans, or none of them; the first may be a heading."""
    best, currency = max(range(len(plans)), key=lambda at: means[at].value), plans[0].currency
    mean = means[best]
    stay = mean.value <= 0
    chosen = w("compare.home") if stay else quoted(names[best])
    now = w(f"research.between.{'now_home' if stay else 'now'}", name=chosen,
            mean=amount(mean, currency, w))  # fmt: skip
    most = _most(found, currency, w)
    if valued(found):
        first = valued(found)[0]
        do, worth = action(first.path, plans, w), amount(first.value, currency, w)
        told = w("research.first", action=do, amount=worth)
        return [told, f"{now} {most}", w("research.between.meaning")]
    if something(found.everything):
        alone = w("research.between.alone", name=chosen)
        return [alone, f"{now} {w('research.alone_why')} {most}"]
    return [w("research.between.none", name=chosen), now]


def foot(found: Information, currency: str, trials: int, seed: int, w: Words) -> str:
    """The simulation's own noise, and how to get the same numbers again."""
    run = {"trials": w.number(trials), "seed": str(seed)}
    error = max((worth.value.error for worth in valued(found)), default=0.0)
    if not error:
        return w("research.foot.sure", **run)
    return w("research.foot.note", error=w.money(error, currency, 1), **run)


# Lists


def doable(first: Sequence[Worth], plans: Sequence[Scenario], currency: str, w: Words) -> str:
    """Things to do, each with what it is worth."""
    lines = []
    for at, worth in enumerate(first, start=1):
        do, money = action(worth.path, plans, w), amount(worth.value, currency, w)
        lines.append(f"{at}. {w('research.list.line', action=do, amount=money)}")
    return "\n".join(lines)


def _named(place: str, plan: Scenario, w: Words) -> str:
    called = name(place, [plan], w)
    return called if place in PATHS else quoted(called)


def others(rest: Sequence[Worth], plan: Scenario, w: Words) -> Rows:
    """What else is worth something, how to find it out, and what it is worth; the heads first."""
    rows = [[w(f"research.list.{head}") for head in ("what", "how", "worth")]]
    for worth in rest:
        if something(worth.value):
            do, money = action(worth.path, [plan], w), amount(worth.value, plan.currency, w)
            rows.append([_named(worth.path, plan, w), do, money])
    return rows


def idle(rest: Sequence[Worth], plan: Scenario, w: Words) -> Iterator[str]:
    """What is worth hardly anything, by name."""
    names = [_named(one.path, plan, w) for one in rest if not something(one.value)]
    if names:
        yield w("research.list.hardly", names="; ".join(names))
