"""Leads out of other systems: a table, its columns, what its cells mean, and the counts.

cells       amounts and days as people and programs write them, a whole column at a time
example     an example of a CRM's file
leads       leads out of a CRM's table
meaning     what the columns and the words of a CRM's file mean
sheet       leads of a CRM, counted as far as each had come on a day
table       reads the CSV file: encoding, separator, header and rows
vocabulary  what CRMs write, in all languages: `words/`, one file a language
"""
