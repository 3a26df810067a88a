"""The picture that travels alone."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

import reports
from pictures import base as charts
from reports.picture import caption, spec
from reports.report import headline
from tests.reports.printed import english, report, squeezed
from words.languages import LANGUAGES


def texts(svg: bytes) -> list[str]:
    root = ET.fromstring(svg)
    return [found.text or "" for found in root.iter() if found.tag.endswith(("text", "tspan"))]


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("plan", ["regional", "marks", "foreign"])
def test_the_vectors_carry_the_sentences_the_name_and_the_mark(plan: str, code: str) -> None:
    told = report(plan, code)
    found = squeezed("".join(texts(reports.chart_svg(told))))
    for sentence in (*headline(told), told.plan.name, told.fingerprint, caption(told.words)):
        assert squeezed(sentence) in found


def test_the_vectors_have_fifty_marks_of_two_shapes_on_white() -> None:
    svg = reports.chart_svg(report("regional")).decode()
    assert re.search(r'<rect [^>]*fill="white"', svg)
    colours = [len(re.findall(f'fill="{colour}"', svg)) for colour in (charts.LOSES, charts.COVERS)]
    assert sum(colours) == 50
    assert colours[1] == sum(
        row["kind"] == "dot" and row["side"] == "covers"
        for row in spec(report("regional"), "serif")["data"]["values"]
    )


def test_the_picture_of_the_page_is_left_as_it_was() -> None:
    spec(report("regional"), "serif")["config"]["text"]["color"] = "red"
    assert "text" not in charts.spec("dots", "en")["config"]


@pytest.mark.parametrize("plan", ["regional", "long", "bare", "foreign", "marks"])
def test_the_pixels_are_a_png_of_double_size(plan: str) -> None:
    png = reports.chart_png(report(plan, "nl"))
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert int.from_bytes(png[16:20], "big") == 2 * 740
    assert 600 < int.from_bytes(png[20:24], "big") < 2400


def test_the_dutch_picture_has_no_english() -> None:
    assert english(texts(reports.chart_svg(report("marks", "nl"))), "marks") == set()
