"""What the tests of invoices on both pages share: files that are dropped, and their boxes."""

from __future__ import annotations

from typing import Any, Final

from tests.pages.visits import click
from tests.sim.invoices.written import Written

HOTEL: Final = Written(
    lines=(("Kamers", "540.00"), ("Vervoer naar de beurs", "72.50")),
    number="88",
    seller="Astrid bvba",
)


def dropped(visitor: Any, *files: tuple[str, bytes]) -> Any:
    """Drops files, by their names, on the box for invoices."""
    (box,) = [one for one in visitor.at.file_uploader if str(one.proto.id).count("-invoices.")]
    box.set_value([(name, content, "application/xml") for name, content in files])
    return visitor.run()


def written(*invoices: Written) -> list[tuple[str, bytes]]:
    return [(f"{one.number}.xml", one.xml) for one in invoices]


def choices(visitor: Any) -> dict[str, Any]:
    """Label -> the box of each line of an invoice."""
    return {one.label: one for one in visitor.at.selectbox if one.key.startswith("invoices.")}


def place(visitor: Any, start: str, choice: str) -> Any:
    """Says for which line of the budget a line is, by the beginning of its label."""
    (box,) = [one for label, one in choices(visitor).items() if label.startswith(start)]
    box.set_value(choice)
    return visitor.run()


def take(visitor: Any, door: str) -> Any:
    return click(visitor, f"invoices.{door}.take")


def disabled(visitor: Any, door: str) -> bool:
    return bool(visitor.at.button(key=f"invoices.{door}.take").disabled)


def warnings(visitor: Any) -> list[str]:
    assert not visitor.at.exception
    return [str(one.value) for one in visitor.at.warning]
