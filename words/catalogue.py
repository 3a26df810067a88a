"""Words and number formats: one catalogue a language, keyed by parameter key.

The catalogues are TOML, read with the standard library. Numbers are formatted here and not by the
browser, which would follow its own language instead of the chosen one.
"""

from __future__ import annotations

import math
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Final

from sim.plan.funnel import PHASES, STAGES
from sim.plan.parameters import PATHS, Unit
from sim.plan.problems import ScenarioError, readable, written
from sim.plan.round_numbers import rounded

LANGUAGES: Final = ("nl", "en")
PARTS: Final = ("share", "board", "compare", "reports", "drivers", "levers", "research",
                "when", "fairs", "evaluate")  # fmt: skip
FOLDER: Final = Path(__file__).parent
NBSP: Final = "\u00a0"
MINUS: Final = "\u2212"
SIGNS: Final = 12  # of a currency that stand beside an amount
JOINER: Final = "\u2060"  # no line break after the sign


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))


@lru_cache
def sources() -> Mapping[str, Mapping[str, str]]:
    """Source id -> title and url, the same in every language."""
    return _read("sources")


@lru_cache
def words(code: str) -> Words:
    """The catalogue of a language, one of `LANGUAGES`."""
    return Words(code)


@dataclass(frozen=True)
class Words:
    """The words and formats of one language: ``w("answer.first", n=39)``."""

    code: str

    @cached_property
    def app(self) -> dict[str, Any]:
        return _read(f"{self.code}/app") | {part: _read(f"{self.code}/{part}") for part in PARTS}

    @cached_property
    def parameters(self) -> dict[str, Any]:
        return _read(f"{self.code}/parameters")

    @cached_property
    def examples(self) -> dict[str, Any]:
        return _read(f"{self.code}/examples")

    def __call__(self, key: str, **values: object) -> str:
        """The text under a dotted key, its {places} filled."""
        found: Any = self.app
        for part in key.split("."):
            found = found[part]
        return str(found).format(**values)

    def input(self, path: str) -> str:
        """The name of an input: its label, and its phase where it has one."""
        label = str(self.parameters[PATHS[path].key]["label"])
        phase = path.partition(".")[2]
        return f"{label}: {self(f'phases.{phase}')}" if phase in PHASES else label

    # Numbers

    def number(self, value: float, digits: int = 0) -> str:
        """With the language's marks for thousands and decimals."""
        if not math.isfinite(value):
            return self("format.never")
        text = f"{abs(value):,.{digits}f}"
        if digits and "." in text:
            text = text.rstrip("0").rstrip(".")
        marks = str.maketrans(
            {",": self.app["format"]["thousands"], ".": self.app["format"]["decimal"]}
        )
        negative = value < 0 and any(mark in "123456789" for mark in text)
        return (MINUS if negative else "") + text.translate(marks)

    def short(self, value: float, figures: int = 3) -> str:
        """With so many figures: 14,712 is 14,700 and 0.0283 is 0.0283."""
        return self.number(*rounded(value, figures))

    def percent(self, share: float, figures: int = 3) -> str:
        return self.number(*rounded(share * 100, figures)) + self("format.percent")

    def money(self, value: float, currency: str = "EUR", figures: int = 3) -> str:
        """Rounded to so many figures, but never finer than a unit above 100."""
        if not math.isfinite(value):
            return self("format.never")
        value, digits = rounded(value, figures)
        sign = "\u20ac" if currency == "EUR" else "".join(filter(_of_currency, currency))[:SIGNS]
        text = self.number(abs(value), 0 if abs(value) >= 100 else digits)
        negative = value < 0 and any(mark in "123456789" for mark in text)
        money = (
            self("format.money", sign=sign, text=text) if currency == "EUR" else sign + NBSP + text
        )
        return (MINUS + JOINER if negative else "") + money

    def signed(self, value: float, currency: str = "EUR", figures: int = 3) -> str:
        """Money with its sign, a plus too."""
        text = self.money(value, currency, figures)
        return text if value <= 0 or text.startswith(MINUS) else "+" + JOINER + text

    def date(self, day: date) -> str:
        """24 November 2026, the month in the language's own word."""
        return f"{day.day} {self('format.months').split()[day.month - 1]} {day.year}"

    def of_hundred(self, chance: float) -> str:
        """A chance as whole fairs of 100; below 5 and above 95 no sharper than that."""
        if chance < 0.05:
            return self("format.fewer_than", n=5)
        if chance > 0.95:
            return self("format.more_than", n=95)
        return str(round(chance * 100))

    def value(self, x: float, unit: Unit, currency: str = "EUR") -> str:
        """A number in the form of its unit."""
        if unit is Unit.SHARE:
            return self.percent(x)
        if unit is Unit.MONEY:
            return self.money(x, currency, 5)
        return self.short(x, 5)

    def parse(self, text: str, unit: Unit) -> float:
        """What a user typed as a number of this unit: 6,5 or 6.5 %, 12.000 or EUR 12 000.

        Raises `ScenarioError` where it is no number.
        """
        bare = re.sub(r"[\s\u00a0\u202f%\u20ac]|EUR", "", text.replace(MINUS, "-"))
        thousands, decimal = self.app["format"]["thousands"], self.app["format"]["decimal"]
        if re.fullmatch(
            rf"-?[1-9]\d{{0,2}}({re.escape(thousands)}\d{{3}})+({re.escape(decimal)}\d*)?", bare
        ):
            bare = bare.replace(thousands, "")
        bare = bare.replace(",", ".")
        try:
            value = float(bare)
        except ValueError:
            raise ScenarioError("not_number", got=text, form=unit.form) from None
        if not math.isfinite(value):
            raise ScenarioError("not_finite", got=text, form=unit.form)
        return value / 100 if unit is Unit.SHARE else value

    def typed(self, x: float, unit: Unit) -> str:
        """A number as it stands in a box, which `parse` reads: all its figures where they end,
        otherwise a few."""
        form = self.percent if unit is Unit.SHARE else self.short
        shown = x * 100 if unit is Unit.SHARE else x
        few = 3 if unit is Unit.SHARE else 5
        ends = (
            n for n in range(few, 10) if math.isclose(rounded(shown, n)[0], shown, rel_tol=1e-12)
        )
        return form(x, next(ends, few))

    # Problems

    def problem(self, problem: ScenarioError, unit: Unit | None = None) -> str:
        """What is wrong, where, and what is allowed, in this language; what a user wrote is
        plain text in it."""
        path = problem.place.removeprefix("inputs.").replace("goal.margin", "margin")
        unit = PATHS[path].unit if unit is None and path in PATHS else unit
        values = {key: self._told(key, value, unit) for key, value in problem.values.items()}
        told = self(f"problems.{problem.code}", **values).strip()
        return f"{self.place(problem.place)}: {told}" if problem.place else told

    def _told(self, key: str, value: object, unit: Unit | None) -> str:
        if isinstance(value, float | int) and readable(value) and math.isfinite(value):
            share = unit is Unit.SHARE and key not in ("hits", "of", "least", "most")
            return (self.percent if share else self.short)(float(value), 6)
        if isinstance(value, date):
            return self.date(value)
        bare = " ".join(written(value, str).split())
        text = self.place(bare) if key == "other" else bare
        forms = {**{unit.form: self(f"forms.{unit.word}") for unit in Unit}, **self.app["values"]}
        if len(text) > 120:
            text = text[:118].rstrip(" ,.") + " \u2026"
        return str(forms.get(text) or quoted(text))

    def place(self, place: str) -> str:
        """A place of a file in words, where the page has words for it; otherwise as it is."""
        path = place.removeprefix("inputs.")
        if path in PATHS:
            return self.input(path)
        told = re.fullmatch(r"(open\.)?(\w+)(?:\.(\w+))?", place)
        if told is not None and told[2] in STAGES and told[3] in (None, *PHASES):
            parts = [self(f"stages.{told[2]}"), told[3] and self(f"phases.{told[3]}")]
            return ", ".join(filter(None, [*parts, told[1] and self("places.open")]))
        line = re.fullmatch(r"costs\[(\d+)\](?:\.(\w+))?", place)
        if line is None:
            return str(self.app["places"].get(place) or plain(place))
        part = self.app["places"].get(f"costs.{line[2]}", line[2])
        return self("places.cost", n=line[1]) + (f", {part}" if part else "")


def _of_currency(mark: str) -> bool:
    """Letters and signs of currencies: none of them means anything to HTML, and only the
    dollar to Markdown (see `told`)."""
    return mark.isalpha() or unicodedata.category(mark) == "Sc"


def told(text: str) -> str:
    """A sentence with money in it, as Markdown: two dollars would enclose a formula. What has its
    escape already keeps it."""
    return re.sub(r"(?<!\\)\$", r"\\$", text)


def plain(text: str) -> str:
    """A user's words as they are: nothing in them becomes Markdown, a directive, a link or HTML."""
    return _unread(re.sub(r"([\\`*_{}\[\]()#+.!~$:<>|&^=@-])", r"\\\1", text))


def quoted(text: str) -> str:
    """The same inside a sentence, where marks that only begin a line need no escape."""
    return _unread(re.sub(r"([\\`*_{}\[\]~$:<>|&^@])", r"\\\1", text))


def _unread(text: str) -> str:
    """No colon makes an emoji, which is looked for after the escapes; no mark turns the writing."""
    return re.sub("[\u202a-\u202e\u2066-\u2069]", "", text).replace(":", ":" + JOINER)


def file_name(name: str) -> str:
    """A fair's name as the name of a file, without its ending."""
    kept = "".join(c if c.isalnum() else "-" for c in name.lower())
    return "-".join(part for part in kept.split("-") if part)[:60] or "quitte"
