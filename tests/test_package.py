"""`pip install .` gives the command `quitte`, which works from any folder."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from console import main as command_line
from quitte import command
from quitte.command import house
from tests.house import TOPS
from tests.installed import ROOT, Installed, install

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
QUICK = ("--trials", "256")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    return install(tmp_path_factory.mktemp("package"))


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder with files of names that the project uses too."""
    for name in ("app", "plan", "server", "sim", "console", "ui", "words", "numpy", "streamlit"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('the wrong one')")
    return tmp_path


def test_the_wheel_carries_the_whole_house_and_takes_one_name(installed: Installed) -> None:
    rooms = [ROOT / top for top in TOPS if top != "quitte"]
    files = {path for room in rooms for path in room.rglob("*") if path.is_file()}
    files = {path for path in files if "__pycache__" not in path.parts}
    files |= {ROOT / "app.py", ROOT / "plan.py", ROOT / ".streamlit" / "config.toml"}
    house = {f"quitte/house/{path.relative_to(ROOT).as_posix()}" for path in files}
    with zipfile.ZipFile(installed.wheel) as wheel:
        carried = {name for name in wheel.namelist() if ".dist-info/" not in name}
    own = {f"quitte/{path.name}" for path in (ROOT / "quitte").glob("*.py")}
    assert carried == house | own


@pytest.mark.thorough
@pytest.mark.parametrize(
    "arguments",
    [("regional",), ("regional", "--json"), ("drivers", "regional"), ("when", "regional")],
    ids=" ".join,
)
def test_the_command_answers_from_any_folder_as_the_checkout_does(
    installed: Installed, elsewhere: Path, arguments: tuple[str, ...]
) -> None:
    there = installed.run(*arguments, *QUICK, folder=elsewhere)
    here = subprocess.run(
        [sys.executable, "-m", "sim", *arguments, *QUICK], cwd=ROOT, capture_output=True, text=True
    )
    assert (there.returncode, there.stderr) == (0, "")
    assert there.stdout == here.stdout != ""


def test_the_command_reads_a_file_of_the_folder_it_is_called_in(
    installed: Installed, elsewhere: Path
) -> None:
    plan = (ROOT / "sim" / "fairs" / "regional.toml").read_text("utf-8")
    (elsewhere / "ours.toml").write_text(plan, "utf-8")
    ours = installed.run("ours.toml", *QUICK, folder=elsewhere)
    assert ours.returncode == 0
    assert ours.stdout == installed.run("regional", *QUICK, folder=elsewhere).stdout


def test_the_command_answers_many_plans_by_processes_of_its_own(
    installed: Installed, elsewhere: Path
) -> None:
    done = installed.run("many", "regional", "--out", "x.jsonl", *QUICK, folder=elsewhere)
    assert (done.returncode, done.stderr) == (0, "")
    (line,) = (elsewhere / "x.jsonl").read_text("utf-8").splitlines()
    alone = json.loads(installed.run("regional", "--json", *QUICK, folder=elsewhere).stdout)
    assert json.loads(line)["profit.mean.value"] == alone["profit"]["mean"]["value"]


def test_the_command_calls_itself_by_its_own_name(installed: Installed, elsewhere: Path) -> None:
    told = installed.run("--help", folder=elsewhere).stdout
    assert "usage: quitte " in told
    assert "quitte app" in told
    assert command_line.PROGRAM not in told
    asked = installed.run("drivers", "--help", folder=elsewhere).stdout
    assert "usage: quitte drivers " in asked
    refused = installed.run("regional", "--trails", "9", folder=elsewhere)
    assert refused.returncode == command_line.REFUSED
    assert refused.stderr.startswith("quitte: ")
    assert refused.stderr.count("\n") == 1


def test_the_version_has_one_home(installed: Installed, elsewhere: Path) -> None:
    told = installed.run("--version", folder=elsewhere).stdout
    assert told.split() == ["quitte", PROJECT["version"]]
    changes = (ROOT / "CHANGELOG.md").read_text("utf-8")
    newest = next(line for line in changes.splitlines() if line.startswith("## "))
    assert newest.split()[1] == PROJECT["version"]


def test_the_pages_have_the_settings_of_the_project_and_the_options_of_the_user(
    installed: Installed, elsewhere: Path
) -> None:
    asked = {
        f"{section}.{name}": value
        for section, options in CONFIG.items()
        for name, value in options.items()
        if not isinstance(value, dict)
    }
    code = f"""
import sys
from unittest.mock import patch
from quitte.command import main
from streamlit import config

def served(script, app, *_):
    print(script, app, *[config.get_option(name) for name in {[*asked, "server.port"]}], sep="\\n")

with patch("streamlit.web.bootstrap.run_asgi_app", served):
    main(["app", "--server.port", "8123"])
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=elsewhere,
        env=installed.environ,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    script, app, *found = done.stdout.splitlines()
    assert Path(script) == installed.place / "quitte" / "house" / "app.py"
    assert app == "app:app"
    assert found == [*map(str, asked.values()), "8123"]


def test_a_wrong_option_for_the_pages_is_told_without_a_traceback(
    installed: Installed, elsewhere: Path
) -> None:
    done = installed.run("app", "--server.prot", "8123", folder=elsewhere)
    assert done.returncode == command_line.REFUSED
    assert "--server.prot" in done.stderr
    assert "Traceback" not in done.stderr


def test_in_a_checkout_the_house_is_the_checkout(capsys: pytest.CaptureFixture[str]) -> None:
    assert house() == ROOT
    assert command.main(["regional", *QUICK]) == 0
    installed_or_not = capsys.readouterr().out
    assert command_line.main(["regional", *QUICK]) == 0
    assert capsys.readouterr().out == installed_or_not
