"""The language, without a screen: words and number formats, and the sentences made of them.

actions      what can be done, in words
answer       the answer in sentences, the same on the page and in everything that is taken from
             it
beliefs      what a belief means, in its own numbers
catalogue    one catalogue a language, keyed by parameter key
costs        the likely costs as a table is read
languages    the languages: every folder here that says how it writes
markdown     texts as Markdown
measured     simulated numbers in words
numbers      how a language writes numbers, money and days, and its plurals
research     what knowing is worth, in words
translation  a plan and what was typed, in another language
why          why, in words
"""
