#!/usr/bin/env bash
# sepa-payment-code 1.0.3, with sepa-payment-qr-code 2.0.2 beside it; seen on 2026-12-01.
#
# Guess: the amount in the code that a customer scans to pay is in euros and cents. Three leaflets of 29
# cents, which a computer reckons to a hair below 87, are EUR0.87.
#
# Behaviour: sepa-payment-code writes the number with all the figures that it has. The guideline of the
# European Payments Council allows two behind the point, so the banking app is given a code that is none.
# sepa-payment-qr-code rounds to cents.
#
# Seen: 3 of 0.29: EUR0.8699999999999999 and EUR0.87; 3 of 4.35: EUR13.049999999999999 and EUR13.05; 2 of
# 0.29: EUR0.58 in both.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit sepa-payment-code@1.0.3 sepa-payment-qr-code@2.0.2 >/dev/null
cat >run.cjs <<'PROGRAM'
const assert = require("node:assert");
const { PaymentCode } = require("sepa-payment-code");
const write = require("sepa-payment-qr-code");

const name = "Example";
const iban = "BE71096123456769";
const amount = (code) => code.split("\n")[7];
for (const [pieces, price, ...seen] of [
  [3, 0.29, "EUR0.8699999999999999", "EUR0.87"],
  [3, 4.35, "EUR13.049999999999999", "EUR13.05"],
  [2, 0.29, "EUR0.58", "EUR0.58"],
]) {
  const sum = pieces * price;
  const told = [
    amount(new PaymentCode(name, iban, sum, undefined, "order 2027-001").getPayload()),
    amount(write({ name, iban, amount: sum, unstructuredReference: "order 2027-001" })),
  ];
  console.log(pieces, "of", price, ...told);
  assert.deepStrictEqual(told, seen);
}
PROGRAM
node run.cjs
