#!/usr/bin/env bash
# fast-kde 0.2.2, seen on 2026-11-30.
#
# Guess: the area under the curve of density1d is 1, whatever the data, and the more draws, the nearer.
#
# Behaviour: of 500 values of orders with a long tail it is 1, of 50,000 of the same kind 6. The more
# values, the narrower the bandwidth and the farther away the largest; once the bandwidth is less than
# half a bin, of which there are 512 as a rule, what comes out is no density any more. Of the area of 6
# nearly a third lies left of 0, where no value is. One large order beside 200 small ones is enough.
#
# Seen (values: bandwidth in bins, area, of it left of 0): 500: 2.535, 1.000, .054; 5,000: .413, 1.069,
# .066; 50,000: .066, 6.071, 1.805; 200 small and one large: .281, 1.423, 0.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit fast-kde@0.2.2 >/dev/null
cat >run.mjs <<'PROGRAM'
import assert from "node:assert";
import { density1d } from "fast-kde";

// The middles of n equal parts of a log-logistic distribution, so that no random numbers are needed.
const orders = (n) =>
  Array.from({ length: n }, (_, at) => (at + 0.5) / n).map((c) => 3000 * (c / (1 - c)) ** 0.6);
const look = (name, values) => {
  const curve = density1d(values);
  const points = [...curve.points()];
  const bin = points[1].x - points[0].x;
  const area = (some) => some.reduce((sum, { y }) => sum + y * bin, 0);
  const found = [curve.bandwidth() / bin, area(points), area(points.filter(({ x }) => x < 0))];
  console.log(name, found.map((value) => value.toFixed(3)).join(" "));
  return found[1];
};
const areas = [500, 5000, 50_000].map((n) => look(n, orders(n)));
const small = [...Array(200).keys()].map((at) => 2000 + 5 * at);
areas.push(look("one large order", [...small, 250_000]));
[1, 1.069, 6.071, 1.423].forEach((area, at) => assert.ok(Math.abs(areas[at] - area) < 0.001));
PROGRAM
node run.mjs
