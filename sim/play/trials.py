"""How many fairs are played where nobody asks for a number: enough for nearly every plan, and what
the rule begins with that gives a plan more (`sim.play.enough`)."""

from __future__ import annotations

from typing import Final

TRIALS: Final = 8_192
