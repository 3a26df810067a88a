#!/usr/bin/env bash
# timestring 7.0.0, seen on 2026-11-30.
#
# Guess: with a working day of 8 hours, a working week of 5 days and 4 weeks to a month, "1 month" of
# preparing a stand is 160 hours, as "4 weeks" is: its manual tells of these options for working hours.
#
# Behaviour: weeksPerMonth stands in the manual and in the defaults and is used nowhere. A month is a
# twelfth of daysPerYear, so of 365.25 days, whatever the week: 30 days of 8 hours, half as much again. A
# year of work has 365 working days too. And a minus before a number is dropped.
#
# Seen: "4 weeks" 160 hours, "1 month" 243.5 hours with weeksPerMonth 4, 2 or 40; "-2 days" 16 hours.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit timestring@7.0.0 >/dev/null
cat >run.cjs <<'PROGRAM'
const assert = require("node:assert");
const timestring = require("timestring");

const work = (text, weeksPerMonth = 4) =>
  timestring(text, "h", { hoursPerDay: 8, daysPerWeek: 5, weeksPerMonth });
for (const text of ["1 week", "4 weeks", "1 month", "1 year", "-2 days"]) console.log(text, work(text));
assert.strictEqual(work("4 weeks"), 160);
for (const weeks of [2, 4, 40]) assert.strictEqual(work("1 month", weeks), 243.5);
assert.strictEqual(work("1 year"), 2922);
assert.strictEqual(work("-2 days"), 16);
PROGRAM
node run.cjs
