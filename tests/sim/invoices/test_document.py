"""Hostile XML is refused in one sentence, before it costs time or memory. All of it is harmless:
what is refused would be refused whatever came after."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.invoices import document
from sim.invoices.document import LARGEST, MOST_PARTS, opened
from sim.invoices.ubl import read_invoice
from sim.plan.problems import ScenarioError
from tests.house import ROOT
from tests.sim.invoices.written import STAND
from words.catalogue import words
from words.languages import LANGUAGES

ENTITY = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
ELSEWHERE = '<!DOCTYPE a SYSTEM "http://nowhere.example/a.dtd"><a/>'
WIDE = ENTITY.replace("?>", ' encoding="utf-16"?>', 1).encode("utf-16")
HOSTILE = {
    "an entity": (ENTITY.encode(), "invoice_doctype"),
    "a DOCTYPE elsewhere": (ELSEWHERE.encode(), "invoice_doctype"),
    "two bytes a letter": (WIDE, "invoice_doctype"),
    "a DOCTYPE that would never be parsed": (b"<!DOCTYPE a [<!ENTITY % b", "invoice_doctype"),
    "the same with two bytes a letter": ("<!DOCTYPE a [<".encode("utf-16"), "invoice_doctype"),
    "an entity that nobody declared": (b"<a>&b;</a>", "invoice_broken"),
    "deep nesting": (b"<a>" * 300 + b"</a>" * 300, "invoice_too_deep"),
    "too many parts": (b"<a>" + b"<b/>" * MOST_PARTS + b"</a>", "invoice_too_deep"),
    "too many bytes": (b"<a>".ljust(LARGEST + 1), "too_large"),
    "a name without an end": (b"<" + b"x" * 1_000_000, "invoice_broken"),
    "half a file": (STAND.xml[:700], "invoice_broken"),
    "two roots": (b"<a/><a/>", "invoice_broken"),
    "nothing": (b"", "invoice_not_xml"),
    "zeros": (bytes(99), "invoice_not_xml"),
    "a text": (b"Factuur 2026-0417", "invoice_not_xml"),
    "a web page": (b"<!doctype HTML><p>Factuur", "invoice_not_xml"),
    "an archive": (b"PK\x03\x04" + bytes(99), "invoice_not_xml"),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3", "invoice_is_pdf"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_is_not_safe_or_no_xml_gets_one_sentence(name: str) -> None:
    content, code = HOSTILE[name]
    with pytest.raises(ScenarioError) as raised:
        opened(content)
    assert raised.value.code == code
    for language in LANGUAGES:
        told = words(language).problem(raised.value)
        assert len(told.splitlines()) == 1


def test_a_doctype_that_is_only_seen_once_it_is_parsed_is_refused_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(document, "DOCTYPE", b"<!NOT THERE")
    for content in (ENTITY, ELSEWHERE):
        with pytest.raises(ScenarioError) as raised:
            opened(content.encode())
        assert raised.value.code == "invoice_doctype"


def test_just_as_many_parts_as_are_allowed_are_read() -> None:
    assert len(opened(b"<a>" + b"<b/>" * (MOST_PARTS - 1) + b"</a>")) == MOST_PARTS - 1


def test_what_is_damaged_is_told_with_its_line() -> None:
    with pytest.raises(ScenarioError) as raised:
        opened(b"<a>\n<b>\n</a>")
    assert raised.value.values["line"] == 3


def test_a_picture_inside_an_invoice_is_no_hindrance() -> None:
    carried = b"<cbc:Note>" + b"QUJD" * 2_000_000 + b"</cbc:Note></Invoice>"
    content = STAND.xml.replace(b"</Invoice>", carried)
    assert opened(content).tag == opened(STAND.xml).tag


@given(st.binary(max_size=200), st.integers(0, len(STAND.xml)), st.integers(0, 200))
def test_whatever_stands_in_a_file_it_is_an_invoice_or_one_problem(
    strange: bytes, at: int, gone: int
) -> None:
    for content in (strange, STAND.xml[:at] + strange + STAND.xml[at + gone :]):
        with suppress(ScenarioError):
            assert read_invoice(content).kind == "invoice"


def test_the_largest_file_is_refused_within_bounded_memory(tmp_path: Path) -> None:
    """Of all that fits in the bytes that are allowed, elements without anything in them take most:
    the whole would be 300 MB."""
    code = (
        "import resource, sim.invoices.document as document\n"
        "from sim.plan.problems import ScenarioError\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "content = b'<a>' + b'<b/>' * (document.LARGEST // 4 - 2) + b'</a>'\n"
        "try:\n"
        "    document.opened(content)\n"
        "except ScenarioError as problem:\n"
        "    print(problem.code, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)\n"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    told, kilobytes = run.stdout.split()
    assert told == "invoice_too_deep", run.stderr
    assert int(kilobytes) < 120_000
