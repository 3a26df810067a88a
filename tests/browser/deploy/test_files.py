"""The files of deploy/ fit together, and what runs has no more rights than it needs."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
import yaml

from tests.browser.deploy.proxy import ROOT

DEPLOY = ROOT / "deploy"
OPERATING = (ROOT / "docs" / "operating.md").read_text("utf-8")
SECURITY = (ROOT / "SECURITY.md").read_text("utf-8")
CONTAINERS = (DEPLOY / "Containerfile").read_text("utf-8")
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
UNITS = sorted(DEPLOY.glob("*.service"))


def test_the_container_changes_lines_that_nginx_has(tmp_path: Path) -> None:
    """The same `sed` that builds the proxy, on the configuration that is tested."""
    (command,) = re.findall(r"sed -i ((?:.|\n)*?) /etc/nginx/conf\.d/quitte\.conf", CONTAINERS)
    scripts = re.findall(r"-e '([^']+)'", command)
    before = (DEPLOY / "nginx.conf").read_text("utf-8")
    for script in scripts:
        done = subprocess.run(
            ["sed", "-e", script], input=before, capture_output=True, text=True, check=True
        )
        assert done.stdout != before, script
        before = done.stdout
    assert set(re.findall(r"^    (?:listen|server) (\S+?);?(?: |$)", before, re.M)) == {
        "8080",
        "app1:8501",
        "app2:8501",
    }
    assert {"app1", "app2"} <= {*COMPOSE["services"]}


def test_every_container_writes_nothing_and_has_no_right_of_root() -> None:
    for name, service in COMPOSE["services"].items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
    users = re.findall(r"^USER (\S+)", CONTAINERS, re.M)
    assert len(users) == 2
    assert not {"root", "0"} & {user.partition(":")[0] for user in users}
    assert COMPOSE["services"]["database"]["user"] == "postgres"


def test_the_database_is_reached_from_inside_and_the_page_from_this_machine_only() -> None:
    services = COMPOSE["services"]
    assert {name for name, one in services.items() if "ports" in one} == {"proxy"}
    assert all(port.startswith("127.0.0.1:") for port in services["proxy"]["ports"])
    assert services["database"]["networks"] == ["inside"]
    assert COMPOSE["networks"]["inside"]["internal"] is True


def test_no_secret_gets_into_a_picture_of_the_app() -> None:
    left_out = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    assert {".streamlit/secrets.toml", "deploy/.env", ".git", "**/*.db"} <= {*left_out}


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_unit_runs_without_root_and_with_the_settings_of_the_documentation(unit: Path) -> None:
    told = dict(line.split("=", 1) for line in unit.read_text("utf-8").splitlines() if "=" in line)
    assert told["User"] == "quitte"
    assert told["ProtectSystem"] == "strict"
    assert told["NoNewPrivileges"] == "yes"
    assert told["CapabilityBoundingSet"] == ""
    for named in (told["EnvironmentFile"], told["WorkingDirectory"], "/srv/quitte/venv"):
        assert named in OPERATING
    assert f"deploy/{unit.name}" in OPERATING


@pytest.mark.parametrize("page", [OPERATING, SECURITY], ids=["operating", "security"])
def test_every_file_that_is_named_is_there(page: str) -> None:
    named = set(re.findall(r"\b(?:deploy|docs|scripts)/[\w.@-]*[\w]", page))
    assert len(named) >= 4
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_settings_of_the_units_are_those_that_the_app_reads() -> None:
    told = (DEPLOY / "environment.example").read_text("utf-8")
    names = re.findall(r"^(\w+)=", told, re.M)
    assert names[0] == "QUITTE_DATABASE_URL"
    of_containers = COMPOSE["services"]["app1"]["environment"]
    assert {*names} == {*of_containers}


def test_what_writes_the_bill_of_materials_is_a_script_that_bash_reads() -> None:
    subprocess.run(["bash", "-n", ROOT / "scripts" / "materials"], check=True)
