"""Invoices written for the tests, in UBL: what was bought, from whom, and what it comes to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final
from xml.sax.saxutils import escape

SPACE: Final = "urn:oasis:names:specification:ubl:schema:xsd:"
VAT: Final = Decimal("1.21")


@dataclass(frozen=True)
class Written:
    """An invoice, or with `credit` a credit note, whose totals follow from its lines.

    lines    description and net amount of each
    of_all   "charge" or "allowance", its reason, and its amount, on the whole
    trading  the seller's trading name; empty: it has its registered name only
    total    the amount without VAT that is claimed, where it is not what the lines come to
    """

    lines: tuple[tuple[str, str], ...] = (("Standruimte 12 m2", "2400.00"),)
    of_all: tuple[tuple[str, str, str], ...] = ()
    number: str = "2026-0417"
    seller: str = "Beurshallen Leie nv"
    trading: str = ""
    issued: str = "2026-03-02"
    currency: str = "EUR"
    credit: bool = False
    code: str = "380"
    prepaid: str = ""
    total: str = ""

    @property
    def xml(self) -> bytes:
        root = "CreditNote" if self.credit else "Invoice"
        body = "".join([self._head(root), *self._of_all(), self._totals(), *self._lines(root)])
        spaces = (
            f'xmlns="{SPACE}{root}-2" xmlns:cac="{SPACE}CommonAggregateComponents-2"'
            f' xmlns:cbc="{SPACE}CommonBasicComponents-2"'
        )
        text = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} {spaces}>{body}</{root}>'
        return text.encode()

    def but(self, **changed: Any) -> Written:
        return replace(self, **changed)

    def _head(self, root: str) -> str:
        code = "" if self.credit else f"<cbc:InvoiceTypeCode>{self.code}</cbc:InvoiceTypeCode>"
        trading = f"<cac:PartyName>{_basic('Name', self.trading)}</cac:PartyName>"
        registered = _basic("RegistrationName", self.seller)
        return (
            f"{_basic('ID', self.number)}{_basic('IssueDate', self.issued)}{code}"
            f"{_basic('DocumentCurrencyCode', self.currency)}"
            f"<cac:AccountingSupplierParty><cac:Party>{trading if self.trading else ''}"
            f"<cac:PartyLegalEntity>{registered}</cac:PartyLegalEntity>"
            "</cac:Party></cac:AccountingSupplierParty>"
        )

    def _of_all(self) -> list[str]:
        return [
            f"<cac:AllowanceCharge>{_basic('ChargeIndicator', str(kind == 'charge').lower())}"
            f"{_basic('AllowanceChargeReason', reason) if reason else ''}"
            f"{self._money('Amount', amount)}</cac:AllowanceCharge>"
            for kind, reason, amount in self.of_all
        ]

    def _totals(self) -> str:
        net = sum((Decimal(amount) for _, amount in self.lines), Decimal(0))
        for kind, _, amount in self.of_all:
            net += Decimal(amount) if kind == "charge" else -Decimal(amount)
        gross = net * VAT
        prepaid = self._money("PrepaidAmount", self.prepaid) if self.prepaid else ""
        return (
            f"<cac:LegalMonetaryTotal>{self._money('TaxExclusiveAmount', self.total or str(net))}"
            f"{self._money('TaxInclusiveAmount', str(gross))}{prepaid}"
            f"{self._money('PayableAmount', str(gross - Decimal(self.prepaid or 0)))}"
            "</cac:LegalMonetaryTotal>"
        )

    def _lines(self, root: str) -> list[str]:
        return [
            f"<cac:{root}Line>{_basic('ID', str(at))}{self._money('LineExtensionAmount', amount)}"
            f"<cac:Item>{_basic('Name', name)}</cac:Item></cac:{root}Line>"
            for at, (name, amount) in enumerate(self.lines, start=1)
        ]

    def _money(self, name: str, amount: str) -> str:
        return f'<cbc:{name} currencyID="{self.currency}">{amount}</cbc:{name}>'


def _basic(name: str, text: str) -> str:
    return f"<cbc:{name}>{escape(text)}</cbc:{name}>"


STAND: Final = Written(
    lines=(("Standruimte 12 m2", "2400.00"), ("Stroomaansluiting", "185.50")),
    of_all=(("allowance", "Vroegboekkorting", "240.00"), ("charge", "Afvalheffing", "35.25")),
)
STAND_COMES_TO: Final = Decimal("2380.75")  # 2400.00 + 185.50 - 240.00 + 35.25
