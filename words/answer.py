"""The answer in sentences, the same on the page and in everything that is taken from it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date

from sim.links.presentation import Outlook
from sim.plan.choices.dates import DecisionDate
from sim.plan.round_numbers import half_up, of_hundred
from sim.plan.scenario import EVIDENCE, Scenario
from sim.play.answer import Answer
from words.catalogue import Words


def first_sentence(answer: Answer, w: Words) -> str:
    """The chance of covering costs, whole fairs of 100."""
    chance = answer.chance.value
    return w("answer.first", covers=w.of_hundred(chance), loses=w.of_hundred(1 - chance))


def second_sentence(answer: Answer, plan: Scenario, w: Words) -> str:
    """How large a gain and a loss typically are, always both."""
    if answer.loss is None:
        if not answer.gain:
            return w("answer.nothing")
        return w("answer.only_gain", gain=w.signed(answer.gain or 0.0, plan.currency))
    worse = w("answer.worse", amount=w.signed(answer.profit(0.1), plan.currency))
    if answer.gain is None:
        return w("answer.only_loss", loss=w.signed(answer.loss or 0.0, plan.currency), worse=worse)
    return w(
        "answer.second",
        gain=w.signed(answer.gain, plan.currency),
        loss=w.signed(answer.loss, plan.currency),
        worse=worse,
    )


def asides(answer: Answer, plan: Scenario, w: Words) -> Iterator[str]:
    """Whether the company's own hurdle is met, and which orders do not count; nothing where the
    plan has neither hurdle nor horizon."""
    if plan.hurdle is not None:
        met = "hurdle_met" if answer.chance.value >= plan.hurdle else "hurdle_missed"
        yield w(f"answer.{met}", n=of_hundred(plan.hurdle))
    if plan.horizon is not None:
        yield w.counted("answer.horizon", plan.horizon, n=plan.horizon)


def opening(outlook: Outlook, w: Words) -> str:
    """The first sentence for a customer, which its maker chose or wrote."""
    if outlook.first == "own":
        return outlook.opening
    if outlook.first == "orders":
        return w("board.first_orders", n=w.of_hundred(1 - outlook.chance_no_orders))
    if outlook.first == "chance" and outlook.chance is not None:
        return _chance(outlook.chance, outlook, w)
    _, low, _, high = outlook.bands["contacts"]
    return w("board.first_contacts", low=w.short(low), high=w.short(high))


def expected(outlook: Outlook, w: Words) -> Iterator[str]:
    """What a customer is told beside the first sentence."""
    if outlook.chance is not None and outlook.first != "chance":
        yield _chance(outlook.chance, outlook, w)
    if outlook.first != "orders":
        yield w("board.customer_orders", n=w.of_hundred(1 - outlook.chance_no_orders))
    yield w("board.customer_full", n=w.of_hundred(outlook.chance_full))


def _chance(chance: float, outlook: Outlook, w: Words) -> str:
    if outlook.tens:
        return w("board.customer_tens", n=of_hundred(chance))
    return w("answer.first", covers=w.of_hundred(chance), loses=w.of_hundred(1 - chance))


def break_even(answer: Answer, plan: Scenario, w: Words) -> Iterator[str]:
    """What it takes to cover the costs, in whole orders."""
    guess, currency = answer.guess, plan.currency
    costs = w.costs(guess.costs, currency)
    if guess.costs <= 0:
        yield w("reasons.no_costs")
        return
    if plan.income:
        income = w.costs(guess.income, currency)
        if guess.income >= guess.costs:
            yield w("reasons.income_covers", costs=costs, income=income)
            return
        costs = w("reasons.less_income", costs=costs, income=income)
    if guess.margin > 0 and guess.value_of_order > 0:
        orders = math.ceil(half_up(guess.break_even_orders, 6))
        yield w.counted(
            "reasons.break_even",
            orders,
            costs=costs,
            margin=w.percent(guess.margin),
            revenue=w.costs(guess.break_even_revenue, currency),
            orders=w.number(orders),
            value=w.costs(guess.value_of_order, currency),
        )
    else:
        yield w("reasons.no_margin", costs=costs)


def chances(answer: Answer, plan: Scenario, w: Words) -> Iterator[str]:
    """Other chances: no order, a mean above zero, the goal; then how other ways of counting come
    out: every order credited, and one number per step. Luck is told as what makes it less only
    where it does, and what crediting orders adds only where there are any."""
    guess, goal, currency = answer.guess, plan.goal, plan.currency
    if goal is not None and answer.chance_goal is not None:
        yield w(
            "reasons.goal",
            revenue=w.costs(goal.revenue, currency),
            margin=w.percent(goal.margin),
            n=w.of_hundred(answer.chance_goal.value),
        )
    none = answer.chance_no_orders.value
    yield w("reasons.never_orders") if none == 1 else w("reasons.no_orders", n=w.of_hundred(none))
    mean = answer.bands["profit"][0]
    if mean > 0 and answer.chance.value < 0.5:
        n = w.of_hundred(1 - answer.chance.value)
        yield w("reasons.mean_above", mean=w.signed(mean, currency), n=n)
    if guess.roi is not None:
        less = none < 1 and answer.profit(0.5) < guess.profit
        yield w(
            f"reasons.calculator{'' if less else '_alone'}",
            roi=("+" if guess.roi >= 0 else "") + w.percent(guess.roi, 2),
            profit=w.signed(guess.profit, currency),
            median=w.signed(answer.profit(0.5), currency),
        )
    if none < 1 or guess.profit_crediting_all_orders != guess.profit:
        yield w(
            "reasons.all_orders",
            n=w.of_hundred(answer.chance_all.value),
            all=w.signed(guess.profit_crediting_all_orders, currency),
        )


def moment_told(moment: DecisionDate, w: Words) -> str:
    """A date on which to decide, as it stands in a sentence."""
    months = moment.months_before
    if months is not None:
        return w.counted("when.due.before", months, months=months)
    if moment.today:
        return w("when.later.today")
    return w("when.later.on", day=w.date(date.fromisoformat(moment.date)))


def again(moment: DecisionDate, fee: float, currency: str, w: Words) -> str:
    """When to decide again, and what cancelling costs then."""
    when, money = moment_told(moment, w), w.money(fee, currency)
    return w("when.later.again", when=when, fee=money)


def bottleneck(answer: Answer, w: Words) -> str:
    """Whether the team or the audience is the narrow place."""
    full, guess = answer.chance_full.value, answer.guess.stages
    todo = w("menu.levers")
    unserved = answer.bands["unserved"][0]
    if full >= 0.5:
        return w("funnel.team", n=w.of_hundred(full), unserved=w.short(unserved, 2), todo=todo)
    if guess["contacts"] <= 0:
        return w("funnel.nobody")
    if full >= 0.05:
        return w("funnel.both", n=w.of_hundred(full), unserved=w.short(unserved, 2))
    return w("funnel.audience", n=w.of_hundred(full), todo=todo)


def rests_on(plan: Scenario, w: Words) -> str:
    """How many of the numbers are counted, published and guessed."""
    counts = dict.fromkeys(EVIDENCE, 0)
    for path in plan.uncertain_paths:
        counts[plan.evidence_for(path)] += 1
    return w("quality.sentence", total=len(plan.uncertain_paths), **counts)


def noise(answer: Answer, w: Words) -> str:
    """The simulation's own noise, and how to get the same numbers again."""
    return w(
        "foot.note",
        trials=w.number(answer.trials),
        seed=str(answer.seed),
        error=w.number(100 * answer.chance.error, 1),
    )
