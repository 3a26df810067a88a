"""Years in the file of a book: what stands there, and what is refused."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest

from store import Fairs, KeptYears, exported, imported
from store.book_file import INDEX
from tests.store.made_up import problem

MOMENT = "2026-03-01T12:30:15+00:00"
DOCUMENT: dict[str, Any] = {
    "part": "plan", "version": 1, "saved": MOMENT, "by": "Ann", "fairs": ["a", ""], "file": "x",
}  # fmt: skip
HEAD: dict[str, Any] = {
    "id": "y", "name": "2027", "year": 2027, "created": MOMENT, "changed": MOMENT,
    "documents": [DOCUMENT],
}  # fmt: skip


def zipped(years: Any, **more: Any) -> bytes:
    buffer = io.BytesIO()
    index = {"format": "quitte-book", "version": 2, "fairs": [], "years": years} | more
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("x", "content")
        archive.writestr(INDEX, json.dumps(index))
    return buffer.getvalue()


def test_the_years_of_a_file_can_be_read_by_anybody(fairs: Fairs, years: KeptYears) -> None:
    id = years.new("2027", 2027).id
    years.save(id, "plan", "content", ("a", ""), base=0, by="Ann")
    with zipfile.ZipFile(io.BytesIO(exported(fairs))) as archive:
        index = json.loads(archive.read(INDEX))
        (told,) = index["years"]
        assert (index["version"], {*told}) == (2, {*HEAD})
        (document,) = told["documents"]
        assert {*document} == {*DOCUMENT}
        assert document["fairs"] == ["a", ""]
        assert archive.read(document["file"]) == b"content"


def test_a_book_without_years_is_the_file_that_older_apps_read(
    fairs: Fairs, years: KeptYears
) -> None:
    fairs.new("Abiss", 2026)
    years.delete(years.new("2027", 2027).id)
    with zipfile.ZipFile(io.BytesIO(exported(fairs))) as archive:
        index = json.loads(archive.read(INDEX))
    assert (index["version"], {*index}) == (1, {"format", "version", "fairs"})


def test_the_good_file_that_the_others_differ_from_is_read(fairs: Fairs) -> None:
    (year,) = imported(fairs, zipped([HEAD])).years
    assert (year.id, year.name) == ("y", "2027")


NO_LIST: list[Any] = []


@pytest.mark.parametrize(
    ("years", "place"),
    [
        (None, "years"),
        ({}, "years"),
        ([None], "years[1]"),
        ([HEAD | {"name": ""}], "years[1]"),
        ([HEAD | {"id": "a/b"}], "years[1]"),
        ([HEAD | {"year": True}], "years[1]"),
        ([HEAD, HEAD | {"created": "now"}], "years[2]"),
        ([HEAD | {"documents": [DOCUMENT | {"part": "record"}]}], "years[1].documents[1]"),
        ([HEAD | {"documents": [DOCUMENT | {"fairs": None}]}], "years[1].documents[1]"),
        ([HEAD | {"documents": [DOCUMENT | {"fairs": ["a b"]}]}], "years[1].documents[1]"),
        ([HEAD | {"documents": [DOCUMENT | {"fairs": ["a"] * 101}]}], "years[1].documents[1]"),
        ([HEAD | {"documents": [DOCUMENT | {"version": 2}]}], "years[1].documents"),
        ([HEAD | {"documents": [DOCUMENT | {"file": "absent"}]}], "years[1].documents[1]"),
    ],
)
def test_what_is_wrong_with_a_year_is_told_with_its_place_and_nothing_comes_in(
    years: Any, place: str, fairs: Fairs
) -> None:
    found = problem(imported, fairs, zipped(years))
    assert (found.code, found.values["place"]) == ("broken_book", place)
    assert KeptYears(fairs.database, fairs.owner).listed() == NO_LIST
