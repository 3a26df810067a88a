#!/usr/bin/env bash
# @formulajs/formulajs 4.6.1 and hyperformula 3.5.0, seen on 2026-11-30.
#
# Guess: BETA.DIST(x, alpha, beta, FALSE, low, high), which draws the curve of a PERT estimate, is the
# density over low to high: the area under it is 1, as it is the slope of the same with TRUE.
#
# Behaviour: in both it is the density over 0 to 1 at the same place between low and high. The area
# is high - low, so of two estimates the wider one is drawn as high as the narrower one, and
# an expected value added up from it comes out as many times too large. With TRUE both are right. Two
# programs that agree here are no proof of each other.
#
# Seen: BETA.DIST(2, 8, 10, FALSE, 1, 3) 2.968 in both, slope 1.484; area under a PERT(1, 3, 11) 10.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit @formulajs/formulajs@4.6.1 hyperformula@3.5.0 >/dev/null
cat >run.cjs <<'PROGRAM'
const assert = require("node:assert");
const { BETA } = require("@formulajs/formulajs");
const { HyperFormula } = require("hyperformula");

const sheet = HyperFormula.buildFromArray([], { licenseKey: "gpl-v3" });
sheet.addSheet("Orders");
const inSheet = (...values) =>
  sheet.calculateFormula(`=BETA.DIST(${values.join(",").replace(/(true|false)/, "$1()")})`, 0);
for (const [name, dist] of Object.entries({ formulajs: BETA.DIST, hyperformula: inSheet })) {
  const density = dist(2, 8, 10, false, 1, 3);
  const slope = (dist(2.001, 8, 10, true, 1, 3) - dist(1.999, 8, 10, true, 1, 3)) / 0.002;
  let area = 0;
  for (let orders = 1.05; orders < 11; orders += 0.1) {
    area += 0.1 * dist(orders, 1.8, 4.2, false, 1, 11);
  }
  console.log(name, "density", density, "slope", slope, "area", area);
  assert.ok(Math.abs(density - 2.9675) < 0.001);
  assert.ok(Math.abs(slope - 1.4838) < 0.001);
  assert.ok(Math.abs(area - 10) < 0.05);
}
PROGRAM
node run.cjs
