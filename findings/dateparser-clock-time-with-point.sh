#!/usr/bin/env bash
# dateparser 1.5.0, seen on 2026-11-29.
#
# Guess: "12.30 uur" is half past twelve, since a point between hours and minutes and the word "uur"
# behind them is how Dutch writes the time of an appointment.
#
# Behaviour: it is read as a span of 12.3 hours, and taken off from now: 12 hours and 18 minutes ago.
# "12:30", and "12.30" without the word, are the time: it is the word that makes it clear to people.
#
# Seen, at 5 March 2026, 00:00: "12.30 uur" -> 2026-03-04 11:42, "12:30" and
# "12.30" -> 2026-03-05 12:30.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check dateparser==1.5.0
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
from datetime import datetime

import dateparser

settings = {"RELATIVE_BASE": datetime(2026, 3, 5)}
shown = {
    text: dateparser.parse(text, languages=["nl"], settings=settings)
    for text in ("12.30 uur", "12:30", "12.30")
}
for text, found in shown.items():
    print(repr(text), "->", found)
assert shown["12.30 uur"] == datetime(2026, 3, 4, 11, 42)
assert shown["12.30"] == shown["12:30"] == datetime(2026, 3, 5, 12, 30)
PYTHON
