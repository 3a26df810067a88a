#!/usr/bin/env bash
# num2words 0.5.14, seen on 2026-11-29.
#
# Guess: 1250 and 1250.0 are the same amount, so they are written in the same words.
#
# Behaviour: an int is a number of cents and a float one of euros, in the same call. An offer of 1250,
# read from a cell without decimals, is written out as twelve and a half euro.
#
# Seen:
#   num2words(1250, lang="nl", to="currency")   -> twaalf euro, vijftig cent
#   num2words(1250.0, lang="nl", to="currency") -> duizendtweehonderdvijftig euro, nul cent
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check num2words==0.5.14
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
from num2words import num2words

whole = num2words(1250, lang="nl", to="currency")
real = num2words(1250.0, lang="nl", to="currency")
print(whole, "|", real)
assert whole == "twaalf euro, vijftig cent"
assert real.startswith("duizendtweehonderdvijftig euro")
PYTHON
