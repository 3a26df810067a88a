#!/usr/bin/env bash
# vcard-parser 1.0.0, with vcf 2.1.2 and ical.js 2.2.1 beside it; seen on 2026-12-01.
#
# Guess: a long line of a card goes on in the next, which then begins with one blank that does not count
# (RFC 2425 and 6350). A line that was cut before a blank goes on with two, and one of them is read.
#
# Behaviour: vcard-parser takes away every blank at the beginning of the next line. Where the note of a
# visit was cut between two words these become one; whether it was is known only from the file. Cut within
# a word or behind the blank it is read well, and vcf and ical.js read all three well.
#
# Seen: "a quote for cheeseand nuts" in vcard-parser, "a quote for cheese and nuts" in both others.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit vcard-parser@1.0.0 vcf@2.1.2 ical.js@2.2.1 >/dev/null
cat >run.mjs <<'PROGRAM'
import assert from "node:assert";
import ICAL from "ical.js";
import Card from "vcf";
import reader from "vcard-parser";

const note = "a quote for cheese and nuts";
const card = (...lines) =>
  ["BEGIN:VCARD", "VERSION:3.0", "FN:An Example", ...lines, "END:VCARD", ""].join("\r\n");
for (const [cut, seen] of [
  [note.indexOf(" and"), "a quote for cheeseand nuts"],
  [note.indexOf("and"), note],
  [note.indexOf("eese"), note],
]) {
  const file = card(`NOTE:${note.slice(0, cut)}`, ` ${note.slice(cut)}`);
  const told = reader.parse(file).note[0].value;
  const others = [
    Card.parse(file)[0].get("note").valueOf(),
    new ICAL.Component(ICAL.parse(file.trim())).getFirstPropertyValue("note"),
  ];
  console.log(JSON.stringify([told, ...others]));
  assert.strictEqual(told, seen);
  assert.deepStrictEqual(others, [note, note]);
}
PROGRAM
node run.mjs
