"""Evaluate: the page on which a fair is looked back at.

choose      which fair is evaluated
difference  the difference between plan and fact
guesses     what each of the team guesses before the fair, kept apart, and how well that did
next_year   what was learned for the next fair
page        after the fair
paper       the evaluation on paper
save        the button that saves it all (`ui.actuals.held.save`), and what two choose between
team        what the team makes of a fair
"""
