#!/usr/bin/env bash
# arima 0.2.8 (npm), seen on 2026-12-01.
#
# Guess: the simplest forecast of all, ARIMA(0,1,0), expects of a count of leads that was 1, 2, 3 ... 24 a
# month about 24, the last, or 25 with the trend that is in it.
#
# Behaviour: it expects 0, as does ARIMA(0,2,0), and so it does wherever there is a difference and neither an
# AR nor an MA part. With one AR part beside the difference the forecast is 25 and 26, and without the
# difference it is the mean, 12.5. Nothing is said.
#
# Seen (months 25 and 26, rounded): (0,1,0) 0, 0; (0,2,0) 0, 0; (1,1,0) 25, 26; (0,0,0) 12.5, 12.5.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit arima@0.2.8 >/dev/null
cat >run.cjs <<'PROGRAM'
const assert = require("node:assert");
const ARIMA = require("arima");

const leads = Array.from({ length: 24 }, (_, month) => month + 1);
for (const [p, d, q, ...seen] of [
  [0, 1, 0, 0, 0],
  [0, 2, 0, 0, 0],
  [1, 1, 0, 25, 26],
  [0, 0, 0, 12.5, 12.5],
]) {
  const [forecast] = new ARIMA({ p, d, q, verbose: false }).train(leads).predict(2);
  const rounded = forecast.map((value) => Math.round(10 * value) / 10);
  console.log(p, d, q, ...rounded);
  assert.deepStrictEqual(rounded, seen);
}
PROGRAM
node run.cjs
