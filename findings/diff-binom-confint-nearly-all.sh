#!/usr/bin/env bash
# diff-binom-confint 0.1.0 with scipy 1.17.1, seen on 2026-11-30.
#
# Guess: the method "pratt", known as a close approximation of the exact interval, is its own mirror:
# that 18 of 20 appointments were kept says the same as that 2 of 20 were not.
#
# Behaviour: for few of many it is close to the exact one on both sides, for nearly all of many only
# the upper end is. The lower end lies far too high: at that very share one would see 18 or more of 20
# in nearly one case in four, where it should be one in forty. With more counted it gets no better.
#
# Seen: 2 of 20: .012 to .317 (exact .012 to .317); 18 of 20: .809 to .989 (exact .683 to .988);
# 198 of 200: .982 to .999 (exact .964 to .999).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check diff-binom-confint==0.1.0 \
  numpy==2.4.6 scipy==1.17.1
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
from diff_binom_confint import compute_confidence_interval
from scipy.stats import binom


def look(kept, made, low, high, seen_at_low):
    found = compute_confidence_interval(kept, made, method="pratt")
    exact = compute_confidence_interval(kept, made, method="clopper-pearson")
    so_many = float(binom.sf(kept - 1, made, found.lower_bound))
    print(kept, "of", made, end=": ")
    print(*(f"{one.lower_bound:.4f} to {one.upper_bound:.4f}" for one in (found, exact)), end=" ")
    print(f"at the lower end so many or more: {so_many:.3f}")
    assert abs(found.lower_bound - low) < 0.001
    assert abs(found.upper_bound - high) < 0.001
    assert abs(found.upper_bound - exact.upper_bound) < 0.001
    assert abs(so_many - seen_at_low) < 0.005
    return exact.lower_bound - found.lower_bound


assert abs(look(2, 20, 0.0123, 0.3169, 0.025)) < 0.001
assert look(18, 20, 0.8088, 0.9885, 0.234) < -0.12
assert look(198, 200, 0.9816, 0.9989, 0.285) < -0.015
PYTHON
