#!/usr/bin/env bash
# numeral 2.0.6, seen on 2026-11-30.
#
# Guess: with its locale nl-nl on, "€ 2.500,-" is 2500. A dash after the comma, for no cents, is the
# usual way to write a round amount in Dutch and Belgian quotes.
#
# Behaviour: a dash anywhere makes the amount negative, so the price of a stand becomes a refund; two
# dashes, which some write, make it positive again. A budget is off by twice the amount.
#
# Seen: "€ 2.500,00" 2500, "€ 2.500,-" -2500, "€ 2.500,--" 2500; 1.000,00 and 2.500,- add up to -1500.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit numeral@2.0.6 >/dev/null
cat >run.cjs <<'PROGRAM'
const assert = require("node:assert");
const numeral = require("numeral");
require("numeral/locales/nl-nl");

numeral.locale("nl-nl");
const expected = { "€ 2.500,00": 2500, "€ 2.500,-": -2500, "2.500,-": -2500, "€ 2.500,--": 2500 };
for (const [text, amount] of Object.entries(expected)) {
  const found = numeral(text).value();
  console.log(text, found);
  assert.strictEqual(found, amount);
}
const sum = numeral("1.000,00").add(numeral("2.500,-").value()).value();
console.log("sum", sum);
assert.strictEqual(sum, -1500);
PROGRAM
node run.cjs
