#!/usr/bin/env bash
# phitter 1.0.4 with scipy 1.16.3, seen on 2026-11-30.
#
# Guess: pdf of its generalized gamma distribution, which one fits to the days from lead to order, is a
# density: it goes up and down again, and the area under it is 1.
#
# Behaviour: it is the chance of that many days or fewer, cdf once more. It climbs to 1 and stays there,
# so a graph over the counted days has its curve in the wrong place, and the likeliest day by it is
# the last. The same distribution with a place of its own, GeneralizedGamma4P, has the density.
#
# Seen, a 40, d 3, p 1.5, at 20, 60 and 120 days: pdf .050, .548 and .966, cdf the same; with 4P and
# place 0 .0066, .0134 and .0019.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check phitter==1.0.4 numpy==2.4.6 \
  pandas==2.3.3 scipy==1.16.3
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
import numpy as np
from phitter import continuous

wait = continuous.GeneralizedGamma({"a": 40, "d": 3, "p": 1.5})
placed = continuous.GeneralizedGamma4P({"a": 40, "d": 3, "p": 1.5, "loc": 0})
days = np.array([20.0, 60.0, 120.0])
slope = (wait.cdf(days + 0.01) - wait.cdf(days - 0.01)) / 0.02
for name, values in (("pdf", wait.pdf(days)), ("cdf", wait.cdf(days)), ("slope", slope), ("4P", placed.pdf(days))):
    print(name, values.round(4))
assert np.array_equal(wait.pdf(days), wait.cdf(days))
assert np.allclose(placed.pdf(days), slope, rtol=1e-3)
assert wait.pdf(400.0) > 0.99
PYTHON
