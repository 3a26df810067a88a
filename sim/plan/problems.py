"""What can be wrong with a scenario, said in one sentence: where, what, what is allowed.

A problem is a code with values, so that the words can be given in any language; the English
sentences of the command line stand here, under the same codes that the texts of the app use.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, time

MESSAGES: dict[str, str] = {
    "absent": "there is no such file; the examples are {examples}",
    "folder": "this is a folder; a scenario is a text file in TOML",
    "unreadable": "the file cannot be read ({detail})",
    "too_large": "the file has {got} bytes; at most {most} are allowed",
    "not_text": "this is not a text file; a scenario is a text file in TOML (UTF-8)",
    "not_toml": "this is not valid TOML; at line {line}: {detail}",
    "missing": "this is missing; give {form}",
    "unknown": "this key is not known; did you mean {nearest}?",
    "unknown_key": "this key is not known; allowed are {allowed}",
    "not_table": "this has to be a table of keys and values",
    "not_list": "this has to be a list of {form}",
    "not_text_value": "this has to be a text of 1 to {most} characters on one line",
    "not_number": "{got} is not a number; give {form}",
    "not_finite": "{got} is not a finite number; give {form}",
    "not_belief": "{got} cannot be read; give one number, [low, high], [low, likely, high]"
    " or, for a share, {{ hits, of }}; each is {form}",
    "exact_only": "{got} is not one number; this input takes exactly one",
    "shares_only": "counted (hits, of) is for shares only; give {form}",
    "below": "{got} is too low; allowed is {form}",
    "above": "{got} is too high; allowed is {form}",
    "low_not_below_high": "low {low} is not below high {high}; give low < high, or one number",
    "likely_outside": "likely {likely} is not between low {low} and high {high}",
    "too_close": "low, likely and high are too close to tell apart; give one number",
    "too_wide": "from {low} to {high} is too wide; high may be at most {most} times low",
    "not_whole": "{got} is not a whole number of at least {least}",
    "hits_above_of": "hits {hits} is above of {of}; at most all can be counted",
    "no_phase": "all three phases are 0; at least one has to be above 0",
    "not_one_of": "{got} is not known here; allowed are {allowed}",
    "too_many": "{got} lines are too many; at most {most} are allowed",
    "link_broken": "the link is damaged or not complete; ask for it again",
    "link_shown": "this is a link to show; ask for the link to work on",
    "too_many_plans": "{got} plans are too many; at most {most} can be compared",
    "link_version": "the link was made by a newer version of Quitte; it cannot be opened here",
    "not_record": "this is no record of what happened at a fair, or it is damaged",
    "record_version": "the record was made by a newer version of Quitte; it cannot be opened here",
    "not_day": "{got} is no day; give one such as 2026-12-31",
    "day_outside": "{got} is too far from the fair; allowed is from {least} to {most}",
    "contradicts": "{got} (of {day}) is too many beside {other} (of {since}); at most {most}",
    "is_workbook": "this is a workbook; save it as CSV and choose that file",
    "not_csv": "this is not a text file; choose a CSV file",
    "no_rows": "there is no row below the header",
    "cell_too_long": "the cell on line {line} is too long; is a quotation mark missing there?",
    "quote_unclosed": "the quotation mark on line {line} is never closed",
    "too_many_columns": "{got} columns are too many; at most {most} are allowed",
    "no_column": "choose the column for this",
    "row_too_wide": "the row has {got} cells, the header {most}",
    "row_joined": "a quotation mark makes one row of {got} lines",
    "cell_empty": "the cell is empty",
    "unknown_word": "{got} has no meaning yet; choose one",
    "not_amount": "{got} is no amount of money; give one of at least 0",
    "same_id": "{got} stands on line {line} already",
    "lost_and_open": "the lead is lost and still open",
    "after_lost": "the lead was lost on {day} and went on on {got}",
    "not_trials": "{got} is not a whole number of trials from {least} to {most}",
    "not_words": "this has to be a text of at most {most} characters",
    "too_long": "the text has {got} characters; at most {most} are allowed",
    "not_guesses": "these are no guesses that this version of Quitte can read",
    "not_forecast": "this is no forecast that this version of Quitte can read",
    "not_evaluation": "this is no evaluation that this version of Quitte can read",
    "not_seed": "{got} is no seed; give a whole number from 0 to {most}",
}


def _typed(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{', '.join(map(_typed, value))}]"
    if isinstance(value, dict):
        pairs = ", ".join(f"{key} = {_typed(each)}" for key, each in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    return str(value) if isinstance(value, date | time) else repr(value)


def shown(value: object) -> str:
    """The value as it is shown in an English sentence."""
    if isinstance(value, float):
        return f"{value:.12g}"
    text = value if isinstance(value, str) else written(value)
    return text if len(text) <= 120 else text[:117] + "..."


def readable(value: float) -> bool:
    """Whether a number can be written out; a link may hold one of thousands of digits."""
    size = abs(value)
    return not isinstance(value, bool) and (size in (0, math.inf) or 1e-12 < size < 1e15)


def written(value: object, form: Callable[[object], str] = _typed) -> str:
    """The value as a file has it; Python refuses numbers of thousands of digits and too deep
    nesting. `form` writes it otherwise."""
    try:
        return form(value)
    except (ValueError, RecursionError):
        return "(too long to write)"


class ScenarioError(ValueError):
    """Something that a scenario cannot be.

    `code` is a key of `MESSAGES`, `place` the path of the value (``inputs.margin``, empty where
    the whole is meant), `values` what the sentence tells.
    """

    def __init__(self, code: str, place: str = "", **values: object) -> None:
        self.code = code
        self.place = place
        self.values = values
        super().__init__(self.sentence)

    @property
    def sentence(self) -> str:
        """Place and message in English, on one line."""
        filled = {key: shown(value) for key, value in self.values.items()}
        message = MESSAGES[self.code].format(**filled)
        return " ".join((f"{self.place}: {message}" if self.place else message).split())

    def at(self, place: str) -> ScenarioError:
        """The same problem, `place` put before its own."""
        parts = [part for part in (place, self.place) if part]
        return ScenarioError(self.code, ".".join(parts), **self.values)


@contextmanager
def at(place: str) -> Iterator[None]:
    """Puts `place` before the place of a `ScenarioError` raised inside."""
    try:
        yield
    except ScenarioError as problem:
        raise problem.at(place) from None
