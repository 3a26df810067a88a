#!/usr/bin/env bash
# mt-940 5.1.1, seen on 2026-11-29.
#
# Guess: RC, the reversal of a credit, takes money off the account and has a negative amount, as D has;
# RD, the reversal of a debit, gives it back and has a positive one.
#
# Behaviour: only D is negative. A payment of a customer that the bank takes back counts as a second
# payment: the amounts add up to 200 more than the closing balance of the same statement allows.
#
# Seen: opening 1000, C 100, RC 100, closing 1000; amounts 100 and 100, opening and amounts 1200.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check mt-940==5.1.1
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
import mt940

STATEMENT = "\r\n".join(
    (
        ":20:EXAMPLE",
        ":25:NL00BANK0123456789EUR",
        ":28C:1/1",
        ":60F:C260302EUR1000,00",
        ":61:2603030303C100,00NTRFNONREF",
        ":86:customer pays",
        ":61:2603040304RC100,00NTRFNONREF",
        ":86:bank takes it back",
        ":62F:C260304EUR1000,00",
        "-",
        "",
    )
)
found = mt940.parse(STATEMENT)
amounts = [(one.data["status"], int(one.data["amount"].amount)) for one in found]
opening = int(found.data["final_opening_balance"].amount.amount)
closing = int(found.data["final_closing_balance"].amount.amount)
total = opening + sum(amount for _, amount in amounts)
print(amounts, "opening", opening, "closing", closing, "opening and amounts", total)
assert amounts == [("C", 100), ("RC", 100)]
assert (opening, closing, total) == (1000, 1000, 1200)
PYTHON
