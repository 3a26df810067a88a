"""Many plans at once: one row of figures a plan, on the processors of a machine or of several.

cells      texts in the cells of a table that a spreadsheet may open
cluster    plans played by the workers of a Dask cluster
columns    the columns of the table, and the figures of one answer in them
figures    all figures of an answer, under the permanent keys of `python -m sim FILE --json`
files      which files are plans, and what they are called in the table
journal    what was answered before the table is written
processes  plans played on the processors of this machine
run        the table of answers, from the files to the last row
table      the table as a file: CSV, JSON lines or Parquet
work       one plan: what is asked of it, the answer, and what tells equal answers
"""
