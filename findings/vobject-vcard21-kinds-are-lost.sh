#!/usr/bin/env bash
# vobject 0.9.9, seen on 2026-11-29.
#
# Guess: a vCard 2.1, as badge scanners and phones still write, that is read and written again says the
# same. In 2.1 the kind of a number stands without TYPE=: "TEL;CELL:".
#
# Behaviour: kinds in that form are not among the parameters of the line and are left out when it is
# written: which of two numbers is the mobile one and which is a fax is gone. The same card as 3.0,
# with TYPE=, keeps them.
#
# Seen: "TEL;CELL:" and "TEL;WORK;FAX:" both come out as "TEL:"; with TYPE= they stay.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check vobject==0.9.9
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
import vobject

OLD = "\r\n".join(
    (
        "BEGIN:VCARD",
        "VERSION:2.1",
        "N:Jansen;An;;;",
        "FN:An Jansen",
        "TEL;CELL:+31600000000",
        "TEL;WORK;FAX:+31200000000",
        "END:VCARD",
        "",
    )
)
NEW = (
    OLD.replace("2.1", "3.0")
    .replace("TEL;CELL", "TEL;TYPE=CELL")
    .replace("TEL;WORK;FAX", "TEL;TYPE=WORK,FAX")
)


def phones(card):
    read = vobject.readOne(card)
    lines = [line for line in read.serialize().splitlines() if line.startswith("TEL")]
    return [line.params for line in read.contents["tel"]], lines


for card in (OLD, NEW):
    print(*phones(card))
assert phones(OLD) == ([{}, {}], ["TEL:+31600000000", "TEL:+31200000000"])
assert phones(NEW)[0] == [{"TYPE": ["CELL"]}, {"TYPE": ["WORK", "FAX"]}]
assert len([line for line in phones(NEW)[1] if "TYPE=" in line]) == 2
PYTHON
