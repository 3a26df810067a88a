"""The picture of the profit as a file of its own: vector or pixels, on white."""

from __future__ import annotations

import copy
import textwrap
from collections.abc import Sequence
from typing import Any, Final

from pictures import answer as chart_rows
from pictures import base as charts
from pictures import year as year_charts
from pictures.answer import Row
from pictures.base import Spec
from reports import typst
from reports.report import Report, headline, picture_in_words
from sim.links.presentation import Outlook
from sim.links.year_presentation import YearBrief
from words import answer
from words.catalogue import Words

INK: Final = "#1D2733"
SOFT: Final = "#4A5560"
TICKS: Final = 5
WIDTH: Final = 680
LINE: Final = 105  # letters of a line over the picture
VERSION: Final = "6.4"  # of Vega-Lite, as Altair writes it


def spec(report: Report, font: str) -> dict[str, Any]:
    """The picture of the page with its rows inside, for paper: what the page's style sheet gives
    (colour of texts, the font) stands in the copy."""
    w, plan = report.words, report.plan
    rows = chart_rows.rows("dots", report.answer, w, hurdle=plan.hurdle)
    return on_paper(charts.spec("dots", w.code), rows, font)


def on_paper(drawn: Spec, rows: Sequence[Row], font: str) -> dict[str, Any]:
    """A specification with its rows inside, in the colours of paper; dots in a height of their own,
    a row for each stage as high as they are."""
    found = copy.deepcopy(drawn)
    found["data"] = {"values": [*rows]}
    found |= {"width": WIDTH, "background": "white"}
    if not isinstance(found.get("height"), dict):
        found["height"] = charts.HEIGHT
    for layer in found["layer"]:
        axis = layer["encoding"].get("x", {}).get("axis")
        if axis:
            axis["tickCount"] = TICKS  # a label of every one of them fits, break-even's too
    found["config"] |= {
        "font": font,
        "text": {"color": INK},
        "axis": {
            "labelColor": INK,
            "titleColor": INK,
            "labelFontSize": 12,
            "titleFontSize": 12,
            "titleFontWeight": "normal",
        },
    }
    return found


def bare_svg(report: Report) -> bytes:
    """The picture without a title, for the inside of what typst draws."""
    return svg(spec(report, typst.FONT))


def dots_svg(drawn: Spec, rows: Sequence[Row]) -> bytes:
    """Any picture of dots, for the inside of what typst draws."""
    return svg(on_paper(drawn, rows, typst.FONT))


def svg(drawn: dict[str, Any]) -> bytes:
    import vl_convert

    return str(vl_convert.vegalite_to_svg(drawn, vl_version=VERSION)).encode()


def chart_svg(report: Report) -> bytes:
    """The picture under its sentences as vectors, text as text in the reader's own font."""
    import vl_convert

    titled = spec(report, "Source Sans Pro, Helvetica, Arial, sans-serif")
    told = _sentences(report)
    titled["padding"] = 20
    titled["title"] = {
        "text": _lines(told["first"], LINE - 25),
        "subtitle": [line for text in (*told["then"], *told["small"]) for line in _lines(text)],
        "anchor": "start",
        "frame": "group",
        "fontSize": 16,
        "color": INK,
        "subtitleFontSize": 12.5,
        "subtitleLineHeight": 18,
        "subtitleColor": SOFT,
        "subtitlePadding": 8,
        "offset": 34,
    }
    return str(vl_convert.vegalite_to_svg(titled, vl_version=VERSION)).encode()


def chart_png(report: Report) -> bytes:
    """The picture under its sentences as pixels."""
    return typst.png("picture", _sentences(report), {"chart.svg": bare_svg(report)})


def outlook_png(outlook: Outlook, title: str, w: Words) -> bytes:
    """The stages of a fair under the sentences for a customer, as pixels: nothing of the company's
    money, which an `Outlook` does not hold."""
    drawn = on_paper(charts.spec("funnel", w.code), chart_rows.funnel_rows(outlook, w), typst.FONT)
    told = {
        "lang": w.code,
        "first": answer.opening(outlook, w),
        "then": [line.replace("*", "") for line in answer.expected(outlook, w)],
        "small": [title, f"{w('chart.caption')} {w('funnel.caption')}"],
        "words": w("board.funnel_alt"),
    }
    return typst.png("picture", told, {"chart.svg": svg(drawn)})


def year_png(brief: YearBrief, lines: Sequence[str], title: str, mark: str, w: Words) -> bytes:
    """The dots of a year under its sentences, as pixels; these alone where no fair can be paid."""
    shown = brief.advice.shown
    first, *then = lines
    told: dict[str, Any] = {
        "lang": w.code,
        "first": first,
        "then": then,
        "small": [f"{title} \u00b7 {w('reports.mark', mark=mark)}"],
    }
    if not shown.fairs:
        return typst.png("picture", told, {})
    rows = year_charts.rows(brief.levels, shown.chance.value, w)
    told["words"] = w("year.picture.alt")
    told["small"].append(w("year.picture.caption", n=2))
    drawn = dots_svg(year_charts.spec(w.code), rows)
    return typst.png("picture", told, {"chart.svg": drawn})


def _sentences(report: Report) -> dict[str, Any]:
    """The sentences over the picture, so that it can travel alone."""
    w = report.words
    first, *then = headline(report)
    mark = w("reports.mark", mark=report.fingerprint)
    return {
        "lang": w.code,
        "first": first,
        "then": then,
        "small": [f"{report.plan.name} \u00b7 {mark}", caption(w)],
        "words": picture_in_words(report),
    }


def caption(w: Words) -> str:
    """What a dot is and what the bands are."""
    return f"{w('chart.caption_dots', n=2)} {w('chart.bands')}"


def _lines(sentence: str, width: int = LINE) -> list[str]:
    return textwrap.wrap(sentence, width, break_on_hyphens=False)
