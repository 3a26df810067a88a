#!/usr/bin/env bash
# humanize 4.17.0, seen on 2026-11-29.
#
# Guess: with Dutch activated, numbers are Dutch in words and in marks: "1,2 miljoen", "1.234,5".
#
# Behaviour: the words are Dutch and the marks stay English, and thousands keep their English word. In
# a Dutch text "1,234.5" is read as one and a bit, and "1.200 miljoen" would be a thousand million.
#
# Seen: intword(1250000) "1.2 miljoen", intword(12500) "12.5 thousand", intcomma(1234.5) "1,234.5".
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check humanize==4.17.0
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
import humanize

humanize.i18n.activate("nl_NL")
shown = (humanize.intword(1_250_000), humanize.intword(12_500), humanize.intcomma(1234.5))
print(shown)
assert humanize.naturaldelta(86400 * 45) == "een maand"
assert shown == ("1.2 miljoen", "12.5 thousand", "1,234.5")
PYTHON
