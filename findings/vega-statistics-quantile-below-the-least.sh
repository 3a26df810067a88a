#!/usr/bin/env bash
# vega-statistics 2.0.0, seen on 2026-11-30.
#
# Guess: of randomInteger(1, 7), the whole numbers 1 to 6 with equal chances, icdf(p) is the least number
# that has at least p below or at it: 1 for .05 and .1, 2 for .3, 4 for .6, as cdf(4) is .67.
#
# Behaviour: the number before it. A tenth of the draws is below or at 0, it says, although 0 cannot be
# drawn; only where p is exactly a chance that occurs, such as .5, the answer is right. A range of "9 of
# 10" from .05 to .95 then begins below the least number and ends one too early.
#
# Seen: icdf of .05, .3, .5, .6, .95 is 0, 1, 3, 3, 5; cdf of those is 0, .17, .5, .5, .83.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit vega-statistics@2.0.0 >/dev/null
cat >run.cjs <<'PROGRAM'
const assert = require("node:assert");
const { randomInteger } = require("vega-statistics");

const orders = randomInteger(1, 7);
const least = (chance) => [1, 2, 3, 4, 5, 6].find((number) => orders.cdf(number) >= chance);
const chances = [0.05, 0.3, 0.5, 0.6, 0.95];
for (const chance of chances) {
  const told = orders.icdf(chance);
  console.log(`${chance}: right ${least(chance)}, told ${told}, cdf of that ${orders.cdf(told).toFixed(2)}`);
}
assert.deepStrictEqual(chances.map(least), [1, 2, 3, 4, 6]);
assert.deepStrictEqual(chances.map(orders.icdf), [0, 1, 3, 3, 5]);
assert.strictEqual(orders.pdf(0), 0);
PROGRAM
node run.cjs
