"""The book as one file: everything goes out and comes in again, nothing is overwritten, and a
hostile file gives one sentence.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store import Database, Fairs, StoreError, exported, imported
from store.book_file import INDEX, LARGEST, LONGEST, MOST, Book, Kept, packed, unpacked
from store.entries import CONTENT, NAME, ONCE, PARTS, Document, Fair
from tests.store.made_up import problem

MOMENT = datetime(2026, 3, 1, 12, 30, 15, 123456, tzinfo=UTC)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Fairs]:
    """The empty book of somebody else, in another database."""
    database = Database(f"sqlite:///{tmp_path / 'elsewhere.db'}")
    yield Fairs(database, "elsewhere.example")
    database.close()


def filled(fairs: Fairs) -> Fairs:
    """Three fairs, one of them archived, and one that was deleted."""
    for at, name in enumerate(("Abiss", "Abiss", "Größe 展示会 🎪", "Deleted")):
        id = fairs.new(name, 2024 + at).id
        for base in range(at + 1):
            fairs.save(id, "plan", f"plan {base} of {name}", base=base, by="Ann")
        fairs.save(id, "frozen", '{"chance": 0.21}', base=0)
        if at == 1:
            fairs.archive(id)
        if at == 3:
            fairs.delete(id)
    return fairs


def test_a_book_moves_to_another_database_whole(fairs: Fairs, elsewhere: Fairs) -> None:
    file = exported(filled(fairs))
    found = imported(elsewhere, file)
    assert [len(fate) for fate in (found.added, found.copied, found.skipped)] == [3, 0, 0]
    assert exported(elsewhere) == file  # ids, moments, names and every version
    assert elsewhere.listed(archived=None) == fairs.listed(archived=None)
    assert elsewhere.listed(deleted=True) == []


def test_a_file_that_comes_in_again_changes_nothing(fairs: Fairs) -> None:
    file = exported(filled(fairs))
    before = fairs.listed(archived=None)
    for _ in range(2):
        found = imported(fairs, file)
        assert [len(fate) for fate in (found.added, found.copied, found.skipped)] == [0, 0, 3]
    assert fairs.listed(archived=None) == before
    assert exported(fairs) == file


def test_a_fair_that_has_changed_comes_in_beside_the_other_once(fairs: Fairs) -> None:
    file = exported(filled(fairs))
    changed = fairs.listed()[0]
    fairs.save(changed.id, "plan", "newer", base=changed.version("plan"), by="Bert")
    for expected in ([0, 1, 2], [0, 0, 3]):  # the second time the copy is there
        found = imported(fairs, file)
        assert [len(fate) for fate in (found.added, found.copied, found.skipped)] == expected
    newest = fairs.latest(changed.id, "plan")
    assert newest is not None
    assert newest.content == "newer"
    (copy,) = (one for one in fairs.listed(changed.name) if one.id != changed.id)
    found_plan = fairs.latest(copy.id, "plan")
    assert found_plan is not None
    assert found_plan.content.startswith("plan ")
    assert found_plan.by == "Ann"


def test_a_fair_that_went_to_another_series_comes_in_beside_itself(fairs: Fairs) -> None:
    fair = fairs.new("A", 2026)
    file = exported(fairs)
    fairs.rename(fair.id, "A", 2026, series="another")
    assert [one.series for one in imported(fairs, file).copied] == [fair.series]
    assert {one.series for one in fairs.listed()} == {fair.series, "another"}


def test_a_fair_that_stands_in_a_file_twice_comes_in_once(fairs: Fairs, elsewhere: Fairs) -> None:
    fairs.save(fairs.new("A", 2026).id, "plan", "x", base=0)
    (kept,) = unpacked(exported(fairs)).fairs
    found = imported(elsewhere, packed([kept, kept]))
    assert [len(fate) for fate in (found.added, found.copied, found.skipped)] == [1, 0, 1]
    assert len(elsewhere.listed()) == 1


def test_a_deleted_fair_comes_back_from_a_file(fairs: Fairs) -> None:
    fair = fairs.new("A", 2026)
    fairs.save(fair.id, "plan", "x", base=0)
    file = exported(fairs)
    fairs.delete(fair.id)
    assert len(imported(fairs, file).added) == 1
    assert len(fairs.listed()) == len(fairs.listed(deleted=True)) == 1


def test_the_id_of_anothers_fair_gives_nothing_away_and_overwrites_nothing(
    fairs: Fairs, fresh: Database
) -> None:
    file = exported(filled(fairs))
    before = fairs.listed(archived=None)
    other = Fairs(fresh, "other.example")
    found = imported(other, file)
    assert [len(fate) for fate in (found.added, found.copied, found.skipped)] == [3, 0, 0]
    assert not {one.id for one in found.added} & {one.id for one in before}
    assert fairs.listed(archived=None) == before
    assert len(other.listed(archived=None)) == 3


def test_the_file_can_be_read_by_anybody(fairs: Fairs) -> None:
    with zipfile.ZipFile(io.BytesIO(exported(filled(fairs)))) as archive:
        index = json.loads(archive.read(INDEX))
        assert (index["format"], index["version"]) == ("quitte-book", 1)
        first = index["fairs"][0]
        assert set(first) == {
            "id", "name", "year", "series", "created", "changed", "archived", "documents"
        }  # fmt: skip
        assert [one["part"] for one in first["documents"]] == ["frozen", "plan"]
        plan = first["documents"][1]
        assert set(plan) == {"part", "version", "saved", "by", "file"}
        assert archive.read(plan["file"]).decode() == "plan 0 of Abiss"
        assert plan["file"] == "fairs/1/plan.1.toml"


# Round trip

texts = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=30)
# As the database keeps them: every space a plain one, nothing that is not seen.
names = (
    st.text(st.characters(exclude_categories=["C", "Z"], include_characters=" "), max_size=30)
    .map(str.strip)
    .filter(bool)
)
moments = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=st.just(UTC))
ids = st.text("abcXYZ019_-", min_size=1, max_size=40)
contents = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)


@st.composite
def books(draw: Callable[[st.SearchStrategy[Any]], Any]) -> list[Kept]:
    """Fairs with their versions, with different ids."""
    book = []
    for id in draw(st.lists(ids, unique=True, max_size=4)):
        years = st.integers(1900, 2200)
        fair = Fair(id, draw(names), draw(years), draw(names), draw(moments), draw(moments),
                    draw(st.none() | moments))  # fmt: skip
        documents = [
            Document(id, part, version, draw(moments), draw(texts), draw(contents))
            for part in sorted(PARTS)
            for version in range(1, draw(st.integers(0, 1 if part == ONCE else 3)) + 1)
        ]
        book.append(Kept(fair, tuple(documents)))
    return book


@settings(deadline=None)
@given(book=books())
def test_what_is_packed_is_what_is_unpacked(book: list[Kept]) -> None:
    assert unpacked(packed(book)) == Book(tuple(book))
    assert packed(book) == packed(unpacked(packed(book)).fairs)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(book=books())
def test_any_book_survives_the_database(fairs: Fairs, book: list[Kept]) -> None:
    own = Fairs(fairs.database, f"owner {id(book)} of {datetime.now(UTC).timestamp()}")
    found = imported(own, packed(book))
    assert len(found.added) + len(found.skipped) == len(book)  # equal ones come in once
    assert not found.copied

    def told(kept: Kept) -> tuple[object, ...]:
        fair, documents = kept.fair, kept.documents
        return (fair.name, fair.year, fair.series, fair.created, fair.changed, fair.archived,
                *((one.part, one.version, one.saved, one.by, one.content) for one in documents),
                )  # fmt: skip

    back = {told(kept) for kept in unpacked(exported(own)).fairs}
    assert back <= {told(kept) for kept in book}
    assert len(back) == len(found.added)
    assert not imported(own, exported(own)).added


# Hostile files

HEAD: dict[str, Any] = {
    "id": "a1", "name": "A", "year": 2026, "series": "a", "created": MOMENT.isoformat(),
    "changed": MOMENT.isoformat(), "archived": None,
    "documents": [{"part": "plan", "version": 1, "saved": MOMENT.isoformat(), "by": "",
                   "file": "x"}],
}  # fmt: skip


def zipped(index: Any, *, method: int = zipfile.ZIP_DEFLATED, **members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in ({"x": b"plan"} | members).items():
            archive.writestr(name, content)
        told = index if isinstance(index, bytes) else json.dumps(index).encode()
        archive.writestr(INDEX, told)
    return buffer.getvalue()


def book_of(*heads: Any, **more: Any) -> dict[str, Any]:
    return {"format": "quitte-book", "version": 1, "fairs": list(heads)} | more


def document(**changed: Any) -> dict[str, Any]:
    return HEAD | {"documents": [HEAD["documents"][0] | changed]}


GOOD = zipped(book_of(HEAD))
NO_HEAD: dict[str, Any] = {}
NO_LIST: list[Any] = []
REFUSED: list[tuple[bytes, str]] = [
    (b"", "not_book"),
    (b"no archive", "not_book"),
    (GOOD[:-30], "not_book"),
    (GOOD[30:], "broken_book"),  # the list at the end is whole, the plan is not
    (zipped(b""), "not_book"),
    (zipped(b"\xff\xfe"), "not_book"),
    (zipped(b"[" * 100_000), "not_book"),
    (zipped(b"1" * 5000), "not_book"),
    (zipped([]), "not_book"),
    (zipped({"format": "other"}), "not_book"),
    (zipped(book_of(HEAD), method=zipfile.ZIP_LZMA), "not_book"),
    (zipped(b" " * (LONGEST + 1)), "not_book"),
    (zipped(book_of(HEAD, version=3)), "newer_book"),
    *((zipped(book_of(HEAD, version=v)), "broken_book") for v in (0, True, "1", None, 1.0, 10**9)),
    *((zipped(book_of(HEAD, fairs=wrong)), "broken_book") for wrong in (None, NO_HEAD, "a", 1)),
    *((zipped(book_of(wrong)), "broken_book") for wrong in (None, NO_LIST, "a", 1, NO_HEAD)),
    *(
        (zipped(book_of(HEAD | {key: value})), "broken_book")
        for key, value in [
            ("id", ""), ("id", "a/b"), ("id", None), ("name", ""), ("name", "a\nb"),
            ("name", "a" * (NAME + 1)), ("name", {}), ("year", "2026"), ("year", 10**30),
            ("year", True), ("series", ""), ("created", ""), ("created", None), ("created", 5),
            ("created", "2026-01-01"), ("changed", "0001-01-01T00:00:00+14:00"),
            ("archived", ""), ("archived", False), ("documents", None), ("documents", "ab"),
            ("documents", [None]), ("documents", HEAD["documents"] * 2),
        ]
    ),
    *(
        (zipped(book_of(document(**{key: value}))), "broken_book")
        for key, value in [
            ("part", "other"), ("part", []), ("version", 0), ("version", 2), ("version", True),
            ("version", "1"), ("version", 10**30), ("saved", "now"), ("by", None), ("by", "a\nb"),
            ("file", "absent"), ("file", INDEX), ("file", None), ("file", []), ("file", "../x"),
        ]
    ),
    *(
        (zipped(book_of(HEAD), x=content), "broken_book")
        for content in (b"", b"nul\0", b"\xff", b"a" * (CONTENT + 1))
    ),
    (
        zipped(book_of(*[HEAD] * (MOST + 1))),
        "large_book",
    ),
    (zipped(book_of(HEAD), x=b"\0" * LARGEST), "large_book"),
]  # fmt: skip


@pytest.mark.parametrize("at", range(len(REFUSED)))
def test_a_hostile_file_gives_one_sentence_and_leaves_nothing(at: int, fairs: Fairs) -> None:
    content, code = REFUSED[at]
    found = problem(imported, fairs, content)
    assert found.code == code
    assert "\n" not in str(found)
    assert len(str(found)) < 200
    assert fairs.listed(archived=None) == []


def test_the_good_file_that_they_differ_from_is_read(fairs: Fairs) -> None:
    assert len(imported(fairs, GOOD).added) == 1
    one = fairs.latest("a1", "plan")
    assert one is not None
    assert one.content == "plan"


def test_a_problem_says_in_which_fair_it_is(fairs: Fairs) -> None:
    other = HEAD | {"id": "b", "documents": []}
    wrong = zipped(book_of(other, document(version=7)))
    assert problem(imported, fairs, wrong).values["place"] == "fairs[2].documents"
    wrong = zipped(book_of(other, document(by=7)))
    assert problem(imported, fairs, wrong).values["place"] == "fairs[2].documents[1]"
    assert fairs.listed() == []  # the first did not come in either


def test_two_fairs_of_one_id_both_come_in(fairs: Fairs) -> None:
    other = HEAD | {"name": "B", "documents": []}
    found = imported(fairs, zipped(book_of(HEAD, other)))
    assert [len(fate) for fate in (found.added, found.copied, found.skipped)] == [1, 1, 0]


def fate(content: bytes) -> str:
    """How reading a file ends: "read", or the code of the problem."""
    try:
        unpacked(content)
    except StoreError as refused:
        return refused.code
    return "read"


@settings(max_examples=300, deadline=None)
@given(at=st.integers(0, len(GOOD) - 1), byte=st.integers(0, 255), until=st.integers(0, len(GOOD)))
def test_a_damaged_file_is_refused_or_read(at: int, byte: int, until: int) -> None:
    damaged = GOOD[:at] + bytes([byte]) + GOOD[at + 1 :]
    for content in (damaged, damaged[:until], GOOD[until:] + damaged):
        assert fate(content) in {"read", "not_book", "broken_book", "newer_book", "large_book"}
