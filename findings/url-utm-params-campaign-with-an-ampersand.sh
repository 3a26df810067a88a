#!/usr/bin/env bash
# url-utm-params 0.1.0, seen on 2026-12-01.
#
# Guess: build puts the tags of a campaign on a link and leaves the rest of it; utm reads from a link the
# tags that build wrote, whatever is in them.
#
# Behaviour: build throws away what the link had, so the link to a quote no longer says which quote. It
# writes signs such as & safely, and utm makes them signs again before it looks where a tag ends: of
# "R&D" it reads "R". A blank it reads as %20, so the campaign of the link is not the one of the list.
#
# Seen: the link without nr=2027-001; "R&D" read as "R", "spring fair" as "spring%20fair", "spring" as
# "spring".
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit url-utm-params@0.1.0 >/dev/null
cat >run.cjs <<'PROGRAM'
const assert = require("node:assert");
const { build, utm } = require("url-utm-params");

const link = build("https://shop.example/quote?nr=2027-001", { utm_source: "fair" });
console.log(link);
assert.strictEqual(link, "https://shop.example/quote?utm_source=fair");
for (const [campaign, written, seen] of [
  ["R&D", "R%26D", "R"],
  ["spring fair", "spring%20fair", "spring%20fair"],
  ["spring", "spring", "spring"],
]) {
  const tagged = build("https://shop.example/", { utm_campaign: campaign });
  const read = utm(tagged).utm_campaign;
  console.log(campaign, tagged, read);
  assert.strictEqual(tagged, `https://shop.example/?utm_campaign=${written}`);
  assert.strictEqual(new URL(tagged).searchParams.get("utm_campaign"), campaign);
  assert.strictEqual(read, seen);
}
PROGRAM
node --no-deprecation run.cjs
