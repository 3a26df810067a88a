"""Presentation links: kept, opened, listed, revoked."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, event, select

from store import Database, Snapshot, Snapshots, StoreError
from store.snapshots import AUDIENCES, CONTENT, TITLE
from store.tables import SNAPSHOTS
from tests.store.made_up import GIVEN, code

SOON = timedelta(minutes=5)


def test_what_is_saved_is_what_is_opened(snapshots: Snapshots, url: str) -> None:
    kept = snapshots.save(**GIVEN)
    other = Database(url)  # nothing comes from memory
    opened = Snapshots(other).open(kept.id)
    other.close()
    assert replace(opened, opened=None) == kept
    for key, value in GIVEN.items():
        assert key == "maker" or getattr(opened, key) == value
    assert {field.name for field in fields(Snapshot)} - set(GIVEN) == {
        "id",
        "created",
        "opened",
        "revoked",
    }


def test_a_link_cannot_be_guessed_and_goes_into_an_address(snapshots: Snapshots) -> None:
    ids = {snapshots.save(**GIVEN).id for _ in range(3)}
    assert len(ids) == 3
    assert all(len(id) == 18 * 4 // 3 for id in ids)  # 144 bits, 6 in a character
    assert all(quote(id, safe="") == id for id in ids)


def test_moments_are_in_utc_whatever_zone_they_were_given_in(snapshots: Snapshots) -> None:
    there = timezone(timedelta(hours=-11))
    now = datetime.now(UTC)
    kept = snapshots.save(**GIVEN | {"expires": (now + SOON).astimezone(there)})
    opened = snapshots.open(kept.id, now=(now + SOON / 2).astimezone(there))
    assert opened.expires == kept.expires == now + SOON
    assert opened.opened == now + SOON / 2
    assert now <= kept.created <= datetime.now(UTC)
    for moment in (kept.created, kept.expires, opened.created, opened.expires, opened.opened):
        assert moment is not None
        assert moment.tzinfo is UTC


def test_a_link_opens_until_it_expires(snapshots: Snapshots) -> None:
    end = datetime.now(UTC) + SOON
    id = snapshots.save(**GIVEN | {"expires": end}).id
    assert snapshots.open(id, now=end - timedelta(microseconds=1)).id == id
    with pytest.raises(StoreError) as problem:
        snapshots.open(id, now=end)
    assert code(problem) == "unknown_link"
    forever = snapshots.save(**GIVEN).id
    assert snapshots.open(forever, now=end + timedelta(days=36500)).expires is None


def test_the_maker_sees_when_a_link_was_opened_last(snapshots: Snapshots) -> None:
    kept = snapshots.save(**GIVEN)
    assert snapshots.made_by(GIVEN["maker"])[0].opened is None
    for moment in (kept.created + SOON, kept.created + 2 * SOON):
        assert snapshots.open(kept.id, now=moment).opened == moment
        assert snapshots.made_by(GIVEN["maker"])[0].opened == moment


def test_a_maker_finds_their_own_links_newest_first_and_without_contents(
    snapshots: Snapshots,
) -> None:
    mine = [snapshots.save(**GIVEN | {"title": f"Fair {count}"}) for count in range(5)]
    snapshots.save(**GIVEN | {"maker": "key of another"})
    assert snapshots.made_by(GIVEN["maker"]) == [replace(one, content="") for one in mine[::-1]]
    assert snapshots.made_by("unheard of") == snapshots.made_by("\0 \ud800") == []


def test_a_revoked_link_is_closed_and_its_content_gone(
    snapshots: Snapshots, fresh: Database
) -> None:
    kept, other = snapshots.save(**GIVEN), snapshots.save(**GIVEN)
    snapshots.revoke(kept.id, GIVEN["maker"])
    with pytest.raises(StoreError) as problem:
        snapshots.open(kept.id)
    assert code(problem) == "unknown_link"
    with fresh.reading() as connection:
        contents = dict(connection.execute(select(SNAPSHOTS.c.id, SNAPSHOTS.c.content)).all())
    assert contents == {kept.id: None, other.id: GIVEN["content"]}
    when = {one.id: one.revoked for one in snapshots.made_by(GIVEN["maker"])}
    assert when[other.id] is None
    assert when[kept.id] is not None
    snapshots.revoke(kept.id, GIVEN["maker"])  # once more changes nothing
    assert {one.id: one.revoked for one in snapshots.made_by(GIVEN["maker"])} == when


def test_an_id_that_was_revoked_or_has_ended_is_answered_just_as_one_that_never_was(
    snapshots: Snapshots,
) -> None:
    """In words, and in what is asked of the database, in which the time goes."""
    now = datetime.now(UTC)
    revoked, ended = (
        snapshots.save(**GIVEN).id,
        snapshots.save(**GIVEN | {"expires": now + SOON}).id,
    )
    snapshots.revoke(revoked, GIVEN["maker"])
    asked: list[str] = []

    def notice(_: Any, __: Any, statement: str, *___: Any) -> None:
        asked.append(statement)

    answers = []
    event.listen(Engine, "before_cursor_execute", notice)
    try:
        for id in (revoked, ended, "a" * len(ended)):
            asked.clear()
            with pytest.raises(StoreError) as problem:
                snapshots.open(id, now=now + 2 * SOON)
            answers.append((code(problem), str(problem.value), problem.value.values, tuple(asked)))
    finally:
        event.remove(Engine, "before_cursor_execute", notice)
    assert len(set(map(repr, answers))) == 1
    assert asked


def test_only_its_own_maker_revokes_a_link(snapshots: Snapshots) -> None:
    id = snapshots.save(**GIVEN).id
    for key in ("key of another", "", GIVEN["maker"].upper()):
        with pytest.raises(StoreError) as problem:
            snapshots.revoke(id, key)
        assert code(problem) == "unknown_link"
    assert snapshots.open(id).content == GIVEN["content"]


def test_neither_the_makers_key_nor_a_revoked_content_stands_in_the_file(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'one.db'}")
    snapshots = Snapshots(database)
    words = "who would have thought it " * 1000
    id = snapshots.save(**GIVEN | {"content": words}).id

    def everything() -> bytes:
        return b"".join(file.read_bytes() for file in tmp_path.iterdir())

    assert GIVEN["maker"].encode() not in everything()
    assert words[:26].encode() in everything()
    snapshots.revoke(id, GIVEN["maker"])
    assert words[:26].encode() not in everything()
    database.close()


HOSTILE: list[Any] = [
    "",
    "a" * 24,
    "a" * 41,
    "a" * 10_000_000,
    "nul\0",
    "\ud800",
    "' OR 1=1 --",
    "é",
    "a\n",
    "%",
    None,
    5,
    b"bytes",
    ["a"],
]


@pytest.mark.parametrize("id", HOSTILE, ids=lambda id: repr(id)[:12])
def test_a_hostile_link_is_an_unknown_one(snapshots: Snapshots, id: Any) -> None:
    snapshots.save(**GIVEN)
    with pytest.raises(StoreError) as problem:
        snapshots.open(id)
    assert code(problem) == "unknown_link"
    with pytest.raises(StoreError) as problem:
        snapshots.revoke(id, GIVEN["maker"])
    assert code(problem) == "unknown_link"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(id=st.one_of(st.text(), st.binary(), st.integers()))
def test_no_link_makes_an_error_of_the_database(snapshots: Snapshots, id: Any) -> None:
    with pytest.raises(StoreError) as problem:
        snapshots.open(id)
    assert code(problem) == "unknown_link"


BEFORE = datetime.now(UTC)
WRONG = [
    ("title", "", "not_title"),
    ("title", "  ", "not_title"),
    ("title", "a" * (TITLE + 1), "not_title"),
    ("title", "two\nlines", "not_title"),
    ("title", "nul\0", "not_title"),
    ("title", "\ud800", "not_title"),
    ("title", None, "not_title"),
    ("audience", "everybody", "not_audience"),
    ("audience", None, "not_audience"),
    ("expires", BEFORE, "not_later"),
    ("content", "a" * (CONTENT + 1), "not_content"),
    ("content", "é" * (CONTENT // 2) + "a", "not_content"),
    ("content", "nul\0", "not_content"),
    ("content", "\ud800", "not_content"),
    ("content", "", "not_content"),
    ("content", None, "not_content"),
]


@pytest.mark.parametrize(("key", "value", "problem"), WRONG, ids=lambda value: repr(value)[:12])
def test_what_cannot_be_kept_is_refused(
    snapshots: Snapshots, key: str, value: Any, problem: str
) -> None:
    with pytest.raises(StoreError) as refused:
        snapshots.save(**GIVEN | {key: value})
    assert code(refused) == problem
    assert snapshots.made_by(GIVEN["maker"]) == []


@pytest.mark.parametrize("audience", AUDIENCES)
def test_what_just_fits_is_kept(snapshots: Snapshots, audience: str) -> None:
    just = {"title": "🎪" * TITLE, "audience": audience, "content": "é" * (CONTENT // 2)}
    kept = snapshots.save(**GIVEN | just)
    assert replace(snapshots.open(kept.id), opened=None) == kept
