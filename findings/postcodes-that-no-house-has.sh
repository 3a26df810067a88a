#!/usr/bin/env bash
# postcode-validator 3.10.22, i18n-zipcodes 1.0.3, is-valid-zipcode 1.0.3, postal-codes-js 2.5.2 and
# postal-code-checker 2.3.0, seen on 2026-12-01.
#
# Guess: a Dutch postcode is four figures, the first of which is not 0, and two letters that are not SA, SD
# or SS; a Belgian one is 1000 or more. A check of a visitor's address says so, in capitals or not.
#
# Behaviour: three of the five take four figures of any kind, so "0123 AB" is an address to which to send a
# quote, and only two refuse SS; of Belgium all five take 0999. Two of the three refuse "1234ab" instead,
# which is how many write it.
#
# Seen, in the order above: 0123 AB yes yes yes no no, 1234 SS the same, 1234ab no yes no yes yes; 1234 AB
# and of Belgium 1000 and 0999 yes of all.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit postcode-validator@3.10.22 i18n-zipcodes@1.0.3 \
  is-valid-zipcode@1.0.3 postal-codes-js@2.5.2 postal-code-checker@2.3.0 >/dev/null
cat >run.cjs <<'PROGRAM'
const assert = require("node:assert");
const { postcodeValidator } = require("postcode-validator");
const zipcodes = require("i18n-zipcodes");
const validZipcode = require("is-valid-zipcode");
const codes = require("postal-codes-js");
const checker = require("postal-code-checker");

for (const [country, code, seen] of [
  ["NL", "1234 AB", "yes yes yes yes yes"],
  ["NL", "0123 AB", "yes yes yes no no"],
  ["NL", "1234 SS", "yes yes yes no no"],
  ["NL", "1234ab", "no yes no yes yes"],
  ["BE", "1000", "yes yes yes yes yes"],
  ["BE", "0999", "yes yes yes yes yes"],
]) {
  const told = [
    postcodeValidator(code, country),
    zipcodes(country, code),
    (validZipcode.default ?? validZipcode)(code, country),
    codes.validate(country, code) === true,
    checker.validatePostalCode(country, code),
  ];
  const row = told.map((valid) => (valid ? "yes" : "no")).join(" ");
  console.log(country, code, row);
  assert.strictEqual(row, seen);
}
PROGRAM
node run.cjs
