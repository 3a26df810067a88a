"""Chances worked out instead of drawn, given who is left at a stage of the funnel in a trial.

A trial then says how likely a profit is, not whether there is one: less noise for the same time
(conditional Monte Carlo; Glasserman 2004, Monte Carlo Methods in Financial Engineering, 4.3).

chances  the chance of so much money, trial by trial
laws     laws of positive amounts, of their products and sums
orders   how many orders come of so many people
takings  what orders bring in against the money that is needed
values   the sum of the values of so many orders
"""
