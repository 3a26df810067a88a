#!/usr/bin/env bash
# financejs 4.1.0, seen on 2026-11-30.
#
# Guess: PP, the payback period, says after how many years an outlay has come back. Of -50 and then 10,
# 13, 16, 19 and 22 a year, 39 is back after three years and the last 11 come in 11/19 of the fourth: 3.58.
# And 25 a year is the same answer told as one number or year by year: 105 / 25 = 4.2.
#
# Behaviour: told year by year, it adds to the full years not the part of the last year that is needed
# but the part that is too much. A fair that breaks even early in a year seems to do so late, and the
# other way about; only where it does so halfway through the year the answer is right.
#
# Seen: 3.42 instead of 3.58, and -105 with 25 a year 4.2 as one number, 4.8 year by year.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit financejs@4.1.0 >/dev/null
cat >run.cjs <<'PROGRAM'
const assert = require("node:assert");
const Finance = require("financejs");

const finance = new Finance();
const back = (outlay, yearly) => {
  let left = outlay;
  const full = yearly.findIndex((amount) => (left -= amount) <= 0);
  return full + (left + yearly[full]) / yearly[full];
};
const seen = (outlay, yearly) => finance.PP(yearly.length, -outlay, ...yearly);
for (const [outlay, yearly, told] of [
  [50, [10, 13, 16, 19, 22], 3.42],
  [105, [25, 25, 25, 25, 25], 4.8],
  [100, [40, 40, 40], 2.5],
  [11000, [1000, 100000], 1.9],
]) {
  console.log(`${outlay}: right ${back(outlay, yearly).toFixed(2)}, told ${seen(outlay, yearly).toFixed(2)}`);
  assert.ok(Math.abs(seen(outlay, yearly) - told) < 0.005);
}
assert.ok(Math.abs(back(50, [10, 13, 16, 19, 22]) - 3.58) < 0.005);
assert.strictEqual(finance.PP(0, -105, 25), 4.2);
PROGRAM
node run.cjs
