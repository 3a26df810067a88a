#!/usr/bin/env bash
# parse-full-name 1.2.7, seen on 2026-11-30.
#
# Guess: in a list with surnames first, as exports of registrations often are, what stands before the
# comma is the surname and what stands behind it the given name.
#
# Behaviour: so it is for one word, and for a surname with "de" or "van der", which it knows. With any
# other surname of two words the first of them is the given name and the given name a suffix, as "Jr."
# would be: Belgian names with "Van den" and Dutch ones of a married woman among them. No error is
# reported. With two given names behind the comma it is right again.
#
# Seen (first | last | suffix):
#   Van der Berg, Jan     Jan | Van der Berg |      Van den Broeck, An         Van den | Broeck | An
#   Jansen, Els           Els | Jansen |            Jansen de Vries, Els       Jansen | de Vries | Els
#   Van den Broeck, An Katrien                      An | Van den Broeck |
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit parse-full-name@1.2.7 >/dev/null
cat >run.cjs <<'PROGRAM'
const assert = require("node:assert");
const { parseFullName } = require("parse-full-name");

const expected = {
  "Van der Berg, Jan": ["Jan", "Van der Berg", ""],
  "Jansen, Els": ["Els", "Jansen", ""],
  "Van den Broeck, An": ["Van den", "Broeck", "An"],
  "Jansen de Vries, Els": ["Jansen", "de Vries", "Els"],
  "Van den Broeck, An Katrien": ["An", "Van den Broeck", ""],
};
for (const [text, parts] of Object.entries(expected)) {
  const { first, last, suffix, error } = parseFullName(text);
  console.log(text, [first, last, suffix], error);
  assert.deepStrictEqual([first, last, suffix], parts);
  assert.deepStrictEqual(error, []);
}
PROGRAM
node run.cjs
