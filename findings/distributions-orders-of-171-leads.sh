#!/usr/bin/env bash
# distributions 2.2.0, seen on 2026-11-30.
#
# Guess: Binomial(.1, n) is the number of orders from n leads. Of 200 leads the chance of exactly 20 is
# some 9%, what cdf(20) and cdf(19) differ. Of 5 leads the median is 0, as cdf(0) is .59 already.
#
# Behaviour: pdf works with factorials of the whole number of leads, so from 171 leads on the chance of
# any number of orders is infinite or not a number, while cdf goes on as if nothing were the matter. And
# the median is the mean rounded, which the cdf of the same object contradicts.
#
# Seen: of 170 leads 17 orders .101, of 171 Infinity, of 200 leads 20 orders NaN and cdf(20) - cdf(19)
# .094; of 5 leads median 1 with cdf(0) .59.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit distributions@2.2.0 >/dev/null
cat >run.cjs <<'PROGRAM'
const assert = require("node:assert");
const { Binomial } = require("distributions");

for (const leads of [170, 171, 200]) {
  const orders = Binomial(0.1, leads);
  const between = (at) => orders.cdf(at) - orders.cdf(at - 1);
  console.log(`${leads} leads: pdf(17) ${orders.pdf(17)}, by cdf ${between(17)}; pdf(20) ${orders.pdf(20)}`);
  assert.ok(between(17) > 0.05 && between(17) < 0.15);
}
assert.ok(Math.abs(Binomial(0.1, 170).pdf(17) - 0.1015) < 1e-4);
assert.strictEqual(Binomial(0.1, 171).pdf(17), Infinity);
assert.ok(Number.isNaN(Binomial(0.1, 200).pdf(20)));
const few = Binomial(0.1, 5);
console.log("5 leads: median", few.median(), "cdf(0)", few.cdf(0));
assert.strictEqual(few.median(), 1);
assert.ok(few.cdf(0) > 0.59);
PROGRAM
node run.cjs
