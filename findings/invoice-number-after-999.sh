#!/usr/bin/env bash
# invoice-number 2.0.1, seen on 2026-12-01.
#
# Guess: after invoice 2027-999 comes 2027-1000, and after 9 comes 10: a number that was given out is not
# given out again.
#
# Behaviour: the count goes on within its width and starts anew at 0: after 2027-999 comes 2027-000, and
# before long 2027-001, the first of the year. Nothing says so. With a figure to spare it is carried.
#
# Seen: 2027-998 2027-999, 2027-999 2027-000, 2027-000 2027-001, 2027/99 2027/00, 9 0, F-0999 F-1000.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit invoice-number@2.0.1 >/dev/null
cat >run.cjs <<'PROGRAM'
const assert = require("node:assert");
const { InvoiceNumber } = require("invoice-number");

for (const [number, next] of [
  ["2027-998", "2027-999"],
  ["2027-999", "2027-000"],
  ["2027-000", "2027-001"],
  ["2027/99", "2027/00"],
  ["9", "0"],
  ["F-0999", "F-1000"],
]) {
  console.log(number, InvoiceNumber.next(number));
  assert.strictEqual(InvoiceNumber.next(number), next);
}
PROGRAM
node run.cjs
