#!/usr/bin/env bash
# jsvat 2.5.4, with jsvat-next 3.0.4 beside it; seen on 2026-12-01.
#
# Guess: a Belgian VAT number is BE with ten figures, of which the first is 0 or, since the numbers with 0
# run out, 1; the last two are 97 less what is left of the others divided by 97. Both are valid.
#
# Behaviour: jsvat knows only the 0: to a number that begins with 1 it says that not even its format is
# right, so a young company cannot be invoiced without VAT. A number of nine figures, as they were before
# 2005, it takes. jsvat-next has it the other way about.
#
# Seen: of BE0 and ten figures true in both; of BE1 false in jsvat and true in jsvat-next; of nine figures
# true in jsvat and false in jsvat-next.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit jsvat@2.5.4 jsvat-next@3.0.4 >/dev/null
cat >run.cjs <<'PROGRAM'
const assert = require("node:assert");
const libraries = [require("jsvat"), require("jsvat-next")];

const number = (first) => `BE${first}${String(97 - (Number(first) % 97)).padStart(2, "0")}`;
for (const [first, seen] of [
  ["09999999", [true, true]],
  ["19999999", [false, true]],
  ["10000000", [false, true]],
  ["9999999", [true, false]],
]) {
  const told = libraries.map(({ checkVAT, belgium }) => checkVAT(number(first), [belgium]));
  console.log(number(first), ...told.map((one) => `${one.isValid}, format ${one.isValidFormat}`));
  assert.deepStrictEqual(told.map(({ isValid }) => isValid), seen);
  assert.deepStrictEqual(told.map(({ isValidFormat }) => isValidFormat), seen);
}
PROGRAM
node run.cjs
