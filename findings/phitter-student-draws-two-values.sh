#!/usr/bin/env bash
# phitter 1.0.4 with scipy 1.16.3, seen on 2026-11-30.
#
# Guess: sample(10000) of its Student t distribution, which it fits to results with a few far away ones,
# gives numbers of all sizes: with 5 degrees of freedom half of them are within .73 of 0.
#
# Behaviour: they all have one and the same size, that of the farthest, and differ in the sign alone.
# So it is with quantiles that are asked for together: each gets the size of the farthest. Asked for one
# by one they are right, and the standard deviation that it tells is that of the real distribution. The
# other continuous ones draw as many numbers as are asked for.
#
# Seen: 10,000 drawn, two values, -9.74 and 9.74; told deviation 1.29, drawn 9.74; ppf(.9) 1.476,
# ppf([.9, .99]) 3.365 and 3.365.
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

student = continuous.TStudent({"df": 5})
drawn = student.sample(10_000, seed=1)
values = np.unique(drawn.round(6))
deviations = student.standard_deviation, drawn.std()
print("drawn", len(drawn), "values", values, "told and drawn deviation", *deviations)
one, together = student.ppf(0.9), student.ppf(np.array([0.9, 0.99]))
print("ppf", one, together)
assert len(values) == 2
assert abs(values[0] + values[1]) < 1e-6
assert np.allclose(deviations, (np.sqrt(5 / 3), 9.74), atol=0.01)
assert abs(one - 1.4759) < 0.001
assert np.allclose(together, 3.3649, atol=0.001)
heavy = continuous.TStudent3P({"df": 5, "loc": 0, "scale": 1}).sample(10_000, seed=1)
print("TStudent3P values", len(np.unique(heavy)))
assert len(np.unique(heavy)) > 9_000
PYTHON
