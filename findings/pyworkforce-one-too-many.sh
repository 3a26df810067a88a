#!/usr/bin/env bash
# pyworkforce 0.5.1, the newest for Python 3.11, seen on 2026-11-30; 0.5.4 begins its search the same way.
#
# Guess: required_positions(.5) is the least number of people at the stand with whom half of the visitors
# wait no longer than the limit: the least with service_level(people) at .5 or above.
#
# Behaviour: it begins its search at the load plus 1, rounded, and not at the least number that can do
# the work. With 6 visitors an hour of 6 minutes each, a load of .6, one person will do, by its own
# service_level, and it asks for two: the stand costs double. Where the load ends in more than a half it
# never tries the least number; with a load of .4 it does.
#
# Seen: load .6: service_level(1) .598, required 2; load 1.6 and .35: service_level(2) .378, required 3;
# load .4: service_level(1) .780, required 1.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check \
  pyworkforce==0.5.1 ortools==9.15.6755 numpy==2.4.6 pandas==2.3.3 joblib==1.6.0
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
from pyworkforce.queuing import ErlangC

for visitors, limit, target, seen in ((6, 6, 0.5, 2), (16, 2, 0.35, 3), (4, 6, 0.5, 1)):
    stand = ErlangC(transactions=visitors, aht=6, asa=limit, interval=60)
    load = visitors * 6 / 60
    least = next(people for people in range(1, 9) if people > load and stand.service_level(people) >= target)
    required = stand.required_positions(target)["raw_positions"]
    print(f"load {load}: service_level({least}) {stand.service_level(least):.3f}, required {required}")
    assert required == seen
    assert least == int(load) + 1
PYTHON
