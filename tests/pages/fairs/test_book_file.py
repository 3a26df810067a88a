"""The whole book as a file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from store import Database, Fairs, StoreError, exported
from tests.pages.fairs.booked import kept, page, told
from tests.pages.visits import EN, LOCALES, NL
from ui.book import page as fairs_page


def test_a_file_comes_in_and_says_what_became_of_it(
    visit: Any, fairs: Fairs, tmp_path: Path
) -> None:
    database = Database(f"sqlite:///{tmp_path / 'other.db'}")
    other = Fairs(database, "other.example")
    fair = kept(other)
    file = exported(other)
    database.close()
    for counts in ((1, 0, 0), (0, 0, 1)):
        visitor = visit("nl-NL", "fairs")
        visitor.at.file_uploader[0].set_value(("book.zip", file, "application/zip"))
        visitor.run()
        report = dict(zip(("added", "copied", "skipped"), counts, strict=True))
        assert NL("fairs.file.report", **report) in told(visitor)
        assert not visitor.english()
    assert [one.name for one in fairs.listed()] == [fair.name]


def zip_of(content: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("book.json", content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "content",
    [b"", b"PK", zip_of(b""), zip_of(b'{"format": "quitte-book", "version": 1, "fairs": [{}]}'),
     zip_of(b'{"format": "quitte-book", "version": 9, "fairs": []}')],
)  # fmt: skip
@pytest.mark.parametrize("language", LOCALES)
def test_a_hostile_file_gives_one_sentence(
    language: str, content: bytes, visit: Any, fairs: Fairs
) -> None:
    visitor = visit(LOCALES[language], "fairs")
    visitor.at.file_uploader[0].set_value(("book.zip", content, "application/zip"))
    visitor.run()
    assert len(visitor.errors) == 1
    assert language == "en" or not visitor.english()
    assert fairs.listed() == []


def test_a_file_that_cannot_be_made_is_told_when_the_page_is_drawn_next(
    visit: Any, fairs: Fairs, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(fairs)
    visitor, whole = visit(), fairs_page._whole
    makers: list[Callable[[], bytes]] = []

    def made(*given: Any) -> Callable[[], bytes]:
        makers.append(whole(*given))
        return makers[-1]

    monkeypatch.setattr(fairs_page, "_whole", made)
    page(visitor)
    monkeypatch.setattr(fairs_page, "exported", _away)
    with pytest.raises(StoreError):
        makers[-1]()
    assert visitor.run().errors == [EN("fairs.store.unreachable")]
    assert not visitor.run().errors


def _away(_: Fairs) -> bytes:
    raise StoreError("unreachable", detail="")
