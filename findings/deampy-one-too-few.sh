#!/usr/bin/env bash
# deampy 1.5.15, seen on 2026-11-30.
#
# Guess: Binomial.fit_mm with a mean of 6 orders and a standard deviation of 2 is 18 quotes with a chance
# of 1/3 each, and what is drawn has that mean; of a UniformDiscrete from 1 to 6, whose upper bound is
# said to be included, the interval of 99 in 100 is 1 to 6.
#
# Behaviour: the fit is 17.999999999999996 quotes, and 17 are drawn: the mean is 5.67. The interval is
# nan, as it is wherever the division does not come out whole, of 15.000000000000004 quotes too. The
# interval of UniformDiscrete ends below its highest value, which one draw in six has.
#
# Seen (mean, standard deviation: quotes, mean of draws, 95 %): 6, 2: 17.999999999999996, 5.66, nan to
# nan; 7.5, 1.94: 15.000000000000004, 7.50, nan to nan; 3, 1.5: 12, 3.00, 0 to 6; UniformDiscrete(1, 6),
# 99 %: 1 to 5.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check \
    deampy==1.5.15 numpy==2.4.6 scipy==1.17.1
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
import math

import numpy as np
from deampy.random_variates import RNG, Binomial, UniformDiscrete

rng = RNG(1)
for mean, deviation, seen in ((6, 2, 5.667), (7.5, math.sqrt(3.75), 7.5), (3, 1.5, 3)):
    fitted = Binomial(**Binomial.fit_mm(mean, deviation))
    drawn = np.mean([fitted.sample(rng) for _ in range(100_000)])
    interval = fitted.get_percentile_interval(0.05)
    print(fitted.n, drawn, interval)
    assert math.isclose(drawn, seen, abs_tol=0.03)
    assert bool(np.isnan(interval).all()) == (fitted.n != 12)
die = UniformDiscrete(1, 6)
print(die.get_percentile_interval(0.01), max(die.sample(rng) for _ in range(1000)))
assert die.get_percentile_interval(0.01) == [1, 5]
assert max(die.sample(rng) for _ in range(1000)) == 6
PYTHON
