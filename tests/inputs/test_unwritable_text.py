"""Half a letter of UTF-16, or NUL, in any text that comes in: refused, or mended where it is kept
already, and never in anything that is shown or kept."""

from __future__ import annotations

import base64
import io
import json
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Any, Final

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports import scenario_from_workbook
from sim import ScenarioError, dumps, example, loads
from sim.actuals import evaluation, guesses
from sim.actuals import file as record_file
from sim.actuals.evaluation import Evaluation, View
from sim.actuals.record import Entry, Record
from sim.links.comparison_link import decode_comparison
from sim.links.plan_link import _SHARED, Link, decode, encode, told_of
from sim.links.presentation import Outlook, from_content
from sim.links.year_link import decode_year
from sim.plan.checks import checked_text
from sim.plan.problems import mended
from sim.year.settings import Settings
from store.book_file import INDEX, Kept, packed, unpacked
from store.entries import Document, Fair, checked_by, checked_content, checked_name
from store.problems import StoreError
from tests.reports.test_reading import content
from tests.sim.crm.tables import read_table
from ui.book.blocks import sentence
from ui.crm import said
from words.catalogue import words
from words.markdown import plain, quoted

PLAN: Final = example("regional")
W: Final = (words("nl"), words("en"))
HALVES: Final = ("\ud800", "\udbff", "\udc00", "\udfff", "\0")
Reader = Callable[[str], object]


def texts() -> st.SearchStrategy[str]:
    """Texts with at least one such letter, of those that one could take for whole, too."""
    whole = st.text(st.sampled_from("aé🎪\\u\"'{}[].= \n"), max_size=4)
    return st.tuples(whole, st.sampled_from(HALVES), whole).map("".join)


def token(document: Any) -> str:
    """A link that says this; a link of the app's own cannot say it."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, zdict=_SHARED)
    deflated = packer.compress(json.dumps(document).encode()) + packer.flush()
    return "1" + base64.urlsafe_b64encode(deflated).rstrip(b"=").decode()


def plan_with(**changed: Any) -> dict[str, Any]:
    return told_of(Link(PLAN)) | changed


def year_of(told: Any) -> str:
    return token({"fairs": [[told, True, 0, None]], "settings": asdict(Settings())})


def scenario_file(text: str) -> bytes:
    """A plan that is called so, the letter as an escape."""
    return f"name = {json.dumps(text)}\n".encode() + _rest()


def _rest() -> bytes:
    return dumps(PLAN).partition("\n")[2].encode()


def evaluated(**parts: Any) -> str:
    return json.dumps(json.loads(evaluation.dumps(Evaluation())) | parts)


def guessed(text: str) -> str:
    one = {"who": text, "path": "visitors", "low": 1000, "high": 2000}
    return json.dumps({"version": 1, "guesses": [one]})


def recorded(**entry: Any) -> str:
    day = Entry(date(2026, 4, 1), {"visitors": 9_000})
    kept = json.loads(record_file.dumps(Record(date(2026, 3, 1), (day,))))
    kept["entries"][0] |= entry
    return json.dumps(kept)


def answered(text: str) -> str:
    """What was said of a file of leads."""
    return json.dumps({"version": 1, "settled": [text], "columns": {"stage": text}})


def presented(text: str) -> str:
    band = (1.0, 1.0, 1.0, 1.0)
    outlook = Outlook(text, None, 0.1, 0.1, {"contacts": band}, {"guess": 1}, sender=text)
    return json.dumps(vars(outlook))


def book_with(content: str) -> bytes:
    """The file of a book with an evaluation; as it is packed, it holds only what can be kept."""
    moment = datetime(2026, 3, 1, tzinfo=UTC)
    fair = Fair("a", "Abiss", 2026, "abiss", moment, moment)
    return packed([Kept(fair, (Document("a", "evaluation", 1, moment, "Ann", content),))])


def index_with(**head: Any) -> bytes:
    """The file of a book whose index says something else of its fair."""
    with zipfile.ZipFile(io.BytesIO(book_with("{}"))) as archive:
        told = json.loads(archive.read(INDEX))
        content = archive.read(told["fairs"][0]["documents"][0]["file"])
    told["fairs"][0] |= head
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(INDEX, json.dumps(told))
        archive.writestr(told["fairs"][0]["documents"][0]["file"], content)
    return buffer.getvalue()


# Who brings a text in hears that it cannot be.
REFUSED: Final[dict[str, Reader]] = {
    "name in a link": lambda t: decode(token(plan_with(name=t))),
    "key in a link": lambda t: decode(token(plan_with(**{t: 1}))),
    "input in a link": lambda t: decode(token(plan_with(inputs={t: 1}))),
    "value in a link": lambda t: decode(token(plan_with(inputs={"visitors": {t: t}}))),
    "currency in a link": lambda t: decode(token(plan_with(currency=t))),
    "evidence in a link": lambda t: decode(token(plan_with(evidence={"visitors": t}))),
    "example in a link": lambda t: decode(token(plan_with(start=t))),
    "seed in a link": lambda t: decode(token(plan_with(seed=t))),
    "address": lambda t: decode(f"http://quitte.example/?s={t}"),
    "comparison": lambda t: decode_comparison(f"{encode(PLAN, 1)}~{token(plan_with(name=t))}"),
    "year": lambda t: decode_year(year_of(plan_with(name=t))),
    "settings of a year": lambda t: decode_year(token({"fairs": [], "settings": {t: t}})),
    "scenario file": lambda t: loads(scenario_file(t)),
    "scenario as a text": lambda t: loads(f"name = '{t}'\n" + _rest().decode()),
    "scenario with a key": lambda t: loads(f"{json.dumps(t)} = 1\n".encode() + _rest()),
    "invoice of a record": lambda t: record_file.loads(recorded(invoices=[t]), mend=False),
    "figure of a record": lambda t: record_file.loads(recorded(figures={t: 1}), mend=False),
    "view of a team": lambda t: Evaluation(views={"sales": View(well=t)}),
    "reason of a team": lambda t: Evaluation(reason=t),
    "name": checked_text,
    "name in the book": checked_name,
    "who saves": checked_by,
    "part of a fair": lambda t: checked_content(evaluated(reason=t)),
    "book with a name": lambda t: unpacked(index_with(name=t)),
    "book with a series": lambda t: unpacked(index_with(series=t)),
    "book with an evaluation": lambda t: unpacked(book_with(evaluated(reason=t))),
    "book with an escaped plan": lambda t: unpacked(book_with(json.dumps({"x": [{t: t}]}))),
}
# What is kept already opens again, without the letter.
MENDED: Final[dict[str, Reader]] = {
    "evaluation": lambda t: evaluation.dumps(evaluation.loads(evaluated(reason=t))),
    "views": lambda t: evaluation.dumps(evaluation.loads(evaluated(views={"sales": {"well": t}}))),
    "actions": lambda t: evaluation.dumps(evaluation.loads(evaluated(actions=[{"what": t}]))),
    "guesses": lambda t: guesses.dumps(guesses.loads(guessed("A" + t.replace("\n", "")))),
    "record": lambda t: json.dumps(
        json.loads(
            record_file.dumps(record_file.loads(recorded(invoices=["A" + t.replace("\n", "")])))
        ),
        ensure_ascii=False,
    ),
    "presentation": lambda t: json.dumps(vars(from_content(presented(t), "customer")),
                                         ensure_ascii=False),
    "file of leads": lambda t: said.dumps(said.loads(answered(t)) or said.Said()),
    "as plain text": plain,
    "in a sentence": quoted,
}  # fmt: skip


def writable(text: str) -> bool:
    return text.encode() is not None and "\0" not in text


@pytest.mark.parametrize("name", REFUSED)
@settings(max_examples=25)
@given(text=texts())
def test_a_text_that_nobody_can_write_is_refused_in_one_sentence(name: str, text: str) -> None:
    try:
        REFUSED[name](text)
    except ScenarioError as problem:
        told = [str(problem), problem.place]
        told += [say for w in W for say in (w.problem(problem), w.problem_of_file(problem))]
    except StoreError as problem:
        told = [str(problem), *(sentence(problem, w) for w in W)]
    else:
        pytest.fail("it was taken in")
    assert all(map(writable, told))


@pytest.mark.parametrize("name", MENDED)
@settings(max_examples=25)
@given(text=texts())
def test_what_is_kept_already_opens_without_the_letter(name: str, text: str) -> None:
    found = MENDED[name](text)
    assert isinstance(found, str)
    assert writable(found)
    assert "\ufffd" in found


def cells_of(content: bytes) -> list[str]:
    """Every text in a file of leads; none in one that is refused."""
    try:
        table = read_table(content)
    except ScenarioError:
        return []
    return [*table.columns, *(cell for row in table.rows for cell in row)]


@pytest.mark.parametrize("half", ["&#xD800;", "&#55296;", "&#0;", "_xD800_"])
def test_a_page_of_leads_holds_no_such_letter(half: str) -> None:
    rows = "".join(f"<tr><td>{cell}</td><td>Won</td></tr>" for cell in ("Lead", "Ann", half))
    found = cells_of(f"<html><table>{rows}</table></html>".encode())
    assert "Ann" in found
    assert all(map(writable, found))


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-8"])
def test_a_text_of_leads_holds_no_such_letter(encoding: str) -> None:
    whole, broken = "Lead;Stage\nAnn;Won\nBert;Lost\n", "Lead;Stage\nAnn;\ud800Won\nBert;Lost\n"
    assert "Ann" in cells_of(whole.encode(encoding))
    assert all(map(writable, cells_of(broken.encode(encoding, "surrogatepass"))))


def test_a_workbook_holds_no_such_letter() -> None:
    book = openpyxl.load_workbook(io.BytesIO(content("regional")))
    names = [cell for page in book for row in page for cell in row if cell.value == PLAN.name]
    for cell in names:
        cell.value = "A_xD800_B"
    buffer = io.BytesIO()
    book.save(buffer)
    assert names
    assert writable(scenario_from_workbook(buffer.getvalue()).name)


@given(text=st.text(max_size=20))
def test_a_text_of_whole_letters_stays_as_it_is(text: str) -> None:
    bare = text.replace("\0", "")
    assert mended(bare) == bare
    assert evaluation.loads(evaluated(reason=bare)).reason == bare
