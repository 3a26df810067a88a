"""The language, without a screen: words and number formats, and the sentences made of them.

actions      what can be done, in words
answer       the answer in sentences, the same on the page and in everything that is taken from
             it
beliefs      what a belief means, in its own numbers
catalogue    one catalogue a language, keyed by parameter key
costs        the likely costs as a table is read
measured     simulated numbers in words
research     what knowing is worth, in words
translation  a plan and what was typed, in another language
why          why, in words
"""
