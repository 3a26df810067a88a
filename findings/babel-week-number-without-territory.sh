#!/usr/bin/env bash
# Babel 2.19.0, seen on 2026-11-29.
#
# Guess: a week number asked for in the locale "nl" is the one that the Netherlands and Belgium
# both use (ISO 8601), as it is for "nl_NL" and "nl_BE".
#
# Behaviour: a locale that names a language alone has one day, not four, as the least that makes a
# first week. So "nl", "fr" and "de" agree with the calendar on the wall all through 2026 (1 January
# is a Thursday) and number every week of 2027 one too high, and the same in 2028 (1 January on a
# Friday and a Saturday). A fair "in week 18" is printed as one in week 19.
#
# Seen:
#   2026-05-14  nl 20  nl_NL 20  nl_BE 20  ISO 20
#   2027-05-06  nl 19  nl_NL 18  nl_BE 18  ISO 18
#   2028-05-25  nl 22  nl_NL 21  nl_BE 21  ISO 21
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check babel==2.19.0
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
from datetime import date

from babel.dates import format_date

shown = {}
for day in (date(2026, 5, 14), date(2027, 5, 6), date(2028, 5, 25)):
    weeks = {code: int(format_date(day, "w", locale=code)) for code in ("nl", "nl_NL", "nl_BE")}
    shown[day.year] = (*weeks.values(), day.isocalendar().week)
    print(day, weeks, "ISO", day.isocalendar().week)
assert shown == {2026: (20, 20, 20, 20), 2027: (19, 18, 18, 18), 2028: (22, 21, 21, 21)}
PYTHON
