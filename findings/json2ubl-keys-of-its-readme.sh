#!/usr/bin/env bash
# json2ubl 1.0.1, seen on 2026-12-01.
#
# Guess: an invoice with the keys that the documentation shows, issue_date, due_date, invoice_lines and so
# on, becomes a UBL invoice with a date and lines.
#
# Behaviour: of these keys only those without an underscore get into the file, so an invoice of 1,000.00 is
# a file with its number and nothing else. It is returned as a document all the same, counted among the
# invoices, with error_response None; that the keys are "unmapped" stands beside it. Written together,
# issueDate or IssueDate, they are all taken.
#
# Seen: elements of the first file Invoice, ID; of the second Invoice, ID, IssueDate, InvoiceLine, ID,
# InvoicedQuantity, LineExtensionAmount.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check \
    json2ubl==1.0.1 lxml==6.1.3 pydantic==2.14.4 pyyaml==6.0.4 loguru==0.7.3
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
from json2ubl import json_dict_to_ubl_xml
from lxml import etree

SHOWN = {
    "id": "2027-001",
    "document_type": 380,
    "issue_date": "2027-03-09",
    "due_date": "2027-04-08",
    "invoice_lines": [{"id": "1", "invoiced_quantity": 10, "line_extension_amount": 1000.00}],
}
TOGETHER = {
    "id": "2027-001",
    "document_type": 380,
    "issueDate": "2027-03-09",
    "invoiceLine": [{"id": "1", "invoicedQuantity": 10, "lineExtensionAmount": 1000.00}],
}


def seen(invoice):
    answer = json_dict_to_ubl_xml([invoice])
    (document,) = answer["documents"]
    assert answer["error_response"] is None
    assert answer["summary"]["document_types"] == {"Invoice": 1}
    names = [etree.QName(element).localname for element in etree.fromstring(document["xml"].encode()).iter()]
    print(names, document["unmapped_fields"])
    return names, sorted(document["unmapped_fields"])


assert seen(SHOWN) == (["Invoice", "ID"], ["due_date", "invoice_lines", "issue_date"])
names = ["Invoice", "ID", "IssueDate", "InvoiceLine", "ID", "InvoicedQuantity", "LineExtensionAmount"]
assert seen(TOGETHER) == (names, [])
PYTHON
