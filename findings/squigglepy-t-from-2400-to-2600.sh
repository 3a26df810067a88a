#!/usr/bin/env bash
# squigglepy 0.30, seen on 2026-11-30.
#
# Guess: tdist(2400, 2600, t=5) is a bell with tails around 2,500 with some nine in ten between 2,400 and
# 2,600; the manual says roughly, so 2,380 and 2,620 will do. And tdist(-100, 100) moved up by 2,500 is the
# same.
#
# Behaviour: the drawn number is divided by the random part of a Student t distribution as a whole, its
# middle too, where only the distance to the middle should be. The further from 0, the wider and the more
# to one side: a stand of 2,400 to 2,600 euros costs twice as much once in twenty. Around 0 it is right.
#
# Seen: 5%, 50%, 95% and mean 1676, 2681, 5221 and 2975; of tdist(-100, 100, t=5) moved up 2378, 2500, 2622
# and 2500.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check squigglepy==0.30 numpy==2.4.6 scipy==1.17.1
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
import numpy as np
import squigglepy as sq


def describe(drawn):
    return [round(float(value)) for value in (*np.quantile(drawn, [0.05, 0.5, 0.95]), drawn.mean())]


sq.set_seed(1)
told = describe(np.asarray(sq.sample(sq.tdist(2400, 2600, t=5), 200_000)))
moved = describe(2500 + np.asarray(sq.sample(sq.tdist(-100, 100, t=5), 200_000)))
print("from 2400 to 2600:", told)
print("from -100 to 100, and 2500:", moved)
for found, seen in zip(told, (1676, 2681, 5221, 2975), strict=True):
    assert abs(found / seen - 1) < 0.02
for found, seen in zip(moved, (2378, 2500, 2622, 2500), strict=True):
    assert abs(found - seen) < 8
PYTHON
