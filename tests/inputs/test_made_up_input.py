"""Made-up inputs: a line each, their words and a stage, written into a copy of the house.

In the copy the tests of every input find them on the page with row and help, in link, file and
workbook, in Why, Find out, What to do and among the guesses; and they fail with a sentence where
the stage or the words are missing. So this is how an input is added, and it is tried.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.copied import house, tried

LINES = """\
    Parameter("address_share", Unit.SHARE, "follow_up", 62, optional=True, start=(0.7, 0.8, 0.9),
              lever=True, counted_of="contacts"),
    Parameter("spare_hours", Unit.AMOUNT, "follow_up", certain=True, optional=True, start=40.0,
              step=1.0),
    Parameter("hours_per_address", Unit.POSITIVE, "follow_up", 63, optional=True,
              needed_with="spare_hours", start=(5.0, 10.0, 20.0)),
"""

WORDS = """
[address_share]
label = "Addresses that are right"
what = "The share of the contacts whose address is right."
where = "Count the letters that came back."
benchmark = "No published measurement found."
sources = []
find_out = "Write to last year's contacts, and count the letters that come back."

[spare_hours]
label = "Hours for looking up addresses"
what = "The hours that somebody has for it."
where = "Ask."
benchmark = "No benchmark needed."
sources = []

[hours_per_address]
label = "Hours until an address is found"
what = "How long it takes."
where = "Try."
benchmark = "No published measurement found."
sources = []
find_out = "Look up ten addresses."
"""

# One stage: who has a wrong address, or one that nobody has time to look up, is not followed up.
STAGE = '''\
"""A made-up stage."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

KEYS = ("address_share", "spare_hours", "hours_per_address")


def factor(x: Mapping[str, Any]) -> Any:
    """What becomes of the share that is followed up, given the inputs."""
    found = np.asarray(x.get("address_share", 1.0))
    if "spare_hours" not in x:
        return found
    return found * (x["spare_hours"] / (x["spare_hours"] + np.asarray(x["hours_per_address"])))


def average(x: Mapping[str, Any], z: Any, weight: Any) -> float:
    """The average of that, by quadrature."""
    found = x["address_share"].mean if "address_share" in x else 1.0
    if "spare_hours" not in x:
        return float(found)
    hours = x["spare_hours"].likely
    return float(found * (weight @ (hours / (hours + x["hours_per_address"].quantile(z)))))
'''

# Where the stage is used: file -> a line of today, and the same line with the stage.
USED = {
    "sim/play/engine.py": (
        "            return self.drawn[share]\n",
        "            made_up = share == 'follow_up_share'\n"
        "            return self.drawn[share] * (factor(self.drawn) if made_up else 1.0)\n",
    ),
    "sim/play/expected.py": (
        'likely["follow_up_share"]\n',
        'likely["follow_up_share"] * factor(likely)\n',
    ),
    "sim/why/luck.py": (
        "            phased[phase] = phased[phase] * _drawn(result, path)\n",
        "            phased[phase] = phased[phase] * _drawn(result, path)\n"
        "            if path == 'follow_up_share':\n"
        "                given = [key for key in KEYS if key in result.scenario.inputs]\n"
        "                x = {key: _drawn(result, key) for key in given}\n"
        "                phased[phase] = phased[phase] * factor(x)\n",
    ),
    "sim/actuals/counted.py": (
        "    if actuals.extra_orders is not None:\n",
        '    gone = actuals.count("followed_up")\n'
        '    if "address_share" in scenario.inputs and each is not None and gone is not None:\n'
        '        yield "address_share", Tally(gone, sum(each) - gone)\n'
        "    if actuals.extra_orders is not None:\n",
    ),
}
# Those for whose follow-up there is no time are some of those who would be followed up.
WAITING = (
    '        share=_drawn(result, "follow_up_share"),\n',
    '        share=_drawn(result, "follow_up_share")\n'
    "        * factor({k: _drawn(result, k) for k in KEYS if k in result.scenario.inputs}),\n",
)
MEANS = (
    "        for phase in PHASES:\n            count[phase] = count[phase] * _going_on(",
    "        for phase in PHASES:\n"
    "            if share == 'follow_up_share':\n"
    "                count[phase] = count[phase] * average(inputs, z, weight)\n"
    "            count[phase] = count[phase] * _going_on(",
)
IMPORT = "from sim.play.made_up_stage import KEYS, average, factor\n"
MADE_UP = "address_share or spare_hours or hours_per_address"
# Tests that try all inputs at once.
OF_ALL = (
    "something_to_add or order_of_their_declaration or table_of_guesses or command_line"
    " or any_scenario or dimension_of_its_own or has_a_stream or same_keys"
)


def replaced(file: Path, old: str, new: str) -> None:
    """Writes a change into a file of the copy, where `old` stands exactly once."""
    text = file.read_text("utf-8")
    assert text.count(old) == 1, f"{file.name} holds no longer once: {old}"
    file.write_text(text.replace(old, new), "utf-8")


def declare(folder: Path, lines: str = LINES) -> None:
    """The line of each input."""
    end = '    Parameter("extra_share",'
    replaced(folder / "sim/plan/parameters.py", end, lines + end)


def word(folder: Path) -> None:
    """Their words in every language."""
    for file in (folder / "words").glob("*/parameters.toml"):
        file.write_text(file.read_text("utf-8") + WORDS, "utf-8")


def use(folder: Path) -> None:
    """The stage that uses them."""
    (folder / "sim/play/made_up_stage.py").write_text(STAGE, "utf-8")
    replaced(folder / "sim/play/expected.py", *MEANS)
    replaced(folder / "sim/why/luck.py", *WAITING)
    for file, change in USED.items():
        replaced(folder / file, *change)
        if "actuals" in file:
            continue  # which asks the stage nothing
        first = "from sim.plan.johnson"
        text = (folder / file).read_text("utf-8")
        assert first in text
        (folder / file).write_text(text.replace(first, IMPORT + first, 1), "utf-8")


@pytest.mark.thorough
def test_an_input_is_one_line_its_words_and_a_stage(tmp_path: Path) -> None:
    folder = house(tmp_path)
    declare(folder)
    word(folder)
    use(folder)
    status, said = tried(
        folder,
        "tests/inputs/test_every_input.py",
        "tests/inputs/test_coming_and_going.py",
        "tests/sim/plan/test_file.py",
        "tests/sim/plan/test_scenario.py",
        "tests/sim/draws/test_streams.py",
        "tests/words/test_catalogue.py",
        "-k",
        f"{MADE_UP} or {OF_ALL}",
    )
    assert status == 0, said
    assert "skipped" not in said


def test_an_input_without_its_stage_and_its_words_fails_with_a_sentence_for_each(
    tmp_path: Path,
) -> None:
    folder = house(tmp_path)
    declare(folder)
    without = "(used_in_a_stage or has_its_words) and address_share"
    status, said = tried(folder, "tests/inputs/test_every_input.py", "-k", without)
    assert status == 1
    assert "no stage uses the input 'address_share'" in said
    assert "the input 'address_share' has the words []" in said
    assert "passed" not in said


@pytest.mark.thorough
def test_an_input_that_no_plan_has_and_that_cannot_be_added_fails_with_a_sentence(
    tmp_path: Path,
) -> None:
    folder = house(tmp_path)
    declare(folder, LINES.replace("start=(0.7, 0.8, 0.9),", ""))
    status, said = tried(folder, "tests/inputs/test_every_input.py", "-k", "address_share")
    assert status != 0
    assert "no example has the input 'address_share'" in said
