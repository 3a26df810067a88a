"""The years of a company beside its fairs, on both kinds of database."""

from __future__ import annotations

import pytest

from store import Database, KeptYears


@pytest.fixture
def years(fresh: Database) -> KeptYears:
    return KeptYears(fresh, "maker.example")
