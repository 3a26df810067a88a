#!/usr/bin/env bash
# npv 0.4.1, seen on 2026-11-30. Its whole set of packages takes gigabytes; here the function that adds
# its months up to years runs, with nothing in the place of the package that draws the charts. With all
# packages NPV(...).annual_income was the same: 33,000,000 a year of 12 months of 3,000,000.
#
# Guess: a year of twelve months of 1,000 is 12,000, so what the years bring together is what the months do.
#
# Behaviour: the twelfth month of every year is left out, in income, costs and stand alike, and so in the
# net present value and the simulations made of the years. With a fair in December the year has no fair.
#
# Seen: two years of 1,000 a month are 11,000 and 11,000; a fair in December that brings 50,000 is gone.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check pandas==2.3.3 numpy==2.4.6
"$work/venv/bin/pip" install --quiet --disable-pip-version-check --no-deps npv==0.4.1
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
import sys
import types

import pandas as pd

sys.modules["astetik"] = types.ModuleType("astetik")
from npv.monthly_to_annual import monthly_to_annual

months = pd.DataFrame([[1000] * 24, ([0] * 11 + [50_000]) * 2], index=["rent", "fair in December"])
years = monthly_to_annual(months)
print(years)
print("months together", months.sum(axis=1).tolist(), "years together", years.sum(axis=1).tolist())
assert years.loc["rent"].tolist() == [11_000, 11_000]
assert years.loc["fair in December"].tolist() == [0, 0]
PYTHON
