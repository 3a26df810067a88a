#!/usr/bin/env bash
# hyperformula 3.5.0, seen on 2026-11-30.
#
# Guess: INT(-1.2) is -2, as in Excel, Calc and Google Sheets, so that a result in whole thousands,
# INT(result / 1000), is never too good.
#
# Behaviour: below zero it rounds up, so a loss of 1,900 shows as one thousand and a loss of 900 as
# nothing. FLOOR rounds down in the same program, and INT and MOD no longer belong together:
# 2 * INT(-7 / 2) + MOD(-7, 2) is -5 and not -7.
#
# Seen: INT(-1.2) -1, INT(-0.9) 0, FLOOR(-1.2, 1) -2, MOD(-7, 2) 1.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit hyperformula@3.5.0 >/dev/null
cat >run.cjs <<'PROGRAM'
const assert = require("node:assert");
const { HyperFormula } = require("hyperformula");

const sheet = HyperFormula.buildFromArray([[-1900]], { licenseKey: "gpl-v3" });
const expected = {
  "=INT(-1.2)": -1,
  "=INT(-0.9)": 0,
  "=INT(A1/1000)": -1,
  "=FLOOR(-1.2, 1)": -2,
  "=MOD(-7, 2)": 1,
  "=2*INT(-7/2)+MOD(-7, 2)": -5,
};
for (const [formula, seen] of Object.entries(expected)) {
  const found = sheet.calculateFormula(formula, 0);
  console.log(formula, found);
  assert.ok(found === seen);
}
PROGRAM
node run.cjs
