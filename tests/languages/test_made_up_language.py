"""A made-up language: its folder, copied from English and translated, in a copy of the house.

Nothing else is changed there, and the tests of the copy find the page, the command line and the
files speaking it. So this is how a language is added, and it is tried.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from tests.copied import house, tried

CODE = "qe"  # no language has it

# The numbers of Polish: a space between thousands, the currency behind, and four forms of a plural.
OF_ITSELF = """\
name = "\u00c9tat"
menu = 3
locale = "pl"
nouns = "small"

[chosen]
percent = "% #,##0"
decimal = "\u066b"

[capitals]

[format]
fewer_than = "\u00e9t moins de {n}"
more_than = "\u00e9t plus de {n}"
never = "\u00e9t jamais"
"""
TEXT = re.compile(r'^((?:[\w."-]+) = ")(.* .*)"(.*)$', re.MULTILINE)
OWN_PEOPLE = re.compile(r"^own_people = \[.*?\]$", re.MULTILINE | re.DOTALL)
POLISH = 'own_people = ["obs\u0142uga stoiska", "podr\u00f3\u017c*"]'
FORM = re.compile(r'^([\w.]+)\.other = "(.*)"$', re.MULTILINE)


def spoken(folder: Path) -> None:
    """Every text of more than one word begins with \u00e9t, and with the form of its plural;
    lines of a budget for own people have words of Polish."""
    there = folder / "words" / CODE
    shutil.copytree(folder / "words" / "en", there)
    (there / "language.toml").write_text(OF_ITSELF, "utf-8")
    for file in sorted(there.glob("*.toml")):
        if file.name != "language.toml":
            text = OWN_PEOPLE.sub(POLISH, file.read_text("utf-8"))
            text = TEXT.sub(r"\1" + "\u00e9t " + r'\2"\3', text)
            forms = r'\1.few = "few \2"\n\1.many = "many \2"\n\1.other = "\2"'
            file.write_text(FORM.sub(forms, text), "utf-8")


def test_a_language_is_a_folder(tmp_path: Path) -> None:
    folder = house(tmp_path)
    spoken(folder)
    status, said = tried(folder, "tests/languages/in_the_made_up_language.py")
    assert status == 0, said
    assert "skipped" not in said
