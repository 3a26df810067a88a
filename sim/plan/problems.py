"""What can be wrong with a scenario: where, what, and what is allowed.

A problem is a code with values; the sentence under that code stands with the words of each
language (`words/*/problems.toml`), English among them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, time
from functools import partial
from typing import Any, Final

_UNWRITABLE: Final = re.compile("[\0\ud800-\udfff]")
# Code -> the values that are given with it, which a sentence may tell. What is allowed is given as
# ``form``: a phrase of English, which stands for itself until a language has it in other words.
VALUES: dict[str, str] = {
    "absent": "examples",
    "folder": "",
    "unreadable": "detail",
    "too_large": "got most",
    "not_text": "",
    "not_toml": "line detail",
    "missing": "form",
    "size_missing": "form",
    "unknown": "nearest",
    "unknown_key": "allowed",
    "not_table": "",
    "not_list": "form",
    "not_text_value": "most",
    "not_number": "got form",
    "with_vat": "got net",
    "not_finite": "got form",
    "is_day": "got form",
    "not_worked_out": "",
    "two_numbers": "got few many",
    "not_belief": "got form",
    "exact_only": "got",
    "shares_only": "form",
    "below": "got form",
    "above": "got form",
    "low_not_below_high": "low high",
    "likely_outside": "likely low high",
    "too_close": "",
    "too_wide": "low high most",
    "not_whole": "got least",
    "hits_above_of": "hits of",
    "no_phase": "",
    "not_change": "got form",
    "sum_of_belief": "got",
    "nothing_to_change": "got",
    "not_an_input": "",
    "same_step": "got",
    "not_one_of": "got allowed",
    "too_many": "got most",
    "link_broken": "",
    "link_shown": "",
    "too_many_plans": "got most",
    "too_many_fairs": "got most",
    "no_fairs": "form",
    "plan_twice": "got",
    "currencies_differ": "got other",
    "link_version": "",
    "link_too_long": "",
    "not_website": "got",
    "not_record": "",
    "record_version": "",
    "not_day": "got",
    "same_day": "got",
    "two_moments": "",
    "moments_differ": "",
    "same_moment": "got",
    "known_today": "",
    "no_records": "form",
    "day_outside": "got least most",
    "contradicts": "got day other since most",
    "not_csv": "",
    "no_rows": "",
    "cell_too_long": "line",
    "quote_unclosed": "line",
    "too_many_columns": "got most",
    "no_column": "",
    "no_leads": "",
    "no_file": "",
    "not_workbook": "",
    "workbook_locked": "",
    "workbook_too_large": "",
    "is_spreadsheet_xml": "",
    "row_too_wide": "got most",
    "row_joined": "got",
    "not_amount": "got",
    "not_trials": "got least most",
    "no_plans": "form",
    "not_answers": "",
    "not_written": "detail",
    "not_installed": "what file",
    "no_scheduler": "got",
    "no_workers": "got",
    "scheduler_lost": "",
    "other_version": "",
    "no_memory": "",
    "process_ended": "",
    "unforeseen": "detail",
    "not_words": "most",
    "too_long": "got most",
    "not_guesses": "",
    "not_forecast": "",
    "not_evaluation": "",
    "not_seed": "got most",
    "invoice_is_pdf": "",
    "invoice_is_cii": "",
    "invoice_is_other": "got",
    "invoice_is_credit": "",
    "invoice_not_xml": "",
    "invoice_not_invoice": "got",
    "invoice_broken": "line",
    "invoice_doctype": "",
    "invoice_too_deep": "",
    "invoice_missing": "what",
    "invoice_not_amount": "got what",
    "invoice_not_date": "got",
    "invoice_currencies": "got other",
    "invoice_sum": "got",
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


def one_line(value: object) -> str:
    """The value as it is shown on one line; what is long is cut off."""
    if isinstance(value, float):
        return f"{value:.12g}"
    text = value if isinstance(value, str) else written(value)
    return text if len(text) <= 120 else text[:117] + "..."


def readable(value: float) -> bool:
    """Whether a number can be written out; a link may hold one of thousands of digits."""
    size = abs(value)
    return not isinstance(value, bool) and (size in (0, math.inf) or 1e-12 < size < 1e15)


def mended(text: str) -> str:
    """The text as it can be shown, sent and kept: half a letter of UTF-16, which Python can hold
    and nothing can write, and NUL, which no database takes, become the sign of an unknown letter.
    """
    return _UNWRITABLE.sub("\ufffd", text)


def written(value: object, form: Callable[[object], str] = _typed) -> str:
    """The value as a file has it; Python refuses numbers of thousands of digits and too deep
    nesting. `form` writes it otherwise."""
    try:
        return mended(form(value))
    except (ValueError, RecursionError):
        return "(too long to write)"


class ScenarioError(ValueError):
    """Something that a scenario cannot be.

    `code` is a key of `VALUES`, `place` the path of the value (``inputs.margin``, empty where the
    whole is meant), `values` what a sentence tells. As text it is these three on one line, for
    whoever calls the core: ``inputs.margin: above (got 3; form a share from 0 to 1)``.
    """

    def __init__(self, code: str, place: str = "", **values: object) -> None:
        self.code = code
        self.place = mended(place)
        self.values = {
            name: mended(one) if isinstance(one, str) else one for name, one in values.items()
        }
        told = "; ".join(f"{name} {one_line(self.values[name])}" for name in VALUES[code].split())
        text = f"{self.place}: {code}" if place else code
        super().__init__(" ".join((f"{text} ({told})" if told else text).split()))

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled by what it was made of, as other processes send it."""
        return partial(ScenarioError, self.code, self.place, **self.values), ()

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
