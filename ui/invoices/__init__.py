"""Invoices that a visitor drops on costs: what is in them, and for which line each of theirs is.

dropped  the files, read, and what is wrong with them
placing  which line of the budget each line of an invoice is for, and what that comes to
"""
