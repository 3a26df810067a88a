"""What people type and paste, as numbers and lines.

numbers  numbers as people type, paste and copy them
pasted   lines with a name and an amount, out of a spreadsheet
"""
