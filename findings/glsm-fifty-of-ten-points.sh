#!/usr/bin/env bash
# glsm 0.1.4, seen on 2026-11-30.
#
# Guess: with points_range (0, 10) the option of the ideal customer gets the threshold, 5 points, and the
# largest companies 10, as the manual divides the range; no score is above 10.
#
# Behaviour: the ideal customer gets 50 whatever the range and the steps of the new range are counted from
# there: 45 for the least, 55 for the largest. So every lead, the worst too, is far above the threshold of 5
# and qualifies. With the range that is there from the start, 0 to 100, all is right.
#
# Seen with 0 to 10: 45, 50, 52.5, 55, and the least lead qualifies; with 0 to 100: 0, 50, 75, 100, and it
# does not.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check pydantic==2.4.0 pandas==2.1.4 numpy==1.25.0
"$work/venv/bin/pip" install --quiet --disable-pip-version-check --no-deps glsm==0.1.4
cd "$work"
"$work/venv/bin/python" -W ignore - <<'PYTHON'
import pandas as pd
from glsm.non_predictive.features import Feature
from glsm.non_predictive.model import NonPredictive

SIZES = ["1 to 9", "10 to 49", "50 to 249", "250 and more"]


def points(most):
    options = pd.DataFrame({"label": SIZES, "is_ICP": [False, True, False, False]})
    model = NonPredictive(points_range=(0, most))
    model.compute_qualification_threshold()
    model.add_features([Feature(name="size", weight=1, options_df=options)])
    model.auto_assign_points()
    found = [model.compute_lambda({"size": size}) for size in SIZES]
    print(f"0 to {most}: threshold {model.qualification_threshold}, {found}")
    return found, model.assess_qualification({"size": SIZES[0]})


assert points(100) == ([0, 50, 75, 100], False)
assert points(10) == ([45, 50, 52.5, 55], True)
PYTHON
