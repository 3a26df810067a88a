"""The evaluation on paper: how it stands, what made the difference, what the team says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import streamlit as st

import reports
from reports import Paper, Section
from sim.actuals.evaluation import TEAMS, View
from sim.actuals.file import dumps
from sim.actuals.record import Record
from ui.actuals.held import Held
from ui.book import today
from ui.book.today import Today
from ui.evaluate import difference
from ui.visit import clock, state, worked_out
from words.catalogue import Words
from words.markdown import file_name


def button(fair: Held) -> None:
    """The evaluation as a PDF, made when it is asked for."""
    w = state.language()
    st.download_button(
        w("evaluate.report.button"),
        lambda: reports.paper_pdf(paper(fair, w, clock.today())),
        on_click="ignore",
        file_name=f"{file_name(fair.fair.name)}-{fair.fair.year}.pdf",
        mime="application/pdf",
        icon=":material/picture_as_pdf:",
        key="evaluate.pdf",
    )


def paper(fair: Held, w: Words, made: date) -> Paper:
    """Everything that the page tells, as sections; made outside of the visit."""
    days = list(today.course(fair.forecast, _record(fair)))
    first, *then = today.headline(
        fair.forecast, days[-1] if days else None, _record(fair).fair_day, w
    )
    return Paper(
        language=w.code,
        title=fair.fair.title,
        made=w("evaluate.report.made", date=w.date(made)),
        first=first,
        then=tuple(then),
        sections=(*_course(fair, days, w), *_sections(fair, w)),
        foot=f"Quitte \u00b7 {w('reports.mark', mark=fair.forecast.fingerprint)}",
        page=w("evaluate.report.page", n="{n}", of="{of}"),
        date=made,
    )


def _course(fair: Held, days: list[Today], w: Words) -> Iterator[Section]:
    """How the chance moved, where there is more than one day to tell of."""
    if len(days) > 1:
        told = today.rows(days, fair.forecast.plan, w)
        yield Section(w("evaluate.course.title"), table=tuple(tuple(row) for row in told))


def _record(fair: Held) -> Record:
    assert fair.record is not None  # the button is drawn after the day of the fair is known
    return fair.record


def _sections(fair: Held, w: Words) -> Iterator[Section]:
    if _record(fair).entries:
        yield from _numbers(fair, w)
    for team in TEAMS:
        view = fair.evaluation.views[team]
        if not view.empty:
            yield Section(w(f"evaluate.team.{team}"), tuple(_view(view, w)))
    said = fair.evaluation
    agreed = []
    if said.agreed:
        agreed.append(f"{w('evaluate.team.verdict')}: {w(f'evaluate.verdicts.{said.agreed}')}")
    if said.reason.strip():
        agreed.append(said.reason.strip())
    if agreed:
        yield Section(w("evaluate.team.agreed"), tuple(agreed))
    if said.actions:
        heads = (w("evaluate.team.what"), w("evaluate.team.who"))
        rows = tuple((action.what, action.who) for action in said.actions)
        yield Section(w("evaluate.team.actions"), table=(heads, *rows), numbers=False)


def _view(view: View, w: Words) -> Iterator[str]:
    if view.verdict:
        yield f"{w('evaluate.team.verdict')}: {w(f'evaluate.verdicts.{view.verdict}')}"
    for part in ("well", "differently"):
        text = str(getattr(view, part)).strip()
        if text:
            yield f"{w(f'evaluate.team.{part}')}: {text}"


def _numbers(fair: Held, w: Words) -> Iterator[Section]:
    made, record = fair.forecast, dumps(_record(fair))
    plan = made.plan
    crossed = worked_out.asked(difference.difference, plan, made.seed, record)
    rows = [
        (w(f"evaluate.bridge.{step.name}"), difference.moved(step.moved, plan, w))
        for step in crossed.steps
        if step.known
    ]
    ends = [
        (w(f"evaluate.bridge.{end}"), w.signed(x.value, plan.currency))
        for end, x in (("planned", crossed.planned), ("now", crossed.now))
    ]
    values = _record(fair).known().values
    averaged = difference.averaged(crossed, plan, values, w)
    heads = (w("evaluate.beside.what"), w("evaluate.bridge.axis"))
    yield Section(
        w("evaluate.bridge.title"),
        (" ".join([*difference.bridged(crossed, plan, w), *averaged]),),
        (heads, ends[0], *rows, ends[1]),
    )
    found = worked_out.asked(difference.beside, plan, made.seed, record)
    yield Section(
        w("evaluate.beside.title"),
        table=tuple(tuple(row) for row in difference.rows(found, plan, w)),
    )
