"""The book of fairs: every fair and year, with its plan, its forecast and what happened."""

from ui.book import page as fairs
from ui.frame.shell import page
from ui.year import book as year

with page("fairs"):
    fairs.show()
    year.on_fairs()
