"""Which fairs of a year, for this money, on the command line: `python -m sim year PLAN...`.

asked  the plans, the budget and how far a good year is good everywhere, read; and the work
told   the answer, in words for a terminal and as one JSON object
"""
