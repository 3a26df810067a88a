"""An invoice or a credit note in UBL 2.1, as Peppol BIS Billing 3.0 uses it, read.

What is known of the format: https://docs.peppol.eu/poacc/billing/3.0/. Names of elements are given
here without their namespaces; any prefix does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from lxml import etree

from sim.invoices.document import opened
from sim.invoices.invoice import Invoice, Line
from sim.plan.checks import LONGEST_TEXT
from sim.plan.problems import ScenarioError

UBL: Final = "urn:oasis:names:specification:ubl:schema:xsd:"
ROOTS: Final = {
    f"{{{UBL}Invoice-2}}Invoice": "invoice",
    f"{{{UBL}CreditNote-2}}CreditNote": "credit_note",
}
# In which Peppol's access points send a document to each other.
ENVELOPE: Final = (
    "{http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader}"
    "StandardBusinessDocument"
)
CII: Final = "urn:un:unece:uncefact:data:standard:CrossIndustry"
AGGREGATE: Final = f"{{{UBL}CommonAggregateComponents-2}}"
BASIC: Final = f"{{{UBL}CommonBasicComponents-2}}"
LINES: Final = {"invoice": "InvoiceLine", "credit_note": "CreditNoteLine"}
SELLER: Final = "AccountingSupplierParty/Party/"
TOTALS: Final = "LegalMonetaryTotal/"
# Kinds of document by their number in UNTDID 1001.
ADVANCE: Final = "386"
CREDITS: Final = ("81", "83", "381", "396", "532")  # UNCL1001-cn of Peppol

_AMOUNT: Final = re.compile(r"[+-]?(?:[0-9]{1,12}(?:\.[0-9]{0,8})?|\.[0-9]{1,8})")
_TRUE: Final = {"true": True, "1": True, "false": False, "0": False}


def read_invoice(content: bytes) -> Invoice:
    """The invoice in the bytes of a file.

    Raises `ScenarioError`, what `opened` raises and: ``invoice_is_cii``, ``invoice_is_other``,
    ``invoice_not_invoice``, ``invoice_is_credit``, ``invoice_missing``, ``invoice_not_amount``,
    ``invoice_not_date``, ``invoice_currencies``, ``invoice_sum``.
    """
    root = _root(opened(content))
    kind = ROOTS[str(root.tag)]
    code = _text(root, "InvoiceTypeCode")
    if code in CREDITS:
        raise ScenarioError("invoice_is_credit")
    sign = -1 if kind == "credit_note" else 1
    currency = _needed(root, "DocumentCurrencyCode").upper()
    total = _amount(root, f"{TOTALS}TaxExclusiveAmount", currency)
    _needed(root, f"{TOTALS}TaxInclusiveAmount")
    lines = [*_lines(root, LINES[kind], currency), *_of_the_whole(root, currency)]
    if not lines:
        raise ScenarioError("invoice_missing", what=LINES[kind])
    prepaid = f"{TOTALS}PrepaidAmount"
    return Invoice(
        kind=kind,
        number=_needed(root, "ID"),
        issued=_date(root),
        seller=_seller(root),
        currency=currency,
        amount=sign * total,
        lines=tuple(Line(one.kind, one.description, sign * one.amount) for one in lines),
        advance=code == ADVANCE,
        prepaid=_amount(root, prepaid, currency) if _text(root, prepaid) else Decimal(0),
    )


def _root(found: etree._Element) -> etree._Element:
    """The invoice itself, out of its envelope where it has one."""
    if found.tag == ENVELOPE:
        found = next((child for child in found if child.tag in ROOTS), found)
    if found.tag in ROOTS:
        return found
    name = etree.QName(found)
    space = name.namespace or ""
    if space.startswith(CII):
        raise ScenarioError("invoice_is_cii")
    code = "invoice_is_other" if space.startswith(UBL) else "invoice_not_invoice"
    raise ScenarioError(code, got=_one_line(name.localname))


def _lines(root: etree._Element, name: str, currency: str) -> Iterator[Line]:
    """The lines, in which their own allowances and charges are counted already."""
    for line in root.findall(AGGREGATE + name):
        described = [_text(line, "Item/Name"), _text(line, "Item/Description")]
        told = [text for text in dict.fromkeys(described) if text] or [_text(line, "Note")]
        amount = _amount(line, "LineExtensionAmount", currency)
        yield Line("line", _one_line(": ".join(told)), amount)


def _of_the_whole(root: etree._Element, currency: str) -> Iterator[Line]:
    """Allowances and charges on the whole."""
    for one in root.findall(f"{AGGREGATE}AllowanceCharge"):
        charge = _TRUE.get(_needed(one, "ChargeIndicator"))
        if charge is None:
            raise ScenarioError("invoice_missing", what="ChargeIndicator")
        amount = _amount(one, "Amount", currency)
        reason = _one_line(_text(one, "AllowanceChargeReason"))
        yield Line("charge", reason, amount) if charge else Line("allowance", reason, -amount)


def _seller(root: etree._Element) -> str:
    trading = _text(root, f"{SELLER}PartyName/Name")
    return trading or _needed(root, f"{SELLER}PartyLegalEntity/RegistrationName")


def _date(root: etree._Element) -> date:
    """Without the time zone that XML allows behind it."""
    text = _needed(root, "IssueDate")
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise ScenarioError("invoice_not_date", got=text) from None


def _amount(above: etree._Element, path: str, currency: str) -> Decimal:
    """The number of an amount in the invoice's currency."""
    text, name = _needed(above, path), path.rpartition("/")[2]
    if not _AMOUNT.fullmatch(text):
        raise ScenarioError("invoice_not_amount", got=text, what=name)
    element = _found(above, path)
    said = "" if element is None else str(element.get("currencyID", ""))
    if said.strip().upper() not in ("", currency):
        raise ScenarioError("invoice_currencies", got=said, other=currency)
    return Decimal(text)


def _needed(above: etree._Element, path: str) -> str:
    text = _one_line(_text(above, path))
    if not text:
        raise ScenarioError("invoice_missing", what=path.rpartition("/")[2])
    return text


def _text(above: etree._Element, path: str) -> str:
    element = _found(above, path)
    return "" if element is None else " ".join((element.text or "").split())


def _found(above: etree._Element, path: str) -> etree._Element | None:
    *parts, last = path.split("/")
    return above.find("/".join([*(AGGREGATE + part for part in parts), BASIC + last]))


def _one_line(text: str) -> str:
    """What a person may have written, as far as a label of a budget holds it."""
    shown = "".join(letter for letter in text if letter.isprintable())
    return shown if len(shown) <= LONGEST_TEXT else shown[: LONGEST_TEXT - 1].rstrip() + "\u2026"
