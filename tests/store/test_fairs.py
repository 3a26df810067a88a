"""The book of fairs: kept for its owner, added to and never overwritten, gone only when it was
meant to be.

Long because it mirrors one module.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, update

from store import Conflict, Database, Document, Fairs, Snapshots, StoreError, exported
from store.entries import BY, CONTENT, KEPT, NAME, PARTS, YEARS, series_of
from store.tables import DOCUMENTS, FAIRS, SNAPSHOTS
from tests.store.made_up import GIVEN, at_once, problem

HOSTILE = "Messe „Größe“ 展示会 🎪 'a'; DROP TABLE fairs; --"
CONTENT_OF = {part: f'{{"{part}": "€ ü 展 🎪 \\u0007 \\ud83c\\udfaa"}}' for part in PARTS}


ANY = settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)  # on a database that several tests may be waiting for


# Fairs


def test_what_is_saved_is_what_is_found(fairs: Fairs, url: str) -> None:
    before = datetime.now(UTC)
    fair = fairs.new(HOSTILE, 2026)
    kept = {part: fairs.save(fair.id, part, CONTENT_OF[part], base=0, by=HOSTILE) for part in PARTS}
    later = Database(url)  # nothing comes from memory
    other = Fairs(later, fairs.owner)
    found = other.fair(fair.id)
    assert (found.name, found.year, found.archived, found.deleted) == (HOSTILE, 2026, None, None)
    assert found.by == HOSTILE
    assert before <= found.created == fair.created <= kept["plan"].saved <= found.changed
    for part in PARTS:
        assert other.latest(fair.id, part) == kept[part]
        assert kept[part].content == CONTENT_OF[part]
        assert found.parts[part].content == ""  # a list reads no contents
        assert (found.version(part), kept[part].version) == (1, 1)
        assert {moment.tzinfo for moment in (kept[part].saved, found.changed)} == {UTC}
    assert other.listed() == [found]
    later.close()


@pytest.mark.parametrize(
    ("content", "allowed"),
    [
        (r'{"reason": "\ud83c\udfaa \u0007 \\ud800 \\u0000"}', True),
        (r'{"reason": "\ud800"}', False),
        (r'{"reason": "\uDFAA\uD83C"}', False),
        (r'{"\udfff": 1}', False),
        (r'{"views": [{"well": "\\\uD83C"}]}', False),
        (r'{"reason": "\u0000"}', False),
        (r'label = "\ud800"', True),  # no JSON; whoever reads it as a scenario file refuses it
    ],
)
def test_a_part_holds_no_text_that_nobody_can_write(
    fairs: Fairs, content: str, allowed: bool
) -> None:
    fair = fairs.new("A", 2026)
    if allowed:
        assert fairs.save(fair.id, "evaluation", content, base=0).content == content
    else:
        refused = problem(fairs.save, fair.id, "evaluation", content, base=0)
        assert refused.code == "not_content"


def test_an_id_cannot_be_guessed(fairs: Fairs) -> None:
    ids = {fairs.new("A", 2026).id for _ in range(3)}
    assert len(ids) == 3
    assert all(len(id) == 18 * 4 // 3 for id in ids)  # 144 bits, 6 in a character


@pytest.mark.parametrize(
    ("name", "series"),
    [
        ("Horeca Expo 2026", "horeca expo"),
        ("  HORECA-EXPO  '26 ", "horeca expo"),
        ("Indumation.be 2027", "indumation be"),
        ("Überfachmesse № 7", "uberfachmesse no 7"),
        ("展示会 2026", "展示会"),
        ("Hannover 2000 m²", "hannover m2"),
        ("2026", "2026"),
        ("!!!", "!!!"),
    ],
)
def test_a_series_is_the_name_without_year_accents_marks_and_case(name: str, series: str) -> None:
    assert series_of(name) == series


def test_a_name_turns_nothing_that_stands_beside_it(fairs: Fairs) -> None:
    fair = fairs.new("\u202eAbiss \u2066Gent\u2069", 2026)
    assert fair.name == "Abiss Gent"
    assert fairs.rename(fair.id, "\u05d0 \u202b2026", 2026).name == "\u05d0 2026"
    assert problem(fairs.new, "\u202e", 2026).code == "not_name"


def test_what_is_not_seen_in_a_name_is_left_out_and_spaces_are_spaces(fairs: Fairs) -> None:
    fair = fairs.new("\ufeffAb\u00adiss\u00a0Gent\u2009\u200b2026\u202f", 2026)
    assert (fair.name, fair.series) == ("Abiss Gent 2026", "abiss gent")
    assert fairs.rename(fair.id, "Abiss\u3000Gent", 2026).name == "Abiss Gent"
    assert problem(fairs.new, "\u200b\u00a0", 2026).code == "not_name"


def test_a_series_follows_the_name_unless_it_was_chosen(fairs: Fairs) -> None:
    first, second = fairs.new("Abiss 2025", 2025), fairs.new("ABISS '26", 2026)
    assert first.series == second.series == "abiss"
    assert fairs.rename(second.id, "Prowood", 2026).series == "prowood"
    chosen = fairs.rename(second.id, "Prowood", 2026, series="abiss")
    assert fairs.rename(second.id, "Prowood Gent", 2027) == fairs.fair(second.id)
    assert (chosen.series, fairs.fair(second.id).series) == ("abiss", "abiss")
    assert {one.id for one in fairs.listed(series="abiss")} == {first.id, second.id}


def test_the_list_is_newest_first_and_can_be_searched(fairs: Fairs) -> None:
    old = fairs.new("Horeca Expo", 2024)
    new = fairs.new("Überfach 100%_", 2026)
    middle = fairs.new("Prowood", 2025)
    later = fairs.new("Abiss", 2026)
    assert [one.id for one in fairs.listed()] == [later.id, new.id, middle.id, old.id]
    fairs.save(new.id, "plan", "x", base=0)
    assert [one.id for one in fairs.listed(year=2026)] == [new.id, later.id]
    for text in ("überfach", "UBERFACH", " uberFACH ", "%_", "100"):
        assert [one.id for one in fairs.listed(text)] == [new.id], text
    for text in ("2026 uberfach", "fach 26", "2026 100"):
        assert [one.id for one in fairs.listed(text)] == [new.id], text
    assert fairs.listed("uberfach 2025") == fairs.listed("uberfachmesse") == []
    assert fairs.listed("%") == fairs.listed("_") == fairs.listed("Überfach")
    assert fairs.listed("nothing like it") == fairs.listed(year=1999) == []


def test_a_search_knows_no_accents_whatever_they_are_part_of(fairs: Fairs) -> None:
    for name, text in (
        ("Herning S\u00f8lv", "solv"), ("\u0141\u00f3d\u017a", "lodz"), ("C\u0153ur", "COEUR"),
        ("Stra\u00dfe", "strasse"), ("\u0130stanbul", "istanbul"), ("S.\u00e0.r.l", "s.a.r.l"),
    ):  # fmt: skip
        id = fairs.new(name, 2026).id
        assert [one.id for one in fairs.listed(text)] == [id]
        assert [one.id for one in fairs.listed(name.upper())] == [id]


def test_what_is_archived_is_shown_on_request_only(fairs: Fairs) -> None:
    one, other = fairs.new("One", 2025), fairs.new("Other", 2026)
    assert fairs.archive(one.id).archived is not None
    assert [fair.id for fair in fairs.listed()] == [other.id]
    assert [fair.id for fair in fairs.listed(archived=True)] == [one.id]
    assert [fair.id for fair in fairs.listed(archived=None)] == [other.id, one.id]
    assert fairs.counts() == {"open": 1, "archived": 1, "deleted": 0}
    assert fairs.unarchive(one.id).archived is None
    assert fairs.counts() == {"open": 2, "archived": 0, "deleted": 0}


def test_a_copy_starts_from_the_newest_plan_and_from_nothing_else(fairs: Fairs) -> None:
    fair = fairs.new("Abiss", 2026, series="gent")
    for base in range(2):
        fairs.save(fair.id, "plan", f"plan {base}", base=base, by="Ann")
    fairs.save(fair.id, "frozen", "forecast", base=0)
    copy = fairs.copy(fair.id, "Abiss", 2027, by="Bert")
    assert (copy.year, copy.series, copy.by, set(copy.parts)) == (2027, "gent", "Bert", {"plan"})
    plan = fairs.latest(copy.id, "plan")
    assert plan is not None
    assert (plan.content, plan.version) == ("plan 1", 1)
    fairs.save(copy.id, "plan", "other", base=1)
    kept = fairs.latest(fair.id, "plan")
    assert kept is not None
    assert kept.content == "plan 1"
    assert fairs.copy(fairs.new("Empty", 2026).id, "Empty too", 2026).parts == {}


# Documents


def test_versions_are_added_and_each_can_be_read(fairs: Fairs) -> None:
    id = fairs.new("A", 2026).id
    assert fairs.latest(id, "plan") is None
    saved = [fairs.save(id, "plan", f"content {at}", base=at, by=f"{at}") for at in range(4)]
    assert [one.version for one in saved] == [1, 2, 3, 4]
    assert fairs.latest(id, "plan") == saved[-1]
    assert [fairs.document(id, "plan", one.version) for one in saved] == saved
    assert fairs.document(id, "plan", 5) is None
    history = fairs.history(id, "plan")
    assert [(one.version, one.by, one.content) for one in history] == [
        (one.version, one.by, "") for one in reversed(saved)
    ]
    assert fairs.history(id, "record") == []


def test_who_saves_on_an_older_version_hears_what_the_newer_one_is(fairs: Fairs) -> None:
    id = fairs.new("A", 2026).id
    fairs.save(id, "plan", "first", base=0, by="Ann")
    newer = fairs.save(id, "plan", "second", base=1, by="Bert")
    for base in (0, 1, 3, -1, 2**70):
        with pytest.raises(Conflict) as found:
            fairs.save(id, "plan", "mine", base=base, by="Ann")
        assert found.value.document == newer
        assert (found.value.code, found.value.values["by"]) == ("conflict", "Bert")
    assert len(fairs.history(id, "plan")) == 2
    mine = fairs.save(id, "plan", "mine", base=newer.version, by="Ann")  # the later chooses
    assert mine.version == 3
    first = fairs.document(id, "plan", 1)
    assert first is not None
    assert first.content == "first"  # and nothing is lost


def test_the_same_content_once_more_is_no_new_version_and_no_conflict(fairs: Fairs) -> None:
    id = fairs.new("A", 2026).id
    first = fairs.save(id, "plan", "same", base=0, by="Ann")
    assert fairs.save(id, "plan", "same", base=0, by="Bert") == first
    assert len(fairs.history(id, "plan")) == 1


def test_a_forecast_is_frozen_once(fairs: Fairs) -> None:
    id = fairs.new("A", 2026).id
    kept = fairs.save(id, "frozen", "forecast", base=0)
    for base in (0, 1):
        assert problem(fairs.save, id, "frozen", "rosier", base=base).code == "frozen"
    assert fairs.latest(id, "frozen") == kept


def saved_at_once(fairs: Fairs, id: str, base: int) -> tuple[list[Document], list[Document]]:
    """Six save on the same version at once: what was saved, and what the others heard of."""
    saved: list[Document] = []
    heard: list[Document] = []

    def save(name: str) -> None:
        try:
            saved.append(fairs.save(id, "record", f"{base} {name}", base=base, by=name))
        except Conflict as conflict:
            heard.append(conflict.document)

    at_once(save)
    return saved, heard


def test_of_many_who_save_at_once_one_succeeds_and_the_others_hear_of_it(fairs: Fairs) -> None:
    id = fairs.new("A", 2026).id
    for base in range(3):
        saved, heard = saved_at_once(fairs, id, base)
        assert len(saved) == 1
        assert heard == saved * 5
    assert [one.version for one in fairs.history(id, "record")] == [3, 2, 1]


def test_nobody_loses_a_version_who_saves_again_after_each_conflict(fairs: Fairs) -> None:
    """As the page does it when the later chooses to keep their own as the newest."""
    id = fairs.new("A", 2026).id

    def save(name: str) -> None:
        base = 0
        for at in range(5):
            while True:
                try:
                    base = fairs.save(id, "plan", f"{name} {at}", base=base, by=name).version
                    break
                except Conflict as conflict:
                    base = conflict.document.version

    at_once(save, 4)
    history = fairs.history(id, "plan")
    assert [one.version for one in history] == list(range(20, 0, -1))
    contents = {found.content for at in range(1, 21) if (found := fairs.document(id, "plan", at))}
    assert contents == {f"{name} {at}" for name in range(4) for at in range(5)}


# Deleting


def everything(database: Database) -> tuple[int, int]:
    """How many rows there are of fairs and documents, whoever owns them."""
    with database.reading() as connection:
        fairs, documents = (
            connection.scalar(select(func.count()).select_from(table))
            for table in (FAIRS, DOCUMENTS)
        )
    return fairs or 0, documents or 0


def age(database: Database, id: str, by: timedelta) -> None:
    """As if a fair had been deleted longer ago."""
    with database.writing() as connection:
        when = connection.execute(select(FAIRS.c.deleted).where(FAIRS.c.id == id)).scalar_one()
        connection.execute(update(FAIRS).where(FAIRS.c.id == id).values(deleted=when - by))


def test_what_was_deleted_comes_back_as_it_was(fairs: Fairs) -> None:
    fair = fairs.new("A", 2026)
    fairs.save(fair.id, "plan", "x", base=0)
    fairs.archive(fair.id)
    before = fairs.fair(fair.id)
    deleted = fairs.delete(fair.id)
    assert deleted.deleted is not None
    assert fairs.listed(archived=None) == []
    assert fairs.listed(deleted=True) == [deleted]
    assert fairs.counts() == {"open": 0, "archived": 0, "deleted": 1}
    back = fairs.undelete(fair.id)
    assert (back.deleted, back.archived, back.parts) == (None, before.archived, before.parts)
    assert fairs.listed(archived=True) == [back]


def test_a_deleted_fair_can_be_read_and_not_be_changed(fairs: Fairs) -> None:
    id = fairs.new("A", 2026).id
    fairs.save(id, "plan", "x", base=0)
    fairs.delete(id)
    uses: list[Callable[[], object]] = [
        lambda: fairs.save(id, "plan", "y", base=1),
        lambda: fairs.rename(id, "B", 2026),
        lambda: fairs.archive(id),
        lambda: fairs.copy(id, "B", 2026),
        lambda: fairs.delete(id),
    ]
    assert {problem(use).code for use in uses} == {"deleted"}
    assert fairs.fair(id).version("plan") == 1


def test_after_thirty_days_it_is_gone_for_good(fairs: Fairs, fresh: Database) -> None:
    assert timedelta(days=30) == KEPT
    kept, gone = fairs.new("Kept", 2026).id, fairs.new("Gone", 2026).id
    for id in (kept, gone):
        fairs.save(id, "plan", "x", base=0)
        fairs.delete(id)
    age(fresh, kept, KEPT - timedelta(minutes=5))
    age(fresh, gone, KEPT)
    assert [one.id for one in fairs.listed(deleted=True)] == [kept]
    for use in (fairs.undelete, fairs.fair, fairs.delete):
        assert problem(use, gone).code == "unknown_fair"
    assert fairs.purge() == 0  # delete has done it
    assert everything(fresh) == (1, 1)
    assert fairs.undelete(kept).deleted is None
    assert fairs.purge(now=datetime.now(UTC) + 2 * KEPT) == 0
    assert everything(fresh) == (1, 1)


def test_purging_takes_what_is_old_whoever_owned_it(fairs: Fairs, fresh: Database) -> None:
    id = Fairs(fresh, "other.example").new("A", 2026).id
    Fairs(fresh, "other.example").delete(id)
    when = datetime.now(UTC)
    assert fairs.purge(now=when + KEPT - timedelta(minutes=5)) == 0
    assert fairs.purge(now=when + KEPT) == 1
    assert everything(fresh) == (0, 0)


def test_what_was_deleted_goes_for_good_when_it_is_asked_for(fairs: Fairs) -> None:
    fair, other = fairs.new("Ann Smith's fair", 2026), fairs.new("Another", 2026)
    fairs.save(fair.id, "guesses", "Ann Smith guessed", base=0, by="Ann Smith")
    assert problem(fairs.remove, fair.id).code == "changed"  # it is in the book
    fairs.delete(fair.id)
    assert problem(Fairs(fairs.database, "another.example").remove, fair.id).code == "unknown_fair"
    assert fairs.remove(fair.id).name == "Ann Smith's fair"
    assert fairs.counts() == {"open": 1, "archived": 0, "deleted": 0}
    assert fairs.listed() == [fairs.fair(other.id)]
    for use in (fairs.undelete, fairs.remove, fairs.fair):
        assert problem(use, fair.id).code == "unknown_fair"
    with fairs.database.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(DOCUMENTS)) == 0


def test_what_a_link_showed_is_kept_for_thirty_days_after_its_end(fairs: Fairs) -> None:
    links, now = Snapshots(fairs.database), datetime.now(UTC)
    ended = links.save(**GIVEN | {"expires": now + timedelta(days=1)}).id
    endless = links.save(**GIVEN).id
    days = timedelta(days=1) + KEPT

    def contents() -> set[str]:
        wanted = select(SNAPSHOTS.c.id).where(SNAPSHOTS.c.content.is_not(None))
        with fairs.database.reading() as connection:
            return set(connection.scalars(wanted))

    fairs.purge(now=now + days - timedelta(minutes=5))
    assert contents() == {ended, endless}
    fairs.purge(now=now + days + timedelta(minutes=5))
    assert contents() == {endless}
    assert len(links.made_by(GIVEN["maker"])) == 2


# Owners


@pytest.mark.parametrize("owner", ["other.example", "", "MAKER.example", "maker.example "])
def test_nobody_finds_or_changes_what_another_owns(
    fairs: Fairs, fresh: Database, owner: str
) -> None:
    id = fairs.new("Theirs", 2026).id
    fairs.save(id, "plan", "secret", base=0, by="Ann")
    before = fairs.fair(id)
    other = Fairs(fresh, owner)
    uses: list[Callable[[], object]] = [
        lambda: other.fair(id),
        lambda: other.latest(id, "plan"),
        lambda: other.document(id, "plan", 1),
        lambda: other.history(id, "plan"),
        lambda: other.save(id, "plan", "mine", base=1),
        lambda: other.save(id, "record", "mine", base=0),
        lambda: other.rename(id, "Mine", 2026),
        lambda: other.archive(id),
        lambda: other.unarchive(id),
        lambda: other.copy(id, "Mine", 2026),
        lambda: other.delete(id),
        lambda: other.undelete(id),
    ]
    assert {problem(use).code for use in uses} == {"unknown_fair"}
    assert other.listed(archived=None) == other.listed(deleted=True) == []
    assert other.counts() == {"open": 0, "archived": 0, "deleted": 0}
    assert b"secret" not in exported(other)
    assert fairs.fair(id) == before
    fairs.delete(id)
    assert problem(other.undelete, id).code == "unknown_fair"
    assert other.listed(deleted=True) == []
    assert everything(fresh) == (1, 1)


# What cannot be kept

WRONG: list[tuple[str, Any, str]] = [
    *(("name", name, "not_name") for name in ("", "  ", "a\nb", "nul\0", "\ud800", None, 5)),
    ("name", "a" * (NAME + 1), "not_name"),
    *(("year", year, "not_year") for year in (0, YEARS[0] - 1, YEARS[1] + 1, 2026.0, True, "2026")),
    ("year", 10**100, "not_year"),
    *(("series", series, "not_name") for series in ("", "a\nb", "\ud800")),
]


@pytest.mark.parametrize(("key", "value", "code"), WRONG, ids=lambda value: repr(value)[:12])
def test_a_fair_that_cannot_be_kept_is_refused(
    fairs: Fairs, key: str, value: Any, code: str
) -> None:
    given: dict[str, Any] = {"name": "A", "year": 2026, "series": "a"}
    kept = fairs.new(**given)
    assert problem(fairs.new, **given | {key: value}).code == code
    assert problem(fairs.rename, kept.id, **given | {key: value}).code == code
    assert fairs.listed() == [kept]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        *(({"part": part}, "not_part") for part in ("", "Plan", "other", None, list[str](), 1)),
        *(({"content": content}, "not_content") for content in ("", "nul\0", "\ud800", None, b"x")),
        ({"content": "a" * (CONTENT + 1)}, "not_content"),
        ({"content": "é" * (CONTENT // 2) + "a"}, "not_content"),
        *(({"by": by}, "not_by") for by in ("a\nb", "nul\0", "\ud800", None, "a" * (BY + 1))),
    ],
    ids=lambda value: repr(value)[:24],
)
def test_a_document_that_cannot_be_kept_is_refused(
    fairs: Fairs, values: dict[str, Any], code: str
) -> None:
    id = fairs.new("A", 2026).id
    given: dict[str, Any] = {"part": "plan", "content": "x", "by": "Ann"}
    assert problem(fairs.save, id, base=0, **given | values).code == code
    assert fairs.fair(id).parts == {}


def test_what_just_fits_is_kept(fairs: Fairs) -> None:
    fair = fairs.new("🎪" * NAME, YEARS[1], series="🎪" * NAME)
    kept = fairs.save(fair.id, "plan", "é" * (CONTENT // 2), base=0, by="🎪" * BY)
    assert fairs.latest(fair.id, "plan") == kept


@ANY
@given(id=st.one_of(st.text(), st.binary(), st.integers(), st.none()))
def test_no_id_makes_an_error_of_the_database(fairs: Fairs, id: Any) -> None:
    for use in (fairs.fair, fairs.archive, fairs.delete, fairs.undelete):
        assert problem(use, id).code == "unknown_fair"
    assert problem(fairs.latest, id, "plan").code == "unknown_fair"
    assert problem(fairs.save, id, "plan", "x", base=0).code == "unknown_fair"


@ANY
@given(text=st.text())
def test_any_text_can_be_searched(fairs: Fairs, text: str) -> None:
    assert fairs.listed(text + " nowhere") == []


def test_an_owner_is_a_text_on_one_line(fresh: Database) -> None:
    for owner in (None, "a\nb", "\ud800", "a" * (BY + 1)):
        with pytest.raises(StoreError):
            Fairs(fresh, owner)  # type: ignore[arg-type]


# Files of leads


def test_what_is_said_of_headings_is_their_owners_alone_and_the_last_word_counts(
    fairs: Fairs, fresh: Database
) -> None:
    others = Fairs(fresh, "other.example")
    assert fairs.headings("a" * 64) is None
    fairs.keep_headings("a" * 64, HOSTILE)
    fairs.keep_headings("a" * 64, "second")
    others.keep_headings("a" * 64, "theirs")
    assert (fairs.headings("a" * 64), fairs.headings("b" * 64)) == ("second", None)
    fairs.forget_headings("a" * 64)
    assert (fairs.headings("a" * 64), others.headings("a" * 64)) == (None, "theirs")
    assert problem(fairs.keep_headings, "a" * 64, "").code == "not_content"
