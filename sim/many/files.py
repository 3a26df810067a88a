"""Which files are plans, and what they are called in the table.

A folder stands for all scenario files in it and in the folders in it; other files there are left
alone, and so are hidden ones (some systems keep a shadow of each file under such a name). What is
named itself is taken for a plan whatever it is, and if it is none, its row says so.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sim.plan.file import is_example
from sim.plan.problems import ScenarioError

ENDING: Final = ".toml"


@dataclass(frozen=True)
class PlanFile:
    """A file that is taken for a plan.

    name  in the table: its path below the folder that all plans lie in, parted by ``/``, so that it
          says the same on every machine, and two files of one name stay apart
    path  to open it
    """

    name: str
    path: str


def found(asked: Sequence[str]) -> tuple[PlanFile, ...]:
    """The plans in the files and folders that are asked for, in that order and each of them once;
    in a folder by their names. Raises `ScenarioError` for a folder without any."""
    files = dict.fromkeys(file for one in asked for file in _files(one))
    bases = [_base(one) for one in asked if not is_example(one)]
    try:
        base = os.path.commonpath(bases) if bases else ""
    except ValueError:  # on several drives
        base = ""
    return tuple(PlanFile(_name(file, base), file) for file in files)


def _files(asked: str) -> Iterator[str]:
    if is_example(asked):
        yield asked
    elif os.path.isdir(asked):
        inside = _inside(Path(os.path.abspath(asked)))
        if not inside:
            raise ScenarioError("no_plans", asked, form=f"*{ENDING}")
        yield from inside
    else:
        yield os.path.abspath(asked) if asked else asked


def _inside(folder: Path) -> list[str]:
    inside = []
    for file in folder.rglob("*"):
        below = file.relative_to(folder).parts
        hidden = any(part.startswith(".") for part in below)
        if not hidden and file.suffix.lower() == ENDING and file.is_file():
            inside.append((below, str(file)))
    return [file for _, file in sorted(inside)]


def _base(asked: str) -> str:
    whole = os.path.abspath(asked)
    return whole if os.path.isdir(asked) else os.path.dirname(whole)


def _name(file: str, base: str) -> str:
    """The name in the table; letters that no text can have are marked."""
    below = file if is_example(file) or not (base and file) else os.path.relpath(file, base)
    return Path(below).as_posix().encode("utf-8", "replace").decode() if below else ""
