"""Leads out of other systems: a table, its columns, what its cells mean, and the counts.

columns  what the columns of a file hold, all of them together
example  an example of a CRM's file
files    what stands in a file: its tables, their rows and cells
headers  what one column may hold, by its header and what is in it
leads    leads out of a table, by its columns and words
meaning  what the words of a file mean
people   rows that are of the same person
reading  a file as it was understood: what was read, left out, and has to be asked
sheet    leads, counted as far as each had come on a day
told     the cells of a table by what their columns hold, each different one read once
"""
