#!/usr/bin/env bash
# croston 0.1.2.4, seen on 2026-12-01.
#
# Guess: the variant "tsb", which the code calls Teunter-Syntetos-Babai, differs from Croston's method:
# it was made so that the forecast sinks while no order comes. After two years without an order it is
# near 0, where the original still expects what it did.
#
# Behaviour: "tsb" is the original, to the last figure. After the last order only "sba" and "sbj" differ
# from it; after 24 months without one all four expect .82 orders a month, the rate of the first waits.
#
# Seen: after the last order original 1.294, tsb 1.294, sba .996, sbj 1.052; 24 months later .824 for all.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check \
    croston==0.1.2.4 numpy==2.4.6 pandas==3.1.1 scipy==1.17.1
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
import numpy as np
from croston.croston import fit_croston

ORDERS = np.array([0, 2, 0, 0, 5, 0, 1, 0, 0, 0, 4, 0, 0, 3, 6, 0, 0, 2.0])
SILENT = np.concatenate([ORDERS, np.zeros(24)])


def forecast(orders, variant):
    return float(fit_croston(orders, 1, variant)["croston_forecast"][0])


for orders, *told in ((ORDERS, 1.294, 1.294, 0.996, 1.052), (SILENT, 0.824, 0.824, 0.824, 0.824)):
    seen = [forecast(orders, variant) for variant in ("original", "tsb", "sba", "sbj")]
    print(len(orders), seen)
    assert seen[0] == seen[1]
    assert np.allclose(seen, told, atol=2e-3)
PYTHON
