"""The command line: what it answers, and what it says of files and arguments that are wrong.

Long because every refusal is one case of a table.
"""

import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from console import main as command_line
from console.answer_text import report
from console.main import main
from console.terminal import Bar
from console.terminal import Terminal as Spoken
from sim.crm.files.grid import MOST_BYTES
from sim.many.figures import summary
from sim.plan.file import EXAMPLES, example
from sim.play.engine import simulate
from sim.play.enough import played, trials_for
from words.catalogue import words
from words.languages import LANGUAGES

ROOT = Path(__file__).parents[2]
QUICK = ["--trials", "256"]

PLAN = """\
name = "Fair"
dependence = 0.3
[inputs]
visitors = [4000, 5000, 6000]
target_share = [0.1, 0.2, 0.3]
reach_share = 0.1
staff = 2
days = 3
hours_per_day = 6
contacts_per_hour = 3
mix = { awareness = 0.5, orientation = 0.3, decision = 0.2 }
follow_up_share = { hits = 12, of = 15 }
call_share = { awareness = 0.1, orientation = 0.4, decision = 0.6 }
visit_share = { awareness = 0.2, orientation = 0.4, decision = 0.6 }
quote_share = { awareness = 0.3, orientation = 0.5, decision = 0.7 }
order_share = { awareness = 0.1, orientation = 0.3, decision = 0.4 }
extra_share = 0.8
order_value = 16000
order_value_spread = 0.6
repeat_factor = 1
margin = 0.30
cost_overrun = 1
[[costs]]
label = "Stand"
amount = 9000
per = "fair"
[goal]
revenue = 100000
margin = 0.10
[evidence]
margin = "benchmark"
"""

# what is wrong: the line that is replaced, by what, the place that has to be named, what is said
WRONG: dict[str, tuple[str, str, str, str]] = {
    "a share above 1": ("margin = 0.30", "margin = 1.2", "inputs.margin", "1.2"),
    "a negative share": ("margin = 0.30", "margin = -0.1", "inputs.margin", "-0.1"),
    "low above high": (
        "reach_share = 0.1",
        "reach_share = [0.2, 0.1]",
        "inputs.reach_share",
        "0.2",
    ),
    "likely outside": (
        "reach_share = 0.1",
        "reach_share = [0.1, 0.5, 0.2]",
        "inputs.reach_share",
        "likely 0.5",
    ),
    "four numbers": ("reach_share = 0.1", "reach_share = [1, 2, 3, 4]", "inputs.reach_share", "4]"),
    "a low of zero": ("reach_share = 0.1", "reach_share = [0, 0.2]", "inputs.reach_share", "low"),
    "an unknown key": ("margin = 0.30", "marginn = 0.3", "inputs.marginn", "did you mean margin?"),
    "an unknown table": ("[goal]", "[gaol]", "gaol", "did you mean goal?"),
    "an unknown phase": (
        "{ awareness = 0.1,",
        "{ aware = 0.1,",
        "inputs.call_share.aware",
        "known",
    ),
    "a key that no word is near": ("margin = 0.30", "qqqq = 1", "inputs.qqqq", "allowed are"),
    "a missing key": ("margin = 0.30\n", "", "inputs.margin", "missing"),
    "a missing phase": (
        "call_share = { awareness = 0.1, ",
        "call_share = { ",
        "inputs.call_share.awareness",
        "missing",
    ),
    "not a number": ("margin = 0.30", "margin = nan", "inputs.margin", "nan"),
    "infinite": ("order_value = 16000", "order_value = inf", "inputs.order_value", "inf"),
    "a text for a number": ("margin = 0.30", 'margin = "30 %"', "inputs.margin", "30 %"),
    "a date for a number": ("margin = 0.30", "margin = 2026-01-01", "inputs.margin", "number"),
    "a boolean for a number": ("margin = 0.30", "margin = true", "inputs.margin", "true"),
    "a negative cost": ("amount = 9000", "amount = -5", "costs[1].amount", "-5"),
    "no amount": ("amount = 9000\n", "", "costs[1].amount", "missing"),
    "hits above of": ("hits = 12", "hits = 16", "inputs.follow_up_share", "hits 16"),
    "half a hit": ("hits = 12", "hits = 1.5", "inputs.follow_up_share", "whole"),
    "counted money": ("amount = 9000", "amount = {hits=1, of=2}", "costs[1].amount", "shares"),
    "staff without days": ("days = 3\n", "", "inputs.days", "missing"),
    "a range of staff": ("staff = 2", "staff = [1, 3]", "inputs.staff", "exactly one"),
    "a label with a newline": ('"Stand"', '"Stand\\nand"', "costs[1].label", "one line"),
    "an empty name": ('"Fair"', '""', "name", "characters"),
    "a false key": ('label = "Stand"', 'label = "S"\nkey = []', "costs[1].key", "characters"),
    "an unknown per": ('per = "fair"', 'per = "lead"', "costs[1].per", "'lead'"),
    "a goal without margin": ("margin = 0.10\n", "", "goal.margin", "missing"),
    "evidence for no input": ('margin = "b', 'margins = "b', "evidence.margins", "margin?"),
    "unknown evidence": ('"benchmark"', '"rumour"', "evidence.margin", "'rumour'"),
    "a dependence of 1": ("dependence = 0.3", "dependence = 1", "dependence", "0.95"),
    "no phase at all": (
        "awareness = 0.5, orientation = 0.3, decision = 0.2",
        "awareness = 0, orientation = 0, decision = 0",
        "inputs.mix",
        "phases",
    ),
    "costs as a table": ("[[costs]]", "[costs]", "costs", "list"),
    "too much nesting": ("margin = 0.30", f"margin = {'[' * 9000}", "", "nested"),
    "nested by dots": ("margin = 0.30", f"margin.{'a.' * 2000}a = 1", "line 21", "many parts"),
    "nested arrays": ("margin = 0.30", f"margin = {'[' * 99}{']' * 99}", "inputs.margin", "[low,"),
    "a number of 5,000 digits": ("margin = 0.30", f"margin = {'9' * 5000}", "line 21", "digits"),
    "hexadecimal without end": (
        "margin = 0.30",
        f"margin = 0x{'F' * 9000}",
        "inputs.margin",
        "too high",
    ),
    "hits without end": ("hits = 12", f"hits = 0x{'F' * 9000}", "inputs.follow_up_share", "above"),
    "a list without end": ("margin = 0.30", f"margin = [0x{'F' * 9000}]", "inputs.margin", "long"),
    "duplicate keys": ("margin = 0.30", "margin = 0.3\nmargin = 0.3", "line 22", "TOML"),
    "no value": ("margin = 0.30", "margin =", "line 21", "TOML"),
    "a key of control characters": ("margin = 0.30", '"a\\u001b[2J\\nb" = 1', "inputs.a", "known"),
    "a key without end": ("margin = 0.30", f"{'a' * 9000} = 1", "inputs.aaa", "allowed are"),
}


def refused(capsys: pytest.CaptureFixture[str], file: str, *options: str) -> str:
    """The one line that is said of `file` when it is refused."""
    assert command_line.main([file, *options]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    return one_line(said.err)


def one_line(text: str) -> str:
    assert text.endswith("\n")
    line = text[:-1]
    assert len(line.splitlines()) == 1
    assert line.isprintable()
    assert len(line) < 800
    return line


def run(*arguments: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    """The real command, warnings as errors."""
    command = [sys.executable, "-W", "error", "-m", "sim", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, timeout=60, **options)  # type: ignore[call-overload, no-any-return]


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    file = tmp_path / "plan.toml"
    file.write_text(PLAN, "utf-8")
    return file


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_file_is_told_in_one_line_with_file_and_place(
    what: str, plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new, place, told = WRONG[what]
    assert PLAN.count(old) >= 1
    plan.write_text(PLAN.replace(old, new, 1), "utf-8")
    line = refused(capsys, str(plan), *QUICK)
    assert line.startswith(f"{plan}: ")
    assert place in line
    assert told in line


def test_the_plan_that_the_wrong_ones_are_made_of_is_right(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command_line.main([str(plan), *QUICK]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("Fair\n\nOf 100 fairs planned like this one, ")
    assert said.err == ""


def nothing(file: Path) -> None:
    file.unlink()


def folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


@pytest.mark.parametrize(
    ("prepare", "told"),
    [
        (lambda file: file.write_bytes(b""), "inputs: this is missing"),
        (lambda file: file.write_bytes(b"\x89PNG\r\n\x1a\n\x00\xff"), "this is not a text file"),
        (lambda file: file.write_bytes(b"a = 1\0"), "this is not a text file"),
        (
            lambda file: file.write_text("# " + "x" * 2_000_000, "utf-8"),
            "the file has 2000002 bytes",
        ),
        (lambda file: file.write_text("{}", "utf-8"), "this is not valid TOML"),
        (nothing, "there is no such file; the examples are regional, national, international"),
        (folder, "this is a folder"),
    ],
)
def test_what_is_no_scenario_at_all_is_told_in_one_line(
    prepare: Callable[[Path], object], told: str, plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    prepare(plan)
    assert refused(capsys, str(plan)).startswith(f"{plan}: {told}")


@pytest.mark.parametrize(
    "file", ["", "a\nb", "\x1b[2J", "\0", "x" * 5000, "nul\udcff", "/dev/zero"]
)
def test_a_strange_name_of_a_file_is_told_in_one_line(
    file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    refused(capsys, file)


@pytest.mark.parametrize(
    ("prepare", "told"),
    [
        (nothing, "there is no such file"),
        (folder, "this is a folder, not a file"),
        (lambda file: os.truncate(file, MOST_BYTES + 1), f"the file has {MOST_BYTES + 1} bytes"),
    ],
)
def test_what_is_no_file_of_leads_is_told_in_one_line(
    prepare: Callable[[Path], object], told: str, plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    prepare(plan)
    assert refused(capsys, "leads", str(plan)).startswith(f"{plan}: {told}")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("drivers",), "FILE is missing: a scenario, or one of the examples"),
        (("backup",), "FILE is missing: the new file"),
        (("leads",), "FILE is missing: a file of leads"),
        (("evaluate", "national"), "RECORD is missing: what was told of a fair"),
    ],
)
def test_what_is_missing_is_told_by_its_name_and_what_it_is(
    arguments: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert refused(capsys, *arguments).startswith(f"python -m sim: {told}")


@pytest.mark.parametrize(
    ("option", "value"),
    [("trials", value) for value in ("0", "-5", "abc", "", "1.5", "63", "9" * 5000, "1e9", "nan")]
    + [("seed", value) for value in ("-1", "abc", "", str(2**63), "9" * 5000)],
)
def test_wrong_trials_and_seeds_are_told_in_one_line(
    option: str, value: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert refused(capsys, "regional", f"--{option}", value).startswith(f"regional: {option}: ")


@pytest.mark.parametrize(
    "arguments", [[], ["regional", "more"], ["regional", "--what"], ["regional", "--trials"]]
)
def test_wrong_arguments_are_told_in_one_line(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert command_line.main(arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert one_line(said.err).startswith("python -m sim: ")


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_answered_by_its_name(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main([name, "--seed", "7"]) == 0
    assert capsys.readouterr().out == report(played(example(name), seed=7)) + "\n"


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_asks_for_another_number_of_fairs_is_told_how_many_the_page_shows(
    language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    say, shown = Spoken(words(language)), trials_for(example("regional"))

    def told(trials: int) -> str:
        run = ["--trials", str(trials), "--language", language]
        assert command_line.main(["regional", *run]) == 0
        return " ".join(capsys.readouterr().out.split())

    sentence = say("foot.page", trials=say.exact(shown))
    assert told(256).endswith(sentence)
    assert told(2 * shown).endswith(sentence)
    assert sentence not in told(shown)


def test_programs_are_not_told_how_many_the_page_shows(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = []
    for options in (QUICK, []):
        assert command_line.main(["regional", "--json", *options]) == 0
        found.append(json.loads(capsys.readouterr().out))
    assert found[0].keys() == found[1].keys()
    assert [one["trials"] for one in found] == [256, trials_for(example("regional"))]


def test_the_json_is_the_summary_and_strict(capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main(["regional", "--json", *QUICK, "--seed", "0"]) == 0
    text = capsys.readouterr().out
    assert "NaN" not in text
    assert "Infinity" not in text
    assert json.loads(text) == summary(played(example("regional"), trials=256, seed=0))


def test_of_more_fairs_than_any_plan_needs_the_chances_are_counted(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """There, what a fair takes of the memory counts; a chance so counted is known as well."""
    monkeypatch.setattr(command_line, "MOST", 512)
    for trials, played_so in ((512, True), (513, False)):
        assert command_line.main(["regional", "--json", "--trials", str(trials)]) == 0
        result = simulate(example("regional"), trials=trials, chances=played_so)
        assert json.loads(capsys.readouterr().out) == summary(result)


def test_a_scenario_can_come_through_a_byte_order_mark_and_windows_lines(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan.write_bytes(b"\xef\xbb\xbf" + PLAN.replace("\n", "\r\n").encode())
    assert command_line.main([str(plan), *QUICK]) == 0
    assert capsys.readouterr().err == ""


# The real command


def test_the_command_answers_as_text_and_as_json() -> None:
    told, data = run("national", *QUICK), run("national", *QUICK, "--json")
    assert (told.returncode, told.stderr, data.returncode, data.stderr) == (0, b"", 0, b"")
    result, shown = played(example("national"), trials=256), trials_for(example("national"))
    assert told.stdout.decode() == report(result, on_page=shown) + "\n"
    assert json.loads(data.stdout) == summary(result)


def test_the_command_refuses_with_status_2_and_one_line(plan: Path) -> None:
    plan.write_text(PLAN.replace("margin = 0.30", "margin = 3"), "utf-8")
    done = run(str(plan))
    assert done.returncode == 2
    assert done.stdout == b""
    told = "inputs.margin: 3 is too high; allowed is a share from 0 to 1"
    assert one_line(done.stderr.decode()) == f"{plan}: {told}"


def test_the_command_refuses_wrong_arguments_with_status_2_and_one_line() -> None:
    done = run("regional", "--trials", "abc")
    assert (done.returncode, done.stdout) == (2, b"")
    assert one_line(done.stderr.decode()).startswith("regional: trials: 'abc' is not")


def test_help_says_how_it_is_used() -> None:
    done = run("--help")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"python -m sim" in done.stdout
    assert b"international" in done.stdout


@pytest.mark.parametrize(("language", "first"), [("en", "usage: "), ("nl", "gebruik: ")])
def test_help_begins_with_how_it_is_called(
    language: str, first: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["--language", language, "--help"])
    assert capsys.readouterr().out.startswith(f"{first}python -m sim [-h]")


def test_a_reader_that_leaves_early_gets_no_traceback() -> None:
    command = [sys.executable, "-m", "sim", "regional", *QUICK]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()
    assert (process.wait(timeout=60), said) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
def test_a_full_disk_is_told_in_one_line() -> None:
    command = [sys.executable, "-m", "sim", "regional", *QUICK]
    with open("/dev/full", "wb") as full:
        done = subprocess.run(command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, timeout=60)
    assert done.returncode == 1
    assert one_line(done.stderr.decode()).startswith("standard output: ")


def test_a_terminal_without_the_letters_of_a_name_still_gets_the_answer(plan: Path) -> None:
    plan.write_text(PLAN.replace('"Fair"', '"Messe Köln 展示会"'), "utf-8")
    done = run(str(plan), *QUICK, env={"PYTHONIOENCODING": "ascii", "PATH": "/usr/bin:/bin"})
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"Messe K?ln ???\n")


def test_the_command_does_not_wait_for_pandas_or_the_statistics_of_scipy() -> None:
    code = "import sys, sim.__main__; print({'pandas', 'scipy.stats'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, timeout=60)
    assert done.stdout.strip() == b"set()"


# What happens during a run


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def shown_on(stream: io.StringIO, monkeypatch: pytest.MonkeyPatch, wait: float) -> str:
    """What a run writes to standard error."""
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(Bar, "WAIT", wait)
    monkeypatch.setattr(Bar, "PAUSE", 0.0)
    assert command_line.main(["regional", "--trials", "20000"]) == 0
    return stream.getvalue()


def test_a_long_run_shows_its_progress_on_a_terminal_and_leaves_the_line_empty(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = shown_on(Terminal(), monkeypatch, wait=0.0)
    *drawn, last, end = shown.split("\r")[1:]
    assert drawn[-1] == f"[{'#' * 40}] 20,000 of 20,000 fairs"
    assert all(len(text) < 80 for text in drawn)
    assert last.strip() == ""
    assert len(last) == max(map(len, drawn))
    assert end == ""


def test_a_short_run_shows_no_progress(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert shown_on(Terminal(), monkeypatch, wait=3600.0) == ""


def test_progress_is_for_terminals_only(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert shown_on(io.StringIO(), monkeypatch, wait=0.0) == ""


def stopped_by(error: type[BaseException]) -> Callable[..., None]:
    """A simulation that fails after it has shown some progress."""

    def simulate(*_: object, progress: Callable[[int], None], **__: object) -> None:
        progress(100)
        raise error

    return simulate


def test_an_interrupted_run_ends_quietly_with_status_130(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(command_line, "simulate", stopped_by(KeyboardInterrupt))
    monkeypatch.setattr(Bar, "WAIT", 0.0)
    assert command_line.main(["regional", *QUICK]) == 130
    assert capsys.readouterr().out == ""
    assert terminal.getvalue().split("\r")[-2].strip() == ""
    assert "\n" not in terminal.getvalue()


def test_a_run_that_does_not_fit_in_memory_is_told_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command_line, "simulate", stopped_by(MemoryError))
    told = refused(capsys, "regional", *QUICK)
    assert told.startswith("regional: trials: there is not enough memory")


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_so_does_a_run_of_as_many_fairs_as_the_plan_needs(
    options: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(error: type[BaseException]) -> None:
        def played(*_: object, **__: object) -> None:
            raise error

        monkeypatch.setattr(command_line, "played", played)

    stopped(KeyboardInterrupt)
    assert command_line.main(["regional", *options]) == 130
    assert capsys.readouterr() == ("", "")
    stopped(MemoryError)
    told = refused(capsys, "regional", *options)
    assert told.startswith("regional: trials: there is not enough memory")


def test_a_device_without_an_end_is_not_read_to_its_end(
    capsys: pytest.CaptureFixture[str],
) -> None:
    if not Path("/dev/zero").exists():
        pytest.skip("there is no such device here")
    start = time.monotonic()
    assert "bytes" in refused(capsys, "/dev/zero")
    assert time.monotonic() - start < 5
