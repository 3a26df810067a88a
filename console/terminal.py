"""The language in which a terminal is answered: its texts, names and figures in plain characters.

Chances are whole numbers of 100 fairs. Figures are rounded to what the simulation can tell; the
exact ones are in the JSON (`sim.many.figures`). A minus is the hyphen of a keyboard, and nothing
is wider than 80 columns.
"""

from __future__ import annotations

import contextlib
import math
import os
import textwrap
import time
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TextIO

from sim.plan.file import EXAMPLES, example
from sim.plan.parameters import PATHS
from sim.plan.problems import ScenarioError
from sim.plan.round_numbers import half_up, places, rounded
from sim.plan.scenario import Scenario
from sim.play.result import Measured
from words.catalogue import Words, words
from words.languages import FALLBACK, LANGUAGES, nearest
from words.translation import worded

WIDTH: Final = 80
LONGEST: Final = 30  # letters of a name in a table
SHORTEST: Final = 10  # to which wide figures may cut it
LARGEST: Final = 1e10  # from here on 1.23e+10
HARD: Final = "\u00a0"  # a space at which no line ends
LETTERS: Final = "éëïóö"  # that a language may need
SETTINGS: Final = ("LC_ALL", "LC_MESSAGES", "LANG")  # the first that says something counts
Heads = Sequence[str]


def own_language(environment: Mapping[str, str] = os.environ) -> str:
    """The language that a terminal is set to; the `FALLBACK` where Quitte does not speak it."""
    return nearest(next((told for name in SETTINGS if (told := environment.get(name))), ""))


def asked_language(arguments: Sequence[str]) -> str:
    """The language that the arguments ask for, otherwise the terminal's. Raises `ScenarioError`
    where there is no such language."""
    code = ""
    for at, argument in enumerate(arguments):
        name, is_said, value = argument.partition("=")
        if argument == "--":
            break
        if name == "--language":
            code = value if is_said else arguments[at + 1] if at + 1 < len(arguments) else ""
    if code and code not in LANGUAGES:
        raise ScenarioError("not_one_of", "language", got=repr(code), allowed=", ".join(LANGUAGES))
    return code or own_language()


def has_letters(stream: TextIO | None) -> bool:
    """Whether letters with accents can be written there."""
    try:
        LETTERS.encode(getattr(stream, "encoding", None) or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


@dataclass(frozen=True)
class Terminal:
    """A language on a terminal: ``say("answer.hurdle", n="70")`` is what the catalogue has under
    ``console.answer.hurdle``.

    `plain` where the terminal has no letters with accents: they are left out then, but for those
    of a user's own words.
    """

    words: Words
    plain: bool = False

    def __call__(self, key: str, **values: object) -> str:
        return self._text(f"console.{key}").format(**values)

    def counted(self, key: str, count: float, **values: object) -> str:
        """The text in the form that goes with a count."""
        forms: dict[str, str] = self.words.text(f"console.{key}")
        form = self.words.plural(count)
        return self._text(f"console.{key}.{form if form in forms else 'other'}").format(**values)

    def told(self, key: str, **values: object) -> str:
        """A text that the page says too, under its own key."""
        return self._text(key).format(**values)

    def told_counted(self, key: str, count: float, **values: object) -> str:
        """The same in the form that goes with a count."""
        return self._spelled(self.words.counted(key, count, **values))

    def _text(self, key: str) -> str:
        return self._spelled(str(self.words.text(key)))

    def _spelled(self, text: str) -> str:
        if not self.plain:
            return text
        parts = unicodedata.normalize("NFKD", text)
        return "".join(part for part in parts if not unicodedata.combining(part))

    def problem(self, problem: ScenarioError) -> str:
        """What is wrong, on one line: place, what, and what is allowed."""
        return self._spelled(self.words.problem_of_file(problem))

    def spoken(self, plan: Scenario, file: str) -> Scenario:
        """An example with its words in this language; any other plan as it is."""
        if file not in EXAMPLES or plan is not example(file) or self.words.code == FALLBACK:
            return plan
        told = worded(file, self.words)
        costs = tuple(replace(line, label=self._spelled(line.label)) for line in told.costs)
        return told.with_(name=self._spelled(told.name), costs=costs)

    # Figures

    def hundredths(self, chance: float) -> str:
        """Whole fairs of 100; below 5 and above 95 no sharper than that."""
        return self._spelled(self.words.of_hundred(chance))

    def of_hundred(self, chance: Measured | None) -> str:
        """The same of a simulated chance; a dash where there is none."""
        return "-" if chance is None else self.hundredths(chance.value)

    def figure(self, x: Measured | None, *, signed: bool = True) -> str:
        """A simulated figure, no finer than its own error; a dash where there is none."""
        if x is None or not math.isfinite(x.value):
            return "-"
        return self.rounded(x.in_figures(3), signed=signed)

    def rounded(self, x: float, figures: int = 3, *, signed: bool = False) -> str:
        """So many figures, at most two decimals: 14,712 is 14,700."""
        if x == 0 or not math.isfinite(x):
            return "0" if x == 0 else "-"
        digits = min(places(x, figures), 2)
        return self.exact(half_up(x, digits), max(digits, 0), signed=signed)

    def exact(self, x: float, digits: int | None = None, *, signed: bool = False) -> str:
        """All figures before the decimal mark, and `digits` (2 below 100) behind it where they are
        not 0."""
        digits = (0 if abs(x) >= 100 else 2) if digits is None else digits
        if abs(x) >= LARGEST:
            return self._marked(f"{x:{'+' if signed else ''}.3g}")
        text = f"{abs(half_up(x, digits)):,.{digits}f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
        plus = "+" if signed else ""
        return self._marked(text if text == "0" else ("-" if x < 0 else plus) + text)

    def short(self, x: float, figures: int = 3) -> str:
        """So many figures, without marks between thousands: 12.5 for a percentage."""
        return self._marked(f"{rounded(x, figures)[0]:.{figures}g}")

    def _marked(self, text: str) -> str:
        """The figures with the marks of the language in the place of English ones."""
        marks = self.words.marks
        thousands = HARD if marks.thousands.isspace() else marks.thousands
        return text.translate({ord(","): thousands, ord("."): marks.decimal})

    def percent(self, share: Measured) -> str:
        """A simulated share in per cent, without the sign."""
        return self.figure(Measured(100 * share.value, 100 * share.error), signed=False)

    # Names

    def name(self, path: str) -> str:
        """What an input or a stage is called in a table, with its phase."""
        key, _, phase = path.partition(".")
        names: dict[str, str] = self.words.text("console.names")
        if key not in names:
            return short_name(self._spelled(str(self.words.parameters[PATHS[path].key]["label"])))
        name = self._text(f"console.names.{key}")
        of_phase = self._text(f"phases.{phase}") if phase else ""
        return self("names.of_phase", name=name, phase=of_phase) if phase else name

    def sentence(self, text: str) -> str:
        """The text as it begins a sentence."""
        return self.words.capital(text)

    # Lines

    def wrapped(self, *sentences: str) -> list[str]:
        """Each sentence from the start of a line; letters of double width count twice."""
        lines = []
        for sentence in sentences:
            double = any(unicodedata.east_asian_width(letter) in "FW" for letter in sentence)
            together = sentence.replace(" %", f"{HARD}%")
            for group in self.words.text("console.together"):
                together = together.replace(f" {group}", f" {group}".replace(" ", HARD))
            lines += textwrap.wrap(together, WIDTH // 2 if double else WIDTH)
        return [line.replace(HARD, " ") for line in lines]

    def table(self, heads: Heads, rows: Sequence[Sequence[str]]) -> list[str]:
        """Names on the left, figures on the right in columns as wide as they need, which names make
        room for; heads by their keys, in two lines where one of them has two."""
        told = [self(f"heads.{head}").split("\n") for head in heads]
        grid = [["", *(head[at] for head in told)] for at in (0, 1)]
        grid = [line for line in grid if any(line)] + [list(row) for row in rows]
        widths = [max(len(row[at]) for row in grid) for at in range(len(heads) + 1)]
        room = WIDTH - sum(2 + width for width in widths[1:])
        widths[0] = min(widths[0], max(room, SHORTEST))
        lines = []
        for name, *figures in grid:
            cells = (f"  {x:>{width}}" for x, width in zip(figures, widths[1:], strict=True))
            line = f"{short_name(name, widths[0]):{widths[0]}}{''.join(cells)}"
            lines.append(line.rstrip().replace(HARD, " "))
        return lines


class Bar:
    """How far a long run has come, on a terminal only."""

    WAIT: Final = 0.5  # seconds before it appears
    PAUSE: Final = 0.1  # between two drawings
    WIDTH: Final = 40

    def __init__(
        self, total: int, stream: TextIO | None, say: Terminal, text: str = "progress.done"
    ) -> None:
        self.total, self.text = total, text
        self.say = say
        self.stream = stream if stream is not None and stream.isatty() else None
        self.next = time.monotonic() + self.WAIT
        self.drawn = 0

    def __call__(self, done: int) -> None:
        if self.stream is None or time.monotonic() < self.next:
            return
        filled = self.WIDTH * done // self.total
        count = {"done": self.say.exact(done), "total": self.say.exact(self.total)}
        far = self.say(self.text, **count).replace(HARD, " ")
        text = f"[{'#' * filled}{'.' * (self.WIDTH - filled)}] {far}"
        self._draw(f"\r{text}")
        self.drawn = max(self.drawn, len(text))
        self.next = time.monotonic() + self.PAUSE

    def erase(self) -> None:
        """Leaves the line as it was found."""
        if self.drawn:
            self._draw(f"\r{' ' * self.drawn}\r")
            self.drawn = 0

    def _draw(self, text: str) -> None:
        if self.stream is not None:
            with contextlib.suppress(OSError):
                self.stream.write(text)
                self.stream.flush()


def english() -> Terminal:
    """The terminal of whoever asked for nothing else."""
    return Terminal(words(FALLBACK))


def short_name(name: str, longest: int = LONGEST) -> str:
    """A name that fits in a table."""
    return name if len(name) <= longest else f"{name[: longest - 3]}..."
