"""Everything that a user sees, in Streamlit.

actuals    the boxes and files in which it is told what really happened
book       the page Fairs, and the fair of the book that a visit is about
compare    the page Compare
crm        files of leads out of other systems, for Plan and Evaluate alike
editing    from a touch to a changed number: what a slider does
evaluate   the page Evaluate
frame      what surrounds every page: shell, menu, browser, blocks
invoices   invoices that are dropped on costs, on any page
later      deciding later, on the page When
lines      a table of lines with a name and an amount
plan       the page Plan
questions  the pages Why, What to do, Find out and When
share      the pages Share and Board, and what a presentation link shows
start      the page Start: seven questions, and the answer beside them
visit      one visitor: plans on the screen, database, sign-in, and all that is remembered
year       the page of the year: which fairs, for this money
"""
