#!/usr/bin/env bash
# phonenumbers 9.0.43, seen on 2026-11-29.
#
# Guess: words behind a number, as people type them into a lead app ("(gsm)", "thuis", "t.a.v. ..."),
# are ignored, or parse() raises as it does for text that is no number.
#
# Behaviour: the letters are read as the keys of a telephone and become more figures of the number.
# parse() returns a number without raising, and formatting it as E.164 gives something that looks
# like one. Only is_possible_number() tells. "int. 12" and "ext. 12" are understood as an extension;
# the Dutch "tst. 12" and the French "poste 12" become figures.
#
# Seen:
#   "06-12345678 thuis"      NL  +3161234567884847
#   "0495 12 34 56 (gsm)"    BE  +32495123456476
#   "020 123 4567 tst. 12"   NL  +3120123456787812
#   "020 123 4567 int. 12"   NL  +31201234567, extension 12
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check phonenumbers==9.0.43
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
import phonenumbers as phone

expected = {
    ("06-12345678 thuis", "NL"): "+3161234567884847",
    ("0495 12 34 56 (gsm)", "BE"): "+32495123456476",
    ("020 123 4567 tst. 12", "NL"): "+3120123456787812",
}
for (text, region), written in expected.items():
    number = phone.parse(text, region)
    found = phone.format_number(number, phone.PhoneNumberFormat.E164)
    print(repr(text), region, found, "possible:", phone.is_possible_number(number))
    assert found == written
    assert not phone.is_possible_number(number)
known = phone.parse("020 123 4567 int. 12", "NL")
assert (known.national_number, known.extension) == (201234567, "12")
PYTHON
