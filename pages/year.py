"""The year: which fairs, for this money."""

from ui.frame.shell import page
from ui.year import page as year

with page("year"):
    year.show()
