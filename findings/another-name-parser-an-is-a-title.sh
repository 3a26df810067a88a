#!/usr/bin/env bash
# another-name-parser 0.1.0, seen on 2026-12-01.
#
# Guess: "An Peeters" and "An Van Damme" have the given name An, one of the commonest of Flanders, and the
# surnames Peeters and Van Damme.
#
# Behaviour: "An" is taken for a title, wherever it stands. The given name is then the surname, or the first
# word of it, and of "Jan An Peeters" An is the title of Jan. "Ann" is read well, and so is "Jan Van Damme".
#
# Seen (prefix, first, last): An Peeters An, Peeters, none; An Van Damme An, Van, Damme; Peeters, An An,
# Peeters, none; Jan An Peeters An, Jan, Peeters; Ann Peeters none, Ann, Peeters.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit another-name-parser@0.1.0 >/dev/null
cat >run.cjs <<'PROGRAM'
const assert = require("node:assert");
const parse = require("another-name-parser");

for (const [name, ...seen] of [
  ["An Peeters", "An", "Peeters", null],
  ["An Van Damme", "An", "Van", "Damme"],
  ["Peeters, An", "An", "Peeters", null],
  ["Jan An Peeters", "An", "Jan", "Peeters"],
  ["Ann Peeters", null, "Ann", "Peeters"],
  ["Jan Van Damme", null, "Jan", "Van Damme"],
]) {
  const { prefix, first, last } = parse(name);
  console.log(name, "|", prefix, first, last);
  assert.deepStrictEqual([prefix, first, last], seen);
}
PROGRAM
node run.cjs
