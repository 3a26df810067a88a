"""The book of fairs: every fair and year, with its plan, its forecast and what happened."""

from ui import fairs
from ui.shell import page

with page("fairs"):
    fairs.show()
