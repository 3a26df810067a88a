#!/usr/bin/env bash
# mizani 0.14.6 (the labels of plotnine's axes), seen on 2026-11-30.
#
# Guess: label_number(big_mark=".", decimal_mark=",") writes 1234.5 as it is written in Dutch, 1.234,5;
# its description says that the thousands are "usually a comma or a dot".
#
# Behaviour: the points between thousands are put in first and then changed into decimal commas with
# the rest: 1,234,5. On an axis of round amounts € 2.500 stands as € 2,500, which a Dutch reader takes
# for two and a half euro. A point in the words before or behind the number becomes a comma too. With a
# space or nothing between thousands all is well.
#
# Seen: 1234.5 -> '1,234,5' with ".", '1 234,5' with " ", '1234,5' without; 2500 -> 'ca, € 2,500'.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check mizani==0.14.6 numpy==2.4.6 \
  pandas==2.3.3 scipy==1.17.1
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
from mizani.labels import label_currency, label_number

shown = {}
for mark in (".", " ", ""):
    write = label_number(accuracy=0.1, big_mark=mark, decimal_mark=",")
    shown[mark] = write([1234.5, 2500000])
    print(repr(mark), shown[mark])
assert shown["."] == ["1,234,5", "2,500,000,0"]
assert shown[" "] == ["1 234,5", "2 500 000,0"]
assert shown[""] == ["1234,5", "2500000,0"]
axis = label_currency(prefix="ca. € ", accuracy=1, big_mark=".", decimal_mark=",")([0, 2500])
print(axis)
assert axis == ["ca, € 0", "ca, € 2,500"]
PYTHON
