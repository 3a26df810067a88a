"""Files to keep: each is made when somebody asks for it, from the same answer as the page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

import streamlit as st

import reports
from reports import Report
from sim.links.fingerprint import fingerprint
from sim.plan.file import dumps
from sim.plan.scenario import Scenario
from sim.play.enough import played
from ui.visit import clock, journal, state
from ui.visit.answers import answer, going
from words.catalogue import Words
from words.markdown import file_name

TYPES: Final = {
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "png": "image/png",
    "svg": "image/svg+xml",
    "csv": "text/csv",
    "toml": "application/toml",
}
ICONS: Final = {
    "pdf": ":material/picture_as_pdf:",
    "pptx": ":material/slideshow:",
    "xlsx": ":material/table:",
    "png": ":material/image:",
    "svg": ":material/polyline:",
    "csv": ":material/data_array:",
    "toml": ":material/description:",
}


def files(link: str) -> None:
    """A button for each kind of file; `link` opens the plan again and stands in the reports.

    Where the language writes a decimal comma the trials come in two: for its spreadsheets, and as
    programs read them.
    """
    w, plan, seed = state.language(), state.plan(), state.seed()
    st.header(w("share.files.title"), anchor=False)
    st.markdown(w("share.files.text"))
    tell = journal.teller()
    with_trials = st.toggle(w("share.files.with_trials"), key="with_trials")
    report = Report(
        plan,
        answer(plan, seed),
        w,
        fingerprint(plan, seed),
        link,
        clock.today(),
        going(plan, seed),
    )
    for kind, make in _makers(report, plan, seed, with_trials=with_trials).items():
        form = kind.rpartition(".")[2]
        st.download_button(
            w(f"share.files.{kind.replace('.', '_')}"),
            _noted(kind, make, tell),
            on_click="ignore",
            file_name=f"{file_name(plan.name)}.{kind}",
            mime=TYPES[form],
            icon=ICONS[form],
            key=f"file.{kind}",
            width="stretch",
        )


def _noted(kind: str, make: Callable[[], bytes], tell: journal.Line) -> Callable[[], bytes]:
    """The same file, with a line in the journal that somebody took it."""

    def made() -> bytes:
        content = make()
        tell("exported", kind, bytes=len(content))
        return content

    return made


def _makers(
    report: Report, plan: Scenario, seed: int, *, with_trials: bool
) -> dict[str, Callable[[], bytes]]:
    decimal = report.words.marks.decimal

    def trials(w: Words | None = None) -> bytes:
        return reports.trials_csv(played(plan, seed=seed).frame(), w)

    def workbook() -> bytes:
        frame = played(plan, seed=seed).frame() if with_trials else None
        return reports.workbook(report, frame)

    return {
        "pdf": partial(reports.pdf, report),
        "pptx": partial(reports.slides, report),
        "xlsx": workbook,
        "png": partial(reports.chart_png, report),
        "svg": partial(reports.chart_svg, report),
        "csv": partial(trials, report.words if decimal != "." else None),
        **({"plain.csv": trials} if decimal != "." else {}),
        "toml": lambda: dumps(plan).encode(),
    }
