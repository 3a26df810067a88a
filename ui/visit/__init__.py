"""One visitor: what is on the screen, answers remembered, the database at hand, and sign-in.

answers     the answers of the page
database    what is kept: the app's only way to the database
keys        under which name a visit keeps a thing, and of what type it is
session     what Streamlit keeps for one visitor, and the one place that reads and writes it
sign_in     who is here
state       the sole owner of what a visitor has on the screen
worked_out  questions beyond the answer, worked out once for equal numbers
"""
