"""The book of fairs is empty when a test of its page begins."""

from __future__ import annotations

import pytest

from store import Fairs


@pytest.fixture(autouse=True)
def _empty(fairs: Fairs) -> None:
    """Whether a test looks into the book or not."""
