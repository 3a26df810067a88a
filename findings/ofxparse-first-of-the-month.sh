#!/usr/bin/env bash
# ofxparse 0.21, seen on 2026-11-30.
#
# Guess: a payment posted on 1 April, Dutch time, is one of 1 April, whether the bank writes only the
# day (20270401) or the time and the zone with it (20270401000000[+2:CEST]).
#
# Behaviour: a time with a zone is moved to Greenwich and loses the zone, one without stays as it is.
# Midnight of 1 April becomes 31 March, 22:00: another day, month and quarter, and nothing on the date
# tells which of the two it is.
#
# Seen: of one statement 2027-04-01 00:00:00 and 2027-03-31 22:00:00, both with no zone.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check ofxparse==0.21
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
from datetime import datetime
from io import BytesIO

from ofxparse import OfxParser

PAYMENT = "<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>{}<TRNAMT>-1250.50<FITID>{}<NAME>Stand</STMTTRN>"
STATEMENT = (
    "OFXHEADER:100\r\nDATA:OFXSGML\r\nVERSION:102\r\nSECURITY:NONE\r\nENCODING:USASCII\r\n"
    "CHARSET:1252\r\nCOMPRESSION:NONE\r\nOLDFILEUID:NONE\r\nNEWFILEUID:NONE\r\n\r\n"
    "<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS>"
    "<DTSERVER>20270402000000<LANGUAGE>DUT</SONRS></SIGNONMSGSRSV1>"
    "<BANKMSGSRSV1><STMTTRNRS><TRNUID>1<STATUS><CODE>0<SEVERITY>INFO</STATUS>"
    "<STMTRS><CURDEF>EUR<BANKACCTFROM><BANKID>BANKNL2A<ACCTID>0123456789<ACCTTYPE>CHECKING"
    "</BANKACCTFROM><BANKTRANLIST><DTSTART>20270401<DTEND>20270402"
    + PAYMENT.format("20270401", 1)
    + PAYMENT.format("20270401000000[+2:CEST]", 2)
    + "</BANKTRANLIST><LEDGERBAL><BALAMT>1000.00<DTASOF>20270402</LEDGERBAL>"
    "</STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>"
)
read = OfxParser.parse(BytesIO(STATEMENT.encode("ascii")))
posted = [payment.date for payment in read.account.statement.transactions]
print(*posted)
assert posted == [datetime(2027, 4, 1), datetime(2027, 3, 31, 22)]
assert [day.tzinfo for day in posted] == [None, None]
PYTHON
