#!/usr/bin/env bash
# pyattrscore 0.0.1, seen on 2026-11-30.
#
# Guess: a customer who orders twice has two conversions: the first order is divided over what came
# before it, the second over what came before that one, and the amounts add up to both.
#
# Behaviour: no model divides an order by itself. LastTouch, Linear and UShaped add both amounts up and
# give the sum to the contacts up to the last order, so LastTouch gives the order of 10 March to a visit
# of 20 March. Football divides the first order and leaves the second out. Nothing says so.
#
# Seen, an order of 1,000 euros at the visit of 10 March and of 500 at that of 20 March: LastTouch 1500
# to the second visit; Linear 300 to each of 5 contacts; UShaped 600 to the fair and to the second visit;
# Football nothing to what came after the first order, together 1000.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check \
    pyattrscore==0.0.1 pandas==3.1.1 numpy==2.4.6 pydantic==2.14.4
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
import logging
from datetime import datetime

import pandas as pd
import pyattrscore

logging.disable(logging.CRITICAL)
CONTACTS = [
    ("fair", 1, None),
    ("mail", 5, None),
    ("visit", 10, 1000.0),
    ("call", 15, None),
    ("second visit", 20, 500.0),
]
data = pd.DataFrame(
    {
        "user_id": "customer",
        "touchpoint_id": str(at),
        "channel": channel,
        "timestamp": datetime(2026, 3, day),
        "conversion": amount is not None,
        "conversion_value": amount,
    }
    for at, (channel, day, amount) in enumerate(CONTACTS)
)


def divide(name, config):
    table = getattr(pyattrscore, name + "Attribution")(config).calculate_attribution(data)
    found = dict(zip(table["channel"], table["attribution_value"].round(2), strict=True))
    print(name, found, "together", round(sum(found.values()), 2))
    return found


EXPECTED = {
    "LastTouch": [0, 0, 0, 0, 1500],
    "Linear": [300, 300, 300, 300, 300],
    "UShaped": [600, 100, 100, 100, 600],
}
for name, seen in EXPECTED.items():
    config = pyattrscore.AttributionConfig(attribution_window_days=30)
    found = divide(name, config)
    assert list(found.values()) == seen
found = divide("Football", pyattrscore.FootballAttributionConfig(attribution_window_days=30))
assert set(found) == {"fair", "mail", "visit"}
assert round(sum(found.values()), 1) == 1000
PYTHON
