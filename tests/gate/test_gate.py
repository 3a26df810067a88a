"""The gate runs what it says, stops at the first thing that fails, and its checks have one home.

The programs that it calls are stand-ins here, which write down how they were called.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
INSTALL = "pip install -q -r requirements-dev.txt"
CHECKS = ["ruff check .", "ruff format --check .", "mypy"]
GATE = [INSTALL, "pytest", *CHECKS]
NEEDED = ("bash", "env", "dirname", "id", "mkdir", "mktemp", "rm", "touch")
Run = Callable[..., tuple[int, list[str]]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """``run(script, failing="pytest", lacking=["chromium"])``: exit status, and what was called."""
    calls = tmp_path / "calls"
    calls.touch()

    def program(name: str, body: str) -> None:
        file = tmp_path / name
        file.write_text(f"#!{shutil.which('bash')}\n{body}\n")
        file.chmod(0o755)

    def run(*command: str, failing: str = "", lacking: tuple[str, ...] = ()) -> Any:
        for name in NEEDED:
            (tmp_path / name).symlink_to(str(shutil.which(name)))
        for name in {"pip", "pytest", "ruff", "mypy", "apt-get"}:
            told = f'echo "{name} $*" | {{ read -r call; echo "$call" >> "{calls}"; '
            program(name, told + '[ "$call" != "' + failing + '" ]; }')
        for name in {"chromium", "initdb", "nginx", "sudo"} - {*lacking}:
            program(name, '"$@"')
        program("ldconfig", "" if "libatomic1" in lacking else "echo libatomic.so.1")
        python = '[ "$1" = -c ] || { mkdir -p "$3/bin"; touch "$3/bin/activate"; }'
        program("python3", "exit 1" if "python3-venv" in lacking else python)
        done = subprocess.run(
            command, cwd=ROOT, env={"PATH": str(tmp_path)}, capture_output=True, text=True
        )
        return done.returncode, calls.read_text().splitlines()

    return run


def test_the_gate_installs_tests_and_checks(run: Run) -> None:
    assert run(".ci/run") == (0, GATE)


@pytest.mark.parametrize("step", GATE)
def test_the_gate_fails_with_whatever_fails_and_goes_no_further(run: Run, step: str) -> None:
    status, calls = run(".ci/run", failing=step)
    assert status != 0
    assert calls == GATE[: GATE.index(step) + 1]


@pytest.mark.parametrize("package", ["chromium", "libatomic1"])
def test_what_a_machine_lacks_is_installed_without_a_question(run: Run, package: str) -> None:
    status, calls = run(".ci/run", lacking=(package,))
    update, install, *rest = calls
    assert (status, rest) == (0, GATE)
    assert update.startswith("apt-get update")
    assert {"install", "-y", package} <= {*install.split()}


@pytest.mark.parametrize(
    ("stage", "called"), [("pre-commit", CHECKS), ("pre-push", ["pytest"])], ids=["commit", "push"]
)
def test_before_a_commit_and_a_push_runs_what_the_gate_runs(
    run: Run, stage: str, called: list[str]
) -> None:
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))
    hooks = [hook for repo in config["repos"] for hook in repo["hooks"]]
    assert {repo["repo"] for repo in config["repos"]} == {"local"}  # nothing is downloaded
    assert {hook["language"] for hook in hooks} == {"system"}
    assert stage in config["default_install_hook_types"]
    (hook,) = [hook for hook in hooks if hook["stages"] == [stage]]
    assert (hook["always_run"], hook["pass_filenames"]) == (True, False)
    assert run(*hook["entry"].split()) == (0, called)


def test_every_room_of_tests_keeps_a_test_in_the_gate(request: pytest.FixtureRequest) -> None:
    if request.config.args_source is not pytest.Config.ArgsSource.TESTPATHS:
        pytest.skip("this run was given files, and tries them in full")
    kept = {item.path.parent for item in request.session.items}
    assert {file.parent for file in (ROOT / "tests").rglob("test_*.py")} - kept == set()
