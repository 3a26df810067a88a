"""Deciding later, on the page about time: what it is worth, and the dates that it hangs on.

boxes    the dates, what cancelling costs then and what is known by then, as boxes
changes  what is typed into them becomes the plan
shown    what it is worth, and what to do on which date
"""
