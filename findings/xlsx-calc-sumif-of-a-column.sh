#!/usr/bin/env bash
# xlsx-calc 0.9.2, seen on 2026-11-30.
#
# Guess: a function that it has works as in a spreadsheet, and of one that it has not it says so, as of
# COUNTIF. So SUMIF(A1:A4,"order",B1:B4) is the sum of all orders, and SUMIF(B1:B4,">1000") of the large.
#
# Behaviour: of a range it looks at the first row only. Of a list from left to right the sum is right; of
# a list from top to bottom, as lists are, it is the amount in the first row if that fits, and else 0.
# A condition with a sign is compared as text, so the sum of the large ones is 0 either way, silently.
#
# Seen, "order", "order", "quote", "order" with 2500, 1200, 400, 800: sum of the orders 2500 downwards,
# 4500 to the right; of those above 1000 0 and 0; COUNTIF: Function COUNTIF not found.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit xlsx-calc@0.9.2 >/dev/null
cat >run.cjs <<'PROGRAM'
const assert = require("node:assert");
const calculate = require("xlsx-calc");

const KINDS = ["order", "order", "quote", "order"];
const AMOUNTS = [2500, 1200, 400, 800];
const evaluate = (formula, place) => {
  const sheet = { "!ref": "A1:F6", F6: { f: formula, t: "n" } };
  KINDS.forEach((v, at) => (sheet[place(at, 0)] = { v, t: "s" }));
  AMOUNTS.forEach((v, at) => (sheet[place(at, 1)] = { v, t: "n" }));
  calculate({ SheetNames: ["Orders"], Sheets: { Orders: sheet } });
  return sheet.F6.v;
};
const down = (at, list) => "AB"[list] + (at + 1);
const right = (at, list) => "ABCD"[at] + (list + 1);
for (const [formula, place, seen] of [
  ['SUMIF(A1:A4,"order",B1:B4)', down, 2500],
  ['SUMIF(A1:A4,"quote",B1:B4)', down, 0],
  ['SUMIF(B1:B4,">1000",B1:B4)', down, 0],
  ["SUM(B1:B4)", down, 4900],
  ['SUMIF(A1:D1,"order",A2:D2)', right, 4500],
  ['SUMIF(A1:D1,"quote",A2:D2)', right, 400],
  ['SUMIF(A2:D2,">1000",A2:D2)', right, 0],
]) {
  console.log(formula, evaluate(formula, place));
  assert.strictEqual(evaluate(formula, place), seen);
}
assert.throws(() => evaluate('COUNTIF(B1:B4,">1000")', down), /not found/);
PROGRAM
node run.cjs
