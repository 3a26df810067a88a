#!/usr/bin/env bash
# vcf 2.1.2, with ical.js 2.2.1 to read what it writes; seen on 2026-12-01.
#
# Guess: a note of two lines about a visitor, "hal 3" and "bel dinsdag", is written to a card with \n
# between them, as the format asks, and whoever reads the card has the same two lines. Of a card that another
# program wrote, NOTE:hal 3\nstand 4\, links, vcf reads two lines and a comma.
#
# Behaviour: vcf leaves the line break out, so the lines are glued together in the file itself, and no reader
# can part them. Of the other card it keeps \n and \, as they stand in the file; ical.js reads them.
#
# Seen: NOTE:hal 3bel dinsdag; of the other card hal 3\nstand 4\, links.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit vcf@2.1.2 ical.js@2.2.1 >/dev/null
cat >run.mjs <<'PROGRAM'
import assert from "node:assert";
import ICAL from "ical.js";
import Card from "vcf";

const here = (text) => String(new Card().parse(text).get("note").valueOf());
const there = (text) => new ICAL.Component(ICAL.parse(text)).getFirstPropertyValue("note");
const card = (note) => {
  const made = new Card();
  made.set("fn", "An Peeters");
  made.set("note", note);
  return made.toString("3.0");
};
for (const [note, read] of [
  ["hal 3", "hal 3"],
  ["hal 3\nbel dinsdag", "hal 3bel dinsdag"],
]) {
  console.log(card(note).match(/NOTE.*/)[0], "|", here(card(note)), "|", there(card(note)));
  assert.strictEqual(here(card(note)), read);
  assert.strictEqual(there(card(note)), read);
}
const lines = ["BEGIN:VCARD", "VERSION:3.0", "FN:An Peeters", "NOTE:hal 3\\nstand 4\\, links", "END:VCARD"];
const foreign = lines.join("\r\n");
console.log(here(foreign));
assert.strictEqual(here(foreign), "hal 3\\nstand 4\\, links");
assert.strictEqual(there(foreign), "hal 3\nstand 4, links");
PROGRAM
node run.mjs
