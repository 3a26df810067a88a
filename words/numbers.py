"""How a language writes numbers, percentages, money and days, and which plural goes with a count.

Marks, patterns, months and plural rules are those of CLDR, read through Babel, but for what the
language's own file chooses. Numbers are formatted here and not by the browser, which would follow
its own language instead of the chosen one. The figures are put into the pattern here, and not by
Babel's functions: those take four times as long, and end in an error from 29 figures on.
"""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Final

from sim.plan.parameters import Unit
from sim.plan.round_numbers import SURE, half_up, of_hundred, places, rounded
from sim.plan.typed.numbers import WHOLE
from words.languages import Language
from words.markdown import JOINER

if TYPE_CHECKING:
    from babel import Locale
    from babel.numbers import NumberPattern

NBSP: Final = "\u00a0"
CENTS: Final = 2  # decimals of money
SIGNS: Final = 12  # of a currency that stand beside an amount


@dataclass(frozen=True)
class Marks:
    """What stands between, before and behind the figures of a number.

    `grouping` is how many figures the last group has and how many each before it; `percent` and
    `money` are what stands before and behind a number, with ¤ for the sign of a currency.
    """

    decimal: str
    thousands: str
    minus: str
    grouping: tuple[int, int]
    percent: tuple[str, str]
    money: tuple[str, str]


@dataclass(frozen=True)
class Numbers:
    """The formats of one language."""

    language: Language

    @cached_property
    def _locale(self) -> Locale:
        from babel import Locale  # when it is needed: the command line's help does without

        return Locale.parse(self.language.locale)

    @cached_property
    def marks(self) -> Marks:
        """CLDR's, but for those that the language chooses."""
        chosen, locale = self.language.chosen, self._locale
        symbols = locale.number_symbols["latn"]
        percent = _pattern(chosen.get("percent", locale.percent_formats[None].pattern))
        money = _pattern(chosen.get("money", locale.currency_formats["standard"].pattern))
        return Marks(
            decimal=chosen.get("decimal", symbols["decimal"]),
            thousands=chosen.get("thousands", symbols["group"]),
            minus=chosen.get("minus", symbols["minusSign"]),
            grouping=locale.decimal_formats[None].grouping,
            percent=(percent.prefix[0], percent.suffix[0].replace("%", symbols["percentSign"])),
            money=(money.prefix[0], money.suffix[0]),
        )

    def number(self, value: float, digits: int = 0) -> str:
        """With so many decimals at most."""
        if not math.isfinite(value):
            return self.language.said["never"]
        whole, _, part = f"{abs(half_up(value, digits)):.{digits}f}".partition(".")
        part = part.rstrip("0")
        negative = value < 0 and (part or whole.strip("0"))
        text = self._grouped(whole) + (self.marks.decimal + part if part else "")
        return (self.marks.minus if negative else "") + text

    def _grouped(self, whole: str) -> str:
        last, before = self.marks.grouping
        head, groups = whole[:-last], [whole[-last:]]
        while head:
            head, groups = head[:-before], [head[-before:], *groups]
        return self.marks.thousands.join(groups)

    def short(self, value: float, figures: int = 3) -> str:
        """With so many figures: 14,712 is 14,700 and 0.0283 is 0.0283."""
        return self.number(*rounded(value, figures))

    def percent(self, share: float, figures: int = 3) -> str:
        """A share as a percentage."""
        before, behind = self.marks.percent
        return f"{before}{self.number(*rounded(share * 100, figures))}{behind}"

    def money(self, value: float, currency: str = "EUR", figures: int = 3) -> str:
        """Rounded to so many figures, but never finer than a unit above 100, nor
        than a cent above 1."""
        if not math.isfinite(value):
            return self.language.said["never"]
        decimals = places(value, figures) if value else 0
        finest = 0 if abs(value) >= 100 else CENTS if abs(value) >= 1 else decimals
        decimals = min(decimals, finest)
        text = self.number(abs(half_up(value, decimals)), max(decimals, 0))
        negative = value < 0 and any(mark in "123456789" for mark in text)
        return (self.marks.minus + JOINER if negative else "") + self._with_sign(text, currency)

    def _with_sign(self, text: str, currency: str) -> str:
        """An amount with the sign of its currency; no letter of it touches a figure."""
        sign = "€" if currency == "EUR" else "".join(filter(_of_currency, currency))[:SIGNS]
        before, behind = (part.replace("¤", sign) for part in self.marks.money)
        before += NBSP if before[-1:].isalpha() else ""
        behind = (NBSP if behind[:1].isalpha() else "") + behind
        return before + text + behind

    def costs(self, value: float, currency: str = "EUR") -> str:
        """Costs, and what follows from them without chance: as they add up, to a unit above 100.
        So that a plan's costs are one figure wherever they stand, they are told in no other way."""
        return self.money(value, currency, SURE)

    def signed(self, value: float, currency: str = "EUR", figures: int = 3) -> str:
        """Money with its sign, a plus too."""
        text = self.money(value, currency, figures)
        return text if value <= 0 or not math.isfinite(value) else "+" + JOINER + text

    def value(self, x: float, unit: Unit, currency: str = "EUR") -> str:
        """A number in the form of its unit."""
        if unit is Unit.SHARE:
            return self.percent(x)
        if unit is Unit.MONEY:
            return self.costs(x, currency)
        return self._undoubted(self.short(x, 5), unit)

    def of_hundred(self, chance: float) -> str:
        """A chance as whole fairs of 100; below 5 and above 95 no sharper than that."""
        if chance < 0.05:
            return self.language.said["fewer_than"].format(n=5)
        if chance > 0.95:
            return self.language.said["more_than"].format(n=95)
        return str(of_hundred(chance))

    def typed(self, x: float, unit: Unit) -> str:
        """A number as it stands in a box, which `sim.plan.typed.numbers` reads: all its figures
        where they end, otherwise a few."""
        form = self.percent if unit is Unit.SHARE else self.short
        shown = x * 100 if unit is Unit.SHARE else x
        few = 3 if unit is Unit.SHARE else 5
        ends = (
            n for n in range(few, 10) if math.isclose(rounded(shown, n)[0], shown, rel_tol=1e-12)
        )
        return self._undoubted(form(x, next(ends, few)), unit)

    def _undoubted(self, text: str, unit: Unit) -> str:
        """A number with three decimals, which would be read as thousands where its unit takes a
        lone mark for theirs, with a fourth."""
        _, mark, part = text.partition(self.marks.decimal)
        return text + "0" if unit in WHOLE and mark and len(part) == 3 else text

    def date(self, day: date, *, short: bool = False) -> str:
        """24 November 2026, or 24 Nov 2026."""
        from babel.dates import format_date

        length = "medium" if short else "long"
        pattern = self.language.chosen.get("day_short" if short else "day", length)
        return format_date(day, pattern, self._locale)

    def plural(self, count: float) -> str:
        """Which form of a text goes with a count: ``one``, ``other``, and what else CLDR knows."""
        return self._locale.plural_form(count)


def _pattern(text: str) -> NumberPattern:
    from babel.numbers import parse_pattern

    return parse_pattern(text)


def _of_currency(mark: str) -> bool:
    """Letters and signs of currencies: none of them means anything to HTML, and only the
    dollar to Markdown (see `words.markdown.dollars_escaped`)."""
    return mark.isalpha() or unicodedata.category(mark) == "Sc"
