#!/usr/bin/env bash
# ics 0.7.3, seen on 2026-11-29.
#
# Guess: a calendar without CALSCALE is written without it, or with the only value that RFC 5545 names,
# GREGORIAN.
#
# Behaviour: it is written with a value that does not exist. A reader that goes by the standard may
# leave out the invitation, since it does not know in which calendar its days are counted.
#
# Seen: CALSCALE:GEORGIAN
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check ics==0.7.3
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
import ics

FILE = "\r\n".join(
    (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Example//Example//NL",
        "BEGIN:VEVENT",
        "UID:1@example.com",
        "DTSTAMP:20260101T000000Z",
        "SUMMARY:Visit after the fair",
        "DTSTART:20260310T090000Z",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    )
)
shown = [line for line in ics.Calendar(FILE).serialize().splitlines() if "CALSCALE" in line]
print(shown)
assert shown == ["CALSCALE:GEORGIAN"]
PYTHON
