#!/usr/bin/env bash
# recurrent 0.4.1, with python-dateutil 2.9.0 to count the days; seen on 2026-11-30.
#
# Guess: "every day for 3 days starting March 9" is 9, 10 and 11 March, as "every week for 3 weeks" ends
# after some three weeks and "every day from March 9 to March 11" is those three days.
#
# Behaviour: the number of days becomes a day of the year. For 3 days is every 3 January, for ever; the
# first is ten months after the fair. "daily for 3 days" drops the number and never ends.
#
# Seen: BYYEARDAY=3, so 2028-01-03, 2029-01-03, 2030-01-03; from March 9 to March 11 2027-03-09 to
# 2027-03-11; "daily for 3 days" FREQ=DAILY with no end.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check \
  recurrent==0.4.1 parsedatetime==2.6 python-dateutil==2.9.0.post0
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
from datetime import datetime
from itertools import islice

from dateutil.rrule import rrulestr
from recurrent import RecurringEvent

TODAY = datetime(2026, 11, 30)


def days(text):
    rule = RecurringEvent(now_date=TODAY).parse(text)
    found = [f"{day:%Y-%m-%d}" for day in islice(rrulestr(rule, dtstart=TODAY), 4)]
    print(text, "|", rule.replace("\n", " "), "|", *found)
    return found


assert days("every day for 3 days starting March 9")[:3] == ["2028-01-03", "2029-01-03", "2030-01-03"]
assert days("every day for three days")[0] == "2027-01-03"
assert days("every day from March 9 to March 11") == ["2027-03-09", "2027-03-10", "2027-03-11"]
assert "UNTIL" in RecurringEvent(now_date=TODAY).parse("every week for 3 weeks")
assert "UNTIL" not in RecurringEvent(now_date=TODAY).parse("daily for 3 days")
PYTHON
