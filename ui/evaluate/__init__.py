"""Evaluate: the page on which a fair is looked back at.

choose      which fair is evaluated, and saving what was told of it
difference  the difference between plan and fact
guesses     what each of the team guesses before the fair, kept apart, and how well that did
next_year   what was learned for the next fair
page        after the fair
paper       the evaluation on paper
team        what the team makes of a fair
"""
