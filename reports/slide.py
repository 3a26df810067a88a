"""One slide: the sentences, and the histogram as a chart that PowerPoint can change."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from typing import Any, Final

from pictures.base import COVERS, LOSES
from reports.report import Report, bands, headline, picture_in_words

WIDE: Final = (13.333, 7.5)  # inches: 16 by 9
MARGIN: Final = 0.6
INK: Final = "1D2733"
SOFT: Final = "5B6770"
LABELLED: Final = 5  # of so many bars one has its amount under it


def slides(report: Report) -> bytes:
    """The report as pptx, one slide."""
    from pptx import Presentation
    from pptx.util import Inches

    deck = Presentation()
    deck.slide_width, deck.slide_height = (Inches(length) for length in WIDE)
    made = report.moment.replace(tzinfo=None)
    kept = deck.core_properties
    kept.title, kept.author, kept.language = report.plan.name, "Quitte", report.words.code
    kept.created = kept.modified = made
    kept.last_modified_by = "Quitte"
    slide = deck.slides.add_slide(deck.slide_layouts[5])  # a title and nothing else
    _title(slide.shapes.title, report)
    first, *then = headline(report)
    box = _box(slide, 1.25, 1.5)
    _paragraph(box, first, _size(first, 24, 80), bold=True)
    for sentence in then:
        _paragraph(box, sentence, _size(then[0], 16, 120))
    _chart(slide, report)
    _foot(_box(slide, 6.35, 0.95), report)
    content = io.BytesIO()
    deck.save(content)
    return _undated(content.getvalue(), report.moment)


def _undated(package: bytes, moment: datetime.datetime) -> bytes:
    """The same parts without the time at which they were packed, also in the workbook under the
    chart, which would have been made at `moment`: two files of one report are one file."""
    told = rb"\g<1>" + f"{moment:%Y-%m-%dT%H:%M:%SZ}".encode()
    fresh = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(fresh, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename.endswith(".xlsx"):
                content = _undated(content, moment)
            elif part.filename == "docProps/core.xml":
                content = re.sub(rb"(W3CDTF\">)[^<]*", told, content)
            new.writestr(zipfile.ZipInfo(part.filename), content, zipfile.ZIP_DEFLATED)
    return fresh.getvalue()


def _foot(box: Any, report: Report) -> None:
    """The bands in words, and under them what proves the slide and leads to the plan."""
    w, told = report.words, bands(report)
    _paragraph(box, told, _size(told, 14, 150))
    mark = w("reports.mark", mark=report.fingerprint)
    made = w("reports.made", date=w.date(report.date))
    small = f"{w('chart.caption')} {mark} \u00b7 {made}"
    last = _paragraph(box, small + (" \u00b7 " if report.address else ""), 11, colour=SOFT)
    if report.address:
        run = last.add_run()
        run.text = w("reports.open")
        run.hyperlink.address = report.address
        _look(run, 11, SOFT)


def _title(shape: Any, report: Report) -> None:
    """The plan's name, smaller where it is long."""
    from pptx.enum.text import PP_ALIGN
    from pptx.util import Inches

    shape.left, shape.top = Inches(MARGIN), Inches(0.35)
    shape.width, shape.height = Inches(WIDE[0] - 2 * MARGIN), Inches(0.9)
    shape.text_frame.word_wrap = True
    shape.text_frame.text = report.plan.name
    paragraph = shape.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.LEFT
    _look(paragraph, _size(report.plan.name, 30, 60), SOFT)


def _size(text: str, points: int, letters: int) -> float:
    """Points in which so many letters fit; smaller where there are more."""
    return points if len(text) <= letters else round(points * max(letters / len(text), 0.55), 1)


def _box(slide: Any, top: float, height: float) -> Any:
    from pptx.util import Inches

    wide = Inches(WIDE[0] - 2 * MARGIN)
    shape = slide.shapes.add_textbox(Inches(MARGIN), Inches(top), wide, Inches(height))
    shape.text_frame.word_wrap = True
    return shape.text_frame


def _paragraph(frame: Any, text: str, size: float, *, bold: bool = False, colour: str = INK) -> Any:
    """The text as the next paragraph of a frame."""
    fresh = frame.paragraphs[0].text == ""
    paragraph = frame.paragraphs[0] if fresh else frame.add_paragraph()
    run = paragraph.add_run()
    run.text = text
    _look(run, size, colour)
    run.font.bold = bold
    return paragraph


def _look(part: Any, size: float, colour: str) -> None:
    from pptx.dml.color import RGBColor
    from pptx.util import Pt

    part.font.size = Pt(size)
    part.font.color.rgb = RGBColor.from_string(colour)


def _chart(slide: Any, report: Report) -> None:
    """The histogram, a series for each side, in its own colour and with its own name."""
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE
    from pptx.util import Inches

    w, answer = report.words, report.answer
    edges, heights = _bins(report)
    data = CategoryChartData(number_format="#,##0.0")
    data.categories = [w.short(float(low)) for low in edges[:-1]]
    for covers, key in ((False, "loses"), (True, "covers")):
        share = answer.chance.value if covers else 1 - answer.chance.value
        values = [
            100 * height if (low + high >= 0) == covers else None
            for low, high, height in zip(edges[:-1], edges[1:], heights, strict=True)
        ]
        data.add_series(w(f"chart.{key}", n=w.of_hundred(share)), values)
    place = (Inches(MARGIN), Inches(2.75), Inches(WIDE[0] - 2 * MARGIN), Inches(3.6))
    shape = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_STACKED, *place, data)
    shape.name = w("chart.histogram")
    shape._element.nvGraphicFramePr.cNvPr.set("descr", picture_in_words(report))
    _dress(shape.chart, report)


def _bins(report: Report) -> tuple[list[float], list[float]]:
    """Edges and heights of the bars, empty ones put before them until break-even has a label."""
    edges, heights = report.answer.edges.tolist(), report.answer.heights.tolist()
    width = edges[1] - edges[0]
    before = -round(-edges[0] / width) % LABELLED if edges[0] < 0 else 0
    empty = [edges[0] - width * at for at in range(before, 0, -1)]
    return empty + edges, [0.0] * before + heights


def _dress(chart: Any, report: Report) -> None:
    from pptx.dml.color import RGBColor
    from pptx.enum.chart import XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
    from pptx.oxml.ns import qn
    from pptx.util import Pt

    w = report.words
    chart.font.size = Pt(11)
    chart.font.color.rgb = RGBColor.from_string(INK)
    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.TOP
    chart.legend.include_in_layout = False
    plot = chart.plots[0]
    plot.gap_width = 8
    plot.overlap = 100
    for series, colour in zip(plot.series, (LOSES, COVERS), strict=True):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = RGBColor.from_string(colour.removeprefix("#"))
    across, up = chart.category_axis, chart.value_axis
    across.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    for part in ("c:tickMarkSkip", "c:tickLblSkip"):  # in this order behind the label's offset
        skip = across._element.makeelement(qn(part), {"val": str(LABELLED)})
        across._element.find(qn("c:lblOffset")).addnext(skip)
    for axis, name in ((across, w("reports.from_here")), (up, w("chart.of_hundred"))):
        axis.has_major_gridlines = False
        axis.axis_title.text_frame.text = name
        axis.axis_title.text_frame.paragraphs[0].font.size = Pt(11)
        axis.axis_title.text_frame.paragraphs[0].font.bold = False
    up.tick_labels.number_format = "0"
    up.tick_labels.number_format_is_linked = False
