#!/usr/bin/env bash
# binoculars 0.1.3 with scipy 1.17.1, seen on 2026-11-30.
#
# Guess: with the method "clopper-pearson" no order from 20 leads is a share of 0 to .168, as the exact
# interval goes down to 0 where nothing was counted and up to 1 where everything was.
#
# Behaviour: those two bounds are not a number: nothing is raised, and it is let through until some sum
# or graph holds it. "jeffrey" and "wilson" give numbers for the same counts. A fair without an order,
# where the interval is wanted most, is the one without an interval.
#
# Seen: 0 of 20: nan to .168, 20 of 20: .832 to nan, 1 of 20: .001 to .249; "wilson", 0 of 20: 0 to .161.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check binoculars==0.1.3 numpy==2.4.6 scipy==1.17.1
cd "$work"
"$work/venv/bin/python" -W error - <<'PYTHON'
import math

from binoculars import binomial_confidence


def look(orders, method="clopper-pearson", leads=20):
    low, high = map(float, binomial_confidence(orders / leads, leads, method=method))
    print(orders, "of", leads, method, low, high)
    return low, high


low, high = look(0)
assert math.isnan(low)
assert abs(high - 0.1684) < 0.001
low, high = look(20)
assert abs(low - 0.8316) < 0.001
assert math.isnan(high)
low, high = look(1)
assert abs(low - 0.0013) < 0.001
assert abs(high - 0.2487) < 0.001
assert not any(map(math.isnan, look(0, "wilson") + look(0, "jeffrey")))
PYTHON
