"""What was edited in one of Streamlit's grids."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

Row = dict[str, Any]


def edited_rows(base: pd.DataFrame, edits: dict[str, Any]) -> list[Row]:
    """The rows of `base` with the edits that Streamlit keeps for its data editor."""
    found = base.astype(object).where(base.notna(), None).to_dict("records")
    rows: list[Row] = [{str(column): cell for column, cell in row.items()} for row in found]
    for at, change in edits["edited_rows"].items():
        rows[int(at)] |= change
    kept = [row for at, row in enumerate(rows) if at not in set(edits["deleted_rows"])]
    added = [dict(row) for row in edits["added_rows"]]
    return kept + [row for row in added if not all(_empty(v) for v in row.values())]


def _empty(value: Any) -> bool:
    if isinstance(value, str):
        return not value.strip()
    return value is None or (isinstance(value, float) and math.isnan(value))
