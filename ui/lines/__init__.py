"""A table of lines with a name and an amount, in plain boxes that lose nothing of what is typed.

boxes  the table on the screen
kind   what a table is about, and one of its rows as a line of a plan
paste  lines out of a spreadsheet
rows   what stands in the boxes, and what comes of it

Streamlit's own grid loses what is typed while it is drawn anew, plain boxes do not. Nothing is ever
put into a box that somebody types into: a table is filled once, under keys that no other table has
(`rows.key`), and from then on the boxes are what is true of it; every edit reads all of them. It
ends in empty rows, of which the style (`ui.frame.shell.STYLE`) shows the first only, and the next
as soon as something stands in the one above: it is there before the server has heard of that.
"""
