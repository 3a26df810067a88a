#!/usr/bin/env bash
# date-fns 4.4.0 and dayjs 1.11.23, seen on 2026-11-30.
#
# Guess: what dayjs writes in Dutch, "9 mrt 2027" (D MMM YYYY), date-fns reads in Dutch (d MMM yyyy):
# in German it takes "Sep" and "Sep." alike.
#
# Behaviour: in Dutch it asks for the point behind a short month, and dayjs writes one for Belgium only.
# Of Dutch dates it reads those of May, which has no point in either; the others become an Invalid
# Date: no error is raised, and fairs sorted by it stand in any order. Belgian ones are all read.
#
# Seen, months read of 12: written in "nl" 1 (mei), written in "nl-be" 12.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit date-fns@4.4.0 dayjs@1.11.23 >/dev/null
cat >run.cjs <<'PROGRAM'
const assert = require("node:assert");
const { isValid, parse } = require("date-fns");
const { de, nl } = require("date-fns/locale");
const dayjs = require("dayjs");
require("dayjs/locale/nl");
require("dayjs/locale/nl-be");

const reads = (text, locale) => isValid(parse(text, "d MMM yyyy", new Date(2027, 0, 1), { locale }));
const expected = { nl: ["9 mei 2027"], "nl-be": 12 };
for (const [language, seen] of Object.entries(expected)) {
  const days = Array.from({ length: 12 }, (_, month) => dayjs(new Date(2027, month, 9)));
  const written = days.map((day) => day.locale(language).format("D MMM YYYY"));
  const read = written.filter((text) => reads(text, nl));
  console.log(language, written.slice(0, 5).join(", "), "read", read.length, "of", written.length);
  assert.deepStrictEqual(seen === 12 ? read.length : read, seen);
}
assert.ok(reads("9 Sep 2027", de) && reads("9 Sep. 2027", de));
assert.ok(reads("9 mrt. 2027", nl) && !reads("9 mrt 2027", nl));
PROGRAM
node run.cjs
