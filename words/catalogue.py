"""The words of a language: one catalogue a language, keyed by parameter key.

The catalogues are TOML, read with the standard library, each file when a text of it is asked for:
a key's first part names the file, or a table of one of `WHOLE`.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections import ChainMap
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Final

from sim.plan.funnel import PHASES, STAGES
from sim.plan.parameters import PATHS, Unit
from sim.plan.problems import ScenarioError, one_line, readable, written
from sim.plan.typed import numbers as typed_numbers
from words.languages import FOLDER, LANGUAGES, language
from words.markdown import plain, quoted
from words.numbers import Numbers

# Files whose tables have keys of their own, the smallest first; of the others the name is the
# first part of their keys.
WHOLE: Final = ("problems", "app")
SCALES: Final = {"thousands": 1e3, "millions": 1e6}  # that are said behind a number
VAT: Final = 0.21  # the general rate in the Netherlands, in Belgium and in Spain
FIGURE: Final = re.compile(r"-?\d+(?:\.\d+)?")  # in a phrase of the core


@lru_cache
def _read(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text("utf-8"))


@lru_cache
def sources() -> Mapping[str, Mapping[str, str]]:
    """Source id -> title and url, the same in every language."""
    return _read(FOLDER / "sources.toml")


@lru_cache
def words(code: str) -> Words:
    """The catalogue of a language, one of `words.languages.LANGUAGES`."""
    return Words(language(code))


@dataclass(frozen=True)
class Words(Numbers):
    """The words and formats of one language: ``w("answer.first", n=39)``."""

    @property
    def code(self) -> str:
        """The name of its folder."""
        return self.language.code

    @cached_property
    def _files(self) -> dict[str, Path]:
        """First part of a key -> the file that holds it."""
        own = FOLDER / self.code
        return {file.stem: file for file in (*own.glob("*.toml"), *own.glob("pages/*.toml"))}

    @cached_property
    def app(self) -> dict[str, Any]:
        """Every text that has a key."""
        apart = {*WHOLE, "language", "parameters", "examples"}
        parts = {name: _read(file) for name, file in self._files.items() if name not in apart}
        tables = (_read(self._files[name]) for name in WHOLE)
        return {"format": self.table("format")} | dict(ChainMap(*tables)) | parts

    @cached_property
    def parameters(self) -> dict[str, Any]:
        """Parameter key -> its label, what it is, where to find it, and what is published."""
        return _read(self._files["parameters"])

    @cached_property
    def examples(self) -> dict[str, Any]:
        """What the examples and the lines of their costs are called, and by which words the lines
        of any budget are recognised."""
        return _read(self._files["examples"])

    def table(self, first: str) -> dict[str, Any]:
        """The texts whose keys have this first part."""
        if first == "format":
            return dict(self.language.said)
        if first in self._files and first not in WHOLE:
            return _read(self._files[first])
        tables = (_read(self._files[name]) for name in WHOLE)
        return next((dict(found[first]) for found in tables if first in found), {})

    def text(self, key: str) -> Any:
        """What stands under a dotted key: a text, or a table of texts."""
        first, *others = key.split(".")
        found: Any = self.table(first)
        for part in others:
            found = found[part]
        return found

    def __call__(self, key: str, **values: object) -> str:
        """The text under a dotted key, its {places} filled."""
        text = self.text(key)
        if not isinstance(text, str):
            raise KeyError(f"{key} is a table")
        return text.format(**values)

    def counted(self, key: str, count: float, **values: object) -> str:
        """The same where the text depends on a count: in the form that goes with it, by CLDR's
        plural rule of the language."""
        forms = self.text(key)
        return str(forms.get(self.plural(count), forms["other"])).format(**values)

    def capital(self, text: str) -> str:
        """The text as it begins a sentence."""
        for small, large in self.language.capitals.items():
            if text.startswith(small):
                return large + text.removeprefix(small)
        return text[:1].upper() + text[1:]

    def within(self, text: str) -> str:
        """The text as it stands inside a sentence."""
        return text if self.language.nouns == "capital" else text[:1].lower() + text[1:]

    def input(self, path: str) -> str:
        """The name of an input: its label, and its phase where it has one."""
        label = str(self.parameters[PATHS[path].key]["label"])
        phase = path.partition(".")[2]
        return f"{label}: {self(f'phases.{phase}')}" if phase in PHASES else label

    def parse(self, text: str, unit: Unit, path: str = "") -> float:
        """What a user of this language typed as a number of this unit, also as it is said, in
        whatever language: about 180, 24 m2, 12 thousand; a share as 14 of 180, or a third. `path`
        names the input where that tells what may be counted. Raises `ScenarioError`."""
        try:
            return self._figure(text, unit)
        except ScenarioError as problem:
            if problem.code != "not_number":
                raise
        with suppress(ScenarioError):
            return self._as_said(text, unit, path)
        self._check_vat(text, unit)
        raise ScenarioError("not_number", got=text, form=unit.form)

    def _figure(self, text: str, unit: Unit) -> float:
        thousands, decimal = self.marks.thousands, self.marks.decimal
        return typed_numbers.read(text, unit, thousands=thousands, decimal=decimal)

    def _as_said(self, text: str, unit: Unit, path: str) -> float:
        """A number among words; raises `ScenarioError` where they are none that belong to it."""
        bare = _without(text, *_spoken("about"), before=True)
        kinds = (unit.word, path, "count" if unit is Unit.SHARE else "")
        bare = _without(bare, *(word for kind in kinds for word in _spoken("behind", kind)))
        for scale, times in SCALES.items() if unit in typed_numbers.WHOLE else ():
            few = _without(bare, *_spoken(scale))
            if few != bare:
                return times * self._figure(few, unit)
        part = self._part(bare) if unit is Unit.SHARE else None
        return self._figure(bare, unit) if part is None else part

    def _part(self, text: str) -> float | None:
        """A share that is said as a part: 1/3, 14 of 180, a third; None for anything else."""
        for fraction in _spoken("fractions"):
            if text.lower() in _spoken("fractions", fraction):
                return float(Fraction(fraction))
        of = "|".join(map(re.escape, _spoken("of")))
        found = re.fullmatch(rf"([\d.,]+) ?(?:/| (?:{of}) ) ?([\d.,]+)", text, re.IGNORECASE)
        if found is None:
            return None
        hits, every = (self._figure(each, Unit.COUNT) for each in found.groups())
        return hits / every if 0 <= hits <= every and every > 0 else None

    def _check_vat(self, text: str, unit: Unit) -> None:
        """Raises `ScenarioError` for an amount that is said to be one with VAT: with what is left
        without it, at the rate of most bills."""
        bare = _without(text, *_spoken("with_vat"))
        if unit is not Unit.MONEY or bare == text.strip():
            return
        gross = self.parse(bare, unit)
        raise ScenarioError("with_vat", got=text, net=round(gross / (1 + VAT)))

    # Problems

    def problem(self, problem: ScenarioError, unit: Unit | None = None) -> str:
        """What is wrong, where, and what is allowed, in the words of a page; what a user wrote is
        plain text in it."""
        path = problem.place.removeprefix("inputs.").replace("goal.margin", "margin")
        unit = PATHS[path].unit if unit is None and path in PATHS else unit
        values = {key: self._told(key, value, unit) for key, value in problem.values.items()}
        told = self(f"problems.{problem.code}", **values).strip()
        return f"{self.place(problem.place)}: {told}" if problem.place else told

    def problem_of_file(self, problem: ScenarioError) -> str:
        """The same on one line in the words of the file: keys and numbers as they stand in it."""
        values = {
            key: self._allowed(str(value), str) if key == "form" else one_line(value)
            for key, value in problem.values.items()
        }
        told = self(f"problems.{problem.code}", **values)
        return " ".join((f"{problem.place}: {told}" if problem.place else told).split())

    def _allowed(self, phrase: str, figure: Callable[[str], str]) -> str:
        """What is allowed, which the core says in a phrase of English with figures in it."""
        phrases: dict[str, str] = self.table("phrases")
        form = phrases.get(phrase) or phrases.get(FIGURE.sub("{}", phrase))
        return phrase if form is None else form.format(*map(figure, FIGURE.findall(phrase)))

    def _allowed_on_page(self, phrase: str) -> str:
        of_page = {unit.form: self(f"forms.{unit.word}") for unit in Unit} | self.table("values")
        return of_page.get(phrase) or self._allowed(phrase, lambda x: self.short(float(x), 6))

    def _told(self, key: str, value: object, unit: Unit | None) -> str:
        if isinstance(value, float | int) and readable(value) and math.isfinite(value):
            share = unit is Unit.SHARE and key not in ("hits", "of", "least", "most")
            return (self.percent if share else self.short)(float(value), 6)
        if isinstance(value, date):
            return self.date(value)
        bare = " ".join(written(value, str).split())
        text = self.place(bare) if key == "other" else bare
        told = self._allowed_on_page(text) if key == "form" else text
        if told != text:
            return told
        if len(text) > 120:
            text = text[:118].rstrip(" ,.") + " \u2026"
        return quoted(text)

    def place(self, place: str) -> str:
        """A place of a file in words, where the page has words for it; otherwise as it is."""
        path = place.removeprefix("inputs.")
        if path in PATHS:
            return self.input(path)
        told = re.fullmatch(r"(open\.)?(\w+)(?:\.(\w+))?", place)
        if told is not None and told[2] in STAGES and told[3] in (None, *PHASES):
            parts = [self(f"stages.{told[2]}"), told[3] and self(f"phases.{told[3]}")]
            return ", ".join(filter(None, [*parts, told[1] and self("places.open")]))
        places = self.table("places")
        step = re.fullmatch(r"steps\[(\d+)\](?:\.(\w+)(?:\.inputs\.(.+))?)?", place)
        if step is not None:
            part = self.place(step[3]) if step[3] else places.get(f"steps.{step[2]}", "")
            return self("places.step", n=step[1]) + (f", {part}" if part else "")
        line = re.fullmatch(r"(costs|income|decide)\[(\d+)\](?:\.(\w+))?(?:\..+)?", place)
        if line is None:
            return str(places.get(place) or plain(place))
        of = "decide" if line[1] == "decide" else "costs"
        part = places.get(f"{of}.{line[3]}", line[3])
        which = {"costs": "cost", "income": "income_line", "decide": "decide_line"}[line[1]]
        return self(f"places.{which}", n=line[2]) + (f", {part}" if part else "")


def _without(text: str, *said: str, before: bool = False) -> str:
    """The text without these words where they stand behind its number, or before it."""
    bare = text.strip()
    for word in sorted(said, key=len, reverse=True):
        rest = bare[len(word) :] if before else bare[: -len(word)]
        found = bare.lower().startswith if before else bare.lower().endswith
        glued = (word[-1:] + rest[:1] if before else rest[-1:] + word[:1]).isalpha()
        if found(word.lower()) and rest.strip() and not glued:
            return _without(rest, *said, before=before)
    return bare


@lru_cache
def _spoken(*keys: str) -> tuple[str, ...]:
    """The words that people type with numbers, in whatever language: see `Language.typed`."""
    found: list[str] = []
    for code in LANGUAGES:
        told: Any = language(code).typed
        for key in keys:
            told = told.get(key, {})
        found += told
    return tuple(found)
