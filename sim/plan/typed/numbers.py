"""Numbers as people type, paste and copy them, with the marks of their language.

Three figures behind a lone point or comma can be thousands or decimals: 16.000 and 16,000. In
counts and in money they are thousands, whatever the language; in shares, hours and factors the
language tells.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from sim.plan.parameters import Unit
from sim.plan.problems import ScenarioError

MINUS: Final = "\u2212"  # as pages write it, and people copy it
WHOLE: Final = (Unit.COUNT, Unit.MONEY)  # in which three figures behind a lone mark are thousands

# Signs and codes of money -> the currency as plans write it.
CURRENCIES: Final = {
    "€": "EUR", "EURO": "EUR", "EUR": "EUR", "US$": "USD", "$": "USD", "USD": "USD", "£": "GBP",
    "GBP": "GBP", "CHF": "CHF", "FR.": "CHF", "SEK": "SEK", "NOK": "NOK", "DKK": "DKK",
    "PLN": "PLN", "ZŁ": "PLN", "CZK": "CZK", "KČ": "CZK", "JPY": "JPY", "¥": "JPY", "CAD": "CAD",
    "C$": "CAD", "AUD": "AUD", "A$": "AUD", "HUF": "HUF", "RON": "RON", "TRY": "TRY", "₺": "TRY",
    "CNY": "CNY", "INR": "INR", "₹": "INR", "BRL": "BRL", "R$": "BRL", "KR": "",
}  # fmt: skip
CURRENCY: Final = "|".join(re.escape(sign) for sign in sorted(CURRENCIES, key=len, reverse=True))

_DASHES: Final = str.maketrans(dict.fromkeys(f"{MINUS}\u2010\u2011\u2012\u2013\u2014", "-"))
_THIN: Final = re.compile("[\\s'\u2019\u2018\u02bc\u2032\u00b4`_]+")  # between groups of figures
_RUN: Final = re.compile(r"\d(?:[\d., ]*\d)?[.,]?")  # the figures of a number, and its marks
# What may stand before and behind a number of a unit: nothing where it is not named here.
_AROUND: Final = {
    Unit.MONEY: rf"{CURRENCY}|[\u20a0-\u20cf]|(?-i:[A-Z]{{3}})",
    Unit.SHARE: "[%\u066a]",
}


def read(text: str, unit: Unit, *, thousands: str, decimal: str, sure: bool = False) -> float:
    """What a user typed as a number of this unit: 6,5 or 6.5 %, 12.000, 12k or € 12 000,-.

    `thousands` and `decimal` are the marks of the language that the user reads. A share is typed
    as a percentage and returned as 0 to 1. `sure`: the marks are known to be those of the text, so
    that three figures behind a lone decimal mark are decimals in every unit. Raises `ScenarioError`
    where it is no number, and where nothing was typed.
    """
    if not text.strip():
        raise ScenarioError("missing", form=unit.form)
    found = _form(unit, thousands, decimal).fullmatch(_plain(text))
    if found is None or (found["outer"], found["inner"], found["behind"]).count("") < 2:
        raise ScenarioError("not_number", got=text, form=unit.form)
    figures = found["figures"].rstrip(".,") if found["round"] else found["figures"]
    either = ".," if unit in WHOLE and not sure else ""
    lone = "" if found["short"] else thousands + either  # 12.500k
    bare = _bare(figures, lone)
    if bare is None:
        raise ScenarioError("not_number", got=text, form=unit.form)
    value = float(f"{bare}e{found['power'] or 0}") * (1000 if found["short"] else 1)
    if found["open"] or "-" in (found["outer"], found["inner"], found["behind"]):
        value = -value
    if not math.isfinite(value):
        raise ScenarioError("not_finite", got=text, form=unit.form)
    return value / 100 if unit is Unit.SHARE else value


def decimal_of(texts: Iterable[str]) -> str:
    """The mark of the decimals in the texts that leave no doubt about theirs, as 6,5 and 1.234,50
    do; empty where none does, or where they disagree."""
    found = {mark for text in texts if (mark := _decimal(_plain(text)))}
    return found.pop() if len(found) == 1 else ""


def _decimal(text: str) -> str:
    """The mark of the decimals of one number; empty where there is none, or doubt."""
    run = _RUN.search(text)
    marks = [mark for mark in run[0] if mark in ".,"] if run else []
    if run is None or not marks:
        return ""
    if len(set(marks)) > 1:
        return marks[-1]
    if len(marks) > 1:
        return "." if marks[0] == "," else ","
    return "" if _grouped(run[0], marks[0]) else marks[0]


def two_ways(text: str, unit: Unit) -> tuple[float, float] | None:
    """The two numbers that a text can mean where nothing tells what its mark is: 1.5 and 1500 for
    1.500 hours. None where it can only mean one. Raises `ScenarioError` where it is no number."""
    both = [read(text, unit, thousands=other, decimal=mark) for mark, other in (".,", ",.")]
    few, many = min(both, key=abs), max(both, key=abs)
    return (few, many) if few != many and unit.least <= many <= unit.most else None


def decimal_mark(text: str) -> str:
    """The mark that can only be that of the decimals in an amount of money: the comma of 16,5 and
    of 1.250.000; empty where there is doubt, or no mark, or no amount."""
    _, marks = _marked(text)
    if not marks or doubtful(text):
        return ""
    if len({*marks}) == 1 and len(marks) > 1:
        return {".": ",", ",": "."}[marks[0]]
    return marks[-1]


def doubtful(text: str) -> bool:
    """Whether the only mark of an amount of money may be one of thousands or of decimals."""
    figures, marks = _marked(text)
    return len(marks) == 1 and _grouped(figures, marks[0])


def _marked(text: str) -> tuple[str, str]:
    """The figures of an amount with their marks, and its points and commas alone; nothing where it
    is none, or where it is short for thousands."""
    found = _form(Unit.MONEY, ",", ".").fullmatch(_plain(text))
    if found is None or found["short"]:
        return "", ""
    figures = found["figures"].rstrip(".,")
    return figures, "".join(mark for mark in figures if mark in ".,")


def _plain(text: str) -> str:
    """The text without what is not seen, with one kind of minus and one of space, which stands for
    any thin mark between groups too."""
    seen = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    return _THIN.sub(" ", seen.translate(_DASHES)).strip()


def _form(unit: Unit, thousands: str, decimal: str) -> re.Pattern[str]:
    """A number of the unit with what may stand around it."""
    marks = re.escape("., " + thousands + decimal)
    around = rf"(?:{_AROUND.get(unit, '(?!)')})?"
    short = "k?" if unit in WHOLE else ""
    return re.compile(
        rf"(?P<open>\()?(?P<outer>[-+]?) ?{around} ?(?P<inner>[-+]?) ?"
        rf"(?P<figures>(?:\d|[{marks}](?=\d))+[{marks.replace(' ', '')}]?)"
        rf"(?P<round>(?<=[.,])[-=]+)?(?:e(?P<power>[-+]?\d+))? ?(?P<short>{short})"
        rf" ?{around} ?(?P<behind>-?)(?(open)\))",
        re.IGNORECASE,
    )


def _bare(figures: str, lone: str) -> str | None:
    """The figures with a point before the decimals and no other mark; None where they say no
    number. `lone` are the marks that stand between thousands where there is but one of them and
    three figures behind it."""
    marks = [mark for mark in figures if not mark.isdigit()]
    kinds, last = set(marks), marks[-1] if marks else ""
    thousands = _grouped(figures, last) and (len(marks) > 1 or last == " " or last in lone)
    if not marks or thousands:
        whole, part = figures, ""
    else:
        whole, _, part = figures.rpartition(last)
        if last == " " or marks.count(last) > 1 or len(kinds) > 2:
            return None
    if whole and not (whole.isdigit() or _grouped(whole, marks[0])):
        return None
    return f"{''.join(filter(str.isdigit, whole)) or 0}.{part or 0}"


def _grouped(figures: str, mark: str) -> bool:
    """Whether all behind the first mark are groups of three figures."""
    return bool(mark) and bool(re.fullmatch(rf"[1-9]\d{{0,2}}({re.escape(mark)}\d{{3}})+", figures))
