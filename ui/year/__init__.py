"""The year: which of several fairs, for this money.

adding    how a fair comes into the list, or out of it
board     the board page of a year
book      the year in the book: kept, frozen, opened again, and what came of it
came      what came of a year, and whether good years were good everywhere
kept      what a visitor does with years in the book: callbacks, each of which ends whole
listed    the fairs of the list, and how the year is asked about
others    other choices for the same money, what other money would bring, and how firm it is
page      the page: a sentence, a picture, the fairs
paper     the year on paper, for who decides
refine    a room: dates, customers in common and the like, and the money month by month
said      the sentences
variants  a smaller stand, or one person less, in the place of a fair
wrong     what stands in the boxes, and what was wrong there the last time
"""
