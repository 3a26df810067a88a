#!/usr/bin/env bash
# to-words 5.7.0, seen on 2026-12-01.
#
# Guess: the Dutch ordinal of 22, for the 22nd fair, is "Tweeëntwintigste", as that of 20 is
# "Twintigste". The documentation says that Dutch is one of the languages whose ordinals are complete.
#
# Behaviour: of each number from 21 to 99 that is no multiple of ten the ordinal is the number itself,
# without -ste, and so it is behind a hundred: "the twenty-two fair". German has them all. And the
# decimal mark of the same locale is told in English: "Nul Punt Vijf" for 0,5.
#
# Seen: 20 Twintigste, 21 Eenentwintig, 22 Tweeëntwintig, 30 Dertigste, 99 Negenennegentig,
# 122 Een Honderd Tweeëntwintig; German 22 Zweiundzwanzigste; 0.5 Nul Punt Vijf.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit to-words@5.7.0 >/dev/null
cat >run.cjs <<'PROGRAM'
const assert = require("node:assert");
const { ToWords } = require("to-words");

const dutch = new ToWords({ localeCode: "nl-NL" });
const german = new ToWords({ localeCode: "de-DE" });
for (const number of [20, 21, 22, 30, 99, 122]) console.log(number, dutch.toOrdinal(number));
for (let number = 1; number < 100; number += 1) {
  const unfinished = number > 20 && number % 10 !== 0;
  assert.strictEqual(dutch.toOrdinal(number) === dutch.convert(number), unfinished);
  assert.notStrictEqual(german.toOrdinal(number), german.convert(number));
}
assert.strictEqual(dutch.toOrdinal(20), "Twintigste");
assert.strictEqual(dutch.toOrdinal(22), "Tweeëntwintig");
assert.strictEqual(dutch.toOrdinal(122), dutch.convert(122));
assert.strictEqual(german.toOrdinal(22), "Zweiundzwanzigste");
console.log(dutch.convert(0.5));
assert.strictEqual(dutch.convert(0.5), "Nul Punt Vijf");
PROGRAM
node run.cjs
