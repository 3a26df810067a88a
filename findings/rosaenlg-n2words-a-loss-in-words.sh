#!/usr/bin/env bash
# rosaenlg-n2words 3.3.0, seen on 2026-12-01.
#
# Guess: -2500, the result of a fair that did not pay off, is "min vijfentwintighonderd" in Dutch, and
# the like in other languages.
#
# Behaviour: in Dutch, English, German and French every number below 0 is an error that speaks of an
# undefined value, of no number. In Polish the sign is left out, so -3 reads as 3. Numbers of 0 and more
# go well.
#
# Seen: nl 2500 vijfentwintighonderd, nl, en, de and fr -2500 a TypeError about undefined; pl -3 and pl 3
# both "trzy".
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit rosaenlg-n2words@3.3.0 >/dev/null
cat >run.cjs <<'PROGRAM'
const assert = require("node:assert");
const words = require("rosaenlg-n2words");

const say = (number, lang) => (words.default ?? words)(number, { lang });
console.log(say(2500, "nl"), "|", say(0, "nl"));
assert.strictEqual(say(2500, "nl"), "vijfentwintighonderd");
for (const lang of ["nl", "en", "de", "fr"]) {
  assert.ok(say(2500, lang).length > 5);
  assert.throws(() => say(-2500, lang), /undefined/);
  assert.throws(() => say(-3, lang), /undefined/);
}
console.log("pl", say(-3, "pl"), "|", say(3, "pl"));
assert.strictEqual(say(-3, "pl"), "trzy");
assert.strictEqual(say(3, "pl"), "trzy");
PROGRAM
node run.cjs
