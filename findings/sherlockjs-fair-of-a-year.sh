#!/usr/bin/env bash
# sherlockjs 1.4.2, seen on 2026-11-30.
#
# Guess: read on 30 November 2026, "Fair from 9 March to 11 March 2027" is a fair of three days, as it is
# without the year, where both days are taken to be of 2027.
#
# Behaviour: the year goes to the last day only and the first one becomes the 9th of March of this year,
# over and done: the fair lasts a year and two days and seems to be under way. With the months told once,
# "9-11 March", the first day is no day at all but a part of the name.
#
# Seen: without year 2027-03-09 to 2027-03-11; with the year at the end 2026-03-09 to 2027-03-11, either
# way round; "Fair 9-11 March 2027" is "Fair 9-" on 2027-03-11.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit sherlockjs@1.4.2 >/dev/null
cat >run.cjs <<'PROGRAM'
const assert = require("node:assert");
const sherlock = require("sherlockjs");

sherlock._setNow(new Date(2026, 10, 30));
const day = (date) => date && date.toISOString().slice(0, 10);
for (const [text, title, first, last] of [
  ["Fair from 9 March to 11 March", "Fair", "2027-03-09", "2027-03-11"],
  ["Fair from 9 March to 11 March 2027", "Fair", "2026-03-09", "2027-03-11"],
  ["Fair March 9 - March 11, 2027", "Fair", "2026-03-09", "2027-03-11"],
  ["Fair from 9 March 2027 to 11 March 2027", "Fair", "2027-03-09", "2027-03-11"],
  ["Fair 9-11 March 2027", "Fair 9-", "2027-03-11", null],
]) {
  const { eventTitle, startDate, endDate } = sherlock.parse(text);
  console.log(`${text}: "${eventTitle}" ${day(startDate)} to ${day(endDate)}`);
  assert.deepStrictEqual([eventTitle, day(startDate), day(endDate)], [title, first, last]);
}
PROGRAM
TZ=UTC node run.cjs
