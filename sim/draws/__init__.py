"""Chance: one stream of numbers a name, Sobol points, and the quantiles that become people and
money.

    binomial      the Binomial quantile, exact and for whole arrays at once
    order_values  the value of every single order, summed for each trial
    outcomes      outcomes that were worked out before
    sobol         scrambled Sobol points
    streams       the random numbers of a simulation
    turn          whose turn it is, of those who want a block of fairs at the same time
"""
