"""What counts say of a belief: rates, the mix, the good or bad fair, and how fast orders come.

good_fair  how good or bad a fair is, as all of its counts tell together, and its rates with it
grids      densities of one number on a grid
learning   a belief held against what was counted
pace       how fast it comes to light that somebody will never go on
"""
