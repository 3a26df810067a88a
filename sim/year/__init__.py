"""A year of fairs under one budget: which of them, for this money.

advice      what to do with the money of a year, and what else stands beside it
answer      the best sets, told from other trials than those that chose them
choices     how far the answer depends on what nobody has measured
coupled     fairs that were each played by themselves, laid side by side as fairs of one year
good_years  whether good years were good everywhere, learned from years that are over
months      the money of the chosen fairs, month by month
settings    what a visitor says of a year, and the year that it makes
sets        every set of fairs that the year allows, with its costs, its mean and its chances
shared      each fair played once, sharing with the others what the firm shares
year        the fairs, and what they have to do with one another
"""
