#!/usr/bin/env bash
# bayesian-testing 0.10.0, seen on 2026-11-30.
#
# Guess: of two stands with 5 orders of some thousands of euros from 35 quotes each, the expected loss
# of choosing the one or the other is some hundreds of euros per quote: it is in the unit of the data.
#
# Behaviour: it is millions and, with another seed, thousands of millions. The loss is the mean over
# simulated averages, and the average of a lognormal distribution whose spread is not known has no mean:
# a few of the 20,000 simulations decide. All else in the table stays sober, as does the loss of
# DeltaNormalDataTest, which is made for profits.
#
# Seen, per quote, orders of 3,000 to 5,000 euros: posterior mean 644, interval 226 to 1,491, chance of
# being best .47, expected loss 791,436 with seed 1, 13,531,059,118 with seed 2, 2,596,422 with seed 3;
# from DeltaNormalDataTest 162.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check bayesian-testing==0.10.0 numpy==2.4.6
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
from bayesian_testing.experiments import DeltaLognormalDataTest, DeltaNormalDataTest

STANDS = {"wide": [1200, 2500, 3100, 4000, 9000], "even": [3000, 3500, 4000, 4500, 5000]}


def losses(kind, seed):
    test = kind()
    for name, orders in STANDS.items():
        test.add_variant_data(name, [0] * 30 + orders)
    table = test.evaluate(seed=seed)
    for row in table:
        shown = ("posterior_mean", "credible_interval", "prob_being_best", "expected_loss")
        print(kind.__name__, seed, row["variant"], [row[key] for key in shown])
    return [float(row["expected_loss"]) for row in table]


for seed in (1, 2, 3):
    assert losses(DeltaLognormalDataTest, seed)[1] > 100_000
assert all(100 < loss < 300 for loss in losses(DeltaNormalDataTest, 1))
PYTHON
