"""What somebody decides who reads the board of a year: rules about words, in both languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from benchmarks.reading.reader import MONEY, Page, number
from benchmarks.reading.reader import SPEECH as MARKS

Names = frozenset[str]


@dataclass(frozen=True)
class YearSpeech:
    """How a language says what a reader looks for.

    go, stay     how a sentence of advice begins that says go (or that it does not matter), and
                 one that says stay
    nowhere      how not going anywhere is called; `every`: that all fairs are meant
    chance       so many of 100 years end above zero; `low`: 1 in 10 ends below; `mean`: the average
    years        how many years this was counted of
    fair, choice the heads of the first column where fairs stand, and where choices do
    these, same, without, with_
                 how a row of a choice tells its fairs by what it has more or less than the advice
    few, many    words before a number of 100 that is no sharper than that
    """

    go: tuple[str, ...]
    stay: tuple[str, ...]
    nowhere: str
    every: str
    chance: str
    low: str
    mean: str
    years: str
    fair: str
    choice: str
    these: str
    same: str
    without: str
    with_: str
    few: str
    many: str


SPEECH: Final = {
    "en": YearSpeech(
        go=("Go to this fair:", "Go to these", "Go or stay home:"),
        stay=("Do not go:",),
        nowhere="Not going anywhere",
        every=r"(?i:All \d+ fairs|The one fair), for",
        chance=r"of 100 such years, (fewer than |more than )?(\d+) end above zero",
        low=rf"in 10 of 100 the year ends below {MONEY}",
        mean=rf"the average is (?:about )?{MONEY}",
        years=r"(\d[\d,]*) simulated years",
        fair="Fair",
        choice="Choice",
        these="These fairs",
        same="The same,",
        without="without ",
        with_="with ",
        few="fewer than ",
        many="more than ",
    ),
    "nl": YearSpeech(
        go=("Ga naar deze", "Gaan of thuisblijven:"),
        stay=("Ga niet:",),
        nowhere="Nergens heen",
        every=r"(?i:Alle \d+ beurzen|De ene beurs), voor",
        chance=r"van 100 zulke jaren eindigen er (minder dan |meer dan )?(\d+) boven nul",
        low=rf"in 10 van de 100 eindigt het jaar onder {MONEY}",
        mean=rf"gemiddeld is het (?:ongeveer )?{MONEY}",
        years=r"(\d[\d.]*) gesimuleerde jaren",
        fair="Beurs",
        choice="Keuze",
        these="Deze beurzen",
        same="Dezelfde,",
        without="zonder ",
        with_="met ",
        few="minder dan ",
        many="meer dan ",
    ),
}


@dataclass(frozen=True)
class Said:
    """What the page says of the fairs at its top: their names; of 100 such years so many to so many
    end above zero; 1 in 10 ends below `low`, and the average, money; counted of so many years. None
    where nothing is said."""

    fairs: Names
    chance: tuple[float, float] | None
    low: float | None
    mean: float | None
    years: float | None


def table(page: Page, head: str) -> list[list[str]]:
    """The cells of the tables that begin with this head, without their heads."""
    rows, within = [], False
    for line in page:
        if not line.startswith("|"):
            within = False
        elif line.startswith(f"| {head} |"):
            within = True
        elif within and not line.startswith("|:--"):
            rows.append([cell.strip() for cell in line.strip()[1:-1].split("|")])
    return rows


def fairs(page: Page, speech: YearSpeech) -> list[str]:
    """The names of all fairs on the page."""
    return [row[0].removeprefix("\u2713 ") for row in table(page, speech.fair)]


def named(text: str, known: Sequence[str]) -> Names:
    """The fairs whose names stand in a text, a longer name first: it may hold another one."""
    found = set()
    for name in sorted(known, key=len, reverse=True):
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            found.add(name)
            text = text.replace(name, "\n")
    return frozenset(found)


def top(page: Page, speech: YearSpeech) -> list[str]:
    """The first sentence, and the line after it."""
    for at, line in enumerate(page):
        if re.search(speech.chance, line) or line.startswith(speech.nowhere):
            return [*page[at : at + 2]]
    return []


def said(page: Page, language: str) -> Said:
    speech, known = SPEECH[language], fairs(page, SPEECH[language])
    lines, whole = top(page, speech), "\n".join(page)
    which = named(lines[0], known) if lines else frozenset()
    if lines and not which:
        which = frozenset(known) if re.search(speech.every, lines[0]) else named(lines[1], known)
    found = [re.search(one, whole) for one in (speech.low, speech.mean, speech.years)]
    figures = (number(told[1], MARKS[language]) if told else None for told in found)
    return Said(which, chance(re.search(speech.chance, whole), speech), *figures)


def chance(told: re.Match[str] | None, speech: YearSpeech) -> tuple[float, float] | None:
    if told is None:
        return None
    of = float(told[2])
    ends = {speech.few: (0.0, of), speech.many: (of, 100.0)}
    return ends.get(told[1] or "", (of, of))


def headline(page: Page, language: str) -> Names | None:
    """Who reads only what stands largest: goes where it says, stays where it begins with that."""
    lines = top(page, SPEECH[language])
    if not lines:
        return None
    if lines[0].startswith(SPEECH[language].nowhere):
        return frozenset()
    return said(page, language).fairs


def advised(page: Page, language: str) -> Names | None:
    """Who reads the sentence of advice, and looks up at which fairs."""
    speech = SPEECH[language]
    for line in page:
        if line.startswith(speech.stay):
            return frozenset()
        if line.startswith(speech.go):
            return said(page, language).fairs
    return None


def choices(page: Page, language: str) -> list[tuple[Names | None, str, float]]:
    """The rows of choices that have an average: the fairs (None where the page does not say which),
    of 100 above zero as it stands there, and the average."""
    speech, found = SPEECH[language], []
    for name, _, of, mean, _ in table(page, speech.choice):
        told = re.search(MONEY, mean)
        if told is not None:
            which = _fairs_of(name.rpartition(": ")[0], page, language)
            found.append((which, of, number(told[1], MARKS[language])))
    return found


def _fairs_of(what: str, page: Page, language: str) -> Names | None:
    speech, known = SPEECH[language], fairs(page, SPEECH[language])
    if what.startswith(speech.nowhere):
        return frozenset()
    base = said(page, language).fairs
    if what.startswith(speech.these):
        return base
    if not what.startswith(speech.same):
        return named(what, known) or None
    less, _, more = what.removeprefix(speech.same).partition(speech.with_)
    parts = [(less.partition(speech.without)[2], -1), (more, 1)]
    for text, way in parts:
        names = named(text, known)
        if text.strip() and not names:
            return None
        base = base | names if way > 0 else base - names
    return base


def by_averages(page: Page, language: str) -> Names | None:
    """Who goes down the column of averages of all choices and takes the highest; of equals the one
    that stands first."""
    rows = [row for row in choices(page, language) if row[0] is not None]
    return max(rows, key=lambda row: row[2])[0] if rows else None


def by_chances(page: Page, language: str) -> Names | None:
    """Who goes down the column of chances instead."""
    speech = SPEECH[language]
    rows = []
    for which, of, _ in choices(page, language):
        ends = chance(re.fullmatch(rf"({speech.few}|{speech.many})?(\d+)", of), speech)
        if which is not None:
            rows.append((sum(ends or (0.0,)), which))
    return max(rows, key=lambda row: row[0])[1] if rows else None


def by_what_each_adds(page: Page, language: str) -> Names | None:
    """Who goes down the column of what each fair adds, and takes all above zero."""
    found = set()
    for name, _, _, adds in table(page, SPEECH[language].fair):
        told = re.match(MONEY, adds)
        if told is not None and number(told[1], MARKS[language]) > 0:
            found.add(name.removeprefix("\u2713 "))
    return frozenset(found)


def by_marks(page: Page, language: str) -> Names:
    """Who looks for the fairs with a mark."""
    rows = table(page, SPEECH[language].fair)
    return frozenset(name[2:] for name, *_ in rows if name.startswith("\u2713 "))


def hurried(page: Page, language: str) -> Names:
    """Who reads the whole page: obeys the advice; else goes by the averages; else stays home."""
    for reader in (advised, by_averages):
        found = reader(page, language)
        if found is not None:
            return found
    return frozenset()


Reader = Callable[[Page, str], Names | None]
READERS: Final[dict[str, Reader]] = {
    "the whole page": hurried,
    "the first sentence": headline,
    "the column of averages": by_averages,
    "the column of chances": by_chances,
    "what each fair adds": by_what_each_adds,
    "the marks": by_marks,
}
