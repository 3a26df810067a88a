"""Steps that could be taken, in words.

suggested  a few steps to begin with, priced out of the plan's own lines
typed      a step as it is typed, and read back
told       what several steps would do together
"""
