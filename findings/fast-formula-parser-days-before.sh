#!/usr/bin/env bash
# fast-formula-parser 1.0.19, seen on 2026-11-30.
#
# Guess: WORKDAY(day, -10), ten working days before the fair, by which things have to be sent, is as far
# back as WORKDAY(day, 10) is ahead; a count that it does not do is #NUM!.
#
# Behaviour: any count below 0 gives the day itself, and no error: everything may be sent on the day the
# fair begins. So does WORKDAY.INTL. NETWORKDAYS of the same program does count back in time.
#
# Seen, from Wednesday 12 May 2027: -1, -10 and -20 12-5-2027, 10 26-5-2027; NETWORKDAYS from 12 May
# back to 28 April -11.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit fast-formula-parser@1.0.19 >/dev/null
cat >run.cjs <<'PROGRAM'
const assert = require("node:assert");
const Parser = require("fast-formula-parser");

const parser = new Parser();
const work = (formula) => parser.parse(formula, { row: 1, col: 1, sheet: "Fair" });
const fair = "DATE(2027,5,12)";
for (const [days, seen] of [[-1, "12-5-2027"], [-10, "12-5-2027"], [-20, "12-5-2027"], [10, "26-5-2027"]]) {
  const found = ["WORKDAY", "WORKDAY.INTL"].map((name) => work(`TEXT(${name}(${fair},${days}),"d-m-yyyy")`));
  console.log(days, ...found);
  assert.deepStrictEqual(found, [seen, seen]);
}
const back = work(`NETWORKDAYS(${fair},DATE(2027,4,28))`);
console.log("NETWORKDAYS back to 28 April", back);
assert.strictEqual(back, -11);
PROGRAM
node run.cjs
