#!/usr/bin/env bash
# scipy 1.17.1, seen on 2026-11-29.
#
# Guess: the points of two scrambled Sobol sequences with two seeds have nothing to do with each
# other, as two streams of pseudo-random numbers have not; so two fairs, each played with a seed of
# its own, can be added up point by point.
#
# Behaviour: point k of the one follows from point k of the other to a large part. The first binary
# digit of a dimension agrees in all points or in none, whichever seeds were taken, and the numbers
# of one dimension go together, or against each other, with a correlation of .5 to 1 in size, where
# that of independent numbers would be within .1. The sum of two such numbers so has nearly twice
# the variance that it should have, or nearly none. In another order (the one sequence shuffled)
# nothing is left of it.
#
# Seen: 60 seeds, 4 dimensions, 1,024 points: the first digit agrees in 1.0 or 0.0 of the points; half
# of the correlations are above .75 in size, the largest is .999.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check scipy==1.17.1
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
import itertools

import numpy as np
from scipy.stats import qmc

seeds = [qmc.Sobol(4, scramble=True, rng=seed).random_base2(10) for seed in range(60)]
pairs = list(itertools.combinations(seeds, 2))
agree = {float(share) for a, b in pairs for share in ((a < 0.5) == (b < 0.5)).mean(axis=0)}
print("the first digit agrees in", sorted(agree), "of the points")
assert agree == {0.0, 1.0}


def sizes(pairs):
    return np.array([
        abs(np.corrcoef(a[:, at], b[:, at])[0, 1]) for a, b in pairs for at in range(4)
    ])


found = sizes(pairs)
print("correlations in size: median", np.median(found).round(2), "largest", found.max().round(3))
assert np.median(found) > 0.7
assert found.min() > 0.4
random = np.random.default_rng(1)
shuffled = sizes([(a, random.permutation(b)) for a, b in pairs])
print("shuffled: largest", shuffled.max().round(3))
assert shuffled.max() < 0.2
PYTHON
