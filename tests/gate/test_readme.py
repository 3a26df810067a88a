"""The README tells the truth: its example runs, its commands and files exist."""

from __future__ import annotations

import doctest
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")


def test_the_example_of_the_readme_gives_what_it_says() -> None:
    found = doctest.testfile(str(ROOT / "README.md"), module_relative=False)
    assert found.attempted >= 5
    assert found.failed == 0


def test_the_gate_calls_the_test_command_of_the_readme() -> None:
    command = "pip install -r requirements-dev.txt && pytest"
    assert command in README
    assert re.search(rf"^pip install -q{command.removeprefix('pip install')}$",
                     (ROOT / ".ci" / "run").read_text("utf-8"), re.MULTILINE)  # fmt: skip
    subprocess.run(["bash", "-n", ROOT / ".ci" / "run"], check=True)


def test_every_file_that_the_readme_names_is_there() -> None:
    for name in re.findall(r"\]\((\w[^)]*)\)|`([\w.]+/[\w./]*)`", README):
        assert (ROOT / "".join(name)).exists(), name
