#!/usr/bin/env bash
# calikit 0.1.0, seen on 2026-12-01.
#
# Guess: who says 20% of each of 50 leads, 10 of whom order, is well calibrated: the expected calibration
# error is 0, in whatever order the leads are listed.
#
# Behaviour: bin_predictions fills its bins with equal numbers of leads and cuts right through those of the
# same chance, by their place in the list. Listed with the orders first the error is .32, the largest that
# such a list can have, and in another order it is 0. With the scheme "width", and where all chances
# differ, the order plays no part.
#
# Seen: orders first .32, every fifth 0, with "width" 0 and 0.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check calikit==0.1.0
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
from math import isclose

from calikit import bin_predictions, ece

FIRST = [1] * 10 + [0] * 40
SPREAD = [1, 0, 0, 0, 0] * 10
for scheme, bins, seen in (("mass", 10, (0.32, 0)), ("mass", 5, (0.32, 0)), ("width", 10, (0, 0))):
    told = [ece(bin_predictions([0.2] * 50, orders, bins, scheme)) for orders in (FIRST, SPREAD)]
    print(scheme, bins, told)
    assert all(isclose(one, other, abs_tol=1e-9) for one, other in zip(told, seen, strict=True))
chances = [number / 50 for number in range(50)]
backwards = ece(bin_predictions(chances[::-1], FIRST[::-1], 10))
assert isclose(ece(bin_predictions(chances, FIRST, 10)), backwards)
PYTHON
