"""What counts say of a belief: rates, the mix, the good or bad fair, and how fast leads go on.

from_below  what several fairs say where each says it only from below
grids       densities of one number on a grid
leads       what counts of leads say of the rates, told for each phase or in totals
learning    a belief held against what was counted
one_rate    a rate that something tells of by itself, whatever shape that has
pace        how fast leads pass a stage, which nobody knows
posterior   normal numbers after what was counted: which are likely, and draws of them
rates       the rates of one fair after all that was counted of it
tempo       how fast the leads of a whole fair go on, and how late its orders come
years       what several fairs say of the next: what lasts, and what each year has of its own
"""
