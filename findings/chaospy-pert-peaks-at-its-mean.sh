#!/usr/bin/env bash
# chaospy 4.3.21, seen on 2026-11-30.
#
# Guess: PERT(1, 2, 10) is the distribution that planners know: 2 is the likeliest value and the mean
# is (1 + 4 * 2 + 10) / 6, as its own description says.
#
# Behaviour: that mean is worked out and then used as the likeliest value, so the weighing is done
# twice: the peak is where the mean should be and the mean a step further to the middle. Only where
# the likeliest value lies in the middle nothing is to be seen of it. An estimate with a long tail,
# such as 1, 2 or 10 orders, comes out a quarter too high.
#
# Seen: PERT(1, 2, 10) has its peak at 3.17 and the mean 3.94, not 2 and 3.17; PERT(1, 4, 7) has 4.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check chaospy==4.3.21 numpy==2.4.6 scipy==1.17.1
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
import chaospy
import numpy as np

LOW, LIKELY, HIGH = 1, 2, 10
orders = chaospy.PERT(LOW, LIKELY, HIGH)
where = np.linspace(LOW, HIGH, 9001)
peak = where[np.argmax(orders.pdf(where))]
mean = float(chaospy.E(orders))
drawn = orders.sample(100_000, rule="random", seed=1).mean()
guess = (LOW + 4 * LIKELY + HIGH) / 6
print(f"peak {peak:.2f} mean {mean:.2f} drawn {drawn:.2f}, guess {LIKELY} and {guess:.2f}")
assert abs(peak - guess) < 0.01
assert abs(mean - (LOW + 4 * guess + HIGH) / 6) < 1e-6
assert abs(drawn - mean) < 0.05
assert abs(float(chaospy.E(chaospy.PERT(1, 4, 7))) - 4) < 1e-6
PYTHON
