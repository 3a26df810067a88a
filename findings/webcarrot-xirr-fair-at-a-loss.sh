#!/usr/bin/env bash
# @webcarrot/xirr 3.0.1, with xirr 1.1.0 beside it; seen on 2026-12-01.
#
# Guess: of 1,000 paid and 550 got back a year later the yearly return is -45%, of 300 got back -70%: one
# payment and one receipt have one rate, and the documentation promises what spreadsheets give.
#
# Behaviour: down to a return of about -44% it is right. At -45% it is -100%, without a word, and of larger
# losses the calculation fails, with the advice to allow it more iterations. Profits go well, of 1,900% too,
# and xirr has all of them.
#
# Seen (got back: @webcarrot/xirr, xirr): 600 -0.4, -0.4; 550 -1.0000000000000004, -0.45; 300 an error,
# -0.7; 20000 19, 19.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit @webcarrot/xirr@3.0.1 xirr@1.1.0 >/dev/null
cat >run.cjs <<'PROGRAM'
const assert = require("node:assert");
const { xirr } = require("@webcarrot/xirr");
const other = require("xirr");

const flows = (back, key) => [
  { amount: -1000, [key]: new Date("2027-01-01") },
  { amount: back, [key]: new Date("2028-01-01") },
];
const near = (seen, right) => assert.ok(Math.abs(seen - right) < 1e-6, `${seen} is not ${right}`);
for (const back of [600, 550, 300, 20000]) {
  near(other(flows(back, "when")), back / 1000 - 1);
  if (back === 300) continue;
  console.log(back, xirr(flows(back, "date")));
  near(xirr(flows(back, "date")), back === 550 ? -1 : back / 1000 - 1);
}
for (const back of [400, 300, 100]) assert.throws(() => xirr(flows(back, "date")), /calculation failed/);
PROGRAM
node run.cjs
