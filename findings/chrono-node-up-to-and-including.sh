#!/usr/bin/env bash
# chrono-node 2.10.3, seen on 2026-11-30.
#
# Guess: its Dutch finds the days of a fair as they are always written, "9 t/m 11 maart 2027" (t/m: up
# to and including): from 9 to 11 March. It knows German "9. bis 11. März" and Dutch "9-11 maart".
#
# Behaviour: "t/m" and "tot en met" are not known, and what stands before them is left out without a
# word: the fair begins on its last day and has no end. Over the end of a month it becomes two fairs.
#
# Seen (first day, last day):
#   9-11 maart 2027              9 March, 11 March     9 t/m 11 maart 2027          11 March, none
#   9 tot 11 maart 2027          9 March, 11 March     9 tot en met 11 maart 2027   11 March, none
#   30 maart t/m 1 april 2027    30 March, none, and 1 April, none
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit chrono-node@2.10.3 >/dev/null
cat >run.mjs <<'PROGRAM'
import assert from "node:assert";
import * as chrono from "chrono-node";

const day = (found) => found && `${found.get("day")}-${found.get("month")}-${found.get("year")}`;
const expected = {
  "9-11 maart 2027": [["9-3-2027", "11-3-2027"]],
  "9 tot 11 maart 2027": [["9-3-2027", "11-3-2027"]],
  "9 t/m 11 maart 2027": [["11-3-2027", null]],
  "9 tot en met 11 maart 2027": [["11-3-2027", null]],
  "30 maart t/m 1 april 2027": [["30-3-2027", null], ["1-4-2027", null]],
};
for (const [text, fairs] of Object.entries(expected)) {
  const found = chrono.nl.parse(text, new Date(2027, 0, 4, 12));
  const days = found.map((one) => [day(one.start), day(one.end)]);
  console.log(text, JSON.stringify(days));
  assert.deepStrictEqual(days, fairs);
}
PROGRAM
node run.mjs
