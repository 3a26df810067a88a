#!/usr/bin/env bash
# bayes-ab 0.4.3, seen on 2026-11-30.
#
# Guess: a stand whose numbers are told again, the same numbers, has the same bounds: 20 orders from 100
# leads are between 13% and 29%, 19 in 20.
#
# Behaviour: told a second time the bounds are narrower, for leads and for counts alike. The first time
# they leave out 1 in 40 on each side, the second 1 in 20, though both are called bounds and every figure
# else stays. A table that is refreshed each hour is surer after the first hour.
#
# Seen: 20 of 100 .134 to .289, told again .144 to .275; counts 2, 3, 1, 0, 4 .92 to 3.07, again 1.03 to
# 2.83.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check \
  bayes-ab==0.4.3 numpy==1.26.4 scipy==1.11.4 matplotlib==3.8.4 prettytable==3.5.0
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
import logging

from bayes_ab.experiments import BinaryDataTest, PoissonDataTest
from scipy.stats import beta

logging.disable(logging.CRITICAL)
leads, counts = BinaryDataTest(), PoissonDataTest()


def tell():
    leads.add_variant_data_agg("stand", 100, 20)
    counts.add_variant_data("stand", [2, 3, 1, 0, 4])
    return leads.data["stand"].copy(), counts.data["stand"].copy()


first, second = tell(), tell()
posterior = beta(1 + 20, 1 + 80)
assert abs(posterior.cdf(first[0]["bounds"][0]) - 0.025) < 1e-4
assert abs(posterior.cdf(second[0]["bounds"][0]) - 0.05) < 1e-4
for one, other in zip(first, second, strict=True):
    wide, narrow = ([round(float(bound), 3) for bound in told.pop("bounds")] for told in (one, other))
    print(wide, narrow)
    assert wide[0] < narrow[0] < narrow[1] < wide[1]
    assert one == other
PYTHON
