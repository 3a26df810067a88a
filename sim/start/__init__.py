"""A first plan out of the few facts that somebody has at hand, beside an example.

facts       what was said: the answers to the seven questions, and how many of them there are
first_plan  the plan that follows from them
"""
