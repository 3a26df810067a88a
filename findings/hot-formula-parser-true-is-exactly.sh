#!/usr/bin/env bash
# hot-formula-parser 4.0.0 with @handsontable/formulajs 2.0.2, seen on 2026-11-30.
#
# Guess: BINOM.DIST(2,10,0.3,TRUE) is the chance of at most 2 orders from 10 leads, .383, and with FALSE
# that of exactly 2, .233, as POISSON.DIST and NORM.DIST here do.
#
# Behaviour: with TRUE it is the chance of exactly 2 as well: the word is turned into a number that it
# is not, and counts as no. Only 1 instead of TRUE gives the sum. The chance of at most 9 of 10 orders is
# then .0001 and nothing says so.
#
# Seen: TRUE .2335, FALSE .2335, 1 .3828; at most 9 of 10: .0001 with TRUE and 1.0000 with 1.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit hot-formula-parser@4.0.0 @handsontable/formulajs@2.0.2 >/dev/null
cat >run.cjs <<'PROGRAM'
const assert = require("node:assert");
const { Parser } = require("hot-formula-parser");

const parser = new Parser();
const expected = {
  "BINOM.DIST(2,10,0.3,TRUE)": 0.2335,
  "BINOM.DIST(2,10,0.3,FALSE)": 0.2335,
  "BINOM.DIST(2,10,0.3,1)": 0.3828,
  "BINOM.DIST(9,10,0.3,TRUE)": 0.0001,
  "BINOM.DIST(9,10,0.3,1)": 1,
  "POISSON.DIST(2,3,TRUE)": 0.4232,
  "POISSON.DIST(2,3,FALSE)": 0.224,
};
for (const [formula, chance] of Object.entries(expected)) {
  const { error, result } = parser.parse(formula);
  console.log(formula, error ?? result.toFixed(4));
  assert.strictEqual(error, null);
  assert.ok(Math.abs(result - chance) < 1e-4);
}
PROGRAM
node run.cjs
