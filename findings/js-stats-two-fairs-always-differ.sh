#!/usr/bin/env bash
# js-stats 1.0.5, seen on 2026-11-30.
#
# Guess: the chance that a chi-square with 1 degree of freedom is below .1, as of two fairs that do nearly
# the same, is .25, and with 2 degrees that it is below 5.99 is .95.
#
# Behaviour: with 1 degree the chance is 1 whatever the number, so two fairs always differ beyond doubt.
# Whether a number of degrees is even is asked by reading it in base 2, which only takes 1 for even: 2 is
# then answered as 1 should be, and 4, 6 and 8 as 5, 7 and 9. With 3, 5 or 7 degrees all is well.
#
# Seen: 1 degree below .1 and 3.84 1.000 and 1.000 (.248 and .950); 2 below 5.99 .986 (.950); 4 below
# 9.49 .909 (.950), as 5.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit js-stats@1.0.5 @stdlib/stats-base-dists-chisquare-cdf@0.3.1 >/dev/null
cat >run.cjs <<'PROGRAM'
const assert = require("node:assert");
const { ChiSquareDistribution } = require("js-stats");
const right = require("@stdlib/stats-base-dists-chisquare-cdf");

const told = (at, degrees) => new ChiSquareDistribution(degrees).cumulativeProbability(at);
const same = (one, other) => Math.abs(one - other) < 1e-4;
for (const [degrees, at] of [[1, 0.1], [1, 3.84], [2, 5.99], [3, 7.81], [4, 9.49], [5, 9.49], [6, 12.59]]) {
  const [known, found] = [right(at, degrees), told(at, degrees)];
  console.log(degrees, "below", at, "right", known.toFixed(3), "told", found.toFixed(3));
  if (degrees === 1) assert.strictEqual(told(at, degrees), 1);
  else if (degrees === 2) assert.ok(same(told(at, degrees), right(at, 1)));
  else assert.ok(same(told(at, degrees), right(at, degrees % 2 ? degrees : degrees + 1)));
}
assert.ok(same(right(9.49, 4), 0.95) && told(9.49, 4) < 0.91);
PROGRAM
node run.cjs
