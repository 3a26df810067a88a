#!/usr/bin/env bash
# lifelines 0.30.3 with pandas 2.3.3, seen on 2026-11-30.
#
# Guess: with dayfirst=True all dates are read with the day first: when a lead was met, when it became
# an order, and fill_date, the last day that was looked at.
#
# Behaviour: fill_date is read twice. Where it stands in for an order that is not there the day is
# first; where orders after it are cut off the month is first, so that 3 November becomes 11 March.
# Every order after 11 March is then no order any more, and all leads, those without an order too,
# waited until 11 March. No error and no warning: a written day above 12 is read well in both places.
#
# Seen: leads of 5 March 2026, orders of 20 May and 7 April and none, fill_date 3 November:
#   "03-11-2026"             6, 6 and 6 days, no order
#   datetime(2026, 11, 3)   76, 33 and 243 days, two orders
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check lifelines==0.30.3 pandas==2.3.3
cd "$work"
"$work/venv/bin/python" -W error::UserWarning - <<'PYTHON'
from datetime import datetime

from lifelines.utils import datetimes_to_durations

MET = ["05-03-2026"] * 3
ORDERED = ["20-05-2026", "07-04-2026", None]


def read(last_day):
    days, seen = datetimes_to_durations(MET, ORDERED, fill_date=last_day, dayfirst=True)
    print(repr(last_day), days, seen)
    return days.tolist(), seen.tolist()


assert read("03-11-2026") == ([6, 6, 6], [False, False, False])
assert read(datetime(2026, 11, 3)) == ([76, 33, 243], [True, True, False])
PYTHON
