#!/usr/bin/env bash
# mt940js 1.3.5, mt940-js 1.0.0 and swiftmessageparser 1.2.1, seen on 2026-12-01.
#
# Guess: in field 61 of a statement the value date has a year and the entry date, when the bank booked
# it, only a month and a day: it lies in the year that brings it near the value date. Booked on 31
# December with value on 2 January 2026 is booked in 2025; mt-940 5.1.1 for Python has it so.
#
# Behaviour: all three give the entry date the year of the value date. An order paid over the new year
# is booked a year too late, or almost a year before it was paid; the rest of the year goes well.
#
# Seen: value 2026-01-02, booked 1231: 2026-12-31; value 2025-12-31, booked 0102: 2025-01-02; value
# 2026-03-10, booked 0309: 2026-03-09.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit \
  mt940js@1.3.5 mt940-js@1.0.0 swiftmessageparser@1.2.1 tslib@2.9.1 >/dev/null
cat >run.cjs <<'PROGRAM'
const assert = require("node:assert");
const { Parser } = require("mt940js");
const { read } = require("mt940-js");
const swift = require("swiftmessageparser");

const statement = (value, booked) =>
  [
    ":20:EXAMPLE",
    ":25:NL00BANK0123456789EUR",
    ":28C:1/1",
    ":60F:C251230EUR1000,00",
    `:61:${value}${booked}C100,00NTRFNONREF`,
    ":86:order 2027-001",
    ":62F:C260310EUR1100,00",
    "-",
    "",
  ].join("\r\n");
const day = (date) => new Date(date).toISOString().slice(0, 10);
const main = async () => {
  for (const [value, booked, paid, seen] of [
    ["260102", "1231", "2026-01-02", "2026-12-31"],
    ["251231", "0102", "2025-12-31", "2025-01-02"],
    ["260310", "0309", "2026-03-10", "2026-03-09"],
  ]) {
    const text = statement(value, booked);
    const [[one]] = [new Parser().parse(text)[0].transactions];
    const [two] = (await read(Buffer.from(text)))[0].transactions;
    const [three] = swift.parse({ type: "mt940", data: text })[0].transactions;
    const told = [
      [day(one.date), day(one.entryDate)],
      [two.valueDate, two.entryDate],
      [day(three.date), day(three.entryDate)],
    ];
    console.log(value, booked, ...told.map((dates) => dates.join(" booked ")));
    told.forEach((dates) => assert.deepStrictEqual(dates, [paid, seen]));
  }
};
main().catch((error) => {
  console.error(error);
  process.exit(1);
});
PROGRAM
TZ=UTC node run.cjs
