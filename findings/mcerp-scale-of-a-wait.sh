#!/usr/bin/env bash
# mcerp 1.1.1 with scipy 1.16.3, seen on 2026-11-30.
#
# Guess: Weib(40, 2), by its description the scale first and the shape second, is a wait of some 40 days
# from lead to order: the mean is 40 times gamma(1.5), 35.4 days, and twice the scale twice as long.
#
# Behaviour: what is given as the scale is taken for a second shape (of an exponentiated Weibull), and
# the scale is 1. All waits are some two days, whatever one fills in: four times as long a scale makes
# the mean a fifth longer. Nothing is raised.
#
# Seen: means of Weib(10, 2), Weib(40, 2) and Weib(160, 2): 1.68, 2.04 and 2.36.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check mcerp==1.1.1 numpy==2.4.6 scipy==1.16.3
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
import mcerp
from scipy.special import gamma

mcerp.npts = 20_000
means = {}
for scale in (10, 40, 160):
    means[scale] = float(mcerp.Weib(scale, 2).mean)
    print("scale", scale, "mean", round(means[scale], 3), "guess", round(scale * gamma(1.5), 1))
for scale, seen in ((10, 1.68), (40, 2.04), (160, 2.36)):
    assert abs(means[scale] - seen) < 0.03
wait = float(mcerp.Exp(1 / 40).mean)
print("Exp(1 / 40) mean", round(wait, 1))
assert abs(wait - 40) < 0.5
PYTHON
