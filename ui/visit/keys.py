"""Under which name a visit keeps a thing, of what type it is, and what it is until it is kept.

A key is declared once, beside the functions that own the thing, and `ui.visit.session` takes
nothing else: a name that is misspelt, or a thing of another type, does not pass the checks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Key(Generic[T]):
    """``WANTED: Final = Key[int | None]("levers.wanted", None)``.

    name     the thing's own: no two keys share one
    default  what is found before it was kept; every visit finds the same one, so nobody changes it
             in place
    """

    name: str
    default: T
