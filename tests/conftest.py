"""Two ways to use the app without a browser, a visitor of its pages and the screen of one row; and
a database server for whoever needs one.
"""

from __future__ import annotations

import gc
import json
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeVar
from unittest.mock import patch

import pandas as pd
import pyarrow as pa
import pytest
import streamlit as st
from google.protobuf.message import Message
from hypothesis import HealthCheck, settings
from streamlit.proto.VegaLiteChart_pb2 import VegaLiteChart
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.state import session_state_proxy
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import ElementTree

from sim import Scenario
from sim.plan.beliefs import Belief
from store import Database, Fairs
from tests import cheap
from tests.english import english_in
from tests.gate import thorough
from tests.postgresql import PostgreSQL, running
from ui.editing import edits, sliders
from ui.visit import session, state
from ui.visit.keys import Key
from words.catalogue import words

# How fast a machine makes examples, or tries one, says nothing of the product.
settings.register_profile(
    "any machine", suppress_health_check=[HealthCheck.too_slow], deadline=None
)
settings.load_profile("any machine")

APP = Path(__file__).parent.parent / "plan.py"
T = TypeVar("T")

pytest_addoption = thorough.pytest_addoption
pytest_collection_modifyitems = thorough.pytest_collection_modifyitems
components, unconnected = cheap.components, cheap.unconnected
told_at_once = cheap.told_at_once


class Visitor:
    """One visit through AppTest, which knows neither expanders nor edits of a grid: both are
    sent here as a browser sends them."""

    def __init__(self, locale: str = "en-US", page: str = "", **query: str) -> None:
        """Comes to a page, as "when", or else to the plan, by an address with this query."""
        self.at = AppTest.from_file(APP, default_timeout=60)
        if page:
            self.at.switch_page(f"pages/{page}.py")
        self.at.context = {"locale": locale, "url": "http://quitte.example/"}
        for name, value in query.items():
            self.at.query_params[name] = value
        self.opened: set[str] = set()
        self.run()

    def run(self, *states: WidgetState) -> Visitor:
        """The script once more, with what was changed since."""
        for key in self.opened:
            self.at.session_state[key] = True
        plain = ElementTree.get_widget_states

        def sent(tree: ElementTree) -> WidgetStates:
            # A label may come from the session, which AppTest leaves before it asks for labels.
            session = self.at._session_state
            with patch.object(session_state_proxy, "get_session_state", lambda: session):
                found = plain(tree)
            others = [one for one in found.widgets if one.id not in {new.id for new in states}]
            return WidgetStates(widgets=[*others, *states])

        with patch.object(ElementTree, "get_widget_states", sent):
            self.at.run()
            if not self.at.title:  # only fragments ran, and AppTest forgets the rest of the page
                states = ()
                self.at.run()
        return self

    def open(self, *keys: str) -> Visitor:
        """Opens expanders and popovers; they stay open."""
        self.opened |= set(keys)
        return self.run()

    def type(self, key: str, text: str) -> Visitor:
        self.box(key).set_value(text)
        return self.run()

    def box(self, key: str) -> Any:
        """A box for text; the key of a figure goes on with its day."""
        every = (*self.at.text_input, *self.at.text_area)
        found = [one for one in every if (one.key or "").partition("@")[0] == key]
        return found[0] if found else self.at.text_input(key=key)

    def slide(self, key: str, value: float) -> Visitor:
        self.at.slider(key=key).set_value(value)
        return self.run()

    def pick(self, key: str, value: Any) -> Visitor:
        """Chooses in a select box or in a row of buttons."""
        found = [w for w in (*self.at.selectbox, *self.at.segmented_control) if w.key == key]
        found[0].set_value(value)
        return self.run()

    def press(self) -> Visitor:
        """Presses the only button."""
        (button,) = self.at.button
        button.click()
        return self.run()

    def edit(self, **edits: Any) -> Visitor:
        """Edits a grid: edited_rows, added_rows, deleted_rows."""
        nothing: dict[str, Any] = {"edited_rows": {}, "added_rows": [], "deleted_rows": []}
        return self.send(self.at.data_editor[0].proto.id, json.dumps(nothing | edits))

    def line(self, number: int, part: str, place: str = "costs") -> Any:
        """A box of a table of lines, in its row from 1: label, likely, low, high, per."""
        ids = [key.split(".")[-2] for key in self._lines(place) if key.endswith(".label")]
        (box,) = (box for key, box in self._lines(place).items()
                  if key.split(".")[-2:] == [ids[number - 1], part])  # fmt: skip
        return box

    def _lines(self, place: str) -> dict[str, Any]:
        """Every box of a table by its key, in their order."""
        every = (*self.at.text_input, *self.at.selectbox)
        return {box.key: box for box in every if (box.key or "").startswith(f"lines.{place}.")}

    def fill(self, number: int, place: str = "costs", **typed: str) -> Visitor:
        """Types into the boxes of a row, one after the other; opens what is behind its click."""
        for part, text in typed.items():
            if part not in ("label", "likely") and not self._shown(number, part, place):
                self.refine(number, "refine", place)
            self.line(number, part, place).set_value(text)
            self.run()
        return self

    def _shown(self, number: int, part: str, place: str) -> bool:
        row = self.line(number, "label", place).key.removesuffix("label")
        return f"{row}{part}" in self._lines(place)

    def refine(self, number: int, button: str, place: str = "costs") -> Visitor:
        """Presses a button of a row: refine or delete."""
        row = self.line(number, "label", place).key.removeprefix("lines.").removesuffix(".label")
        table, _, id = row.rpartition(".")
        self.at.button(key=f"{button}-{table}-{id}").click()
        return self.run()

    def send(self, id: str, text: str) -> Visitor:
        """What any client may send for a widget."""
        return self.run(WidgetState(id=id, string_value=text))

    def upload(self, content: bytes) -> Visitor:
        """Opens a file."""
        self.open("open_file")
        self.at.file_uploader[0].set_value(("fair.toml", content, "application/toml"))
        self.run()
        self.opened.discard("open_file")
        return self

    def kept(self, key: Key[T]) -> T:
        """One thing that the visit keeps."""
        found: T = self.at.session_state[session.VISIT].get(key.name, key.default)
        return found

    @property
    def screen(self) -> state.Screen:
        """What every page shares of the visit."""
        found = self.kept(state.SCREEN)
        assert found is not None
        return found

    @property
    def plan(self) -> Scenario:
        return self.screen.plans[self.screen.slot]

    @property
    def first(self) -> str:
        """The first sentence."""
        return str(self.at.main.header[0].value)

    @property
    def errors(self) -> list[str]:
        """The sentences that say what is wrong; the page itself has to be whole."""
        assert not self.at.exception
        return [str(error.value) for error in self.at.error]

    def chart(self) -> list[tuple[str, pd.DataFrame]]:
        """Specification and rows of every picture."""
        charts = self.at.get("vega_lite_chart")
        return [(node.proto.spec, _rows(node.proto)) for node in charts]

    def texts(self) -> list[str]:
        """Every text on the page, those in tables and pictures too."""
        found: list[str] = []
        for node in self.at._tree:
            proto = getattr(node, "proto", None)
            script = getattr(proto, "unsafe_allow_javascript", False)  # nobody reads it
            if isinstance(proto, Message) and not script:
                found += _strings(proto)
        for table in [*(node.value for node in self.at.dataframe), *(x for _, x in self.chart())]:
            keys = ["per", "key", "kind", "state", "side", "at"]  # never shown
            table = table.drop(columns=keys, errors="ignore")
            cells = [*table.index, *table.columns, *table.to_numpy().ravel()]
            found += [cell for cell in cells if isinstance(cell, str)]
        return found

    def english(self) -> set[str]:
        """English on the page that is not Dutch too."""
        return english_in(self.texts())


def _rows(proto: VegaLiteChart) -> pd.DataFrame:
    data = proto.datasets[0].data.data if proto.datasets else proto.data.data
    found: pd.DataFrame = pa.ipc.open_stream(data).read_pandas()
    return found


def _strings(message: Message) -> Iterator[str]:
    for field, value in message.ListFields():
        if field.name.endswith("id") or field.name == "key":
            continue
        for part in value if isinstance(value, list) or hasattr(value, "add") else [value]:
            if isinstance(part, Message):
                yield from _strings(part)
            elif isinstance(part, str):
                yield part


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """What the tests are made of is there until the end: looking through it for rubbish, time and
    again, takes longer than finding them. What they leave is looked for now and then: one run of a
    page makes more objects than Python waits for by itself."""
    gc.disable()
    yield
    gc.enable()
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)


@pytest.fixture(autouse=True, scope="session")
def near() -> Iterator[None]:
    """Visitors without a browser have no connection; they sit at this machine unless a test says
    otherwise."""
    with patch("ui.visit.strangers.nearby", lambda: True):
        yield


@pytest.fixture(autouse=True, scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Links are kept in a file of the tests' own."""
    file = tmp_path_factory.mktemp("kept") / "quitte.db"
    with patch.dict("os.environ", {"QUITTE_DATABASE_URL": f"sqlite:///{file}"}):
        yield


@pytest.fixture(scope="session")
def empty_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a book in which nothing is kept yet; nobody writes in it."""
    file = tmp_path_factory.mktemp("empty") / "book.db"
    database = Database(f"sqlite:///{file}")
    with database.reading():
        pass
    database.close()
    return file


@pytest.fixture
def fairs(tmp_path: Path, empty_book: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Fairs]:
    """An empty book behind the pages, of everybody: a copy, since making its tables takes longer
    than a page."""
    url = f"sqlite:///{shutil.copy(empty_book, tmp_path / 'book.db')}"
    monkeypatch.setenv("QUITTE_DATABASE_URL", url)
    database = Database(url)
    yield Fairs(database, "")
    database.close()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    """A server for this run, which makes as many databases as are asked for."""
    yield from running()


@pytest.fixture
def visit() -> Callable[..., Visitor]:
    """A new visitor: ``visit("nl-NL")``."""
    return Visitor


class Screen:
    """What an English visitor has on the screen, held in a plain dictionary."""

    def believe(self, path: str, belief: Belief) -> None:
        """The plan starts from this belief, as one from a file does."""
        state.open_file(state.plan().with_(inputs={path: belief}))

    def belief(self, path: str) -> Belief:
        return state.plan().inputs[path]

    def type(self, path: str, code: str = "", **typed: str) -> None:
        """Types into boxes of a row; the others show what is believed. The row is drawn in the
        language `code`, otherwise in the one that is spoken."""
        w = words(code or state.language().code)
        for part in edits.boxes(path):
            state.put(f"{part}.{path}", typed.get(part, edits.shown(path, part, w)))
        edits.typed(path, w.code)

    def slide(self, path: str, value: float) -> None:
        state.put(f"slide.{path}", value)
        sliders.slid(path)

    def know(self, path: str, way: str) -> None:
        """Says how a number is known: "range", "exact" or "counted"."""
        state.put(f"kind.{path}", way)
        edits.kind(path)


class Plain(dict[str, Any]):
    """What code sees of a session, without Streamlit."""

    to_dict = dict.copy


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Screen:
    monkeypatch.setattr(st, "session_state", Plain())
    monkeypatch.setattr(st, "context", SimpleNamespace(locale="en-US", cookies={}))
    state.start()
    return Screen()


@pytest.fixture
def ended() -> Callable[..., Any]:
    """``ended(call)`` is what `call` returns; it fails where that takes for ever."""

    def within(call: Callable[[], T], lines: int = 10_000) -> T:
        taken = 0

        def trace(*_: object) -> Any:
            nonlocal taken
            taken += 1
            assert taken <= lines, "it does not end"
            return trace

        before = sys.gettrace()
        sys.settrace(trace)
        try:
            return call()
        finally:
            sys.settrace(before)

    return within
