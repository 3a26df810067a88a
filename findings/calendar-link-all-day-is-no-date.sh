#!/usr/bin/env bash
# calendar-link 2.11.5, with ical.js 2.2.1 to read what it writes; seen on 2026-11-30.
#
# Guess: the calendar file of a fair that lasts all day, 9 to 11 March, is read by any calendar as three
# days.
#
# Behaviour: calendar-link writes the days bare, DTSTART:20270309, without VALUE=DATE. By RFC 5545 a bare
# DTSTART is a moment with a clock time, so ical.js, which keeps to that, refuses the event; with
# VALUE=DATE written in, the same file is read. A visit with clock times goes well.
#
# Seen: invalid date-time value "2027-03-09T::"; with VALUE=DATE 2027-03-09 to 2027-03-12; from 10:00 to
# 11:30 as meant.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit calendar-link@2.11.5 ical.js@2.2.1 >/dev/null
cat >run.mjs <<'PROGRAM'
import assert from "node:assert";
import { ics } from "calendar-link";
import ICAL from "ical.js";

const write = (event) => decodeURIComponent(ics(event)).replace(/^data:[^,]*,/, "");
const read = (file) => {
  const event = new ICAL.Event(new ICAL.Component(ICAL.parse(file)).getFirstSubcomponent("vevent"));
  return [String(event.startDate), String(event.endDate)];
};
const fair = write({ title: "Fair", start: "2027-03-09", end: "2027-03-12", allDay: true });
console.log(...fair.match(/^DT(START|END).*$/gm));
assert.ok(/DTSTART:20270309\r?\n/.test(fair));
assert.throws(() => read(fair), /invalid date-time value/);
const mended = read(fair.replace(/^(DTSTART|DTEND):/gm, "$1;VALUE=DATE:"));
console.log("with VALUE=DATE", ...mended);
assert.deepStrictEqual(mended, ["2027-03-09", "2027-03-12"]);
const visit = read(write({ title: "Visit", start: "2027-03-09T10:00:00Z", end: "2027-03-09T11:30:00Z" }));
console.log("with clock times", ...visit);
assert.deepStrictEqual(visit, ["2027-03-09T10:00:00Z", "2027-03-09T11:30:00Z"]);
PROGRAM
TZ=UTC node run.mjs
