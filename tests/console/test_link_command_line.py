"""The address that opens a plan, printed on the command line: ``python -m sim link FILE``."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from console import main as command_line
from sim import CostLine, Exact, Scenario, dumps
from sim.links.plan_link import LONGEST, Link, decode, encode
from sim.plan.budget import Income
from sim.plan.file import EXAMPLES, example
from tests.console.test_command_line import one_line, refused
from words.languages import LANGUAGES

ODD = "Messe Köln 展示会 & Söhne <ab> ?s=1#x %41 \\ 'z' 🦊"


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The address, alone on its line."""
    assert command_line.main(["link", *arguments]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert said.out.isascii()
    (line,) = said.out.splitlines()
    return line


def saved(tmp_path: Path, plan: Scenario) -> str:
    file = tmp_path / "plan.toml"
    file.write_text(dumps(plan), "utf-8")
    return str(file)


def odd() -> Scenario:
    """A plan of letters that mean something in an address, or of which it knows nothing."""
    plan = example("national")
    lines = (*plan.costs, CostLine(ODD, Exact(12.5), "contact"))
    return plan.with_(name=ODD, costs=lines)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", EXAMPLES)
def test_the_link_of_an_example_opens_it_in_its_own_place(
    name: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = printed(capsys, name, "--seed", "7", "--language", language)
    assert found == f"/?s={encode(example(name), 7, name)}"
    assert decode(found) == Link(example(name), 7, name)


@pytest.mark.parametrize(
    ("base", "root"),
    [
        ("", ""),
        ("https://quitte.example", "https://quitte.example"),
        ("http://localhost:8501/", "http://localhost:8501"),
        ("HTTPS://fair.example/quitte//", "HTTPS://fair.example/quitte"),
        ("http://[::1]:8501", "http://[::1]:8501"),
    ],
)
def test_the_link_of_a_file_opens_exactly_its_plan(
    base: str, root: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = printed(capsys, saved(tmp_path, odd()), *(["--base", base] if base else []))
    assert found.startswith(f"{root}/?s=")
    assert decode(found) == Link(odd(), 1, "")
    query = parse_qs(urlsplit(found).query, strict_parsing=True)
    assert query == {"s": [encode(odd(), 1)]}


def test_a_file_called_as_an_example_is_no_example(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "regional").write_text(dumps(odd()), "utf-8")
    assert decode(printed(capsys, "./regional")) == Link(odd(), 1, "")


@pytest.mark.parametrize(
    "base",
    [
        "quitte.example",
        "ftp://quitte.example",
        "javascript:alert(1)",
        "//quitte.example",
        "https://",
        "https:///path",
        "https://quitte.example/?s=1",
        "https://quitte.example/#top",
        "https://quitte.example:99999",
        "https://[quitte",
        "https://quitte.example/a b",
        "https://quitte\n.example",
        "https://quitte.example/\x1b[2J",
    ],
)
def test_a_base_that_is_no_website_is_told_in_one_line(
    base: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command_line.main(["link", "regional", "--base", base]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert one_line(said.err).startswith("regional: base: ")
    assert "https://quitte.example" in said.err


def test_a_plan_that_no_link_can_hold_is_told_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither one of too many letters, nor one of few that unpack to too many."""
    plan = example("regional")
    labels = {
        "many letters": [
            "".join(chr(0x4E00 + 97 * at + n) for n in range(97)) for at in range(200)
        ],
        "much unpacked": [f"{at}{'🦊' * 115}" for at in range(200)],
    }
    sizes = {}
    for name, texts in labels.items():
        costs = tuple(CostLine(text, Exact(1.0), "fair") for text in texts)
        income = tuple(Income(text, Exact(1.0), "fair") for text in texts)
        full = plan.with_(costs=costs, income=income)
        sizes[name] = len(encode(full, 1))
        line = refused(capsys, "link", saved(tmp_path, full))
        assert line.endswith("this plan has too many texts for a link; send its file")
    assert sizes["much unpacked"] < LONGEST < sizes["many letters"]


def test_the_seed_of_a_link_is_checked(capsys: pytest.CaptureFixture[str]) -> None:
    assert refused(capsys, "link", "regional", "--seed", "-1").startswith("regional: seed: ")
