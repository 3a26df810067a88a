"""Which steps together: on What to do, before what each number alone would have to be.

answer  the cheapest set of steps that gets there, and what each adds
rows    what stands in the boxes of the steps, and what comes of it
steps   the boxes
"""
