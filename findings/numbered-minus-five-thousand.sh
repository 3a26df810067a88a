#!/usr/bin/env bash
# numbered 1.1.0, seen on 2026-12-01.
#
# Guess: "minus five thousand" is -5000, as "negative five thousand" is, or it is refused; "one and a half
# million" and "one point five million" are 1,500,000.
#
# Behaviour: words that the parser does not know are passed over without a word. "minus" is one, so a
# loss is a profit of the same size, and "half" is another, so the half million is gone and "half a
# million" is a whole one. After "point" the million is passed over too.
#
# Seen: minus five thousand 5000, negative five thousand -5000, one and a half million 1000000, half a
# million 1000000, one point five million 1.5.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit numbered@1.1.0 >/dev/null
cat >run.cjs <<'PROGRAM'
const assert = require("node:assert");
const numbered = require("numbered");

for (const [words, seen] of [
  ["five thousand", 5000],
  ["negative five thousand", -5000],
  ["minus five thousand", 5000],
  ["one and a half million", 1000000],
  ["half a million", 1000000],
  ["one point five million", 1.5],
]) {
  console.log(words, numbered.parse(words));
  assert.strictEqual(numbered.parse(words), seen);
}
PROGRAM
node run.cjs
