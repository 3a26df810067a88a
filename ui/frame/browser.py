"""The address bar and the clipboard: the two things that only the browser can reach.

The address follows the plan by `replaceState`: no entry in the history, so that the back button
leaves as expected, and a reload, a bookmark or a restarted server finds the plan again.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

import streamlit as st

_ADDRESS: Final = st.components.v2.component(
    "quitte_address",
    js="""export default ({data}) => {
  const address = new URL(location.href);
  if ((address.searchParams.get(data.name) || '') === data.value) return;
  if (data.value) address.searchParams.set(data.name, data.value);
  else address.searchParams.delete(data.name);
  history.replaceState(history.state, '', address);
}""",
)

# A button of ours looks like those of Streamlit, whose style does not reach into a component.
BUTTON: Final = """
button {font: inherit; font-size: .9rem; color: var(--st-text-color); cursor: pointer;
  background: var(--st-background-color); border: 1px solid var(--st-border-color);
  border-radius: var(--st-button-radius, .5rem); padding: .4rem .8rem; min-height: 2.4rem}
button:hover, button:focus-visible {border-color: var(--st-primary-color);
  color: var(--st-primary-color)}
"""

# The clipboard's own interface exists on https only; the old command works on plain http too.
_COPY: Final = st.components.v2.component(
    "quitte_copy",
    html="<button type='button'></button><span role='status'></span>",
    css=BUTTON + "span {font-size: .9rem; margin-left: .6rem; color: var(--st-text-color)}",
    js="""export default ({data, parentElement}) => {
  const button = parentElement.querySelector('button');
  const status = parentElement.querySelector('span');
  button.textContent = data.label;
  button.onclick = async () => {
    let done = false;
    try {
      if (navigator.clipboard) { await navigator.clipboard.writeText(data.text); done = true; }
    } catch (refused) { done = false; }
    if (!done) {
      const box = document.createElement('textarea');
      box.value = data.text;
      document.body.append(box);
      box.select();
      done = document.execCommand('copy');
      box.remove();
    }
    status.textContent = done ? data.done : data.failed;
  };
}""",
)


def sync(name: str, value: str) -> None:
    """Puts one parameter into the address; an empty value takes it out."""
    _ADDRESS(data={"name": name, "value": value}, key=f"address.{name}", height=1)


def copy(label: str, text: str, *, done: str, failed: str, key: str) -> None:
    """A button that copies `text`, and says whether it could."""
    data = {"label": label, "text": text, "done": done, "failed": failed}
    _COPY(data=data, key=f"copy.{key.encode().hex()}", width="content")


# Without a sign-in the browser itself is what tells the maker of a link from others.
_MAKER: Final = st.components.v2.component(
    "quitte_maker",
    js="""export default ({data, setStateValue}) => {
  let mark = '';
  try {
    mark = localStorage.getItem('quitte.maker') || '';
    if (mark.length < 32) {
      const bytes = crypto.getRandomValues(new Uint8Array(24));
      mark = Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
      localStorage.setItem('quitte.maker', mark);
    }
  } catch (refused) { return; }
  if (mark !== data.known) setStateValue('mark', mark);
}""",
)


def maker(known: str) -> str | None:
    """The random mark that this browser keeps, once it has told it."""
    found = _MAKER(data={"known": known}, key="maker_mark", height=1, on_mark_change=_noticed)
    mark = found.get("mark")
    return mark if isinstance(mark, str) and 32 <= len(mark) <= 64 else None


def _noticed() -> None:
    """A changed state of the component runs the page again; nothing else is to be done."""


def absolute(rest: str, *, here: str) -> str:
    """The full address of a page of this app, as the browser sees the app: ``board?p=...``.

    `here` is the page that asks, whose own address the browser told.
    """
    told = urlsplit(st.context.url or "")
    root = told.path.rstrip("/").removesuffix(f"/{here}")
    return f"{told.scheme}://{told.netloc}{root}/{rest}" if told.netloc else rest
