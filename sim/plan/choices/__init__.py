"""What a plan leaves open: when it can still be cancelled.

dates  the days on which to decide again, what cancelling costs then and what is known by then
"""
