"""Years of several fairs: kept and frozen as a fair is.

entries  what is kept of a year
kept     the years of an owner: saved, frozen, renamed, deleted
rows     rows of their tables, read and written
"""
