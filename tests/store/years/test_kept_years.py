"""A year is kept as a fair is: versions that rest on one another, one forecast, one owner."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from alembic.migration import MigrationContext
from sqlalchemy import text

from store import Database, Fairs, KeptYears, StoreError, YearConflict, exported, imported
from store.entries import KEPT
from store.tables import VERSIONS
from tests.store.made_up import at_once, problem

HELD = ("a-1", "", "b_2")


def test_a_year_keeps_every_version_with_the_fairs_that_it_held(years: KeptYears) -> None:
    id = years.new("  Beursjaar\u00a02027 🎪", 2027).id
    first = years.save(id, "plan", "one", HELD, base=0, by="Ann")
    assert years.save(id, "plan", "one", HELD, base=0) == first  # the same once more
    second = years.save(id, "plan", "one", HELD[:1], base=1, by="Bert")
    assert (second.version, second.fairs) == (2, ("a-1",))
    assert years.latest(id, "plan") == second
    assert years.document(id, "plan", 1) == first
    assert [one.version for one in years.history(id, "plan")] == [2, 1]
    (listed,) = years.listed()
    assert (listed.name, listed.by, listed.changed) == ("Beursjaar 2027 🎪", "Bert", second.saved)
    assert (listed.parts["plan"].fairs, listed.parts["plan"].content) == (("a-1",), "")
    assert years.latest(id, "frozen") is None


def test_who_saves_from_an_older_version_hears_of_the_newer_one(years: KeptYears) -> None:
    id = years.new("2027", 2027).id
    newest = years.save(id, "plan", "one", (), base=0, by="Ann")
    with pytest.raises(YearConflict) as found:
        years.save(id, "plan", "other", (), base=0)
    assert found.value.document == newest
    assert years.save(id, "plan", "other", (), base=1).version == 2


def test_of_six_who_save_at_once_one_is_first_and_five_hear_of_it(years: KeptYears) -> None:
    id = years.new("2027", 2027).id
    told: list[str] = []

    def save(name: str) -> None:
        try:
            told.append(f"saved {years.save(id, 'plan', name, (), base=0).version}")
        except StoreError as problem:
            told.append(problem.code)

    at_once(save)
    assert sorted(told) == ["conflict"] * 5 + ["saved 1"]


def test_a_forecast_is_written_once(years: KeptYears) -> None:
    id = years.new("2027", 2027).id
    kept = years.save(id, "frozen", "said", HELD, base=0)
    for base in (0, 1):
        assert problem(years.save, id, "frozen", "said later", HELD, base=base).code == "frozen"
    assert years.latest(id, "frozen") == kept


def test_a_year_is_renamed_deleted_brought_back_and_gone(years: KeptYears, fairs: Fairs) -> None:
    id = years.new("2027", 2027).id
    years.save(id, "plan", "one", HELD, base=0)
    seen = years.year(id).changed
    renamed = years.rename(id, "Next", 2028, seen=seen)
    assert (renamed.name, renamed.year) == ("Next", 2028)
    assert problem(years.rename, id, "Other", 2028, seen=seen).code == "year_changed"
    assert problem(years.delete, id, seen=seen).code == "year_changed"
    years.delete(id, seen=renamed.changed)
    assert years.listed() == []
    assert [one.name for one in years.listed(deleted=True)] == ["Next"]
    assert problem(years.save, id, "plan", "two", (), base=1).code == "year_deleted"
    assert years.undelete(id).version("plan") == 1
    assert problem(years.remove, id).code == "year_changed"  # somebody has brought it back
    years.delete(id)
    assert fairs.purge(now=datetime.now(UTC) + KEPT - timedelta(hours=1)) == 0
    assert years.year(id).deleted is not None
    fairs.purge(now=datetime.now(UTC) + KEPT + timedelta(hours=1))
    assert problem(years.year, id).code == "unknown_year"
    other = years.new("2029", 2029).id
    years.delete(other)
    years.remove(other)
    assert problem(years.undelete, other).code == "unknown_year"


def test_nobody_finds_the_year_of_another_company(years: KeptYears, fresh: Database) -> None:
    id = years.new("2027", 2027).id
    years.save(id, "plan", "one", HELD, base=0)
    other = KeptYears(fresh, "other.example")
    uses: list[Callable[[], object]] = [
        lambda: other.year(id),
        lambda: other.rename(id, "x", 2027),
        lambda: other.delete(id),
        lambda: other.undelete(id),
        lambda: other.remove(id),
        lambda: other.save(id, "plan", "x", (), base=1),
        lambda: other.latest(id, "plan"),
        lambda: other.document(id, "plan", 1),
        lambda: other.history(id, "plan"),
    ]
    assert {problem(use).code for use in uses} == {"unknown_year"}
    assert other.listed() == []


@pytest.mark.parametrize(
    ("use", "code"),
    [
        (lambda years, id: years.new("\u200b", 2027), "not_year_name"),
        (lambda years, id: years.new("x", 1), "not_year"),
        (lambda years, id: years.rename(id, "a\nb", 2027), "not_year_name"),
        (lambda years, id: years.save(id, "record", "x", (), base=0), "not_part"),
        (lambda years, id: years.save(id, "plan", "", (), base=0), "not_content"),
        (lambda years, id: years.save(id, "plan", "x", ("a b",), base=0), "unknown_fair"),
        (lambda years, id: years.save(id, "plan", "x", (None,), base=0), "unknown_fair"),
        (lambda years, id: years.year("no such"), "unknown_year"),
    ],
    ids=["no name", "no year", "two lines", "part", "nothing", "fair", "no fair", "id"],
)
def test_what_is_not_allowed_is_told_and_changes_nothing(
    use: Callable[..., object], code: str, years: KeptYears
) -> None:
    kept = years.new("2027", 2027)
    assert problem(use, years, kept.id).code == code
    assert years.listed() == [kept]


def test_a_database_of_before_there_were_years_goes_up_and_keeps_its_fairs(
    fresh: Database, fairs: Fairs, url: str
) -> None:
    fair = fairs.new("Abiss", 2026)
    with fresh.writing() as connection:
        for table in ("year_documents", "years"):
            connection.execute(text(f"DROP TABLE {table}"))
        connection.execute(text(f"UPDATE {VERSIONS} SET version_num = '0003'"))
    later = Database(url)
    assert Fairs(later, fairs.owner).listed() == [fair]
    assert KeptYears(later, fairs.owner).new("2027", 2027).year == 2027
    with later.reading() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSIONS})
        assert context.get_current_revision() == "0004"
    later.close()


def test_a_year_goes_out_and_comes_in_with_its_fairs_under_their_new_ids(
    years: KeptYears, fairs: Fairs, fresh: Database
) -> None:
    fair = fairs.new("Abiss", 2027)
    fairs.save(fair.id, "plan", "x", base=0)
    id = years.new("2027", 2027).id
    years.save(id, "plan", "one", (fair.id, "", "gone"), base=0, by="Ann")
    years.save(id, "frozen", "said", (fair.id,), base=0)
    years.delete(years.new("Deleted", 2026).id)
    file = exported(fairs)
    assert imported(fairs, file).years == ()  # everything is there already
    assert exported(fairs) == file
    other = Fairs(fresh, "other.example")
    (came,) = imported(other, file).years
    (new,) = other.listed()
    theirs = KeptYears(fresh, "other.example")
    assert came.id != id
    assert new.id != fair.id
    assert theirs.year(came.id).parts["plan"].fairs == (new.id, "", "gone")
    assert theirs.year(came.id).parts["plan"].by == "Ann"
    assert imported(other, file).years == ()
    assert len(theirs.listed()) == 1
    assert years.year(id).parts["plan"].fairs == (fair.id, "", "gone")


def test_a_year_that_has_changed_comes_in_beside_the_other(years: KeptYears, fairs: Fairs) -> None:
    id = years.new("2027", 2027).id
    years.save(id, "plan", "one", (), base=0)
    file = exported(fairs)
    years.save(id, "plan", "two", (), base=1)
    (copy,) = imported(fairs, file).years
    assert {one.id for one in years.listed()} == {id, copy.id}
    found = years.latest(copy.id, "plan")
    assert found is not None
    assert found.content == "one"
