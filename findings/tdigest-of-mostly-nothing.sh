#!/usr/bin/env bash
# pytdigest 0.1.4 and fastdigest 0.12.0, seen on 2026-11-30.
#
# Guess: a digest of 100,000 simulated fairs of which 95 in 100 bring nothing is rough among the few
# amounts, but knows that nine fairs in ten bring nothing and that the chance of nothing is .95.
#
# Behaviour: in pytdigest the median is 104 and the 90th percentile 1,766. It keeps the zeros as weights
# and draws a line from the middle of the last one to the first amount, so half of their chance lies
# where no value is, and the chance of 0 or less is .475. More values do not help. fastdigest has the
# percentiles right, but of the same digest, which tells a median of 0, the chance of 0 or less is 0; a
# cent farther on it is .949.
#
# Seen (median, 90 %; chance of 0 or less): true 0, 0; .95. pytdigest 104, 1766; .475 (of 1,000 fairs:
# 103, 1747; .475). fastdigest 0, 0; 0.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check \
    pytdigest==0.1.4 fastdigest==0.12.0 numpy==2.4.6 setuptools==84.2.1
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
import fastdigest
import numpy as np
from pytdigest import TDigest

for fairs, middle, high in ((1_000, 103, 1747), (100_000, 104, 1766)):
    amounts = np.zeros(fairs)
    amounts[: fairs // 20] = np.linspace(1_000, 9_000, fairs // 20)
    rough = TDigest.compute(amounts)
    fast = fastdigest.TDigest.from_values(amounts.tolist())
    told = [float(rough.inverse_cdf(chance)) for chance in (0.5, 0.9)]
    told_fast = [fast.quantile(chance) for chance in (0.5, 0.9)]
    print(fairs, "true", np.quantile(amounts, [0.5, 0.9]), np.mean(amounts <= 0))
    print("pytdigest", told, rough.cdf(0.0), "fastdigest", told_fast, fast.cdf(0.0), fast.cdf(0.01))
    assert np.allclose(told, [middle, high], atol=2)
    assert np.isclose(rough.cdf(0.0), 0.475, atol=0.002)
    assert told_fast == [0, 0] and fast.cdf(0.0) == 0
    assert np.isclose(fast.cdf(0.01), 0.95, atol=0.002)
PYTHON
