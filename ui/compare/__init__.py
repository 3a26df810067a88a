"""Compare: up to four plans, and not going, fair by fair.

cards      the plans of a comparison as cards, what can be done with each, and how another is
           added
chosen     which plans are compared
from_book  a plan of the book, for a comparison
page       the comparison page
tables     tables of a comparison
"""
