"""The database as one file, on the command line: `python -m sim backup FILE`, and `restore`.

command  which database, what is done, and how it is told
"""
