#!/usr/bin/env bash
# planer 1.2.0, seen on 2026-11-30.
#
# Guess: of a letter that quotes nothing, extractFrom gives back the whole letter. Two lines that tell the
# date and the hall, or in Dutch from when ("Van:") until when ("Tot:"), are a part of it.
#
# Behaviour: everything from the first such line on is cut off as a quoted letter, hall, prices and
# name included: one line that begins with "Date:", "From:", "Van:" or "Datum:" is enough, also where the
# next one is no line of a letter's head. The same facts in a sentence stay.
#
# Seen: of "Date: 9 March / Hall: 3 / See you" and of "Van: 9 maart / Tot: 11 maart / Hal 3" the greeting is
# left.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit planer@1.2.0 >/dev/null
cat >run.cjs <<'PROGRAM'
const assert = require("node:assert");
const planer = require("planer");

for (const [letter, left] of [
  ["Hi Anna,\n\nDate: 9 March\nHall: 3\n\nSee you", "Hi Anna,"],
  ["Hi Anna,\n\nFrom: 9 March\nUntil: 11 March\n\nThe stand costs 2,500 euros.", "Hi Anna,"],
  ["Dag Anna,\n\nVan: 9 maart\nTot: 11 maart\n\nHal 3", "Dag Anna,"],
  ["Dag Anna,\n\nDatum: 9 maart\nHal: 3\n\nTot dan", "Dag Anna,"],
  ["Dag Anna,\n\nVan 9 maart tot 11 maart.\n\nHal 3", null],
  ["Hi Anna,\n\nDay: 9 March\nHall: 3\n\nSee you", null],
]) {
  const found = planer.extractFrom(letter, "text/plain");
  console.log(JSON.stringify(letter), "->", JSON.stringify(found));
  assert.strictEqual(found, left ?? letter);
}
PROGRAM
node run.cjs
