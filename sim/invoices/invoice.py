"""What an invoice says, without VAT and with its sign, and that its lines come to its amount."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from sim.plan.problems import ScenarioError

KINDS: Final = ("invoice", "credit_note")
HALF_A_CENT: Final = Decimal("0.005")  # by which finer amounts of lines may miss a rounded total
LONGEST_KEY: Final = 120  # characters, as a record keeps them


@dataclass(frozen=True)
class Line:
    """A line of an invoice, or an allowance or a charge on the whole of it.

    kind         ``line``, ``allowance`` or ``charge``
    description  as the seller wrote it, on one line; empty where an allowance has no reason
    amount       money without VAT by which the costs rise: below 0 for an allowance, and for what
                 a credit note gives back
    """

    kind: str
    description: str
    amount: Decimal


@dataclass(frozen=True)
class Invoice:
    """An invoice or a credit note.

    kind      one of `KINDS`
    number    the seller's own
    currency  of all amounts, such as "EUR"
    amount    money without VAT by which the costs rise, whatever was paid of it before
    lines     everything that it is the sum of, allowances and charges on the whole at the end
    advance   whether it asks for a payment in advance: the invoice of the whole follows
    prepaid   money, VAT included, that was paid in advance and is part of `amount`

    Raises `ScenarioError`: ``invoice_sum`` where the lines come to something else than `amount`.
    """

    kind: str
    number: str
    issued: date
    seller: str
    currency: str
    amount: Decimal
    lines: tuple[Line, ...]
    advance: bool = False
    prepaid: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        off = sum((line.amount for line in self.lines), Decimal(0)) - self.amount
        if abs(off) > HALF_A_CENT:
            raise ScenarioError("invoice_sum", got=float(abs(off)))

    @property
    def key(self) -> str:
        """The same for the same invoice, however often and under whatever name it comes."""
        return f"{self.kind} {self.number} {self.seller}".casefold()[:LONGEST_KEY]
