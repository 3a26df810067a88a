"""Numbers as people type them, with the marks of their language."""

from __future__ import annotations

import math
import re
from typing import Final

from sim.plan.parameters import Unit
from sim.plan.problems import ScenarioError

MINUS: Final = "\u2212"  # as pages write it, and people copy it
JOINER: Final = "\u2060"  # which stands behind it there and is not seen


def read(text: str, unit: Unit, *, thousands: str, decimal: str) -> float:
    """What a user typed as a number of this unit: 6,5 or 6.5 %, 12.000 or EUR 12 000.

    `thousands` and `decimal` are the marks of the language that the user reads; a point or a comma
    that cannot be a mark of thousands is taken as that of the decimals. A share is typed as a
    percentage and returned as 0 to 1. Raises `ScenarioError` where it is no number.
    """
    bare = re.sub(rf"[\s{JOINER}%\u20ac]|EUR", "", text.replace(MINUS, "-"))
    groups = re.escape(thousands.strip())
    if groups and re.fullmatch(
        rf"-?[1-9]\d{{0,2}}({groups}\d{{3}})+({re.escape(decimal)}\d*)?", bare
    ):
        bare = bare.replace(thousands, "")
    bare = bare.replace(decimal, ".").replace(",", ".")
    try:
        value = float(bare)
    except ValueError:
        raise ScenarioError("not_number", got=text, form=unit.form) from None
    if not math.isfinite(value):
        raise ScenarioError("not_finite", got=text, form=unit.form)
    return value / 100 if unit is Unit.SHARE else value
