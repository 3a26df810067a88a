"""What the browser is told of a page: its language, in Streamlit's own texts too, and where we are.

Streamlit's texts are English and cannot be set (its issue 1353). Those that a visitor can meet
stand in ``words/*/pages/streamlit.toml``, in English as Streamlit writes them. A script replaces
them in whatever the page shows, as it appears: a text exactly as it stands there, its {places}
filled with what stood in them. Where the page speaks English there is nothing to replace.

A link to another page, about to be followed, gets the plan that the address has now, for whoever
opens it in another tab.

It also keeps the keyboard's place. A link of the menu is gone with the page that it was on, so the
focus goes to the heading of the new page: a screen reader then says where we are, and Tab goes on
with what is new. A group of the menu that opens takes the focus to its first page; Tab and Escape
lead back to the menu.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from ui.visit import state
from words.catalogue import Words, words
from words.languages import FALLBACK

TABLE: Final = "streamlit"

# What is kept between runs lies in `window.quitte`: `said` (a node -> what Streamlit wrote in it
# and what stands there now), and the page that was shown last.
_SCRIPT: Final = r"""(told => {
  const first = !window.quitte;
  const own = window.quitte ??= {said: new WeakMap()};
  const ATTRIBUTES =
    ['aria-label', 'title', 'placeholder', 'aria-roledescription', 'aria-valuetext'];
  const MINE = '[data-testid=stMarkdownContainer], textarea, svg, script, style, noscript';
  const THEIRS = '[data-testid=stTooltipContent], [data-testid=stFileUploaderDropzone]';
  const LINK = '[data-testid=stPageLink-NavLink]';
  const page = document.documentElement;
  page.lang = told.language;
  if (told.cookie) document.cookie = told.cookie;

  // Numbers and days in boxes and sliders follow the browser: where it speaks another language than
  // the page, it is said to speak the page's.
  delete navigator.language;
  delete navigator.languages;
  const speaks = navigator.language || '';
  if (!speaks.startsWith(told.language)) {
    Object.defineProperty(navigator, 'language', {configurable: true, get: () => told.language});
    Object.defineProperty(navigator, 'languages', {configurable: true, get: () => [told.language]});
  }
  if ((own.language ??= speaks) !== navigator.language) dispatchEvent(new Event('languagechange'));
  own.language = navigator.language;

  const exact = new Map(told.words);
  const quoted = text => text.replace(/[.*+?^$()|[\]\\/]/g, '\\$&');
  const filled = told.words.filter(([text]) => text.includes('{')).map(([text, mine]) =>
    [new RegExp('^' + quoted(text).replace(/\{(\w+)\}/g, '(?<$1>.+?)') + '$', 's'), mine]);
  const inMine = text => {
    if (exact.has(text)) return exact.get(text);
    for (const [pattern, mine] of filled) {
      const found = text.match(pattern);
      if (found) return mine.replace(/\{(\w+)\}/g, (_, name) => found.groups[name]);
    }
    return text;
  };
  // `key`: an attribute, or 'text' for what a node says itself.
  const say = (node, key, now, put) => {
    if (!now || !told.words.length && !own.said.has(node)) return;
    const kept = own.said.get(node) ?? {};
    const theirs = kept[key]?.mine === now ? kept[key].theirs : now;
    const mine = inMine(theirs.trim()) === theirs.trim()
      ? theirs : theirs.replace(theirs.trim(), () => inMine(theirs.trim()));
    if (mine === theirs) delete kept[key]; else kept[key] = {mine, theirs};
    own.said.set(node, kept);
    if (mine !== now) put(mine);
  };
  const sayText = node => {
    const at = node.parentElement;
    if (at && (!at.closest(MINE) || at.closest(THEIRS)))
      say(node, 'text', node.data, text => { node.data = text; });
  };
  const sayAttributes = node => {
    ATTRIBUTES.forEach(name =>
      say(node, name, node.getAttribute(name), text => node.setAttribute(name, text)));
    if (node.matches(LINK)) place(node);
  };
  const mark = (node, here) => here
    ? node.setAttribute('aria-current', here) : node.removeAttribute('aria-current');
  // Streamlit's address of the first page is a query alone: on another page, that page's own.
  const place = link => {
    const address = link.getAttribute('href') ?? '';
    if (address.startsWith('?')) link.setAttribute('href', './' + address);
    mark(link, path(link.href) === path(location.href) && 'page');
  };
  const path = address => new URL(address, location.href).pathname.replace(/\/$/, '');
  const look = root => {
    if (root.nodeType === Node.TEXT_NODE) return sayText(root);
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    const all = [root, ...root.querySelectorAll('*')];
    all.forEach(sayAttributes);
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) sayText(texts.currentNode);
    all.filter(node => node.matches('.st-key-menu button')).forEach(button =>
      mark(button, told.group && button.closest('.st-key-menu-' + told.group) && 'true'));
    if (all.some(node => node.matches('[data-testid=stPopoverBody]'))) opened();
  };

  const group = () => document.querySelector('.st-key-menu button[aria-expanded=true]');
  const links = () => [...document.querySelectorAll('[class*=st-key-pages] a')];
  const opened = () => requestAnimationFrame(() => {
    if (group()) links()[0]?.focus({preventScroll: true});
  });
  const leave = () => { const button = group(); button?.focus(); button?.click(); };
  own.key = event => {
    const among = links(), at = among.indexOf(document.activeElement);
    const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
    if (event.key === 'ArrowDown' && at < 0 && document.activeElement.closest('.st-key-menu')
        && document.activeElement.getAttribute('aria-expanded') === 'false') {
      event.preventDefault();
      document.activeElement.click();
    } else if (at >= 0 && step) {
      event.preventDefault();
      among[(at + step + among.length) % among.length].focus();
    } else if (at >= 0 && event.key === 'Tab' && !among[at + (event.shiftKey ? -1 : 1)]) {
      if (event.shiftKey) event.preventDefault();
      leave();
    }
  };

  // The address has the plan as it is now; the links of the page are drawn less often.
  own.aim = event => {
    const link = event.target.closest?.(LINK);
    const plan = new URL(location.href).searchParams.get('s');
    if (!link || !plan) return;
    const address = new URL(link.href);
    if ([null, plan].includes(address.searchParams.get('s'))) return;
    address.searchParams.set('s', plan);
    link.setAttribute('href', address.href);
  };

  own.changed = changes => changes.forEach(change => {
    if (change.type === 'childList') change.addedNodes.forEach(look);
    else if (change.type === 'attributes') sayAttributes(change.target);
    else sayText(change.target);
  });
  if (first) {
    document.addEventListener('keydown', event => own.key(event));
    ['pointerover', 'pointerdown', 'focusin'].forEach(kind =>
      document.addEventListener(kind, event => own.aim(event)));
    new MutationObserver(changes => own.changed(changes)).observe(document.body, {
      subtree: true, childList: true, characterData: true, attributes: true,
      attributeFilter: [...ATTRIBUTES, 'href']});
    // On a phone the inputs cover the page: the next visit begins with the answer.
    addEventListener('pagehide', () => {
      if (own.phone) Object.keys(localStorage).filter(key => key.startsWith('stSidebarCollapsed'))
        .forEach(key => localStorage.removeItem(key));
    });
  }
  own.phone = told.phone;
  look(document.body);

  const moved = own.page !== undefined && own.page !== told.page;
  own.page = told.page;
  if (moved) {
    const until = Date.now() + 10000;
    const heading = () => {
      const found = document.querySelector('.stMain h1'), at = document.activeElement;
      if (own.page !== told.page || Date.now() > until) return;
      if (!found) return requestAnimationFrame(heading);
      if (at && at !== document.body && !at.closest('.st-key-top') || group()) return;
      found.tabIndex = -1;
      found.focus({preventScroll: true});
    };
    group()?.click();  // one that is opened from here on is the visitor's, and keeps the focus
    requestAnimationFrame(heading);
  }
})"""


def script(page: str, group: str | None, *, phone: bool) -> str:
    """The script of a page: its key, and the group of the menu that it stands in."""
    w = state.language()
    cookie = f"{state.COOKIE}={w.code}; path=/; max-age=31536000; samesite=lax"
    told: Mapping[str, Any] = {
        "language": w.code,
        "cookie": cookie if state.spoken_language() else "",
        "words": replaced(w),
        "page": page,
        "group": group,
        "phone": phone,
    }
    return f"{_SCRIPT}({json.dumps(told)});".replace("</", "<\\/")


def replaced(w: Words) -> list[tuple[str, str]]:
    """Streamlit's own texts, each with what stands in its place; none in its own language. The
    longest come first, so that a text is not taken for a shorter one with more in its places."""
    pairs = zip(_texts(words(FALLBACK).table(TABLE)), _texts(w.table(TABLE)), strict=True)
    return sorted((one for one in pairs if one[0] != one[1]), key=lambda one: -len(one[0]))


def _texts(table: Mapping[str, Any]) -> Iterator[str]:
    for text in table.values():
        yield from _texts(text) if isinstance(text, Mapping) else (str(text),)
