#!/usr/bin/env bash
# pyattrscore 0.0.1, seen on 2026-11-30.
#
# Guess: FootballAttribution works the share of a contact in an order out from the order and the days of
# the contacts: the same four contacts have the same shares each time.
#
# Behaviour: it divides the order another way nearly each time. One of its roles goes to the channel with
# the longest engagement, and where the table has no column engagement_time, which the manual calls
# recommended, it draws the times at random, without a word. With such a column nothing is drawn.
#
# Seen, an order of 1,000 euros after fair, mail, call and visit, 40 times: 4 different divisions, 298 to
# 373 euros to the fair; with a column of times 1.
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

import numpy as np
import pandas as pd
from pyattrscore import FootballAttribution, FootballAttributionConfig

logging.disable(logging.CRITICAL)
CONTACTS = [("fair", 1, None), ("mail", 3, None), ("call", 5, None), ("visit", 10, 1000.0)]
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


def divide(table):
    model = FootballAttribution(FootballAttributionConfig(attribution_window_days=30))
    found = model.calculate_attribution(table)
    return tuple(zip(found["channel"], found["attribution_value"].round(2), strict=True))


np.random.seed(1)
found = {divide(data) for _ in range(40)}
for shares in sorted(found):
    print(*shares)
to_the_fair = {dict(shares)["fair"] for shares in found}
assert len(found) == 4
assert (min(to_the_fair), max(to_the_fair)) == (298.35, 372.73)
timed = data.assign(engagement_time=[10.0, 1.0, 5.0, 60.0])
assert len({divide(timed) for _ in range(40)}) == 1
PYTHON
