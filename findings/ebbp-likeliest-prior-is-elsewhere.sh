#!/usr/bin/env bash
# ebbp 0.1, seen on 2026-12-01.
#
# Guess: from the orders of earlier fairs ebb_fit_prior makes a beta distribution of the share of leads
# that order, by moments ("mm") or by likelihood ("mle"). At 20 fairs of 40 leads 81 ordered, one in ten,
# and so by either method the distribution has a mean of about .10.
#
# Behaviour: by likelihood it also fits where the distribution begins and how wide it is, leaves both of
# these out and keeps the two shapes as if it went from 0 to 1. The mean is far from all that was seen.
#
# Seen: of 800 leads .101 ordered, at no fair less than .025 or more than .20; mean of the prior by moments
# .101, by likelihood 4e-7, an order in two million leads.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check \
  ebbp==0.1 numpy==2.4.6 pandas==2.3.3 scipy==1.17.1 matplotlib==3.11.2
cd "$work"
"$work/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from ebbp import ebb_fit_prior

LEADS = 40
ORDERS = np.array([1, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 5, 5, 5, 5, 6, 6, 8])
share = ORDERS / LEADS
print("shares", share.min(), "to", share.max(), "mean", share.mean())
means = {}
for method in ("mm", "mle"):
    prior = ebb_fit_prior(ORDERS, LEADS, method)
    means[method] = prior.alpha / (prior.alpha + prior.beta)
print("mean of the prior", means)
assert abs(means["mm"] - share.mean()) < 1e-9
assert means["mle"] < 1e-3 < share.min()
PYTHON
