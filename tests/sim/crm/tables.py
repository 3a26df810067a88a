"""The table of a file for tests that ask for no reading of it."""

from __future__ import annotations

from sim.crm.files.table import Table, read_tables


def read_table(content: bytes, sheet: str | None = None) -> Table:
    """The one with most rows. Raises `ScenarioError` as `read_tables` does."""
    return max(read_tables(content, sheet), key=lambda table: table.filled)
