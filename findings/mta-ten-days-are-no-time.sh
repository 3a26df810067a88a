#!/usr/bin/env bash
# mta 0.0.9, seen on 2026-11-30.
#
# Guess: the additive hazard model divides orders by how long ago each contact was. Ten days between the
# fair, the mail and the call are more than an hour, and anything but the same moment.
#
# Behaviour: of the time between two contacts only hours, minutes and seconds are left; whole days are
# dropped. Contacts at ten in the morning of three days count as one moment, and those of ten days and an
# hour apart as an hour apart. The division that comes out is that of another story.
#
# Seen, share of the fair: ten days apart .556, same moment .556; ten days and an hour apart 0, an hour
# apart 0.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check \
  mta==0.0.9 arrow==1.4.0 numpy==2.4.6 pandas==3.1.1 scikit-learn==1.9.1
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
import contextlib
import io
import random

import pandas as pd
from mta import MTA


def divide(fair, mail, call):
    at = {"fair": f"2026-03-{fair}", "mail": f"2026-03-{mail}", "call": f"2026-03-{call}"}
    paths = (["fair", "mail", "call"], ["mail", "call"], ["fair", "call"])
    contacts = pd.DataFrame(
        {
            "path": [" > ".join(path) for path in paths],
            "total_conversions": [6, 3, 4],
            "total_null": [0, 0, 0],
            "exposure_times": [" > ".join(at[channel] for channel in path) for path in paths],
        }
    )
    random.seed(1)
    with contextlib.redirect_stdout(io.StringIO()):
        found = MTA(contacts, allow_loops=True).additive_hazard(epochs=50).attribution["add_haz"]
    return {channel: round(float(share), 4) for channel, share in found.items()}


days_apart = divide("09 10:00:00", "19 10:00:00", "29 10:00:00")
same_moment = divide("29 10:00:00", "29 10:00:00", "29 10:00:00")
hours_apart = divide("29 08:00:00", "29 09:00:00", "29 10:00:00")
days_and_hours_apart = divide("09 08:00:00", "19 09:00:00", "29 10:00:00")
print("ten days apart", days_apart, "same moment", same_moment)
print("days and hours apart", days_and_hours_apart, "hours apart", hours_apart)
assert days_apart == same_moment
assert days_and_hours_apart == hours_apart
assert days_apart != hours_apart
PYTHON
