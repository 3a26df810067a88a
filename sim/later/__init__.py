"""What it is worth to decide later: dates on which a fair can still be cancelled.

dates       what keeping the choice open is worth, and what is done on which date
regression  the profit to expect, given what is known by then
verdict     what to do, in the company's own terms: go, go smaller, decide later, or not
"""
