#!/usr/bin/env bash
# yearfrac 0.4.8, seen on 2026-12-01.
#
# Guess: the method "act_afb", which is also its default, is Actual/Actual of the French banks: whole
# years are counted back from the end and are 1 each, and only the rest is divided by 365 or 366. From 1
# July 2027 to 1 July 2028 is 1 year, and the five years between two fairs are 5.
#
# Behaviour: it divides the days of the first and of the last calendar year apart, as "act_isda" does,
# and so a whole year is not 1 as soon as there is a leap year at one end. Between two common years the
# answers are right.
#
# Seen: 2027-07-01 to 2028-07-01 1.00138, 2027-03-09 to 2032-03-09 5.00223, both as in act_isda;
# 2025-07-01 to 2026-07-01 1.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check yearfrac==0.4.8 numpy==1.26.4
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
from datetime import datetime

from yearfrac import yearfrac

for begin, end, seen in (
    (datetime(2027, 7, 1), datetime(2028, 7, 1), 1.00138),
    (datetime(2027, 3, 9), datetime(2032, 3, 9), 5.00223),
    (datetime(2025, 7, 1), datetime(2026, 7, 1), 1),
):
    told = [yearfrac(begin, end, method) for method in ("act_afb", "act_isda")]
    print(begin.date(), end.date(), "years", end.year - begin.year, "told", told)
    assert yearfrac(begin, end) == told[0]
    assert all(abs(one - seen) < 1e-5 for one in told)
PYTHON
