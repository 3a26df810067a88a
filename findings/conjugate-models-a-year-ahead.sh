#!/usr/bin/env bash
# conjugate-models 0.14.0, seen on 2026-11-30.
#
# Guess: poisson_gamma_predictive(distribution=..., n=12) is the number of orders of twelve months
# together, when one does not know how many a month there are on average. Its n is said to be there
# for another unit of time. That average is the same unknown one in all twelve months.
#
# Behaviour: the mean is right, the spread is that of twelve months which each have an average of their
# own. What one does not know evens out over the year, so the year looks much surer than it is.
#
# Seen: after 11 orders in 4 months, from Gamma(1, 1): 28.8 orders a year. Nine times in ten 20 to 39;
# drawn with one average for the whole year 14 to 46. Standard deviation 5.9 and 9.9. For n=1 equal.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check \
  conjugate-models==0.14.0 numpy==2.4.6 scipy==1.17.1
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
import numpy as np
from conjugate.distributions import Gamma
from conjugate.models import poisson_gamma, poisson_gamma_predictive

monthly = poisson_gamma(x_total=11, n=4, prior=Gamma(1, 1))
random = np.random.default_rng(1)
average = monthly.dist.rvs(400_000, random_state=random)


def look(months):
    told = poisson_gamma_predictive(distribution=monthly, n=months).dist
    drawn = random.poisson(months * average)
    ranges = told.ppf([0.05, 0.95]).tolist(), np.quantile(drawn, [0.05, 0.95]).tolist()
    print(months, f"mean {told.mean():.1f} {drawn.mean():.1f}", end=" ")
    print(f"deviation {told.std():.2f} {drawn.std():.2f} ranges", *ranges)
    assert abs(told.mean() - drawn.mean()) < 0.02 * drawn.mean()
    return told.std() / drawn.std(), *ranges


share, told, drawn = look(12)
assert 0.57 < share < 0.62
assert told == [20, 39]
assert np.allclose(drawn, [14, 46.5], atol=1)
assert 0.98 < look(1)[0] < 1.02
PYTHON
