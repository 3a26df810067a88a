"""The table on the screen: a row of boxes for each line, and an empty one to go on in."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

import streamlit as st

from sim.plan.checks import LONGEST_TEXT
from sim.plan.parameters import Unit
from ui.editing import redraw
from ui.lines import paste, rows
from ui.lines.kind import Kind, Row
from ui.lines.rows import Held
from ui.visit import state
from words.catalogue import Words
from words.markdown import plain, quoted

RANGE: Final = ("low", "high")

# Enter leads on: from a name to its amount, from anywhere else to the name of the next row, and at
# once, since the next letter may have been typed already; a box that is left is read by Streamlit.
# More than one line, pasted into a box, is a paste of lines; and what is pasted into the area for
# them is read at once, as if that were left.
_HAND: Final = st.components.v2.component(
    "quitte_lines",
    js="""export default ({data, setTriggerValue}) => {
  const table = `.st-key-lines-${data.place}`;
  const boxes = row => [...row?.querySelectorAll('input[type=text]') ?? []];
  const row = box => box.closest(`${table} > *`);
  const lead = event => {
    const box = event.target;
    if (event.key !== 'Enter' || event.isComposing || !box.matches?.(`${table} input[type=text]`)
      || box.closest('[data-testid=stSelectbox]')) return;
    const [name, amount] = boxes(row(box));
    const [next] = box === name ? [amount] : boxes(row(box).nextElementSibling);
    if (next && box.value.trim()) next.focus();
  };
  const pasted = event => {
    const box = event.target;
    if (box.matches?.(`.st-key-paste-${data.place} textarea`)) setTimeout(() => box.blur());
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (!/[\\n\\t]/.test(text.trim()) || !box.matches?.(`${table} input[type=text]`)) return;
    event.preventDefault();
    setTriggerValue('pasted', text);
  };
  document.addEventListener('keydown', lead);
  document.addEventListener('paste', pasted);
  return () => {
    document.removeEventListener('keydown', lead);
    document.removeEventListener('paste', pasted);
  };
}""",
)


def show(kind: Kind) -> None:
    """The rows."""
    st.fragment(_table, key=redraw.there(redraw.lines(kind.place)))(kind)


def _table(kind: Kind) -> None:
    w, now = state.language(), rows.held(kind)
    table = rows.key(kind)
    heads = "".join(f"<span>{w(f'lines.{part}')}</span>" for part in ("label", "likely", "per"))
    st.html(f'<div class="parts of-lines" aria-hidden="true">{heads}</div>')
    with st.container(key=f"lines-{kind.place}", gap="xxsmall"):
        for number, row in enumerate(now.rows, start=1):
            with st.container(key=f"line-{table}-{row['id']}", gap="xxsmall"):
                _Row(kind, table, w, number, row, now).show()
    told = paste.into(kind)
    _HAND(data={"place": kind.place}, key=f"hand.{kind.place}", height=1,
          on_pasted_change=partial(told, f"hand.{kind.place}"))  # fmt: skip


class _Row:
    """One row: name, amount and per what; low and high where they are used; the rest on request."""

    def __init__(self, kind: Kind, table: str, w: Words, number: int, row: Row, now: Held) -> None:
        self.kind, self.table, self.w, self.number, self.row = kind, table, w, number, row
        self.open = row["id"] in now.open
        self.args = (kind, table, w.code)

    def show(self) -> None:
        row = self.row
        with st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="xxsmall",
                          key=self._key("cells")):  # fmt: skip
            self._text("label", self.w("lines.new"), max_chars=LONGEST_TEXT)
            self._text("likely")
            self._refine()
        ranged = any(str(row[part]).strip() for part in RANGE)
        if self.open or ranged:
            with st.container(horizontal=True, wrap=False, gap="xxsmall", key=self._key("range")):
                for part in RANGE:
                    self._named(part)
        if self.open:
            self._more()
        problem = row.get("problem")
        if problem is not None:
            about = problem.at(f"{self.kind.place}[{self.number}]")
            st.error(self.w.problem(about, Unit.MONEY), icon=":material/error:")

    def _key(self, what: str) -> str:
        return f"{what}-{self.table}-{self.row['id']}"

    def _called(self, part: str) -> str:
        """What a box is called to who does not see where it stands."""
        name, told = str(self.row["label"]).strip(), self.w(f"lines.{part}")
        which = "lines.part_of" if name else "lines.part"
        return self.w(which, part=told, n=self.number, name=quoted(name))

    def _text(self, part: str, shown: str = "\u2013", **limits: Any) -> None:
        """A box whose name is heard, not seen: it stands in the head of its column."""
        self._box(part, self._called(part), shown, label_visibility="collapsed", **limits)

    def _named(self, part: str) -> None:
        """A box with its name beside it; which line it is of is heard only."""
        told = self.w(f"lines.{part}")
        which = self._called(part).removeprefix(told).strip()
        self._box(part, f"{told}\n\n{which}", "\u2013")

    def _box(self, part: str, label: str, shown: str, **others: Any) -> None:
        st.text_input(
            label,
            value=str(self.row[part]),
            key=rows.box(self.table, self.row["id"], part),
            on_change=redraw.after_lines,
            args=(rows.typed, *self.args),
            placeholder=shown,
            **others,
        )

    def _refine(self) -> None:
        """Per what the line is, as a button behind which that is chosen, and more."""
        per = plain(self.w(f"per.{self.row['per']}"))
        name = self._called("refine")
        st.button(
            f"{per} *{name}*",
            key=self._key("refine"),
            icon=":material/expand_less:" if self.open else ":material/expand_more:",
            icon_position="right",
            type="tertiary",
            on_click=redraw.after_lines,
            args=(rows.refined, *self.args, self.row["id"]),
        )

    def _more(self) -> None:
        with st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="xxsmall",
                          key=self._key("more")):  # fmt: skip
            for extra in self.kind.extras:
                self._named(extra.field)
            per = str(self.row["per"])
            st.selectbox(
                self._called("per"),
                self.kind.per,
                index=self.kind.per.index(per) if per in self.kind.per else 0,
                key=rows.box(self.table, self.row["id"], "per"),
                on_change=redraw.after_lines,
                args=(rows.typed, *self.args),
                format_func=lambda one: self.w("costs.per_unit", per=self.w(f"per.{one}")),
                label_visibility="collapsed",
            )
            st.button(
                f"{self.w('lines.delete')} *{self._called('delete')}*",
                key=self._key("delete"),
                icon=":material/delete:",
                type="tertiary",
                on_click=redraw.after_lines,
                args=(rows.deleted, *self.args, self.row["id"]),
            )
