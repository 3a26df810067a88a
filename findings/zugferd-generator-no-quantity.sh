#!/usr/bin/env bash
# zugferd-generator 1.2.1, with drafthorse 2025.2.0 and PyCheval 0.3.3 to read what it writes; seen on
# 2026-12-01.
#
# Guess: of an invoice line of 2.5 hours at 100.20 the file has both numbers, and readers of
# ZUGFeRD read it.
#
# Behaviour: the quantity, which the generator asks for, is not in the file, nor is the rate of the tax of a
# line; 250.50 stands beside a price of 100.20. The date is written 2027-03-09 and called format 102, that is
# 20270309, and the profile is "ZUGFeRD", which is none. Neither reader takes it.
#
# Seen: no BilledQuantity; <udt:DateTimeString format="102">2027-03-09; drafthorse "does not match format
# '%Y%m%d'", PyCheval "Unsupported profile: ZUGFeRD".
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit zugferd-generator@1.2.1 >/dev/null
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check drafthorse==2025.2.0 pycheval==0.3.3
cat >write.cjs <<'PROGRAM'
const Generator = require("zugferd-generator");

const invoice = {
  id: "2027-001",
  issueDate: "2027-03-09",
  currency: "EUR",
  totalAmount: 303.11,
  supplier: { name: "Standbouw BV", country: "NL" },
  customer: { name: "Kaas NV", country: "BE" },
  taxTotal: { taxAmount: 52.61, taxPercentage: 21 },
  lineItems: [{ id: "1", description: "Demo", quantity: 2.5, unitPrice: 100.2, lineTotal: 250.5 }],
};
process.stdout.write(new (Generator.default ?? Generator)(invoice).toXMLString());
PROGRAM
node write.cjs >invoice.xml
"$work/venv/bin/python" - <<'PYTHON'
import re
from pathlib import Path

import pycheval
from drafthorse.models.document import Document


def refusal(read, text):
    try:
        read(text)
    except Exception as error:
        return str(error)


text = Path("invoice.xml").read_text(encoding="utf-8")
lines = text[text.index("IncludedSupplyChainTradeLineItem") :]
print(re.findall(r">(1|2\.50?|100\.20|250\.50)<", lines), re.findall(r'format="102">([^<]*)', text))
assert "100.20" in lines and "250.50" in lines
assert "ApplicableTradeTax" not in text and "Quantity" not in text and not re.search(r">2\.50*<", text)
assert re.findall(r'format="102">([^<]*)', text) == ["2027-03-09"]
seen = refusal(Document.parse, text.encode()), refusal(pycheval.parse_xml, text)
print(*seen, sep="\n")
assert "does not match format '%Y%m%d'" in seen[0]
assert seen[1] == "Unsupported profile: ZUGFeRD"
PYTHON
