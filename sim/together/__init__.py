"""What several steps would do together: which of them reach a chance at the least cost, and which
are the best for a sum of money.

everywhere  without prices: every rate a little better, by as much
race        which of many sets of steps: few fairs tell most of them apart, many the last ones
sets        the sets of steps, and what each costs
together    the answer, told from other fairs than those that chose
"""
