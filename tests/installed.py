"""An installed copy of the project, without anything from outside."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
PIP = [sys.executable, "-m", "pip", "--isolated", "-q", "--disable-pip-version-check"]


@dataclass(frozen=True)
class Installed:
    """The wheel, and the folder that it was installed to."""

    wheel: Path
    place: Path

    @property
    def command(self) -> str:
        return str(self.place / "bin" / "quitte")

    @property
    def environ(self) -> dict[str, str]:
        """In which the command finds its package, and nothing of the checkout."""
        return os.environ | {"PYTHONPATH": str(self.place), "PYTHONSAFEPATH": "1"}

    def run(self, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
        """The command, called in a folder."""
        command = [self.command, *arguments]
        return subprocess.run(
            command, cwd=folder, env=self.environ, capture_output=True, text=True, timeout=120
        )


def install(folder: Path) -> Installed:
    """Builds the wheel from the files as they are, and installs it, both within `folder`."""
    _pip("wheel", "--no-deps", "--no-build-isolation", "-w", str(folder), str(ROOT))
    (wheel,) = folder.glob("*.whl")
    place = folder / "place"
    _pip("install", "--no-deps", "--no-index", "--target", str(place), str(wheel))
    return Installed(wheel, place)


def _pip(*arguments: str) -> None:
    done = subprocess.run([*PIP, *arguments], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
