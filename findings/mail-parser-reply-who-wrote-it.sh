#!/usr/bin/env bash
# mail-parser-reply 1.36, seen on 2026-11-30.
#
# Guess: with languages=["nl"] it cuts a reply off where the letter that is answered begins, at the
# line "Op do 11 mrt 2027 om 10:15 schreef Els Jansen <els@example.com>:", as it does at such a line in
# English, German and French.
#
# Behaviour: in Dutch it waits for "schreef:" at the end of that line, where English has "wrote:" but
# Dutch has the name. Neither this form nor "Op ... heeft ... het volgende geschreven:" is seen, so the
# reply of a lead holds one's own letter too, and words are counted or searched in both.
#
# Seen: in English, German and French "Dat is goed."; in Dutch, both forms, the whole letter.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check mail-parser-reply==1.36
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
from mailparser_reply import EmailReplyParser

REPLY = "Dat is goed."
WHO = "Els Jansen <els@example.com>"
found = {}
for language, line in (
    ("en", f"On Thu, 11 Mar 2027 at 10:15, {WHO} wrote:"),
    ("de", f"Am Do., 11. März 2027 um 10:15 Uhr schrieb {WHO}:"),
    ("fr", f"Le jeu. 11 mars 2027 à 10:15, {WHO} a écrit :"),
    ("nl", f"Op do 11 mrt 2027 om 10:15 schreef {WHO}:"),
    ("nl", f"Op 11 mrt 2027 om 10:15 heeft {WHO} het volgende geschreven:"),
):
    letter = f"{REPLY}\n\n{line}\n\n> Beste An,\n> Zullen we een offerte maken?\n"
    reply = EmailReplyParser(languages=[language]).parse_reply(letter)
    print(language, repr(reply))
    if language == "nl":
        assert line in reply
        assert "Zullen we een offerte maken?" in reply
    else:
        assert reply == REPLY
PYTHON
