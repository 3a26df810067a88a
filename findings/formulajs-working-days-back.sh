#!/usr/bin/env bash
# @formulajs/formulajs 4.6.1, seen on 2026-11-30.
#
# Guess: NETWORKDAYS from a later day to an earlier one is the number of working days with a minus, as
# in a spreadsheet: how many it is since the fair, where the other way round it is how many to go.
#
# Behaviour: back in time it is the number of all days, weekends too, less one. Over a weekend it is
# too many, within a week too few and over exactly a week right by chance; from Tuesday back to Monday
# it is 0, not -2. hyperformula 3.5.0 counts as guessed.
#
# Seen, May 2027, forth and back: Monday 10 to Friday 14 5 and -3, Monday 3 to Monday 31 21 and -27,
# Monday 10 to Tuesday 11 2 and 0, Monday 10 to Monday 17 6 and -6.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit @formulajs/formulajs@4.6.1 hyperformula@3.5.0 >/dev/null
cat >run.cjs <<'PROGRAM'
const assert = require("node:assert");
const { NETWORKDAYS } = require("@formulajs/formulajs");
const { HyperFormula } = require("hyperformula");

const sheet = HyperFormula.buildFromArray([], { licenseKey: "gpl-v3" });
sheet.addSheet("Days");
const inSheet = (from, to) =>
  sheet.calculateFormula(`=NETWORKDAYS(DATE(2027,5,${from}),DATE(2027,5,${to}))`, 0);
const day = (number) => new Date(2027, 4, number);
for (const [from, to, forth, back] of [[10, 14, 5, -3], [3, 31, 21, -27], [10, 11, 2, 0], [10, 17, 6, -6]]) {
  const found = [NETWORKDAYS(day(from), day(to)), NETWORKDAYS(day(to), day(from))];
  const other = [inSheet(from, to), inSheet(to, from)];
  console.log(`${from} to ${to} May`, ...found, "hyperformula", ...other);
  assert.deepStrictEqual(found, [forth, back]);
  assert.deepStrictEqual(other, [forth, -forth]);
}
PROGRAM
node run.cjs
