#!/usr/bin/env bash
# probability-distributions 0.9.1 (npm), seen on 2026-11-30.
#
# Guess: rnbinom takes its arguments as that of R does: told a mean of 2 orders a fair and size 3, how uneven
# they fall, it draws counts from 0 up with a mean of 2; a fair without an order comes in one of five.
#
# Behaviour: told a mean it draws one that is size - 1 higher, and no count is below size - 1: the hits
# that it waits for are counted with the misses, all but one. So the more even the orders fall, the more
# there are: with size 5 a mean of 2 is 6, and the worst fair has 4 orders. With size 1, the default, it
# is right. The mean of rpois, which knows no size, is right too.
#
# Seen, mean 2: size 1 mean 2.0, least 0; size 3 mean 4.0, least 2; size 5 mean 6.0, least 4; rpois mean
# 2.0, least 0.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit probability-distributions@0.9.1 >/dev/null
cat >run.cjs <<'PROGRAM'
const assert = require("node:assert");
const chances = require("probability-distributions");

const look = (name, counts, mean, least) => {
  const found = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  const lowest = counts.reduce((low, count) => Math.min(low, count));
  console.log(name, "mean", found.toFixed(2), "least", lowest);
  assert.ok(Math.abs(found - mean) < 0.1);
  assert.strictEqual(lowest, least);
};
for (const size of [1, 3, 5]) {
  const orders = chances.rnbinom(50_000, size, undefined, 2);
  look(`size ${size}`, orders, 2 + size - 1, size - 1);
}
look("rpois", chances.rpois(50_000, 2), 2, 0);
PROGRAM
node run.cjs
