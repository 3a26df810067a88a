"""The requirements files say what pyproject.toml says, pinned to the last package and hash."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
FILES = {  # the extras that each is made of
    "requirements.txt": (),
    "requirements-many.txt": ("many",),
    "requirements-signin.txt": ("signin",),
    "requirements-dev.txt": ("many", "signin", "dev"),
}
ASKED = f"{PROJECT['name']} (pyproject.toml)"  # who is named as the one that asks for a package


@cache
def pinned(file: str) -> dict[str, tuple[Requirement, str]]:
    """The packages of a requirements file by name, each with the lines that follow."""
    text = re.sub(r"^(#.*\n)+", "", (ROOT / file).read_text("utf-8"))
    blocks = re.split(r"\n(?=\S)", text.strip())
    found: dict[str, tuple[Requirement, str]] = {}
    for block in blocks:
        line, _, rest = block.partition("\n")
        requirement = Requirement(line.removesuffix("\\"))
        name = canonicalize_name(requirement.name)
        assert name not in found, name
        found[str(name)] = requirement, str(rest)
    return found


def asked(extras: tuple[str, ...]) -> dict[str, Requirement]:
    """What pyproject.toml asks for by name, without the project itself."""
    lines = [*PROJECT["dependencies"]]
    for extra in extras:
        lines += PROJECT["optional-dependencies"][extra]
    requirements = [Requirement(line) for line in lines]
    return {canonicalize_name(r.name): r for r in requirements if r.name != PROJECT["name"]}


@pytest.mark.parametrize("file", FILES)
def test_what_is_asked_for_is_pinned_at_that_version_and_nothing_else(file: str) -> None:
    wanted = asked(FILES[file])
    there = {name: r for name, (r, rest) in pinned(file).items() if ASKED in rest}
    assert {name: r.specifier for name, r in there.items()} == {
        name: r.specifier for name, r in wanted.items()
    }
    assert {name for name, r in there.items() if r.marker} == set()  # for every platform


@pytest.mark.parametrize("file", FILES)
def test_every_package_is_pinned_with_hashes(file: str) -> None:
    for name, (requirement, rest) in pinned(file).items():
        (version,) = requirement.specifier
        assert version.operator == "==", name
        assert "*" not in version.version, name
        lines = [line.strip() for line in rest.splitlines()]
        hashes = [line.removesuffix("\\").strip() for line in lines if not line.startswith("#")]
        assert hashes, name
        assert [h for h in hashes if not re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", h)] == [], name


def test_the_larger_files_hold_the_smaller_ones() -> None:
    plain, many, signin, dev = ({n: str(r) for n, (r, _) in pinned(file).items()} for file in FILES)
    assert plain.items() < many.items() < dev.items()
    assert plain.items() < signin.items() < dev.items()


@pytest.mark.parametrize("file", FILES)
def test_no_address_of_a_registry_gets_into_the_files(file: str) -> None:
    text = (ROOT / file).read_text("utf-8")
    assert "://" not in text
    assert not re.search(r"^-", text, re.MULTILINE)
