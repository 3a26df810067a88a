"""What somebody does with a fair rests on how they saw it; who comes later hears of the earlier."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from store import Fair, Fairs, Renamed
from store.entries import named_for
from tests.store.made_up import at_once, problem

ACTS = ("archive", "unarchive", "copy", "delete", "freeze")


def act(fairs: Fairs, what: str, fair: Fair) -> Callable[[], object]:
    """One of `ACTS` with a fair as it was seen."""
    if what == "copy":
        return lambda: fairs.copy(fair.id, "Copy", 2027, seen=fair.changed)
    if what == "freeze":
        return lambda: fairs.save(fair.id, "frozen", "forecast", base=0, seen=fair.changed)
    return lambda: getattr(fairs, what)(fair.id, seen=fair.changed)


@pytest.mark.parametrize("what", ACTS)
def test_a_fair_that_another_changed_meanwhile_is_left_as_it_is(fairs: Fairs, what: str) -> None:
    seen = fairs.new("A", 2026)
    fairs.save(seen.id, "plan", "theirs", base=0, by="Bert")
    now = fairs.fair(seen.id)
    found = problem(act(fairs, what, seen))
    assert (found.code, found.values) == ("changed", {"saved": now.changed})
    assert fairs.fair(seen.id) == now
    assert fairs.listed(archived=None) == [now]
    act(fairs, what, now)()  # who looked again may


def test_who_renames_what_another_renamed_hears_how_it_is_now(fairs: Fairs) -> None:
    seen = fairs.new("Abiss", 2026)
    now = fairs.rename(seen.id, "Prowood", 2027, seen=seen)
    with pytest.raises(Renamed) as found:
        fairs.rename(seen.id, "Horeca", 2026, seen=seen)
    assert found.value.fair == now == fairs.fair(seen.id)
    assert fairs.rename(seen.id, "Horeca", 2026, seen=now).name == "Horeca"


@pytest.mark.parametrize("changes", [{"year": 2027}, {"series": "other"}, {"name": "B"}])
def test_year_and_series_are_part_of_the_name(fairs: Fairs, changes: dict[str, str]) -> None:
    seen = fairs.new("A", 2026)
    given = {"name": "A", "year": 2026, "series": "a"} | changes
    fairs.rename(seen.id, **given)  # type: ignore[arg-type]
    with pytest.raises(Renamed):
        fairs.rename(seen.id, "C", 2026, seen=seen)


def test_a_plan_that_was_saved_meanwhile_is_no_reason_not_to_rename(fairs: Fairs) -> None:
    seen = fairs.new("A", 2026)
    fairs.save(seen.id, "plan", "theirs", base=0)
    assert fairs.rename(seen.id, "B", 2026, seen=seen).name == "B"


def test_of_many_who_rename_at_once_one_succeeds_and_the_others_hear_of_it(fairs: Fairs) -> None:
    seen = fairs.new("A", 2026)
    renamed: list[Fair] = []
    heard: list[Fair] = []

    def rename(name: str) -> None:
        try:
            renamed.append(fairs.rename(seen.id, name, 2026, seen=seen))
        except Renamed as found:
            heard.append(found.fair)

    at_once(rename)
    assert len(renamed) == 1
    assert heard == renamed * 5


def test_who_saved_last_is_told_until_something_else_changes(fairs: Fairs) -> None:
    id = fairs.new("A", 2026).id
    fairs.save(id, "plan", "x", base=0, by="Ann")
    assert fairs.fair(id).by == "Ann"
    assert fairs.rename(id, "B", 2026).by == ""  # nobody knows who did that
    fairs.save(id, "record", "x", base=0, by="Bert")
    assert fairs.fair(id).by == "Bert"


@pytest.mark.parametrize(
    ("name", "moved"),
    [
        ("Abiss 2026", "Abiss 2027"),
        ("2026 Horeca Expo", "2027 Horeca Expo"),
        ("Horeca Expo '26", "Horeca Expo '27"),
        ("Horeca Expo \u201926", "Horeca Expo \u201927"),
        ("Abiss", "Abiss"),
        ("Hall 20260, 12026 m\u00b2", "Hall 20260, 12026 m\u00b2"),
        ("Abiss 2025", "Abiss 2025"),
    ],
)
def test_a_name_that_tells_its_year_moves_along(name: str, moved: str) -> None:
    assert named_for(name, 2026, 2027) == moved


@pytest.mark.parametrize("name", ["Abiss 2026", "2026", "Horeca '26", "Horeca Expo \u201926 Gent"])
def test_a_title_tells_the_year_once(fairs: Fairs, name: str) -> None:
    assert fairs.new(name, 2026).title == name
    assert fairs.new(name, 2025).title == f"{name} 2025"


@pytest.mark.parametrize(
    ("name", "timeless"),
    [
        ("Abiss 2026", "Abiss"),
        ("Horeca '26 Gent", "Horeca Gent"),
        ("Abiss (2026)", "Abiss"),
        ("Abiss Gent 2026, 24 m2", "Abiss Gent, 24 m2"),
        ("2026", "2026"),
        ("Abiss", "Abiss"),
        ("Abiss 2025", "Abiss 2025"),
    ],
)
def test_a_name_of_every_year_tells_none(fairs: Fairs, name: str, timeless: str) -> None:
    assert fairs.new(name, 2026).timeless == timeless
