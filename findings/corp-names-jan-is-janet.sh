#!/usr/bin/env bash
# corp-names 0.3.3, seen on 2026-11-30.
#
# Guess: normalize_name puts "Bob de Vries" and "Robert de Vries" under one name and leaves Dutch given
# names alone: at its usual level it says to resolve English nicknames only.
#
# Behaviour: Jan, a common name of Dutch men, is short for Janet, and Hans is Henry. So in a list of
# contacts Jan and Janet de Vries are one person, and Hans and Henry Smit. Of a surname with a particle
# the last word alone is the last name, and a surname that is also a degree (Ma) is taken off.
#
# Seen (name: normalized | first | last | suffix):
#   Jan de Vries: janet de vries | janet | vries |      Janet de Vries: janet de vries | janet | vries |
#   Hans Smit: henry smit | henry | smit |              Jan Van den Broeck: ... | janet | broeck |
#   Piet Smit: piet smit | piet | smit |                Tom Ma: thomas | thomas | | ma
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check corp-names==0.3.3
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
from corp_names import normalize_name

expected = {
    "Jan de Vries": ("janet de vries", "janet", "vries", ""),
    "Janet de Vries": ("janet de vries", "janet", "vries", ""),
    "Hans Smit": ("henry smit", "henry", "smit", ""),
    "Jan Van den Broeck": ("janet van den broeck", "janet", "broeck", ""),
    "Piet Smit": ("piet smit", "piet", "smit", ""),
    "Tom Ma": ("thomas", "thomas", "", "ma"),
}
for name, parts in expected.items():
    found = normalize_name(name)
    print(name, "->", found)
    assert (found.normalized, found.first, found.last, found.suffix) == parts
PYTHON
