#!/usr/bin/env bash
# icalevents 0.3.1 (with icalendar 7.3.0), seen on 2026-11-30.
#
# Guess: asked for what is on that day, it names a fair of all day from 9 March to before 12 March on
# the 9th, 10th and 11th, and the same fair if it comes back every year on the same three days.
#
# Behaviour: neither. The fair that comes once is named on the 12th as well, the day of packing; the one
# of every year on its first day alone, though its end is given as the 12th too. A calendar by day that
# is made of both shows the one a day too long and the other two days too short.
#
# Seen: once 9, 10, 11 and 12 March, every year 9 March.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check icalevents==0.3.1 icalendar==7.3.0
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
from datetime import datetime, timedelta

from icalevents.icalevents import events


def calendar(*more):
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//example//fairs//NL", "BEGIN:VEVENT"]
    lines += ["UID:1@example.com", "DTSTAMP:20270101T000000Z", "SUMMARY:Fair"]
    lines += ["DTSTART;VALUE=DATE:20270309", "DTEND;VALUE=DATE:20270312", *more]
    return "\r\n".join([*lines, "END:VEVENT", "END:VCALENDAR", ""]).encode()


def days(text):
    found = []
    for number in range(7, 15):
        start = datetime(2027, 3, number)
        for fair in events(string_content=text, start=start, end=start + timedelta(hours=23)):
            assert fair.all_day
            assert (fair.start.day, fair.end.day) == (9, 12)
            found.append(number)
    return found


once, yearly = days(calendar()), days(calendar("RRULE:FREQ=YEARLY;COUNT=3"))
print("once", once, "every year", yearly)
assert once == [9, 10, 11, 12]
assert yearly == [9]
PYTHON
