"""Leads out of other systems: a table, its columns, what its cells mean, and the counts.

cells       amounts and days as people and programs write them, a whole column at a time
columns     what the columns of a file hold
example     an example of a CRM's file
files       what stands in a file: rows of text, one grid a sheet
leads       leads out of a table, by its columns and words
meaning     what the words of a file mean
people      rows that are of the same person
reading     a file as it was understood: what was read, left out, and has to be asked
rows        which rows are the header, and which are no leads
sheet       leads, counted as far as each had come on a day
table       the table of a sheet: its columns by name, and the rows that may be leads
told        the cells of a table by what their columns hold, each different one read once
vocabulary  what CRMs write, in all languages: `words/`, one file a language
"""
