#!/usr/bin/env bash
# chaospy 4.3.21, seen on 2026-11-30.
#
# Guess: Trunc(Uniform(0, 1), lower=0.25, upper=0.75) is even between .25 and .75: the median is .5 and
# of the numbers that are drawn next to none is .75 exactly.
#
# Behaviour: cut on one side it is right, cut on both sides the two cuts are multiplied with each other
# instead of subtracted. The chance of all values together is 8/9, the median is .53 and one drawn
# number in nine lies on the upper cut. Mean and variance are worked out on another way and are right,
# so a table of moments does not show that the numbers drawn are not.
#
# Seen: cdf(.75) .889, median .531, E .5, drawn: mean .527, of which .111 at .75; with upper=0.75 only:
# cdf(.75) 1, median .375, none at .75.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check chaospy==4.3.21 numpy==2.4.6 scipy==1.17.1
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
import chaospy
import numpy as np


def look(name, share):
    drawn = share.sample(100_000, rule="random", seed=1)
    found = {
        "cdf(.75)": float(share.cdf(0.75)),
        "median": float(share.inv(0.5)),
        "E": float(chaospy.E(share)),
        "drawn": float(drawn.mean()),
        "at .75": float((drawn == 0.75).mean()),
    }
    print(name, {key: round(value, 3) for key, value in found.items()})
    return list(found.values())


both = look("both sides", chaospy.Trunc(chaospy.Uniform(0, 1), lower=0.25, upper=0.75))
one = look("one side  ", chaospy.Trunc(chaospy.Uniform(0, 1), upper=0.75))
assert np.allclose(both, [8 / 9, 0.53125, 0.5, 0.527, 1 / 9], atol=0.005)
assert np.allclose(one, [1, 0.375, 0.375, 0.375, 0], atol=0.005)
PYTHON
