"""A button that prints one container of a page and nothing else."""

from __future__ import annotations

from typing import Final

import streamlit as st

from ui.frame.browser import BUTTON

ALONE: Final = "print-alone"  # class of the document while only the container is on paper

_PRINT: Final = st.components.v2.component(
    "quitte_print",
    html="<button type='button'></button>",
    css=BUTTON,
    js="""export default ({data, parentElement}) => {
  const button = parentElement.querySelector('button');
  const page = document.documentElement;
  button.textContent = data.label;
  button.onclick = () => {
    addEventListener('afterprint', () => page.classList.remove(data.alone), {once: true});
    page.classList.add(data.alone);
    print();
  };
}""",
)


def button(label: str, key: str) -> None:
    """Prints the container with this `key` alone; the browser's own command prints the page."""
    card = f".st-key-{key}"
    st.html(f"""<style>
@media print {{
  .{ALONE} body :not(:has({card})):not({card}, {card} *) {{display: none !important}}
  :root.{ALONE} {{font-size: 16px !important}}
  .{ALONE} :is({card}, :has(> {card})) {{width: 100% !important; max-width: none !important}}
  .{ALONE} {card} {{break-inside: avoid; width: calc(100% - 2px) !important}}
}}
</style>""")
    _PRINT(data={"label": label, "alone": ALONE}, key=f"print.{key}", width="content")
