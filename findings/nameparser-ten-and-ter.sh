#!/usr/bin/env bash
# nameparser 2.6.0, seen on 2026-11-29.
#
# Guess: it knows the words that begin Dutch surnames, all of them: "van der", "ter", "ten", "in 't".
#
# Behaviour: "ter Horst" and "van 't Hof" are surnames as a whole, but of "ten Brink" the word "ten"
# is taken for a second given name, and so is the "in" of "in 't Veld". A list of leads sorted or
# matched by surname has Els ter Horst under "ter Horst" and Els ten Brink under "Brink".
#
# Seen (middle | last):
#   Els ter Horst      | ter Horst       Kees van 't Hof    | van 't Hof
#   Els ten Brink      ten | Brink       Karel in 't Veld   in | 't Veld
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check nameparser==2.6.0
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
from nameparser import HumanName

expected = {
    "Els ter Horst": ("", "ter Horst"),
    "Kees van 't Hof": ("", "van 't Hof"),
    "Els ten Brink": ("ten", "Brink"),
    "Karel in 't Veld": ("in", "'t Veld"),
}
for text, parts in expected.items():
    name = HumanName(text)
    print(f"{text:18} middle {name.middle!r} last {name.last!r}")
    assert (name.middle, name.last) == parts
PYTHON
