"""Which files are plans, and what they are called."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sim.many.files import found
from sim.plan.problems import ScenarioError


def touch(*files: Path) -> None:
    for file in files:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()


def names(*asked: Path | str) -> list[str]:
    return [plan.name for plan in found([str(one) for one in asked])]


def test_a_folder_stands_for_the_plans_in_it_and_in_its_folders_by_name(tmp_path: Path) -> None:
    touch(tmp_path / "b.toml", tmp_path / "a.TOML", tmp_path / "in/deep/c.toml")
    touch(tmp_path / "notes.txt", tmp_path / "answers.csv", tmp_path / "fair.xlsx")
    assert names(tmp_path) == ["a.TOML", "b.toml", "in/deep/c.toml"]


def test_hidden_files_and_what_is_no_file_are_left_alone(tmp_path: Path) -> None:
    touch(tmp_path / "a.toml", tmp_path / "._a.toml", tmp_path / ".git/b.toml")
    (tmp_path / "folder.toml").mkdir()
    os.mkfifo(tmp_path / "pipe.toml")
    assert names(tmp_path) == ["a.toml"]


def test_two_files_of_one_name_stay_apart(tmp_path: Path) -> None:
    touch(tmp_path / "2026/x.toml", tmp_path / "2027/x.toml")
    assert names(tmp_path / "2027", tmp_path / "2026") == ["2027/x.toml", "2026/x.toml"]
    assert names(tmp_path) == ["2026/x.toml", "2027/x.toml"]


def test_a_file_that_is_named_twice_is_one_plan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    touch(tmp_path / "x.toml")
    monkeypatch.chdir(tmp_path)
    assert names("x.toml", tmp_path / "x.toml", tmp_path) == ["x.toml"]


def test_what_is_named_itself_is_taken_for_a_plan_whatever_it_is(tmp_path: Path) -> None:
    assert names(tmp_path / "fair.xlsx", tmp_path / "absent.toml") == ["fair.xlsx", "absent.toml"]
    assert names("regional") == ["regional"]
    assert names("regional", tmp_path / "a.toml") == ["regional", "a.toml"]


def test_names_say_the_same_wherever_they_are_asked_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    touch(tmp_path / "plans/x.toml")
    monkeypatch.chdir(tmp_path / "plans")
    assert names(".") == names(tmp_path / "plans") == ["x.toml"]


def test_a_name_that_is_no_text_is_one_all_the_same(tmp_path: Path) -> None:
    file = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.toml")
    touch(Path(file))
    (plan,) = found([str(tmp_path)])
    assert (plan.name, plan.path) == ("caf?.toml", file)


def test_a_folder_without_a_plan_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError) as problem:
        found([str(tmp_path)])
    assert (problem.value.code, problem.value.place) == ("no_plans", str(tmp_path))
