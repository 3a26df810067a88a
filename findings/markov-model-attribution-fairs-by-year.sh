#!/usr/bin/env bash
# markov-model-attribution 0.42, seen on 2026-11-30; pandas 1.5.3, for which it was written.
#
# Guess: "beurs2025" and "beurs2026" are two channels: of 8 visitors of the one 6 ordered, of 12 of the
# other 2, so the first deserves most.
#
# Behaviour: all but letters is taken out of the names of channels first, so both are "beurs" and share
# one line; "mail1" and "mail2" and "e-mail" and "email" become one too. Nothing says so, and no name of
# the table that went in comes back.
#
# Seen: channels beurs and mail, beurs 3.05 of 8 orders; with words for the years beursoud 2.29, beursnieuw
# .76, mail 4.95 both times.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check \
  markov-model-attribution==0.42 pandas==1.5.3 numpy==1.26.4
cd "$work"
"$work/venv/bin/python" -W ignore - <<'PYTHON'
import pandas as pd
from markov_model_attribution import run_model


def orders(old, new):
    paths = (
        [f"start > {old} > mail > conv"] * 6
        + [f"start > {new} > mail > conv"] * 2
        + [f"start > {old} > null"] * 2
        + [f"start > {new} > null"] * 10
        + ["start > mail > null"] * 5
    )
    found = run_model(pd.DataFrame({"Paths": paths}))["markov_conversions"]
    return {channel: round(float(share), 2) for channel, share in sorted(found.items())}


by_year, by_word = orders("beurs2025", "beurs2026"), orders("beursoud", "beursnieuw")
print("by year", by_year, "by word", by_word)
assert set(by_year) == {"beurs", "mail"}
assert set(by_word) == {"beursoud", "beursnieuw", "mail"}
assert abs(by_year["beurs"] - 3.05) < 0.01
assert by_word["beursoud"] > 3 * by_word["beursnieuw"]
PYTHON
