#!/usr/bin/env bash
# numerizer 0.2.4, seen on 2026-11-30.
#
# Guess: "twenty-five hundred euros" is 2500 euros, as "twelve hundred euros" is 1200 euros and "twenty-five
# thousand euros" 25000 euros.
#
# Behaviour: hundreds from twenty-one on fall apart into the tens and the rest, "20 500 euros", which whoever
# writes thousands with a space reads as 20,500. Hundreds up to nineteen, and thousands, go well.
#
# Seen: twenty-five hundred 20 500, thirty-two hundred leads 30 200 leads; twelve hundred 1200, twenty-five
# thousand 25000, two thousand five hundred 2500.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check numerizer==0.2.4
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
from numerizer import numerize

SEEN = {
    "twenty-five hundred euros": "20 500 euros",
    "twenty five hundred euros": "20 500 euros",
    "thirty-two hundred leads": "30 200 leads",
    "twelve hundred euros": "1200 euros",
    "nineteen hundred euros": "1900 euros",
    "twenty-five thousand euros": "25000 euros",
    "two thousand five hundred euros": "2500 euros",
}
for words, seen in SEEN.items():
    print(words, "->", numerize(words))
    assert numerize(words) == seen
PYTHON
