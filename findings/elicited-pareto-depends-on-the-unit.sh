#!/usr/bin/env bash
# elicited 0.0.5, seen on 2026-11-30.
#
# Guess: one belief gives one distribution. An order of at least 1,000 euros, in 95 of 100 cases below
# 10,000, has the same median whether it is told in euros or in thousands of euros.
#
# Behaviour: elicitPareto moves a Pareto distribution with scale 1 to the smallest value, so the scale
# is 1 euro in the one case and 1,000 euros in the other. The two values that were given hold in both;
# between and beyond them nothing is alike: half of all orders lie below 1,007 euros or below 1,704, and
# one order in a thousand goes beyond 1.3 thousand million euros or beyond 202 thousand. elicitLogNormal
# of the same package tells the same median in both units.
#
# Seen, in euros (least, median, 95 %, 99.9 %): told in euros 1000, 1007, 10000, 1312388522; told in
# thousands of euros 1000, 1704, 10000, 202239; the median of elicitLogNormal 2262 both times.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check elicited==0.0.5 numpy==2.4.6 scipy==1.17.1
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
import numpy as np
from elicited import elicitLogNormal, elicitPareto
from scipy.stats import pareto

tables = []
for name, unit in (("euros", 1), ("thousands of euros", 1000)):
    least, most = 1000 / unit, 10_000 / unit
    told = pareto(b=elicitPareto(least, most), loc=least - 1, scale=1)
    found = [float(told.ppf(chance)) * unit for chance in (0, 0.5, 0.95, 0.999)]
    centre, _ = elicitLogNormal(least, most)
    print("told in", name, [round(value) for value in found], "lognormal", np.exp(centre) * unit)
    tables.append((found, float(np.exp(centre[0])) * unit))
(euros, even), (thousands, even_too) = tables
assert np.allclose(euros, [1000, 1007, 10_000, 1.312e9], rtol=1e-3)
assert np.allclose(thousands, [1000, 1704, 10_000, 202_239], rtol=1e-3)
assert np.isclose(even, even_too)
PYTHON
