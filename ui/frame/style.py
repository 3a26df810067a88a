"""How pages look where Streamlit's own layout does not reach: a phone, paper, the menu."""

from __future__ import annotations

from typing import Final

STYLE: Final = """<style>
.stMainBlockContainer {padding-top: .7rem; max-width: 1180px}
[data-testid=stSidebar] [data-testid=stSidebarUserContent] {padding: 1rem 0}
[data-testid=stSidebar] [data-testid=stExpanderDetails] {padding: .6rem}
.stVegaLiteChart :is(.mark-text, .role-axis-label, .role-axis-title) text {fill: currentColor}
.stVegaLiteChart :is(.role-axis-label, .role-axis-title) text {opacity: .85}
[data-testid=stSidebar] [data-testid=stVerticalBlock] {gap: .6rem}
[data-testid=stCaptionContainer], [data-testid=stCaptionContainer] p {color: inherit;
  opacity: .88}
[data-testid=stColumn]:has(.st-key-start-answer) {position: sticky; top: 1rem;
  align-self: flex-start}
.st-key-headline [data-testid=stHeading] h2 {font-size: 1.55rem; line-height: 1.3;
  padding: 0 0 .6rem}
[class*="st-key-boxes"] > * {min-width: 0; flex: 1 1 0}
[class*="st-key-boxes"] label p ~ p {position: absolute; width: 1px; height: 1px; overflow: hidden;
  clip-path: inset(50%)}
.stMain:has(.st-key-evaluate-bar) .st-key-headline {min-height: 11rem}
.stMain:has(.st-key-evaluate-bar) .st-key-headline > * {flex: none}
[data-testid=stBottomBlockContainer] {max-width: 1180px; padding-block: .8rem 1rem;
  border-top: 1px solid light-dark(#d5dde5, #33424f)}
.stMain:has(.st-key-evaluate-bar) .st-key-headline > :has(
  > :is(.stSpinner, [data-testid=stSkeleton])) {position: absolute; bottom: 0; right: 0}
[class*="st-key-head"] > :first-child {min-width: 0; flex: 1 1 0}
:is(.st-key-cost_shares, [class*="st-key-matters"]) table {width: 100%; font-size: .92rem;
  font-variant-numeric: tabular-nums}
:is(.st-key-cost_shares, [class*="st-key-matters"]) :is(th, td) {padding: .3rem .5rem;
  border-inline: 0; white-space: nowrap}
:is(.st-key-cost_shares, [class*="st-key-matters"]) :first-child:is(th, td) {white-space: normal}
.st-key-matters th {white-space: normal}
[class*="st-key-year-row"] {gap: .6rem; border-bottom: 1px solid light-dark(#e3e9ef, #2a3844);
  padding-bottom: .25rem; font-variant-numeric: tabular-nums}
[class*="st-key-year-row"] > * {flex: 0 0 5.8rem; width: 5.8rem; min-width: 0; text-align: right}
[class*="st-key-year-row"] > :first-child {flex: 1 1 0; text-align: left}
[class*="st-key-year-row"] > :last-child {flex-basis: 7.4rem; width: 7.4rem}
:is([data-testid=stCheckbox] label, [data-testid=stDownloadButton]) p {white-space: normal;
  overflow: visible}
.st-key-year-row-head p {font-size: .85rem; opacity: .88}
:is([class*="st-key-address"], [class*="st-key-hand"], .st-key-maker_mark, .st-key-rests) {
  position: absolute; height: 0; overflow: hidden}
[class*="st-key-table-even"] table {table-layout: fixed; width: 100%; overflow-wrap: anywhere}
.st-key-start-changes table {font-size: .875rem}
.st-key-start-changes th:first-child {width: 30%}
@media (max-width: 900px) {
  [class*="st-key-year-row"] {flex-flow: row wrap !important; justify-content: flex-end;
    gap: .2rem .4rem}
  [class*="st-key-year-row"] > :not(:first-child) {flex: 0 0 6.4rem !important;
    width: 6.4rem !important}
  [class*="st-key-year-row"] > :is(:first-child, :nth-child(2):last-child) {
    flex: 1 0 100% !important; text-align: left}
  .st-key-year-row-head > :first-child {display: none}
}
@media (min-width: 641px) {
  [data-testid=stLayoutWrapper]:has(> .st-key-mini-start) {display: none}
}
@media (min-width: 641px) and (max-width: 1180px) {
  .stMain:has(.st-key-evaluate-bar) .st-key-headline {min-height: 13rem}
  .stMainBlockContainer {padding-inline: 2rem}
  [data-testid=stColumn]:has(.st-key-cost_shares), [data-testid=stColumn]:has(
    + [data-testid=stColumn] .st-key-cost_shares) {min-width: 100%}
}
@media (min-width: 769px) and (max-width: 1290px) {
  [data-testid=stSidebar]:not([data-collapsed=true]) {max-width: max(20rem, 40vw) !important}
}
[data-testid=stLayoutWrapper]:has(> .st-key-told) {position: sticky; top: .5rem; z-index: 9}
.st-key-told [data-testid=stAlert] {background: light-dark(#fff, #10181f); border-radius: .5rem}
.st-key-card table {width: 100%}
.st-key-card :is(th, td):last-child {width: 30%}
[class*="st-key-row"] label p, [class*="st-key-boxes"] label p {font-size: .8rem}
.st-key-board {font-size: .94rem}
.st-key-advice {border-color: light-dark(#155e8b, #6db6e8); border-width: 2px}
.st-key-board .st-key-advice p > strong:only-child {font-size: 1.15rem; line-height: 1.3}
.st-key-board :is(.st-key-headline, .st-key-advice) > * {flex: none}
.stMainBlockContainer:has(.st-key-board) {padding-bottom: 1rem}
.st-key-board [data-testid=stVerticalBlock] {gap: .5rem}
.st-key-board h1 {padding: .1rem 0 .7rem}
.st-key-board h3 {padding: .1rem 0 .3rem}
.st-key-board-year h1 {margin-bottom: .4rem}
.st-key-board-year h3 {padding-top: .5rem}
.st-key-board :is(p, li) {font-size: .94rem; line-height: 1.45}
.st-key-board [data-testid=stCaptionContainer] p {font-size: .84rem}
.st-key-board table {margin-bottom: .4rem}
.st-key-board :is(th, td) {padding-block: .12rem !important}
.st-key-top {flex-wrap: nowrap; gap: .75rem}
.st-key-top > :has(.st-key-menu) {flex: 1 1 auto; min-width: 0; width: auto}
.st-key-top > :has(.st-key-corner) {flex: 0 0 max-content; width: auto; margin-left: auto}
:is(.st-key-menu, .st-key-corner) {flex-wrap: nowrap}
:is(.st-key-menu, .st-key-corner) > * {flex: 0 0 auto; width: auto}
:is(.st-key-menu, .st-key-corner) a, .st-key-menu button {margin: 0; padding: .25rem .5rem;
  min-height: 2rem; background: none !important; border-radius: .35rem; white-space: nowrap}
.st-key-menu button {border: 0; color: inherit}
.st-key-corner a {color: inherit}
.st-key-corner {flex-wrap: nowrap; align-items: center}
[data-testid=stElementContainer]:has(> .stHtml > script) {display: none}
[data-testid=stSidebarHeader] {height: 0; min-height: 0; margin: 0; padding: 0 .8rem}
[data-testid=stSidebarCollapseButton] {position: absolute; top: .6rem; right: .8rem; z-index: 6}
.st-key-menu button:is(:hover, :focus, :active) {color: inherit}
.st-key-menu button:hover, :is(.st-key-menu, .st-key-corner) a:hover {
  background: light-dark(#eaf0f5, #22303c) !important}
[aria-current]:is(a, button) {box-shadow: inset 0 -2px light-dark(#155e8b, #6db6e8);
  border-radius: .35rem .35rem 0 0}
:is(.st-key-menu, .st-key-corner, [data-testid=stPopoverBody]) :is(a, button):focus-visible {
  outline: 2px solid light-dark(#155e8b, #6db6e8); outline-offset: 1px; box-shadow: none}
[data-testid=stPopoverBody]:has([class*=st-key-pages]) {padding: .4rem; min-width: 9rem;
  width: auto}
[class*=st-key-pages] {gap: .1rem}
[class*=st-key-pages] > * {width: 100%; margin: 0 !important; min-height: 2.2rem}
[class*=st-key-pages] a {margin: 0; padding: .2rem .7rem; min-height: 2rem; background: none}
[class*=st-key-pages] a:hover {background: light-dark(#eaf0f5, #22303c)}
[class*=st-key-pages] [aria-current] {box-shadow: inset 2px 0 light-dark(#155e8b, #6db6e8);
  border-radius: 0 .35rem .35rem 0}
h1:focus {outline: none}
[data-testid=stHeader], [data-testid=stToolbar] {background: none; pointer-events: none}
[data-testid=stHeader] button {pointer-events: auto}
/* The buttons of a picture of dots lie in its free strip, not over the sentence above. */
:is(:has(> .st-key-headline) + *,
  :is(:first-child, :not(:has([data-testid=stHeading])) + *):has(
    + * [data-testid=stCaptionContainer])) [data-testid=stElementToolbar] {translate: 0 1.5rem}
[data-testid=stLayoutWrapper]:has(> .st-key-top) {container: top / inline-size}
@container top (width < 560px) {
  .st-key-top {flex-wrap: wrap; row-gap: .2rem}
  .st-key-top > :has(.st-key-menu) {order: 3; flex: 1 1 100%; margin-left: -.5rem}
  .st-key-menu {gap: .1rem}
  .st-key-corner a p {position: absolute; width: 1px; height: 1px; overflow: hidden;
    clip-path: inset(50%)}
  .st-key-corner a::before {content: "help" / ""; font: 1.3rem "Material Symbols Rounded"}
}
@media (max-width: 1500px) {
  .stApp:has([data-testid=stExpandSidebarButton]) .st-key-top > :first-child {margin-left: 6.5rem}
}
.stApp [data-testid=stBaseButton-primary]:not(:disabled) :is(p, span) {
  color: light-dark(#fff, #10181f)}
.parts {display: flex; gap: .5rem; font-size: .8rem; line-height: 1.2}
.parts span {flex: 1 1 0}
.parts.of-lines {gap: .25rem; margin-bottom: -.3rem}
[data-testid=stSidebar] [class*="st-key-lines-"] {gap: .3rem}
:is([class*="st-key-cells-"] > *, .of-lines span) {min-width: 0}
:is([class*="st-key-cells-"], .of-lines) > :nth-child(1) {flex: 3 1 0}
:is([class*="st-key-cells-"], .of-lines) > :nth-child(2) {flex: 1.4 1 0}
.of-lines > :nth-child(2) {text-align: right; padding-right: .7rem}
:is([class*="st-key-cells-"], .of-lines) > :nth-child(3) {flex: 0 0 5.2rem; width: 5.2rem}
[class*="st-key-cells-"] button {width: 100%; padding-inline: .3rem}
[class*="st-key-cells-"] button :is(div, div > span:not(:only-child), [data-has-shortcut]) {
  width: 100%; justify-content: space-between; text-align: left}
[class*="st-key-cells-"] button p {font-size: .85rem}
:is([class*="st-key-cells-"] > :nth-child(2), [class*="st-key-range-"]) input {text-align: right}
[class*="st-key-range-"] > * {min-width: 0; flex: 1 1 0}
:is([class*="st-key-range-"], [class*="st-key-more-"]) [data-testid=stTextInput] {
  flex-direction: row; align-items: center; gap: .4rem}
:is([class*="st-key-range-"], [class*="st-key-more-"]) label {width: auto; flex: none; margin: 0;
  min-height: 0}
[class*="st-key-lines-"] [data-testid=InputInstructions] {display: none}
[class*="st-key-lines-"] :is(button em, label p ~ p) {position: absolute; width: 1px; height: 1px;
  overflow: hidden; clip-path: inset(50%)}
[class*="st-key-lines-"] > :not(:has(input:not(:placeholder-shown))) + :not(
  :has(input:not(:placeholder-shown))):not(:focus-within) {display: none}
[class*="st-key-about"] button p {position: absolute; width: 1px; height: 1px; overflow: hidden;
  clip-path: inset(50%)}
[class*="st-key-about"] button::before {content: "tune" / "";
  font: 1.2rem "Material Symbols Rounded"}
[class*="st-key-about"] button [data-testid=stIconMaterial] {display: none}
[data-testid=stExpandSidebarButton] {width: auto; white-space: nowrap}
[data-testid=stDateInput] [role=spinbutton] {min-width: 1.6rem; text-align: center}
[data-testid=stFileUploaderDropzoneInstructions] {display: none}
span[translate=no][aria-hidden=true], [role=img][aria-label$=icon] {user-select: none}
@media (max-width: 640px) {
  [data-testid=stSidebar]:not([data-collapsed=true]) {width: 100vw !important;
    min-width: 100vw !important; max-width: 100vw !important}
  [data-testid=stVerticalBlock] > :has(> :is(.st-key-mini, .st-key-mini-start)) {
    position: sticky; top: 0; z-index: 5; padding: .4rem 0; background: light-dark(#fff, #10181f)}
  [data-testid=stSidebar] [data-testid=stVerticalBlock] > :has(.st-key-mini) {
    position: sticky; top: 0; z-index: 5; padding: .4rem 0;
    background: light-dark(#f3f6f9, #16202a)}
  [data-testid=stColumn]:has(.st-key-start-answer) {position: static}
  [class*="st-key-matters"] :is(th, td) {white-space: normal; padding-inline: .2rem}
  [data-testid=stMarkdownContainer]:has(> table) {overflow-x: auto}
  [data-testid=stMarkdownContainer] > table :is(th, td) {padding-inline: .25rem; font-size: .82rem}
  .st-key-headline [data-testid=stHeading] h2 {font-size: 1.25rem}
  .st-key-board h1 {font-size: 1.4rem}
  .st-key-board .st-key-headline [data-testid=stHeading] h2 {font-size: 1.1rem; line-height: 1.25}
  .st-key-board :is(.st-key-headline, .st-key-advice) {padding: .5rem .7rem}
  .st-key-board :is(.st-key-headline, .st-key-advice) :is(p, li) {font-size: .88rem;
    line-height: 1.3}
  .stMain:has(.st-key-evaluate-bar) .st-key-headline {min-height: 20rem}
  [class*="st-key-invoice-"] [data-testid=stSelectbox] input {font-size: .8rem}
  .st-key-evaluate-save {gap: .5rem}
  .st-key-evaluate-save > :has([data-testid=stTextInput]) {flex: 1 1 5.5rem; min-width: 0}
  :is(.st-key-boxes-totals, .st-key-boxes-open) > * {flex: 1 1 40%; max-width: calc(50% - .5rem)}
}
@media (min-width: 1700px) {
  :root:has(.st-key-board) {font-size: 22px}
  :root:has(.st-key-board-year) {font-size: 18.5px}
  .stMainBlockContainer:has(.st-key-board) {max-width: 96vw; padding-inline: 1rem}
  .st-key-board :is(p, li, td, th) {font-size: 1rem}
  .st-key-board :is(td, th) {line-height: 1.3}
  .st-key-board h1 {padding-bottom: .4rem}
  .st-key-board .st-key-headline [data-testid=stHeading] h2 {font-size: 2rem; line-height: 1.2}
  .st-key-board .st-key-headline p {font-size: 1.25rem}
  .st-key-board .st-key-advice p > strong:only-child {font-size: 1.4rem}
  .st-key-board svg.marks text {font-size: 16px}
}
@page {size: A4; margin: 12mm}
@media print {
  :root {font-size: 11px !important}
  [data-testid=stVerticalBlock] {gap: .4rem !important}
  [data-testid=stHeading] :is(h1, h2, h3) {padding: .3rem 0 !important}
  span[translate=no][aria-hidden=true], [role=img][aria-label$=icon] {display: none !important}
  [data-testid=stElementContainer]:has(> [data-testid=stHeading]) {break-inside: avoid;
    break-after: avoid}
  [data-testid=stElementContainer]:has(> [data-testid=stHeading])::after {content: "";
    display: block; height: 6rem; margin-bottom: -6rem}
  html, body {background: #fff !important}
  .stApp, .stApp * {background-color: transparent !important; color: #17232e !important;
    border-color: #d5dde5 !important}
  .stVegaLiteChart svg .background {fill: #fff}
  [data-testid=stSidebar], [data-testid=stHeader], [data-testid=stElementToolbar],
  [data-testid=stBottom], .st-key-top, .st-key-link_problem {display: none !important}
  .stMainBlockContainer {padding: 0 !important; max-width: none !important}
  [data-testid=stHorizontalBlock]:has(> [data-testid=stColumn]) {display: flex !important;
    flex-wrap: nowrap !important; gap: 1.5rem !important}
  [data-testid=stColumn] {min-width: 0 !important}
  [data-testid=stVegaLiteChart] {break-inside: avoid}
  [data-testid=stVegaLiteChart] :is(svg.marks, .chart-wrapper) {max-width: 100%; height: auto}
}
</style>"""
