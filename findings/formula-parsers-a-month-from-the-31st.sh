#!/usr/bin/env bash
# @jspreadsheet/formula 2.0.2, @fortune-sheet/formula-parser 0.2.13 and hot-formula-parser 4.0.0, with
# @formulajs/formulajs 4.6.1 to compare; seen on 2026-11-30.
#
# Guess: EDATE(DATE(2026,1,31),1) is 28 February, the last day of a shorter month, as in spreadsheets, and
# a month before 31 October is 30 September. A quote of 31 January that holds a month ends in February.
#
# Behaviour: all three count on into the month after: 3 March, and a month before 31 October is 1 October,
# the same month. EOMONTH gives 28 February, so a month from the day lies behind the end of next month.
#
# Seen in all three: 31 January + 1 is 2026-03-03, 30 January + 1 is 2026-03-02, 31 October - 1 is
# 2026-10-01; 15 January + 1 is 2026-02-15; @formulajs/formulajs says 2026-02-28 of the first.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit @jspreadsheet/formula@2.0.2 \
  @fortune-sheet/formula-parser@0.2.13 hot-formula-parser@4.0.0 @handsontable/formulajs@2.0.2 \
  @formulajs/formulajs@4.6.1 >/dev/null
cat >run.cjs <<'PROGRAM'
const assert = require("node:assert");
const jspreadsheet = require("@jspreadsheet/formula");
const fortune = new (require("@fortune-sheet/formula-parser").Parser)();
const hot = new (require("hot-formula-parser").Parser)();
const formulajs = require("@formulajs/formulajs");

const FIRST_SERIAL_DAY = Date.UTC(1899, 11, 30);
const day = (value) =>
  (value instanceof Date ? value : new Date(FIRST_SERIAL_DAY + value * 86_400_000)).toISOString().slice(0, 10);
for (const [month, date, step, seen] of [
  [1, 31, 1, "2026-03-03"],
  [1, 30, 1, "2026-03-02"],
  [10, 31, -1, "2026-10-01"],
  [1, 15, 1, "2026-02-15"],
]) {
  const formula = `EDATE(DATE(2026,${month},${date}),${step})`;
  const parsed = [fortune, hot].map((parser) => parser.parse(formula).result);
  const found = [jspreadsheet(formula, {}, 0, 0), ...parsed].map(day);
  console.log(formula, ...found);
  assert.deepStrictEqual(found, [seen, seen, seen]);
}
assert.strictEqual(day(jspreadsheet("EOMONTH(DATE(2026,1,31),1)", {}, 0, 0)), "2026-02-28");
assert.strictEqual(day(formulajs.EDATE(formulajs.DATE(2026, 1, 31), 1)), "2026-02-28");
PROGRAM
TZ=UTC node run.cjs
