"""A copy of the house, in which a test changes what it likes and runs tests of the copy."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROOMS = (
    "console",
    "pages",
    "pictures",
    "reports",
    "server",
    "sim",
    "store",
    "tests",
    "ui",
    "words",
)


def house(folder: Path) -> Path:
    """A copy of the house."""
    leave = shutil.ignore_patterns("__pycache__", "browser")
    for room in ROOMS:
        shutil.copytree(ROOT / room, folder / room, ignore=leave)
    shutil.copytree(ROOT / ".streamlit", folder / ".streamlit")
    for file in ("app.py", "plan.py", "pyproject.toml"):
        shutil.copy(ROOT / file, folder / file)
    return folder


def tried(folder: Path, *arguments: str) -> tuple[int, str]:
    """The tests of the copy: how they end, and what they say."""
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-n", "0", "-q", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
    )
    return run.returncode, run.stdout + run.stderr
