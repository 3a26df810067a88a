#!/usr/bin/env bash
# scipy 1.17.1, seen on 2026-11-29.
#
# Guess: the chance of 3 orders from 10 quotes, each of which orders with a chance of next to nothing,
# is 0. Such chances come up when what people believe of a rate is weighed by what was counted: far
# out in a belief a rate is almost 0.
#
# Behaviour: with a chance just above the smallest normal number it is an OverflowError, for one
# number and for an array of a million of which one is so small; below that and above it is 0.
# The logarithm (logpmf) of the same chance is right.
#
# Seen: binom.pmf(3, 10, 1e-307) raises; with 1e-310 and with 1e-300 it is 0.0; binom.logpmf is
# -2115.9.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check scipy==1.17.1
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
import numpy as np
from scipy.stats import binom

for chance in (1e-310, 1e-300):
    print(chance, "->", binom.pmf(3, 10, chance))
    assert binom.pmf(3, 10, chance) == 0.0
for chances in (1e-307, np.where(np.arange(1_000_000) == 500_000, 1e-307, 0.3)):
    try:
        binom.pmf(3, 10, chances)
    except OverflowError as error:
        print(np.size(chances), "number(s):", type(error).__name__, error)
    else:
        raise AssertionError("it has changed")
found = float(binom.logpmf(3, 10, 1e-307))
print("logpmf", found)
assert abs(found - (np.log(120) + 3 * np.log(1e-307))) < 1e-6
PYTHON
