#!/usr/bin/env bash
# timeseries-analysis 1.0.12, seen on 2026-11-30.
#
# Guess: a linear weighted moving average follows a change sooner than a plain one, as the newest month
# weighs most. After orders of 100, 100 and 400 euros with period 3 it is (100 + 2 * 100 + 3 * 400) / 6,
# 250, against a plain mean of 200.
#
# Behaviour: the oldest month weighs most, so it is slower than the plain average. What it gives at a
# month is moreover of the months before, without that month itself, and the first three are as they were.
#
# Seen for 100, 100, 100, 400, 400, 400, 400: ma 100 100 100 100 200 300 400, lwma 100 100 100 100 150
# 250 400.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit timeseries-analysis@1.0.12 >/dev/null
cat >run.cjs <<'PROGRAM'
const assert = require("node:assert");
const timeseries = require("timeseries-analysis");

const ORDERS = [100, 100, 100, 400, 400, 400, 400];
const smooth = (kind) => {
  const series = new timeseries.main(timeseries.adapter.fromArray(ORDERS));
  return series[kind]({ period: 3 }).output().map(([, amount]) => amount);
};
console.log("ma  ", ...smooth("ma"));
console.log("lwma", ...smooth("lwma"));
assert.deepStrictEqual(smooth("ma"), [100, 100, 100, 100, 200, 300, 400]);
assert.deepStrictEqual(smooth("lwma"), [100, 100, 100, 100, 150, 250, 400]);
assert.strictEqual((3 * 100 + 2 * 100 + 400) / 6, smooth("lwma")[4]);
PROGRAM
node run.cjs
