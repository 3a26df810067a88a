#!/usr/bin/env bash
# voiage 0.2.1 (with scikit-learn 1.9.1 and jax 0.7.2), seen on 2026-11-30.
#
# Guess: where only one number is unknown, knowing that number is knowing everything: evppi of it is
# evpi, whatever the result does with it. The paper that evppi names as its source bends along.
#
# Behaviour: unless one hands over a model, a straight line is laid through the results, without a
# warning. A stand that pays around 500 visitors, and with far fewer or far more does not, has no line:
# the question that is worth most is told to be worth nearly nothing, and one would not ask. With a
# model that bends it is right.
#
# Seen, of 4,000 visitors drawn around 500 (deviation 150) and a result of 4,000 less .18 a squared
# visitor off: evpi 1,933, evppi .6; with a random forest 1,932.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check voiage==0.2.1 jax==0.7.2 jaxlib==0.7.2 \
  numpy==2.4.6 numpyro==0.21.0 pandas==2.3.3 scikit-learn==1.9.1 scipy==1.16.3 xarray==2024.11.0
cd "$work"
"$work/venv/bin/python" -W ignore::DeprecationWarning - <<'PYTHON'
import numpy as np
import voiage
from sklearn.ensemble import RandomForestRegressor

visitors = np.random.default_rng(1).normal(500, 150, 4_000)
go = 4_000 - 0.18 * (visitors - 500) ** 2
results = np.column_stack([np.zeros_like(go), go])
unknown = {"visitors": visitors}
forest = RandomForestRegressor(20, min_samples_leaf=10, random_state=1)
everything = voiage.evpi(results)
by_line = voiage.evppi(results, unknown, ["visitors"])
by_forest = voiage.evppi(results, unknown, ["visitors"], regression_model=forest)
by_hand = np.maximum(go, 0).mean() - max(go.mean(), 0)
print("evpi", everything, by_hand, "evppi", by_line, "with a forest", by_forest)
assert abs(everything - by_hand) < 1e-6
assert by_line < 0.1 * everything
assert abs(by_forest - everything) < 0.01 * everything
PYTHON
