#!/usr/bin/env bash
# rfm 1.0.9, seen on 2026-11-30; pandas 1.5.3, as with pandas 3 it does not run.
#
# Guess: ten customers with one order of 1,000 euros each on the same day have the same score and stand in
# the same segment.
#
# Behaviour: equal customers are ranked by their place in the table and then cut in five groups, for days,
# orders and money apart, so equals stand in four segments, from new to at risk: those with the lowest
# numbers ordered most lately and least. Named otherwise, a customer moves to another segment.
#
# Seen: K0 511 New Active Accounts, K4 333 Loyal Accounts, K9 155 At Risk; the same customer named Z9
# instead of K0: At Risk.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check \
  rfm==1.0.9 pandas==1.5.3 numpy==1.26.4 matplotlib==3.8.4
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
import pandas as pd
from rfm import RFM


def segments(names):
    orders = pd.DataFrame({"customer": names, "date": "2026-03-09", "amount": 1000.0})
    table = RFM(orders, customer_id="customer", transaction_date="date", amount="amount").rfm_table
    assert table[["recency", "frequency", "monetary_value"]].drop_duplicates().shape == (1, 3)
    return {row.customer: (row.rfm_score, row.segment) for row in table.itertuples()}


told = segments([f"K{number}" for number in range(10)])
print(told)
assert told["K0"] == ("511", "New Active Accounts")
assert told["K4"] == ("333", "Loyal Accounts")
assert told["K9"] == ("155", "At Risk")
assert len({segment for _, segment in told.values()}) == 4
renamed = segments(["Z9", *(f"K{number}" for number in range(1, 10))])
print("K0 named Z9:", renamed["Z9"])
assert renamed["Z9"][1] == "At Risk"
PYTHON
