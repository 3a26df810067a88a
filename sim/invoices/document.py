"""XML of others, opened so that it can do no harm: bounded in bytes, depth and parts.

Entities are never replaced, nothing else is fetched, and a document type declaration, in which a
bomb would lie, is refused before anything is parsed.
"""

from __future__ import annotations

from typing import Any, Final

from lxml import etree

from sim.plan.problems import ScenarioError

LARGEST: Final = 10_000_000  # bytes; an invoice may carry its PDF
MOST_PARTS: Final = 200_000  # elements
AT_ONCE: Final = 65_536  # bytes that are parsed before the parts are counted
DOCTYPE: Final = b"<!DOCTYPE"
_PDF: Final = b"%PDF"
_WEB_PAGE: Final = (b"<!doctype html", b"<html")
_HUGE: Final = ("XML_PARSE_HUGE", "Excessive depth")  # what libxml2 says of its own limits


def opened(content: bytes) -> etree._Element:
    """The root of the XML in these bytes.

    Raises `ScenarioError`: ``too_large``, ``invoice_is_pdf``, ``invoice_not_xml``,
    ``invoice_doctype``, ``invoice_broken``, ``invoice_too_deep``.
    """
    if len(content) > LARGEST:
        raise ScenarioError("too_large", got=len(content), most=LARGEST)
    narrow = content.replace(b"\0", b"")  # UTF-16 has zeros between
    bare = narrow[:AT_ONCE].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if bare.startswith(_PDF):
        raise ScenarioError("invoice_is_pdf")
    if not bare.startswith(b"<") or bare.lower().startswith(_WEB_PAGE):
        raise ScenarioError("invoice_not_xml")
    if DOCTYPE in narrow:
        raise ScenarioError("invoice_doctype")
    try:
        return _parsed(content.lstrip())  # XML allows nothing before its declaration
    except etree.XMLSyntaxError as problem:
        if any(mark in str(problem) for mark in _HUGE):
            raise ScenarioError("invoice_too_deep") from None
        raise ScenarioError("invoice_broken", line=max(problem.lineno or 1, 1)) from None


def _parsed(content: bytes) -> etree._Element:
    parser = etree.XMLPullParser(
        events=("start",),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    parts = 0
    for at in range(0, len(content), AT_ONCE):
        parser.feed(content[at : at + AT_ONCE])
        for _, element in parser.read_events():
            parts += 1
            if parts == 1 and _declared(element):
                raise ScenarioError("invoice_doctype")
        if parts > MOST_PARTS:
            raise ScenarioError("invoice_too_deep")
    root: etree._Element = parser.close()
    return root


def _declared(root: Any) -> bool:
    """Whether there is a document type declaration, in whatever encoding."""
    return root.getroottree().docinfo.internalDTD is not None
