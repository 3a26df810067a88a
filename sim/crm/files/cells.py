"""Amounts and days as people and programs write them, a whole column at a time.

A single cell can be read in two ways (1.250 and 3/4/2026); the others of the file say which. Where
none does, three figures after a mark are thousands and the day comes before the month.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from sim.crm.files.vocabulary import vocabulary
from sim.plan.typed.numbers import CURRENCIES, CURRENCY

FIRST_YEAR: Final = 1990
LAST_YEAR: Final = 2100
LONGEST: Final = 80  # characters of a cell with a number, a day or a word
MOST_MONEY: Final = 1e12

_SIGN: Final = re.compile(CURRENCY, re.IGNORECASE)
_SPACE: Final = re.compile(r"[\s\u00a0\u202f'’\u2060]")
_MINUS: Final = str.maketrans("\u2212\u2013", "--")
# What may stand behind an amount: "(excl. btw)".
_NOTE: Final = re.compile(
    r"\s*\(?\s*\b(?:excl|incl|ex|inkl|zzgl|exkl|hors|ht|htva)\b[^)]{0,30}\)?$", re.IGNORECASE
)
_ROUND: Final = re.compile(r"[,.][-–—]+$")  # 1.250,-
_TEXT: Final = re.compile(r'^="(.*)"$')  # what Excel writes for a text that must stay one
_AMOUNT: Final = re.compile(r"-?(\d+([.,]\d+)*|[.,]\d+)(E[+-]?\d{1,2})?", re.IGNORECASE)
_DECIMAL: Final = re.compile(r"-?(?:0|\d*(?=[.,](?!\d{3}$))|\d{4,})([.,])\d+")

_TIME: Final = re.compile(
    r"[T\s,]+(?:(?:om|at|um|a|à)\s+)?\d{1,2}[:.hu]\d{2}([:.]\d{2}([.,]\d+)?)?"
    r"\s*([ap]\.?m\.?)?\s*(uur|u|h|uhr)?\s*(Z|[+-]\d{2}:?\d{2}|UTC|GMT|CET|CEST)?$",
    re.I,
)
_ISO: Final = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_NUMBERS: Final = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})")
_WORDED: Final = re.compile(
    r"(?:[a-z]+\.?,?\s+)?(\d{1,2})(?:er\b)?[-\s.]*(?:de\s+)?([a-z]+)\.?[-\s,]*(\d{4}|\d{2})"
)
_WORD_FIRST: Final = re.compile(
    r"(?:[a-z]+\.?,?\s+)?([a-z]+)\.?[-\s]+(\d{1,2})(?:st|nd|rd|th)?,?[-\s]+(\d{4})"
)
_SERIAL: Final = re.compile(r"([2-7]\d{4})([.,]\d+)?")
_EPOCH: Final = date(1899, 12, 30)  # of Excel's days


def bare(cell: str) -> str:
    """The text of a cell, out of the formula ="..." that keeps it one; none where it is long."""
    if len(cell) > LONGEST:
        return ""
    found = _TEXT.match(cell)
    return found[1].strip() if found else cell


def amounts(cells: Iterable[str]) -> dict[str, float | None]:
    """Each different cell as an amount of money, None where it is none; negative ones too.

    1.250,50 and 1,250.50 and 1 250,50 and EUR 1.250,- are amounts. The mark of the decimals is
    that of the cells that leave no doubt.
    """
    found = {cell: _figures(cell) for cell in set(cells)}
    marks = [mark for text in found.values() if (mark := _decimal_mark(text))]
    point = bool(marks) and marks.count(".") * 2 > len(marks)
    comma = bool(marks) and not point
    return {
        cell: _amount(text, "." if point else "," if comma else "") for cell, text in found.items()
    }


def _figures(cell: str) -> str:
    """A cell without its currency and its spaces: 1.250 of "€ 1.250,-", and -250,00 of "250,00-"
    as bookkeeping writes a minus."""
    plain = _SIGN.sub("", _NOTE.sub("", bare(cell)))
    text = _ROUND.sub("", _SPACE.sub("", plain).translate(_MINUS))
    return f"-{text[:-1]}" if text[-1:] == "-" and text[:1] not in ("-", "(") else text


def currency(cell: str) -> str:
    """The currency that an amount names by sign or code; empty where it names none."""
    found = _SIGN.search(bare(cell))
    return CURRENCIES[found[0].upper()] if found else ""


def number(text: str) -> float | None:
    """A plain number with a point or a comma, such as a chance of winning; None: no number."""
    found = re.fullmatch(r"-?\d{1,12}(?:[.,]\d{1,12})?", text.strip())
    return float(found[0].replace(",", ".")) if found else None


def _decimal_mark(text: str) -> str:
    """The mark that can only be that of the decimals; empty where there is doubt."""
    if "." in text and "," in text:
        return max(".,", key=text.rfind)
    found = _DECIMAL.fullmatch(text)
    return found[1] if found else ""


def _amount(text: str, decimal: str) -> float | None:
    text = "-" + text[1:-1] if text.startswith("(") and text.endswith(")") else text
    if text[-1:] in ("k", "K"):  # 12,5k
        value = _amount(text[:-1], max(",.", key=text.rfind))
        return None if value is None or abs(value) > MOST_MONEY / 1000 else value * 1000
    if not _AMOUNT.fullmatch(text):
        return None
    text, exponent, power = text.upper().partition("E")
    mark = _decimal_mark(text) or decimal
    if exponent:
        mark = "." if "." in text else ","
    if text.count(mark) > 1:  # 1.250.000
        mark = ""
    whole, _, part = text.partition(mark) if mark else (text, "", "")
    thousands = {".": ",", ",": "."}.get(mark, ".,")
    if any(sign in part for sign in ".,") or not _grouped(whole, thousands):
        return None
    for sign in thousands:
        whole = whole.replace(sign, "")
    value = float(f"{whole}.{part or 0}E{power or 0}")
    return value if abs(value) <= MOST_MONEY else None


def _grouped(whole: str, thousands: str) -> bool:
    """Whether every mark of thousands has three figures after it."""
    first, *others = re.split(f"[{re.escape(thousands)}]", whole.lstrip("-"))
    return not others or (0 < len(first) <= 3 and all(len(other) == 3 for other in others))


def days(
    columns: Iterable[Iterable[str]], day_first: bool = True
) -> tuple[dict[str, date | None], str]:
    """Each different cell of the columns with days as a day, None where it is none.

    day_first  what 3-4-2026 begins with, where the cells leave it open

    The second is how days in figures were read: ``day_first``, ``month_first``, ``either`` where
    the file fits both, ``both`` where it holds both, and ``plain`` where no cell leaves a choice.
    """
    cells = {cell for column in columns for cell in column}
    texts = {cell: _TIME.sub("", _letters(bare(cell))).strip() for cell in cells}
    pairs = [
        (int(found[1]), int(found[3]))
        for text in texts.values()
        if (found := _NUMBERS.fullmatch(text))
    ]
    day, month = (any(pair[at] > 12 for pair in pairs) for at in (0, 1))
    doubt = any(first != second for first, second in pairs)
    order = {(True, True): "both", (True, False): "day_first", (False, True): "month_first"}.get(
        (day, month), "either" if doubt else "plain"
    )
    month_first = order == "month_first" or (order in ("either", "both") and not day_first)
    found_days = {cell: _day(text, month_first) for cell, text in texts.items()}
    return found_days, order


def _letters(text: str) -> str:
    """Small letters without accents: decembre of Décembre."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _day(text: str, month_first: bool) -> date | None:
    if found := _ISO.fullmatch(text):
        return _made(int(found[1]), int(found[3]), int(found[4]))
    if found := _NUMBERS.fullmatch(text):
        first, second = int(found[1]), int(found[3])
        day, month = (second, first) if month_first else (first, second)
        return _made(_year(found[4]), month, day)
    if found := _WORD_FIRST.fullmatch(text):
        return _made(int(found[3]), vocabulary().months.get(found[1], 0), int(found[2]))
    if found := _WORDED.fullmatch(text):
        return _made(_year(found[3]), vocabulary().months.get(found[2], 0), int(found[1]))
    if found := _SERIAL.fullmatch(text):
        day_of_excel = _EPOCH + timedelta(int(found[1]))
        return _made(day_of_excel.year, day_of_excel.month, day_of_excel.day)
    return None


def _year(text: str) -> int:
    return int(text) + (2000 if len(text) == 2 else 0)


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None
