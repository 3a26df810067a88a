"""Steps that could be taken to make a plan better, each with its price and what it changes.

changes  what a step does to an input: a new belief, a sum, a factor
step     a step: what it is called, what it costs, and its changes
"""
