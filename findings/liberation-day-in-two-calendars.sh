#!/usr/bin/env bash
# holidays 0.109 and workalendar 17.0.0, seen on 2026-11-29.
#
# Guess: the two calendars of the Netherlands agree on 5 May, and where they do not, holidays has it
# every year (the law names it every year) and workalendar knows that most are free once in five.
#
# Behaviour: the other way round. holidays has 5 May as a public day in 2025 and 2030 only and keeps
# the years between under the category "optional"; workalendar has it as a free day every year. So
# counted working days differ by one wherever 5 May is no Saturday or Sunday, in the weeks of the
# fairs of spring.
#
# Seen: working days of May, holidays / workalendar: 2026 19 / 18, 2027 19 / 18, 2030 22 / 22.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check holidays==0.109 workalendar==17.0.0
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
from datetime import date, timedelta

import holidays
from workalendar.europe import Netherlands

other = Netherlands()
shown = {}
for year in (2026, 2027, 2030):
    public = holidays.NL(years=year)
    optional = holidays.NL(years=year, categories=("optional",))
    free = {day for day, _ in other.holidays(year)}
    liberation = date(year, 5, 5)
    assert liberation in free
    assert (liberation in public) == (year % 5 == 0)
    assert liberation in public or liberation in optional
    may = [date(year, 5, 1) + timedelta(days) for days in range(31)]
    shown[year] = (sum(map(public.is_working_day, may)), sum(map(other.is_working_day, may)))
    print(year, "holidays, workalendar:", shown[year])
assert shown == {2026: (19, 18), 2027: (19, 18), 2030: (22, 22)}
PYTHON
