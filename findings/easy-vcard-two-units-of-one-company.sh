#!/usr/bin/env bash
# @covve/easy-vcard 1.1.1, with ical.js 2.2.1 to read what it writes; seen on 2026-12-01.
#
# Guess: the company "Kaas; Noten" and the surname "Peeters, MBA" of a badge are written with \; and \, so
# that a reader has them as they are; a line break in a note is written as \n likewise. The Formatter of the
# documentation makes a card of it.
#
# Behaviour: only the line break is written so. Whoever reads the card finds the company Kaas with the
# department Noten, and two surnames. And the Formatter takes no card at all, not that of the documentation
# either, for it has "no name entry"; toString of the same card writes it.
#
# Seen: ORG:Kaas; Noten, read as Kaas and " Noten"; N:Peeters, MBA;An;;;, read as Peeters and " MBA";
# NOTE:hal 3\nbel.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit @covve/easy-vcard@1.1.1 ical.js@2.2.1 >/dev/null
cat >run.mjs <<'PROGRAM'
import assert from "node:assert";
import { createRequire } from "node:module";
import ICAL from "ical.js";

const { VCard, Formatter } = createRequire(import.meta.url)("@covve/easy-vcard");
const card = new VCard()
  .setFullName("An Peeters")
  .addFirstName("An")
  .addLastName("Peeters, MBA")
  .addOrganization("Kaas; Noten")
  .addNotes("hal 3\nbel");
assert.throws(() => new Formatter().format(card), /no name entry/);
const written = card.toString();
console.log(written);
const [, properties] = ICAL.parse(written);
const value = (name) => properties.find(([property]) => property === name)[3];
console.log(value("org"), value("n"), [value("note")]);
assert.deepStrictEqual(value("org"), ["Kaas", " Noten"]);
assert.deepStrictEqual(value("n")[0], ["Peeters", " MBA"]);
assert.strictEqual(value("note"), "hal 3\nbel");
PROGRAM
node run.mjs
